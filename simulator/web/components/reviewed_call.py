"""Everything under the scores of a call that a lead reads: openings, the marked transcript, facts, mood, files."""

import streamlit as st

from simulator.cohorts.overriding import Settled
from simulator.evaluator import read
from simulator.practice import CallView, Graded
from simulator.web.components import marked_transcript, mood_curve, opportunities, provenance, thinking, told


def show(view: CallView, graded: Graded, stands: Settled) -> None:
    """Draw it; the trainee's own notes are no part of it."""
    reading = read(view.transcript, view.persona)
    st.header("Openings that the caller gave", anchor=False)
    opportunities.show(reading)
    st.header("The call, turn by turn", anchor=False)
    marked_transcript.show(view, reading)
    if view.persona.facts:
        st.header("What the caller told", anchor=False)
        told.show(view)
    st.header("How the caller's mood moved", anchor=False)
    mood_curve.show(view, agent="The agent")
    if view.transcript.turns:
        st.header("What the caller made of it", anchor=False)
        thinking.show(view)
    st.header("To take away", anchor=False)
    provenance.show(view, graded, stands, own=False)
