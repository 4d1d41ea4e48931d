"""Before the call: who rings and why, what is practised, and how it is judged."""

import streamlit as st

from simulator.caller.difficulty import adjusted
from simulator.web import routes, services
from simulator.web.components import brief, call_settings, caller_card, consent, face, page_head, rubric_sheet
from simulator.web.wording import plain

persona_id = routes.named(routes.PERSONA)
if persona_id is None:
    routes.to_callers()
persona = services.library().persona(persona_id)

page_head.show(plain(persona.name))
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    face.show(persona.id, persona.name, width=72)
    with st.container(gap="xsmall"):
        st.markdown(plain(persona.summary))
        caller_card.traits(persona)
st.markdown(
    "**What will happen.** The line opens and **you speak first**, in writing. The desk beside the call shows the "
    "account and what you may do. End the call when you are done; you can end it at any moment, and nothing is lost by "
    "stopping. Your feedback then starts with what this call is for."
)
way_in = st.container(gap="small")
endpoint = services.asks_consent()
model = services.practice().settings.caller.model if services.model_connected() and endpoint is None else None
chosen = call_settings.show(services.library().rubrics(), model=model)
with way_in:
    voice = consent.show(endpoint, graded_there=services.graded_at(endpoint))
if voice is not None:
    if endpoint and voice == "model":
        services.agree(endpoint)
    begun = services.begin(
        persona.id,
        rubric=chosen.rubric,
        embedded=chosen.embedded or voice == "embedded",
        seed=chosen.seed,
        difficulty=chosen.difficulty,
    )
    routes.to_call(begun.id)

brief.show(adjusted(persona, chosen.difficulty))
st.header("How it is judged", anchor=False)
rubric = services.library().rubric(chosen.rubric)
rubric_sheet.show(rubric, first=persona.trains, model=services.model_judges())
