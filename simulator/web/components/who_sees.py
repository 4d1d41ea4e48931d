"""Who sees what, as a table; the rules themselves are in simulator/access."""

from typing import Final

import streamlit as st

TABLE: Final = (
    ("A private call, its scores and feedback", "Yes", "No", "No", "Its words"),
    ("A shared call, its scores and feedback", "Yes", "No", "Yes", "Its words"),
    ("What you say stopped you in it", "Yes", "No", "Yes", "No"),
    ("Notes that you typed at the desk", "Yes", "No", "No", "No"),
    ("Hints that you asked for", "Yes", "No", "No", "No"),
    ("My progress and the skills you have shown", "Yes", "No", "No", "No"),
    ("Means over all shared calls", "No", "No", "Yes", "No"),
    ("Callers and rubrics as files", "No", "Yes", "No", "Parts"),
)
COLUMNS: Final = ("What", "You", "Trainers", "Leads", "Model")


def show(*, model: bool) -> None:
    """Draw the table; every cell says its yes or no in a word. `model` adds what one outside is sent."""
    columns = COLUMNS if model else COLUMNS[:-1]
    st.table(
        [dict(zip(columns, row, strict=False)) for row in TABLE],
        border="horizontal",
        hide_index=True,
        alt="What you, trainers and leads can see",
    )
