"""Scoring calls blind: the words and the desk on one side, the rubric's levels on the other, and no machine's score."""

import streamlit as st

from simulator.errors import ScoreRefusedError
from simulator.web import routes, services, state, trusting
from simulator.web.components import page_head, review_list, scored_call, scorer, scoring_sheet
from simulator.web.wording import day_and_time, plain

viewer, scoring = services.viewer(), trusting.scoring()
page_head.show(
    routes.SCORE,
    lead="You score a shared call before anybody tells you what the evaluator makes of it. Two people's scores of the "
    "same calls show how far its scores can be trusted. They change nobody's grade.",
)
ids = scoring.rubrics_to_score(viewer)
if not ids:
    review_list.nothing_shared()
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    rubric_id = scorer.rubric_of(trusting.named(ids))
    name = scorer.name_of(viewer)
if name == "":
    st.info("Say who you are; then the first call is here.", icon=":material/edit:")
    st.stop()
now = scoring.progress(viewer, rubric_id, name=name)
waiting = scoring.to_score(viewer, rubric_id, name=name)
if not waiting:
    scorer.nothing_left(now)
    st.stop()
scorer.progress(now)
asked = routes.named(routes.CALL)
call_id = asked if asked in waiting else waiting[0]
sheet = scoring.sheet(viewer, call_id, name=name)
persona = services.practice().book.persona_of(sheet.call)
st.header(f"{plain(persona.name)}, {plain(day_and_time(sheet.call.started_at))}", anchor=False)
words, levels = st.columns([1, 1], gap="medium")
with words:
    scored_call.show(sheet.transcript, persona)
    if len(waiting) > 1 and st.button("Another call instead", key="skip", type="tertiary", icon=":material/skip_next:"):
        routes.to_score(waiting[(waiting.index(call_id) + 1) % len(waiting)])
with levels:
    if scoring_sheet.show(sheet, name):
        try:
            scoring.save(viewer, call_id, sheet.marks, name=name)
        except ScoreRefusedError as refusal:
            st.warning(plain(str(refusal)), icon=":material/info:")
        else:
            state.keep_done("Saved. Here is the next call.")
            routes.to_score()
if (done := state.take_done()) is not None:
    st.toast(done, icon=":material/check:")
