"""Understanding beside the clock, for callers with a time to aim at."""

import streamlit as st

from simulator.evaluator import Reading
from simulator.grade import Grade
from simulator.practice import CallView
from simulator.practice.pace import UNTIMED, pace


def show(view: CallView, reading: Reading, grade: Grade) -> None:
    """Draw the two sides and what they say together; where no time is set, why."""
    sides = pace(view.persona, reading, grade, taken=view.elapsed)
    if sides is None:
        st.markdown(UNTIMED)
        return
    with st.grid(2, min_column_width=220, gap="small", key="sides"):
        for title, icon, lines in (
            ("Understanding", ":material/hearing:", sides.understanding),
            ("Time", ":material/schedule:", sides.time),
        ):
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"{icon} **{title}**")
                st.markdown("  \n".join(lines))
    st.markdown(sides.says)
    st.caption("Counted, not scored. Seconds of speech are reckoned at 150 words a minute.")
