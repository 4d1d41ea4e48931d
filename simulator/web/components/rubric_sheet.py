"""The rubric, open to be read: what is judged, and what each level looks like."""

import streamlit as st

from simulator.practice.failures import in_words
from simulator.rubric import Criterion, Rubric
from simulator.web.wording import plain


def show(rubric: Rubric, *, first: list[str]) -> None:
    """Draw the rubric; the criteria in `first` come first and are starred."""
    if any(criterion.id in first for criterion in rubric.criteria):
        st.caption("The starred criteria are what this call is for. They lead your feedback.")
    ordered = sorted(rubric.criteria, key=lambda one: first.index(one.id) if one.id in first else len(first))
    for criterion in ordered:
        mark = ":material/star: " if criterion.id in first else ""
        with st.expander(f"{mark}**{plain(criterion.name)}** · {plain(criterion.question)}"):
            anchors(criterion, rubric)
    if rubric.critical:
        st.caption(
            "Whatever the scores, a call fails on any one of these:\n\n"
            + "\n".join(f"- {plain(in_words(one))}" for one in rubric.critical)
        )


def anchors(criterion: Criterion, rubric: Rubric) -> None:
    """The levels of one criterion in words."""
    for level, text in sorted(criterion.anchors.items()):
        st.markdown(f"**{level}** {plain(text)}")
    notes = []
    if criterion.better == "low":
        notes.append(f"Here a low score is good: {rubric.scale.min} is best.")
    if criterion.minimum is not None:
        word = "at most" if criterion.better == "low" else "at least"
        notes.append(f"The call passes only with {word} {criterion.minimum:g} here.")
    if criterion.applies != "always":
        notes.append("Judged only where it applies in the call.")
    if notes:
        st.caption(" ".join(notes))
    if criterion.examples.strong:
        st.caption(f"For example: “{plain(criterion.examples.strong[0])}”")
