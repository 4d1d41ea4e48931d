"""Moments that can be tried again: what they said, what you said, and a better line."""

import streamlit as st

from simulator.grade import Better, Grade
from simulator.practice import CallView, failures
from simulator.transcript import Transcript
from simulator.web.components import try_line
from simulator.web.marking import aside, kept_in_mind, to_turn
from simulator.web.wording import plain


def show(grade: Grade, view: CallView, *, shown: tuple[int, str] | None) -> int | None:
    """Draw every moment but the one already shown; the turn from which the call is to be taken again."""
    again: int | None = None
    each = _each(grade, shown)
    latest = max((one.turn for one in each), default=0)
    for failure in failures.kept(grade.critical, view.rubric, turn=latest)[:1]:
        st.markdown(
            aside(
                f":material/report: The call failed at {to_turn(failure.turn, f'turn {failure.turn}')}. "
                "Taken again from a later turn, it keeps that failure; the moment can still be practised."
            )
        )
    boxed = {shown[0]} if shown is not None else set()
    for number, one in enumerate(each):
        with st.container(border=True, gap="xsmall"):
            before = _heard_before(view.transcript, one.turn)
            if before:
                st.markdown(f":gray[They said:] “{kept_in_mind(before, 240)}”")
            st.markdown(f":gray[You said:] “{plain(one.said)}”")
            st.markdown(f":green[:material/record_voice_over: Better:] **“{plain(one.say)}”**")
            st.markdown(aside(f"{to_turn(one.turn)}. {plain(one.because)}"))
            if one.turn not in boxed:
                boxed.add(one.turn)
                with st.expander("Try that moment again", icon=":material/replay:", key=f"moment-{number}"):
                    try_line.show(view, one.turn, suggestion=one.say)
                    if st.button(
                        f"Take the call again from turn {one.turn}", key=f"again-{number}-{one.turn}",
                        type="tertiary", icon=":material/replay:",
                    ):  # fmt: skip
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
