"""A graded call as a lead reads it: the scores with their evidence, and a person's beside the evaluator's."""

import streamlit as st

from simulator.cohorts.overriding import settled
from simulator.errors import ScoreRefusedError
from simulator.web import routes, services, state, stopping
from simulator.web.components import (
    afresh,
    override,
    page_head,
    review_list,
    reviewed_call,
    reviewed_coach,
    reviewed_scores,
)
from simulator.web.wording import clock, day_and_time, plain

call_id = routes.named(routes.CALL)
if call_id is None:
    routes.to_review()
viewer, overriding = services.viewer(), services.overriding()
owner = services.review().taken_by(viewer, call_id)
view = services.practice().look(viewer, call_id)
page_head.show(f"{plain(owner)} with {plain(view.persona.name)}")
review_list.back()
when, length, turns = day_and_time(view.call.started_at), clock(view.elapsed), len(view.transcript.turns)
st.caption(f"{plain(when)} · {length} · {turns} turns, both sides · judged by: {plain(view.rubric.name)}")
if not view.ended:
    st.info("This call is still going on. It can be read here once it has ended.", icon=":material/phone_in_talk:")
    st.stop()

with st.spinner("Reading the call again…"):
    graded = services.graded(call_id)
stopped = stopping.obstacles().of(viewer, call_id)
stands = settled(graded.record, overriding.history(viewer, call_id), view.rubric, stopped)
afresh.stood_in(graded)
reviewed_coach.show(graded.feedback)
st.header("Scores", anchor=False)
change = reviewed_scores.show(view, graded, stands)
if change is not None:
    state.forget_refusal(call_id)
    try:
        overriding.override(
            viewer, call_id, change.criterion, score=change.score, reason=change.reason, grade_id=graded.record.id
        )
        state.keep_done(override.done(change))
    except ScoreRefusedError as refusal:
        state.keep_refusal(call_id, override.kept_as(change.criterion), str(refusal))
    st.rerun()
if (done := state.take_done()) is not None:
    st.toast(done, icon=":material/check:")
if stands.changes:
    st.header("Scores by people", anchor=False)
    override.history(stands.changes, view.rubric)
reviewed_call.show(view, graded, stands)
