"""The question before a call is deleted: what goes, and what stays."""

from collections.abc import Callable

import streamlit as st

from simulator.store import CallSummary
from simulator.web.wording import day_and_time, plain


@st.dialog("Delete this call?", icon=":material/delete:")
def show(summary: CallSummary, *, name: str, tries: int, delete: Callable[[], None]) -> None:
    """Ask over the page, and `delete` where the answer is yes; `tries` began in this call."""
    when = day_and_time(summary.call.started_at)
    st.markdown(
        f"Your call with **{plain(name)}**, {plain(when)}. What was said, your notes, its grade and its feedback go "
        "for good, for you and for anybody you shared it with. Nobody can bring them back."
    )
    if tries:
        st.markdown("The tries that began in it stay, as calls of their own.")
    with st.container(horizontal=True):
        if st.button(":red[Delete it]", key="delete-now", icon=":material/delete:", on_click=delete):
            st.rerun()
        if st.button("Keep it", key="delete-not"):
            st.rerun()
