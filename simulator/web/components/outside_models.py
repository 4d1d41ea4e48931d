"""What leaves the machine, where to, and the way to take an agreement back."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from simulator.practice.outside import Outside
from simulator.web.wording import plain

GETS: Final = {
    "caller": "plays callers and is sent the caller's part, without what they keep back, and what both of you say",
    "evaluator": "grades calls and is sent the rubric and the whole transcript, with what was done at the desk",
}


def show(models: Sequence[Outside]) -> str | None:
    """Draw one line for each model; the address from which an agreement is taken back."""
    if not models:
        st.markdown("**Nothing.** No model is connected: callers and evaluator are built in, and work on this machine.")
    for one in models:
        place = "that is not on this machine" if one.leaves else "on this machine, so nothing leaves it"
        st.markdown(f"The model **{plain(one.model)}** {GETS[one.use]}. It is at **{plain(one.endpoint)}**, {place}.")
    taken_back = None
    for endpoint in dict.fromkeys(one.endpoint for one in models if one.leaves):
        taken_back = _agreement(endpoint, next(one for one in models if one.endpoint == endpoint)) or taken_back
    st.markdown("These pages ask no other address for anything: no statistics, no fonts, no scripts from elsewhere.")
    return taken_back


def _agreement(endpoint: str, model: Outside) -> str | None:
    if model.agreed == "beforehand":
        st.markdown("Whoever set this up agreed to that for everybody here. Ask them if you would rather not.")
    elif model.agreed == "no":
        st.markdown("**You have not agreed to that**, so nothing of yours is sent there. You are asked before a call.")
    else:
        st.markdown("**You have agreed to that.** If you take it back, the built-in caller and evaluator do the work.")
        if st.button("Take my agreement back", key=f"take-back-{endpoint}", icon=":material/undo:"):
            return endpoint
    return None
