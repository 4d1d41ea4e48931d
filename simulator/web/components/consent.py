"""Before the first words leave the machine: where they would go, and the choice."""

from typing import Literal

import streamlit as st

from simulator.web.wording import plain

Choice = Literal["model", "embedded"]


def show(endpoint: str | None, *, graded_there: bool) -> Choice | None:
    """Draw the way into the call, with the question first where one has to be asked; the voice that was chosen.

    `graded_there` says that the evaluator's model is at the same endpoint, so that agreeing covers grading too.
    """
    if endpoint is None:
        picked_up = st.button("Take this call", key="pick-up", type="primary", icon=":material/call:")
        return "model" if picked_up else None
    grading = (
        " When the call is over, **its whole transcript is sent there for grading** as well." if graded_there else ""
    )
    st.info(
        f"A model is connected. If it plays this caller, what is said in the call is sent to **{plain(endpoint)}**."
        f"{grading} You are asked once. The built-in caller can be chosen here, now and before any later call.",
        icon=":material/cloud_upload:",
    )
    with st.container(horizontal=True):
        if st.button("Agree and take this call", key="agree", type="primary", icon=":material/call:"):
            return "model"
        if st.button("Take it with the built-in caller", key="stay-here", icon=":material/cloud_off:"):
            return "embedded"
    st.caption("With the built-in caller nothing is sent there, and the built-in evaluator grades the call.")
    return None
