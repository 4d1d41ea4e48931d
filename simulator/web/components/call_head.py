"""The head of a call: who is on the line, and anything the agent has to be told."""

from typing import Final, Literal

import streamlit as st

from simulator.practice import CallView
from simulator.web import failures, services
from simulator.web.components import face
from simulator.web.marking import kept_in_mind
from simulator.web.wording import plain

Colour = Literal["gray", "orange", "blue", "green"]
LAST_WORDS: Final = 240
"""Characters of the caller's last line that are repeated at the foot."""
ENDED: Final = {
    "agent": "You ended the call.",
    "script": "The script came to its end.",
    "resolved": "The caller ended the call: what they rang for was done.",
    "unresolved": "The caller ended the call: you said goodbye before it was settled.",
    "out_of_time": "The caller ended the call: it had gone on too long for them.",
}
"""Who ended a call and why, by the id of its end."""


def show(view: CallView) -> None:
    """Draw the head."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        face.show(view.persona.id, view.persona.name, width=44)
        st.subheader(plain(view.persona.name), anchor=False)
        status, colour, icon = _status(view)
        st.badge(status, color=colour, icon=icon)
    if view.call.forked_at is not None:
        st.caption(f":material/replay: You are trying again from turn {view.call.forked_at} of an earlier call.")
        for failure in services.failed_before(view):
            st.caption(
                f":material/report: That call had already failed at turn {failure.turn}: "
                f"{plain(failures.named(failure, view.rubric))} It stays in this one; practise the rest all the same."
            )
    if on_a_phone() and not view.ended:
        st.caption("Your desk is behind » at the top.")
    if view.fallback:
        st.info(
            f"The model stopped answering, so the built-in caller carries this call on. Nothing you said was lost.  \n"
            f"{plain(view.fallback)}",
            icon=":material/swap_horiz:",
        )


def over(view: CallView) -> bool:
    """Say at the foot of the page who ended the call, why, and on which words; True where the feedback is asked for.

    The words are repeated here because the page may stand elsewhere when the call ends.
    """
    last = next((turn for turn in reversed(view.transcript.turns) if turn.speaker == "caller"), None)
    with st.bottom, st.container(border=True, gap="xsmall", key="over-box"):
        if last is not None and last.text:
            st.markdown(f":gray[{plain(view.persona.name)}, last:] “{kept_in_mind(last.text, LAST_WORDS)}”")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":material/call_end: **{_ended(view)}** Your feedback is ready.")
            wanted = st.button("Read your feedback", key="read-feedback", type="primary", icon=":material/reviews:")
    # Useless but for one thing: with a box at its foot the page stays at the caller's last words.
    st.chat_input("The call is over", key="over", disabled=True)
    return wanted


def on_a_phone() -> bool:
    """Whether the browser says that it runs on a phone, where the desk lies behind the page."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _ended(view: CallView) -> str:
    """Who ended the call, and why."""
    how = next((event.id for event in reversed(view.transcript.events) if event.kind == "end"), None)
    if how == "hung_up":
        silent = view.state.silences > 1
        return f"The caller hung up: {'nobody answered them' if silent else 'they had had enough'}."
    return ENDED.get(how or "", "The call is over.")


def _status(view: CallView) -> tuple[str, Colour, str]:
    if view.ended:
        return "Call over", "gray", ":material/call_end:"
    if view.state.on_hold:
        return "On hold", "orange", ":material/phone_paused:"
    if not view.transcript.turns:
        return "Line open", "blue", ":material/phone_in_talk:"
    return "On the line", "green", ":material/phone_in_talk:"
