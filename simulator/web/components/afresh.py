"""Grading a call afresh: offered out loud where the built-in evaluator stood in for a model, and quietly elsewhere."""

from typing import Final

import streamlit as st

from simulator.practice import Graded
from simulator.practice.fresh import Occasion
from simulator.web import services, state, trusting
from simulator.web.trouble import kindly
from simulator.web.wording import plain

WHAT: Final[dict[Occasion, str]] = {
    "stood_in": "A fresh grade asks the model again and costs what a grade costs. The grade that stands here is kept.",
    "changed": "This grade was made by an earlier evaluator or with other settings. A fresh one is made as grades are "
    "made today; where a model grades, it is asked, and that costs what a grade costs. This grade is kept.",
    "again": "The model is asked again, which costs what a grade costs, and may judge otherwise. This grade is kept, "
    "and the new one stands from then on.",
}


def stood_in(graded: Graded) -> None:
    """Draw why the built-in evaluator stood in for a model, with the way to ask it again; nothing where none did."""
    if graded.fallback is None:
        return
    with st.container(border=True, gap="small", key="stood-in"):
        st.markdown(
            ":material/swap_horiz: **The model could not grade, so the built-in evaluator did.**  \n"
            f"{plain(graded.fallback)}"
        )
        if trusting.fresh().occasion(graded) == "stood_in":
            _offer(graded, "stood_in")


def show(graded: Graded) -> None:
    """Draw the way to a fresh grade under the scores; nothing where it is offered above or would tell nothing new."""
    occasion = trusting.fresh().occasion(graded)
    if occasion in {"changed", "again"}:
        with st.expander("Grade afresh", icon=":material/refresh:", key="afresh"):
            _offer(graded, occasion)


def _offer(graded: Graded, occasion: Occasion) -> None:
    st.markdown(WHAT[occasion])
    if not st.button("Grade afresh", key="grade-afresh", icon=":material/refresh:"):
        return
    with kindly():
        with st.spinner("Reading the call again…"):
            made = trusting.fresh().grade(services.viewer(), graded.record.call_id)
        state.keep_done(
            "The model still could not grade." if made.fallback else "Graded afresh. The earlier grade is kept."
        )
        st.rerun()
