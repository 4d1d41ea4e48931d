"""A paused call: everything stands still, and the page says so kindly."""

from typing import Final, Literal

import streamlit as st

from simulator.practice import CallView
from simulator.web.components import conversation, ending
from simulator.web.wording import clock, plain

WIDTH: Final = 520
"""Pixels of the panel's lines."""
Choice = Literal["carry on", "end"]
"""What the agent wants to do with a paused call."""


def show(view: CallView) -> Choice | None:
    """Draw the panel in place of the call; the words that were said wait behind a fold."""
    with st.container(horizontal_alignment="center", gap="xsmall", key="paused"):
        st.space("medium")
        st.title(":material/pause_circle: Paused", anchor=False, text_alignment="center")
        st.markdown(
            f"Take your time. The clock stands at {clock(view.elapsed)}, {plain(view.persona.name)} waits without "
            "noticing, and nothing counts until you carry on.",
            text_alignment="center",
            width=WIDTH,
        )
        with st.container(horizontal=True, horizontal_alignment="center", key="paused-choice"):
            on = st.button("Carry on", key="carry-on", type="primary", icon=":material/play_arrow:")
            stop = st.button("End here and read feedback", key="end-paused", icon=":material/call_end:")
        st.caption(
            "You can close this page as well: the call waits under My calls.", text_alignment="center", width=WIDTH
        )
        ending.support(view.persona, centred=WIDTH)
        st.space("small")
    if view.transcript.turns:
        with st.expander("Where you were", icon=":material/forum:", key="where-you-were"), conversation.frame():
            conversation.show(view)
    return "carry on" if on else "end" if stop else None
