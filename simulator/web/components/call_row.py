"""One call of the viewer's own, as a line of a list."""

from typing import Literal

import streamlit as st

from simulator.store import CallSummary
from simulator.web.components import face
from simulator.web.past import result
from simulator.web.wording import day_and_time, plain

Wish = Literal["open", "feedback", "share", "unshare", "delete"]


def show(summary: CallSummary, *, name: str) -> Wish | None:
    """Draw the call; what the viewer wants to do with it."""
    call = summary.call
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"row-{call.id}"):
        face.show(call.persona_id, name, width=44)
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(name)}**")
            again = " · tried again" if call.forked_at is not None else ""
            st.caption(f"{plain(day_and_time(call.started_at))}{again} · {_turns(summary.turns)}")
        with st.container(gap="xxsmall", width=170):
            st.markdown(f"**{plain(result(summary))}**")
            if call.private:
                st.badge("Private", icon=":material/lock:", color="gray")
            else:
                st.badge("Shared with leads", icon=":material/group:", color="blue")
        return _buttons(summary)


def _buttons(summary: CallSummary) -> Wish | None:
    call = summary.call
    wish: Wish | None = None
    with st.container(horizontal=True, width=205, gap="small"):
        if call.ended_at is None:
            if st.button("Go on", key=f"open-{call.id}", icon=":material/call:", type="primary"):
                wish = "open"
        elif st.button("Feedback", key=f"feedback-{call.id}", icon=":material/reviews:", type="primary"):
            wish = "feedback"
        with st.popover("", icon=":material/more_vert:", key=f"more-{call.id}", help="More for this call"):
            wish = _more(summary) or wish
    return wish


def _more(summary: CallSummary) -> Wish | None:
    call = summary.call
    label, icon, what = ("Share with leads", "group", "share") if call.private else ("Make private", "lock", "unshare")
    if st.button(label, key=f"share-{call.id}", icon=f":material/{icon}:", width="stretch"):
        return "share" if what == "share" else "unshare"
    st.caption("Deleting takes the words, the grade and the feedback away for good.")
    if st.button("Delete this call", key=f"delete-{call.id}", icon=":material/delete:", width="stretch"):
        return "delete"
    return None


def _turns(count: int) -> str:
    return {0: "nothing said yet", 1: "one turn"}.get(count, f"{count} turns")
