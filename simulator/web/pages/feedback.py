"""Feedback: first what a trainee needs, then everything it rests on."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.components import (
    coach,
    marked_transcript,
    moments,
    mood_curve,
    nothing_here,
    provenance,
    scores,
    told,
)
from simulator.web.wording import clock, day_and_time, plain

call_id = routes.named(routes.CALL)
if call_id is None:
    nothing_here.show("No call is open", "Feedback belongs to a call. Take one, or open one from my calls.")
    st.stop()
view = services.practice().look(services.viewer(), call_id)
st.title(f"Your call with {plain(view.persona.name)}", anchor=False)
turns = len(view.transcript.turns)
st.caption(f"{plain(day_and_time(view.call.started_at))} · {clock(view.elapsed)} · {turns} turns, both sides")
if not view.ended:
    st.info("This call is still going on. Feedback follows when it has ended.", icon=":material/phone_in_talk:")
    if st.button("Back to the call", key="back-to-call", type="primary", icon=":material/call:"):
        routes.to_call(call_id)
    st.stop()

with st.spinner("Reading the call again…"):
    graded = services.graded(call_id)
grade, feedback = graded.record.grade, graded.feedback
if graded.fallback:
    st.info(
        f"The model could not grade, so the built-in evaluator did.  \n{plain(graded.fallback)}",
        icon=":material/swap_horiz:",
    )
change = feedback.change
again = coach.show(feedback, view, grade.critical)
shown = (change.turn, change.said) if change else None
st.header("Scores", anchor=False)
scores.show(grade, view.rubric, forked_at=view.call.forked_at)
if moments.any_left(grade, shown=shown):
    st.header("Other moments to try again", anchor=False)
    again = moments.show(grade, view, shown=shown) or again
st.header("The call, turn by turn", anchor=False)
marked_transcript.show(view)
if view.persona.facts:
    st.header("What they told you", anchor=False)
    told.show(view)
st.header("How the caller's mood moved", anchor=False)
mood_curve.show(view)
st.header("To take away", anchor=False)
provenance.show(view, graded)
if again is not None:
    routes.to_call(services.shelf().try_again(services.viewer(), call_id, again).id)
