"""Skills that were shown, each with the words that show it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from simulator.practice.milestones import Milestone
from simulator.web import routes
from simulator.web.wording import day, plain


def show(milestones: Sequence[Milestone], *, callers: Mapping[str, str]) -> None:
    """Draw the milestones in the order given; `callers` names whom each call was with, by the call's id."""
    with st.grid(2, min_column_width=300, gap="small", key="milestones"):
        for one in milestones:
            with st.container(border=True, height="stretch", gap="xsmall", key=f"milestone-{one.id}"):
                st.markdown(f":material/award_star: **{plain(one.title)}**")
                st.markdown(plain(one.words))
                with st.container(height="stretch"):
                    st.markdown(f"“{plain(one.quote)}”")
                caller, when = callers.get(one.call_id, "A call"), day(one.at)
                st.page_link(
                    routes.PAGES / "feedback.py",
                    label=f"{plain(caller)}, {plain(when)}, turn {one.turn}",
                    icon=":material/arrow_forward:",
                    query_params={routes.CALL: one.call_id},
                )
