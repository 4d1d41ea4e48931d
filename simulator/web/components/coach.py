"""What a trainee reads first: what this call trains, one strength, one thing to change, and the better line."""

from collections.abc import Mapping

import streamlit as st

from simulator.evaluator import Feedback
from simulator.evaluator.feedback import Change, Leading, Strength
from simulator.grade import Grade
from simulator.practice import CallView, failures
from simulator.practice.marks import level_of
from simulator.rubric import Rubric
from simulator.store import OverrideRecord
from simulator.web.components import try_line
from simulator.web.marking import aside, to_turn
from simulator.web.wording import plain


def show(feedback: Feedback, view: CallView, grade: Grade, *, by_person: Mapping[str, OverrideRecord]) -> int | None:
    """Draw it; the turn from which the trainee wants to take the call again. `by_person` are scores by a lead."""
    st.markdown(plain(feedback.summary))
    with st.grid(3, min_column_width=200, gap="small", key="leading"):
        for leading in feedback.leading:
            _leading(leading, view.rubric, by_person.get(leading.id), trusted=grade.criterion(leading.id).trusted)
    if any(leading.score is not None for leading in feedback.leading):
        _strength(feedback.strength)
    change = feedback.change
    if change is None:
        return None
    mine = {turn.n for turn in view.transcript.agent_turns()}
    kept = [one for one in failures.kept(grade.critical, view.rubric, turn=change.turn) if one.turn in mine]
    return _change(change, view, kept[0].turn if kept else None)


def _leading(leading: Leading, rubric: Rubric, by_person: OverrideRecord | None, *, trusted: bool) -> None:
    score = leading.score if by_person is None else by_person.score
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.markdown(f"**{plain(leading.name)}**")
        if score is None:
            st.caption("Not graded" if leading.status == "not_graded" else "Did not come up in this call")
            return
        st.markdown(f"### {score:.1f} :small[of {rubric.scale.max}]")
        if by_person is not None:
            was = "did not grade it" if leading.score is None else f"gave {leading.score:.1f}"
            st.caption(f":material/person: {plain(by_person.author_name)}'s score; the evaluator {was}.")
        elif not trusted:
            st.caption(":material/balance: Not yet trustworthy: left out of the overall score.")
        st.markdown(f":small[{plain(leading.why)}]")
        anchors = rubric.criterion(leading.id).anchors
        level = level_of(anchors, score)
        place = f"{level.words}. " if level.between else ""
        st.caption(f"{place}Level {level.nearest} reads: “{plain(anchors[level.nearest])}”")


def _strength(strength: Strength | None) -> None:
    with st.container(border=True, gap="xsmall", key="strength"):
        if strength is None:
            st.markdown(":material/thumb_up: **What worked**")
            st.markdown("Nothing here can be held up yet. It was practice, and nobody was hurt by it.")
            return
        st.markdown(":green[:material/thumb_up:] **What worked**")
        st.markdown(f"“{plain(strength.quote)}”")
        st.markdown(aside(f"{to_turn(strength.turn)}. {plain(strength.did)}"))


def _change(change: Change, view: CallView, failed_at: int | None) -> int | None:
    """Draw the change; `failed_at` is an earlier turn whose failure would stay in a call tried from here."""
    with st.container(border=True, gap="small", key="change"):
        st.markdown(":orange[:material/edit_note:] **The one thing to change**")
        if change.caller_said:
            st.markdown(f":gray[They said:] “{plain(change.caller_said)}”")
        st.markdown(f":gray[You said:] “{plain(change.said)}”")
        st.success(f"Try: **“{plain(change.say)}”**", icon=":material/record_voice_over:")
        st.markdown(aside(f"{to_turn(change.turn)}. {plain(change.because)}"))
        st.markdown("**Try that moment again**")
        try_line.show(view, change.turn, suggestion=change.say, first=True)
        return _reopen(change.turn, failed_at)


def _reopen(turn: int, failed_at: int | None) -> int | None:
    if failed_at is not None:
        st.markdown(
            aside(
                f":material/report: The call failed at {to_turn(failed_at, f'turn {failed_at}')}, before this. Taken "
                "again from here, it keeps that; taken again from there, it need not happen."
            )
        )
    with st.container(horizontal=True):
        if st.button(
            f"Take the call again from turn {turn}", key="try-again", type="tertiary", icon=":material/replay:"
        ):
            return turn
        if failed_at is not None and st.button(
            f"Take it again from turn {failed_at}", key="try-failure", type="tertiary", icon=":material/replay:"
        ):
            return failed_at
    return None
