"""The bar under the conversation: the clock, hold, the end, and the box to speak in."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.practice import CallView
from simulator.web import state, talking
from simulator.web.trouble import kindly
from simulator.web.wording import clock, plain

FOLLOW_EVERY: Final = 2
"""Seconds between looks at what another tab or process did to the call; a look costs some milliseconds."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the agent wants to do with the line."""

    say: str | None = None
    hold: bool = False
    resume: bool = False
    end: bool = False


def show(now: talking.Now) -> Wish:
    """Draw the bar at the foot of the page."""
    view = now.view
    call_id, on_hold = view.call.id, view.state.on_hold
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        _clock(now)
        label, icon = ("Resume", ":material/phone_in_talk:") if on_hold else ("Hold", ":material/phone_paused:")
        held = st.button(label, key="hold", icon=icon)
        with st.popover("End call", icon=":material/call_end:", key="end"):
            st.markdown("Your feedback follows at once. An ended call cannot be taken up again.")
            ended = st.button("End and read feedback", key="end-now", type="primary", icon=":material/call_end:")
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
    return Wish(say=typed, hold=held and not on_hold, resume=held and on_hold, end=ended)


def _hint(view: CallView, *, busy: bool) -> str:
    if view.state.on_hold:
        return "On hold: they cannot hear you"
    if busy:
        return "Listening…"
    return "Say something" if view.transcript.turns else "Greet your caller"


@st.fragment(run_every=1.0)
def _clock(shown: talking.Now) -> None:
    """The time, each second; anything new in the call, from another tab or the caller, redraws the page."""
    elapsed, target = talking.elapsed(shown.view), shown.view.persona.target_handle_time
    with kindly():
        if int(elapsed) % FOLLOW_EVERY == 0 and talking.now(shown.view.call.id).mark != shown.mark:
            st.rerun()
    if not isinstance(target, int):
        st.markdown(f":material/schedule: **{clock(elapsed)}**")
    elif elapsed <= target:
        st.markdown(f":material/schedule: **{clock(elapsed)}** · target {clock(target)}")
    else:
        st.markdown(f":material/schedule: :orange[**{clock(elapsed)}**, past the target of {clock(target)}]")
