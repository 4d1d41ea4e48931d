"""The head of a call: who is on the line, and anything the agent has to be told."""

from typing import Literal

import streamlit as st

from simulator.practice import CallView
from simulator.web.components import face
from simulator.web.wording import plain

Colour = Literal["gray", "orange", "blue", "green"]


def show(view: CallView) -> None:
    """Draw the head."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        face.show(view.persona.id, view.persona.name, width=44)
        st.subheader(plain(view.persona.name), anchor=False)
        status, colour, icon = _status(view)
        st.badge(status, color=colour, icon=icon)
    if view.call.forked_at is not None:
        st.caption(f":material/replay: You are trying again from turn {view.call.forked_at} of an earlier call.")
    if view.fallback:
        st.info(
            f"The model stopped answering, so the built-in caller carries this call on. Nothing you said was lost.  \n"
            f"{plain(view.fallback)}",
            icon=":material/swap_horiz:",
        )


def over() -> bool:
    """Say at the foot of the page that the call is over; True where the feedback is asked for."""
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("**The call is over.** Your feedback is ready.")
        wanted = st.button("Read your feedback", key="read-feedback", type="primary", icon=":material/reviews:")
    # Useless but for one thing: with a box at its foot the page stays at the caller's last words.
    st.chat_input("The call is over", key="over", disabled=True)
    return wanted


def _status(view: CallView) -> tuple[str, Colour, str]:
    if view.ended:
        return "Call over", "gray", ":material/call_end:"
    if view.state.on_hold:
        return "On hold", "orange", ":material/phone_paused:"
    if not view.transcript.turns:
        return "Ringing", "blue", ":material/ring_volume:"
    return "On the line", "green", ":material/phone_in_talk:"
