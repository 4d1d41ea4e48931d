"""Feedback: first what a trainee needs, then everything it rests on."""

import streamlit as st

from simulator.cohorts.overriding import settled
from simulator.web import routes, services, state, stopping
from simulator.web.components import afresh, coach, nothing_here, page_head, whole_call
from simulator.web.wording import clock, day_and_time, plain

call_id = routes.named(routes.CALL)
if call_id is None:
    nothing_here.show("No call is open", "Feedback belongs to a call. Take one, or open one from my calls.")
    st.stop()
view = services.practice().look(services.viewer(), call_id)
turns = len(view.transcript.turns)
page_head.show(
    f"Your call with {plain(view.persona.name)}",
    lead=f":gray[{plain(day_and_time(view.call.started_at))} · {clock(view.elapsed)} · {turns} turns, both sides]",
)
if not view.ended:
    st.info("This call is still going on. Feedback follows when it has ended.", icon=":material/phone_in_talk:")
    if st.button("Back to the call", key="back-to-call", type="primary", icon=":material/call:"):
        routes.to_call(call_id)
    st.stop()

with st.spinner("Reading the call again…"):
    graded = services.graded(call_id)
stopped = stopping.obstacles().of(services.viewer(), call_id)
stands = settled(graded.record, services.practice().store.overrides(call_id), view.rubric, stopped)
afresh.stood_in(graded)
again = coach.show(graded.feedback, view, graded.record.grade, by_person=stands.by_person)
again = whole_call.show(view, graded, stands) or again
if (done := state.take_done()) is not None:
    st.toast(done, icon=":material/check:")
if again is not None:
    routes.to_call(services.shelf().try_again(services.viewer(), call_id, again).id)
