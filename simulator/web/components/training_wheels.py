"""Help during a call: the mood meter, which can be off, and a hint on request, which is counted."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.practice import CallView
from simulator.web import devices, services

METER: Final = "mood_meter"
"""The preference that keeps whether the mood meter is shown; it is until it is turned off."""

WIDTH: Final = 310
"""Pixels of what opens; a phone has room for it."""


@dataclass(frozen=True, slots=True)
class Wheels:
    """What of the help is wanted."""

    meter: bool
    hint: bool


def show(view: CallView) -> Wheels:
    """Draw the help behind its button."""
    store, owner = services.practice().store, view.call.owner
    kept = bool(store.preferences(owner).get(METER, True))
    with st.popover("Help", icon=devices.icon(":material/support:"), key="help"), st.container(width=WIDTH):
        meter = st.toggle("Mood meter", value=kept, key="mood-meter")
        st.caption("How they feel, and how that has changed since just before you last spoke. It is not the grade.")
        hint = st.button("Give me a hint", key="hint", icon=":material/lightbulb:", disabled=view.state.on_hold)
        st.caption(f"{counted(len(view.call.hints))} Hints are counted, and cost nothing.")
    if meter != kept:
        store.set_preference(owner, METER, meter)
    return Wheels(meter, hint)


def counted(hints: int) -> str:
    """How many hints were asked for, in words."""
    return "No hint so far." if hints == 0 else f"{hints} hint{'s' if hints > 1 else ''} so far."
