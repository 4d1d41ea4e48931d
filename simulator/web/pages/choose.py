"""Choose a caller."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import caller_card, file_problems, model_note
from simulator.web.past import last_taken

shelf = services.library().persona_shelf()
taken = last_taken(services.shelf().mine(services.viewer()))

st.title("Who is on the line?", anchor=False)
st.markdown(
    "Choose somebody to talk to. You take the call in writing, as long as it takes; "
    "your feedback afterwards quotes your own words. Nobody else sees your first three calls unless you share them."
)
with st.grid(min_column_width=290, gap="small", key="callers"):
    callers = sorted(shelf.models, key=lambda persona: (persona.difficulty, persona.name))
    chosen = [persona.id for persona in callers if caller_card.show(persona, taken=taken.get(persona.id))]
if chosen:
    routes.to_before(chosen[0])
if not shelf.models:
    st.info("There are no callers yet. A trainer writes the first with `python -m simulator new persona my-caller`.")
file_problems.show(shelf.problems)
settings = services.practice().settings
model_note.show(connected=services.model_connected(), model=settings.caller.model)
