"""Moments that can be tried again: what they said, what you said, and a better line."""

import streamlit as st

from simulator.grade import Better, Grade
from simulator.practice import CallView
from simulator.transcript import Transcript
from simulator.web import failures
from simulator.web.marking import kept_in_mind
from simulator.web.wording import plain


def show(grade: Grade, view: CallView, *, shown: tuple[int, str] | None) -> int | None:
    """Draw every moment but the one already shown; the turn that is to be tried again."""
    again: int | None = None
    latest = max((one.turn for one in _each(grade, shown)), default=0)
    for failure in failures.kept(grade.critical, view.rubric, turn=latest)[:1]:
        st.caption(
            f":material/report: The call failed at turn {failure.turn}. "
            "Tried again from a later turn, it keeps that failure; the moment can still be practised."
        )
    for number, one in enumerate(_each(grade, shown)):
        with st.container(border=True, gap="xsmall"):
            before = _heard_before(view.transcript, one.turn)
            if before:
                st.markdown(f":gray[They said:] “{kept_in_mind(before, 240)}”")
            st.markdown(f":gray[You said:] “{plain(one.said)}”")
            st.markdown(f":green[:material/record_voice_over: Better:] **“{plain(one.say)}”**")
            st.caption(f"Turn {one.turn}. {plain(one.because)}")
            if st.button(f"Try turn {one.turn} again", key=f"again-{number}-{one.turn}", icon=":material/replay:"):
                again = one.turn
    return again


def any_left(grade: Grade, *, shown: tuple[int, str] | None) -> bool:
    """Whether there is a moment beside the one already shown."""
    return bool(_each(grade, shown))


def _each(grade: Grade, shown: tuple[int, str] | None) -> list[Better]:
    left_out = None if shown is None else _place(*shown)
    found = {_place(one.turn, one.said): one for criterion in grade.criteria for one in reversed(criterion.better)}
    return [one for place, one in sorted(found.items()) if place != left_out]


def _place(turn: int, said: str) -> tuple[int, str]:
    """The same words of the same turn are one moment, with their full stop or without."""
    return turn, said.strip(" .,;:!?…").lower()


def _heard_before(transcript: Transcript, n: int) -> str:
    before = [turn.text for turn in transcript.turns if turn.n < n and turn.speaker == "caller"]
    return before[-1] if before else ""
