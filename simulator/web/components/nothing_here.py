"""An empty state: what is not here, and what to do next."""

import streamlit as st

from simulator.web import routes


def show(title: str, advice: str) -> None:
    """Draw the empty state with the way to the callers."""
    with st.container(horizontal_alignment="center", gap="xsmall", key="nothing-here"):
        st.space("large")
        st.subheader(title, anchor=False, text_alignment="center")
        st.markdown(advice, text_alignment="center")
        if st.button("Choose a caller", key="to-callers", type="primary", icon=":material/call:"):
            routes.to_callers()
