"""One call of the viewer's own, as an entry of a list, with the tries that began in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from simulator.practice.history import Thread
from simulator.store import CallSummary
from simulator.web.components import face
from simulator.web.marking import kept_in_mind
from simulator.web.past import result
from simulator.web.wording import day_and_time, plain

What = Literal["open", "feedback", "share", "unshare", "delete"]
MORE: Final[dict[What, str]] = {
    "share": ":material/group: Share with leads",
    "unshare": ":material/lock: Make private",
    "delete": ":material/delete: Delete…",
}


LONGEST: Final = 90
"""Characters of a line that was tried."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the viewer wants to do with a call."""

    call_id: str
    what: What


def show(thread: Thread, *, name: str, tried: Mapping[str, str]) -> Wish | None:
    """Draw the call, and its tries folded under it; what the viewer wants to do with any of them.

    `tried` are the lines that tries said instead, by their ids.
    """
    first = thread.first
    with st.container(border=True, gap="small", key=f"row-{first.call.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            face.show(first.call.persona_id, name, width=44)
            wish = _call(first, f"**{plain(name)}**", tried.get(first.call.id))
        if thread.tries:
            count = "One try of a moment" if len(thread.tries) == 1 else f"{len(thread.tries)} tries of moments"
            with st.expander(count, icon=":material/replay:", type="compact", key=f"tries-{first.call.id}"):
                for one in thread.tries:
                    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                        wish = _call(one, f"From turn {one.call.forked_at}", tried.get(one.call.id)) or wish
    return wish


def _call(summary: CallSummary, title: str, tried: str | None) -> Wish | None:
    call = summary.call
    with st.container(gap=None, width="stretch"):
        again = ", a try whose call was deleted" if call.forked_at is not None and call.parent is None else ""
        line = f": “{kept_in_mind(tried, LONGEST)}”" if tried else ""
        st.markdown(f"{title}{again}{line}")
        st.caption(f"{plain(day_and_time(call.started_at))} · {_turns(summary.turns)}")
    with st.container(gap="xxsmall", width=170):
        st.markdown(f"**{plain(result(summary))}**")
        if call.private:
            st.badge("Private", icon=":material/lock:", color="gray")
        else:
            st.badge("Shared with leads", icon=":material/group:", color="blue")
        if summary.overridden:
            st.caption("A lead has changed a score.")
    return _buttons(summary)


def _buttons(summary: CallSummary) -> Wish | None:
    call = summary.call
    with st.container(horizontal=True, width=210, gap="xsmall", wrap=False):
        if call.ended_at is None:
            if st.button("Go on", key=f"open-{call.id}", icon=":material/call:", width=135):
                return Wish(call.id, "open")
        elif st.button("Feedback", key=f"feedback-{call.id}", icon=":material/reviews:", width=135):
            return Wish(call.id, "feedback")
        sharing: What = "share" if call.private else "unshare"
        chosen = st.menu_button(
            "More",
            list[What]((sharing, "delete")),
            format_func=MORE.__getitem__,
            key=f"more-{call.id}",
            type="tertiary",
        )
    return None if chosen is None else Wish(call.id, chosen)


def _turns(count: int) -> str:
    return {0: "nothing said yet", 1: "one turn"}.get(count, f"{count} turns")
