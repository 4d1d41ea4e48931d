"""Choose a caller."""

import streamlit as st

from simulator.web import routes, services, state
from simulator.web.components import caller_card, caller_filters, file_problems, model_note, page_head, suggested
from simulator.web.finding import found
from simulator.web.past import last_taken
from simulator.web.wording import plain

page_head.show(
    "Who is on the line?",
    lead="These are practice calls: Sidetone plays the caller, and you answer in writing. Choose somebody to talk to; "
    "your feedback afterwards quotes your own words. Nobody else sees your first three calls unless you share them.",
)
viewer, shelf = services.viewer(), services.library().persona_shelf()
calls = services.shelf().mine(viewer, limit=200)
taken = last_taken(calls)
settings = services.practice().settings
if not shelf.models:
    st.info("There are no callers yet. A trainer writes the first under “Callers and rubrics”.")

by_id = {persona.id: persona for persona in shelf.models}
next_one = services.lookback().suggestion(viewer, calls)
if next_one is not None and suggested.show(by_id[next_one.persona_id], next_one):
    if next_one.call_id is not None:
        routes.to_call(next_one.call_id)
    routes.to_before(next_one.persona_id)

wanted = caller_filters.show(shelf.models)
fitting = found(shelf.models, wanted, taken=taken)
if wanted.anything:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="found"):
        number = f"{len(fitting)} of {len(shelf.models)} callers" if fitting else "No caller fits"
        st.markdown(f"{number}: {plain(wanted.in_words())}", width="content")
        st.button("Show all callers", key="show-all", type="tertiary", on_click=state.set_back, args=(state.FINDING,))
with st.grid(min_column_width=290, gap="small", key="callers"):
    chosen = [persona.id for persona in fitting if caller_card.show(persona, taken=taken.get(persona.id))]
if chosen:
    routes.to_before(chosen[0])
file_problems.show(shelf.problems)
model_note.show(connected=services.model_connected(), model=settings.caller.model)
