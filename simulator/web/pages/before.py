"""Before the call: who rings, what is practised, and how it is judged."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import caller_card, consent, face, rubric_sheet
from simulator.web.wording import plain

RUBRIC = "compassionate-call"

persona_id = routes.named(routes.PERSONA)
if persona_id is None:
    routes.to_callers()
persona, rubric = services.library().persona(persona_id), services.library().rubric(RUBRIC)

with st.container(horizontal=True, vertical_alignment="center", gap="medium", wrap=False):
    face.show(persona.id, persona.name, width=88)
    with st.container(gap=None):
        st.title(plain(persona.name), anchor=False)
        st.markdown(plain(persona.summary))
caller_card.traits(persona)
if persona.content_note:
    st.caption("You can end the call at any moment; nothing is lost by stopping.")
st.markdown(
    "**What will happen.** The line opens and you speak first. The desk beside the call shows the account and what you "
    "may do. End the call when you are done: your feedback starts with what this call is for."
)
endpoint = services.asks_consent()
voice = consent.show(endpoint, graded_there=services.graded_at(endpoint), connected=services.model_connected())
if voice is not None:
    if endpoint and voice == "model":
        services.agree(endpoint)
    routes.to_call(services.begin(persona.id, rubric=RUBRIC, embedded=voice == "embedded").id)

st.header("How it is judged", anchor=False)
st.caption("The starred criteria lead your feedback.")
rubric_sheet.show(rubric, first=persona.trains)
