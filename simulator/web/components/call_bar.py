"""The bar under the conversation: who is on the line and for how long, hold, pause, help, the end, and the box."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.practice import CallView
from simulator.practice.pausing import asks_to_pause
from simulator.web import devices, state, talking
from simulator.web.components import call_clock, ending, face, mood_meter, training_wheels
from simulator.web.trouble import kindly
from simulator.web.wording import plain

FOLLOW_EVERY: Final = 5.0
"""Seconds between looks at what another tab or process did to the call; a look costs some milliseconds."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the agent wants to do with the line."""

    say: str | None = None
    does: talking.Doing | None = None
    end: ending.Ending | None = None


def show(now: talking.Now) -> Wish:
    """Draw the bar at the foot of the page."""
    view = now.view
    call_id, on_hold = view.call.id, view.state.on_hold
    with st.bottom, st.container(gap="xsmall", key="call-bar"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            _on_the_line(view)
            with st.container(horizontal=True, width="content", gap="xsmall"):
                label, icon = ("Resume", ":material/phone_in_talk:") if on_hold else ("Hold", ":material/phone_paused:")
                held = st.button(label, key="hold", icon=devices.icon(icon))
                paused = st.button("Pause", key="pause", icon=devices.icon(":material/pause:"))
                wheels = training_wheels.show(view)
                end = ending.choose(view)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="time-and-mood"):
            call_clock.show(view)
            if wheels.meter:
                mood_meter.show(view)
        follow(now)
    why = None if now.busy else state.put_back_draft(call_id)
    if why:
        st.bottom.info(f"{plain(why)} Your words are still in the box.", icon=":material/undo:")
    # Not within st.bottom: only a box that Streamlit puts there itself keeps the page scrolled to the latest words.
    typed = st.chat_input(
        _hint(view, busy=now.busy),
        key=state.say_key(call_id),
        disabled=(on_hold or now.busy) and not state.is_sent(call_id),
        submit_mode="disable",
        max_chars=4000,
    )
    if paused or (typed and asks_to_pause(typed)):
        return Wish(does="pause")
    if held:
        return Wish(does="resume" if on_hold else "hold")
    return Wish(typed, does="hint" if wheels.hint else None, end=end)


@st.fragment(run_every=FOLLOW_EVERY)
def follow(shown: talking.Now) -> None:
    """Draw the page anew once there is something new in the call, from another tab or from the caller."""
    with kindly():
        if talking.moved_on(shown, after=FOLLOW_EVERY / 2):
            st.rerun()


def _on_the_line(view: CallView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
        face.show(view.persona.id, view.persona.name, width=36)
        st.markdown(f"**{plain(view.persona.name)}** {_status(view)}", width="content")


def _hint(view: CallView, *, busy: bool) -> str:
    if view.state.on_hold:
        return "On hold: they cannot hear you"
    if busy:
        return "Listening…"
    return "Say something" if view.transcript.turns else "Greet your caller"


def _status(view: CallView) -> str:
    if view.state.on_hold:
        return ":orange-badge[:material/phone_paused: On hold]"
    if view.call.forked_at is not None:
        return f":blue-badge[:material/replay: Again from turn {view.call.forked_at}]"
    if not view.transcript.turns:
        return ":blue-badge[:material/phone_in_talk: Line open]"
    return ":green-badge[:material/phone_in_talk: On the line]"
