"""The mood meter: how the caller feels, and how that moved since the agent last spoke."""

from typing import Final

import streamlit as st

from simulator.caller import Standing
from simulator.practice import CallView

LEVELS: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "trust": ((40, "closed"), (60, "wary"), (101, "open")),
    "distress": ((25, "settled"), (50, "uneasy"), (75, "upset"), (101, "overwhelmed")),
    "anger": ((15, "low"), (40, "annoyed"), (70, "angry"), (101, "furious")),
}
"""Words for a value of each mood: the first whose bound lies above it. Trust has the caller's own three bands."""


def show(view: CallView) -> None:
    """Draw trust, distress and anger in words, in numbers of 100, and with how each moved since they last spoke."""
    state, before = view.state, before_last_turn(view)
    with st.container(horizontal=True, width="content", gap="small", key="mood-now"):
        for name in LEVELS:
            st.markdown(f":small[{_part(name, state.mood, before)}]", width="content")


def before_last_turn(view: CallView) -> Standing | None:
    """The mood before the agent's last turn, so that the answer to it counts as well; None before the first."""
    spoken = view.transcript.agent_turns()
    if not spoken:
        return None
    earlier = [point.mood for point in view.state.curve if point.turn < spoken[-1].n]
    return earlier[-1] if earlier else None


def word(name: str, value: float) -> str:
    """The word for this value of that mood."""
    return next(word for bound, word in LEVELS[name] if round(value) < bound)


def _part(name: str, mood: Standing, before: Standing | None) -> str:
    value = getattr(mood, name)
    shift = 0 if before is None else round(value) - round(getattr(before, name))
    shown = f"{name.capitalize()} **{round(value)}** {word(name, value)}"
    if not shift:
        return shown
    better = (shift > 0) == (name == "trust")
    return f"{shown} :{'green' if better else 'orange'}[{'▲' if shift > 0 else '▼'} {abs(shift)}]"
