"""The rubric, open to be read: what is judged, and what each level looks like."""

import streamlit as st

from simulator.practice.failures import in_words
from simulator.rubric import Criterion, Critical, Rubric
from simulator.web.wording import plain


def show(rubric: Rubric, *, first: list[str], model: bool) -> None:
    """Draw the rubric; the criteria in `first` come first and are starred; `model` says whether one judges here."""
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
            + "\n".join(f"- {_failing(one, model=model)}" for one in rubric.critical)
        )


def _failing(critical: Critical, *, model: bool) -> str:
    """The rule in words; one that is a sentence alone needs a model to judge it."""
    needs = "" if model or critical.check else " (Judged only where a model is connected; here there is none.)"
    return f"{plain(in_words(critical))}{needs}"


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
