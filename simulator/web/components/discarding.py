"""The question before a draft is thrown away: what goes, and what stays."""

from collections.abc import Callable

import streamlit as st

from simulator.practice.workshop import Opened
from simulator.web.editing import NOUNS
from simulator.web.wording import plain


@st.dialog("Discard the draft?", icon=":material/delete:")
def show(opened: Opened, *, discard: Callable[[], None], then: Callable[[], None]) -> None:
    """Ask over the page, and `discard` where the answer is yes; `then` says where to go from there."""
    if opened.saved is None:
        st.markdown(
            f"**{plain(opened.file)}** is not saved, so this draft is all there is of the {NOUNS[opened.name.kind]}. "
            "It goes for good. Download it first if you may want it again."
        )
    else:
        st.markdown(f"What you changed in **{plain(opened.file)}** goes for good. The file stays as it is saved.")
    with st.container(horizontal=True):
        if st.button(":red[Discard it]", key="discard-now", icon=":material/delete:", on_click=discard):
            then()
        if st.button("Keep it", key="discard-not"):
            st.rerun()
