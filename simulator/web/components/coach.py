"""What a trainee reads first: what this call trains, one strength, one thing to change, and the better line."""

import streamlit as st

from simulator.evaluator import Feedback
from simulator.evaluator.feedback import Change, Leading, Strength
from simulator.rubric import Rubric
from simulator.web.wording import plain


def show(feedback: Feedback, rubric: Rubric) -> int | None:
    """Draw it; the turn that the trainee wants to try again."""
    st.markdown(plain(feedback.summary))
    with st.grid(3, min_column_width=200, gap="small", key="leading"):
        for leading in feedback.leading:
            _leading(leading, rubric)
    if feedback.strength:
        _strength(feedback.strength)
    return _change(feedback.change) if feedback.change else None


def _leading(leading: Leading, rubric: Rubric) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{plain(leading.name)}**")
        if leading.score is None:
            st.caption("Not graded" if leading.status == "not_graded" else "Did not come up in this call")
            return
        st.markdown(f"### {leading.score:.1f} :small[of {rubric.scale.max}]")
        if leading.anchor:
            st.caption(plain(leading.anchor))


def _strength(strength: Strength) -> None:
    with st.container(border=True, gap="xsmall", key="strength"):
        st.markdown(":green[:material/thumb_up:] **What worked**")
        st.markdown(f"“{plain(strength.quote)}”")
        st.caption(f"Turn {strength.turn}. {plain(strength.did)}")


def _change(change: Change) -> int | None:
    with st.container(border=True, gap="xsmall", key="change"):
        st.markdown(":orange[:material/edit_note:] **The one thing to change**")
        if change.caller_said:
            st.markdown(f"They said: “{plain(change.caller_said)}”")
        st.markdown(f"You said: “{plain(change.said)}”")
        st.success(f"Try: **“{plain(change.say)}”**", icon=":material/record_voice_over:")
        st.caption(f"Turn {change.turn}. {plain(change.because)}")
        if st.button("Try that moment again", key="try-again", type="primary", icon=":material/replay:"):
            return change.turn
    return None
