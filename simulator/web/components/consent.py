"""Before the first words leave the machine: where they would go, and the choice."""

from typing import Literal

import streamlit as st

from simulator.web.wording import plain

Choice = Literal["model", "embedded"]


def show(endpoint: str | None) -> Choice | None:
    """Draw the way into the call, with the question first where one has to be asked; the voice that was chosen."""
    if endpoint is None:
        if st.button("Pick up the call", key="pick-up", type="primary", icon=":material/call:"):
            return "model"
        return None
    st.info(
        f"A model is connected. If it plays this caller, what is said in the call is sent to **{plain(endpoint)}**. "
        "You are asked once; the built-in caller keeps everything on this machine.",
        icon=":material/cloud_upload:",
    )
    with st.container(horizontal=True):
        if st.button("Agree and pick up", key="agree", type="primary", icon=":material/call:"):
            return "model"
        if st.button("Pick up with the built-in caller", key="stay-here", icon=":material/cloud_off:"):
            return "embedded"
    return None
