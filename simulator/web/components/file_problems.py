"""Files that could not be used, for whoever can mend them."""

from collections.abc import Sequence

import streamlit as st

from simulator.errors import Problem


def show(problems: Sequence[Problem]) -> None:
    """Draw the problems under a fold; nothing where there is none."""
    if problems:
        files = len({problem.file for problem in problems})
        title = "One file cannot be used" if files == 1 else f"{files} files cannot be used"
        with st.expander(title, icon=":material/build:"):
            st.code("\n".join(str(problem) for problem in problems), language=None, wrap_lines=True)
