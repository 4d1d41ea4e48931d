"""What a trainee reads first: what this call trains, one strength, one thing to change, and the better line."""

import streamlit as st

from simulator.evaluator import Feedback
from simulator.evaluator.feedback import Change, Leading, Strength
from simulator.grade import CriticalFailure
from simulator.practice import CallView
from simulator.rubric import Rubric
from simulator.web import failures
from simulator.web.marking import level_reached
from simulator.web.wording import plain


def show(feedback: Feedback, view: CallView, critical: list[CriticalFailure]) -> int | None:
    """Draw it; the turn that the trainee wants to try again."""
    st.markdown(plain(feedback.summary))
    with st.grid(3, min_column_width=200, gap="small", key="leading"):
        for leading in feedback.leading:
            _leading(leading, view.rubric)
    if feedback.strength:
        _strength(feedback.strength)
    change = feedback.change
    if change is None:
        return None
    mine = {turn.n for turn in view.transcript.agent_turns()}
    kept = [one for one in failures.kept(critical, view.rubric, turn=change.turn) if one.turn in mine]
    return _change(change, kept[0].turn if kept else None)


def _leading(leading: Leading, rubric: Rubric) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{plain(leading.name)}**")
        if leading.score is None:
            st.caption("Not graded" if leading.status == "not_graded" else "Did not come up in this call")
            return
        st.markdown(f"### {leading.score:.1f} :small[of {rubric.scale.max}]")
        st.markdown(f":small[{plain(leading.why)}]")
        anchors = rubric.criterion(leading.id).anchors
        level = level_reached(anchors, leading.score)
        st.caption(f"Level {level} reads: “{plain(anchors[level])}”")


def _strength(strength: Strength) -> None:
    with st.container(border=True, gap="xsmall", key="strength"):
        st.markdown(":green[:material/thumb_up:] **What worked**")
        st.markdown(f"“{plain(strength.quote)}”")
        st.caption(f"Turn {strength.turn}. {plain(strength.did)}")


def _change(change: Change, failed_at: int | None) -> int | None:
    """Draw the change; `failed_at` is an earlier turn whose failure would stay in a call tried from here."""
    with st.container(border=True, gap="xsmall", key="change"):
        st.markdown(":orange[:material/edit_note:] **The one thing to change**")
        if change.caller_said:
            st.markdown(f"They said: “{plain(change.caller_said)}”")
        st.markdown(f"You said: “{plain(change.said)}”")
        st.success(f"Try: **“{plain(change.say)}”**", icon=":material/record_voice_over:")
        st.caption(f"Turn {change.turn}. {plain(change.because)}")
        if failed_at is not None:
            st.caption(
                f":material/report: The call failed at turn {failed_at}, before this. Tried again from here, that "
                "stays; tried again from there, it does not have to happen."
            )
        with st.container(horizontal=True):
            first = failed_at is None
            here = st.button(
                "Try that moment again", key="try-again", type="primary" if first else "secondary",
                icon=":material/replay:",
            )  # fmt: skip
            if failed_at is not None and st.button(
                f"Try again from turn {failed_at}", key="try-failure", type="primary", icon=":material/replay:"
            ):
                return failed_at
    return change.turn if here else None
