"""How far to trust the scores of a grade: who made them, and how well that agrees with people."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from simulator.grade import Grade
from simulator.practice.trust import Trust
from simulator.web.wording import plain

MEASURED: Final = {"here": "calls scored here", "shipped": "calls of a published set"}


def show(grade: Grade, trusted: Sequence[Trust]) -> None:
    """Draw it under a fold."""
    who = "the built-in evaluator" if grade.evaluator == "embedded" else "a language model"
    with st.expander("How far to trust these scores", icon=":material/balance:", key="trust"):
        st.markdown(f"These scores were made by {who} ({plain(grade.provenance.evaluator)}), not by a person.")
        measured = [one for one in trusted if one.kappa is not None]
        if not measured:
            st.markdown(
                "**None of these criteria has been measured against people yet.** Read a score as a pointer to the "
                "words under it, and judge those yourself. Leads can measure: they score calls without seeing these."
            )
            return
        st.table(_rows(measured), border="horizontal", hide_index=True)
        left = [plain(one.criterion.name) for one in trusted if one.kappa is None]
        if left:
            st.markdown(f"**Not yet measured against people:** {', '.join(left)}.")
        st.caption(
            "Agreement is a weighted κ: 1 is perfect, 0 is no better than chance. In brackets: where it would lie for "
            "other calls like these, 95 times in 100. Nobody can agree with people better than they do among "
            "themselves. No figure says that a score is right for one call: the words under it do."
        )


def _rows(measured: Sequence[Trust]) -> dict[str, list[str]]:
    return {
        "Criterion": [plain(one.criterion.name) for one in measured],
        "Agrees with people": [f"{one.words}, {_kappa(one)}" for one in measured],
        "People among themselves": ["–" if one.people is None else f"{one.people:.2f}" for one in measured],
        "Measured on": [f"{one.calls} {MEASURED[one.source]}" if one.source else "–" for one in measured],
    }


def _kappa(one: Trust) -> str:
    between = f" ({one.interval[0]:.2f} to {one.interval[1]:.2f})" if one.interval is not None else ""
    return f"{one.kappa:.2f}{between}"
