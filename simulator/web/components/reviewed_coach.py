"""What the trainee reads first on their feedback, as a lead reads it: what worked, and the one thing to change."""

import streamlit as st

from simulator.evaluator import Feedback
from simulator.evaluator.feedback import Change
from simulator.web.marking import aside, to_turn
from simulator.web.wording import plain


def show(feedback: Feedback) -> None:
    """Draw both, without the way to try again: that is the trainee's. Nothing where nothing was graded."""
    if all(leading.score is None for leading in feedback.leading):
        return
    st.header("What the trainee reads first", anchor=False)
    with st.container(border=True, gap="xsmall", key="strength"):
        st.markdown(":green[:material/thumb_up:] **What worked**")
        if feedback.strength is None:
            st.markdown("Nothing in this call is held up yet.")
        else:
            st.markdown(f"“{plain(feedback.strength.quote)}”")
            st.markdown(aside(f"{to_turn(feedback.strength.turn)}. {plain(feedback.strength.did)}"))
    if feedback.change is not None:
        _change(feedback.change)


def _change(change: Change) -> None:
    with st.container(border=True, gap="small", key="change"):
        st.markdown(":orange[:material/edit_note:] **The one thing to change**")
        if change.caller_said:
            st.markdown(f":gray[The caller said:] “{plain(change.caller_said)}”")
        st.markdown(f":gray[The agent said:] “{plain(change.said)}”")
        st.markdown(f":gray[Suggested:] **“{plain(change.say)}”**")
        st.markdown(aside(f"{to_turn(change.turn)}. {plain(change.because)}"))
