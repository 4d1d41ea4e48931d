"""What there is to know of a score beside it: a person should look, it was corrected, or it is not trusted yet."""

from collections.abc import Collection
from typing import Final

import streamlit as st

from simulator.grade import CriterionGrade, EvaluatorName, Grade
from simulator.practice import failures
from simulator.rubric import Rubric
from simulator.web.wording import plain

LOOK: Final = ":material/person_search:"
SURE: Final[dict[EvaluatorName, str]] = {
    "embedded": "a rule of thumb, from how much there was to go by",
    "model": "from how close together its samples lie",
}
UNJUDGED: Final[dict[EvaluatorName, str]] = {
    "embedded": "The built-in evaluator cannot look for these critical failures. A person or a model has to.",
    "model": "The model gave no answer on these critical failures that could be used. A person has to look.",
}


def marks(graded: CriterionGrade, *, settled: bool, stopped: bool) -> str:
    """What a folded criterion shows of it, as Markdown; `settled`: a person has scored it, so nobody need look."""
    found = [LOOK] if graded.flag and not settled else []
    found += [":gray-badge[Not yet trustworthy]"] if not graded.trusted and not settled else []
    found += [":material/front_hand:"] if stopped else []
    return "".join(f" {one}" for one in found)


def show(graded: CriterionGrade, evaluator: EvaluatorName) -> None:
    """Draw it under the reason of a score."""
    if graded.flag:
        st.markdown(f":orange[{LOOK}] **A person should look at this.** {plain(graded.flag)}")
    if graded.score is None:
        return
    if not graded.trusted:
        st.markdown(
            ":material/balance: **Not yet trustworthy.** On calls that people scored here, the evaluator agrees with "
            "them too little in this. The score is left out of the overall score and of whether the call passed."
        )
    if graded.raw is not None:
        st.markdown(
            f":material/tune: **Corrected from {graded.raw:.1f} to {graded.score:.1f}**, as people who scored such "
            f"calls here gave {'less' if graded.score < graded.raw else 'more'}. Both stay on record."
        )
    if graded.confidence is not None:
        st.caption(f"How sure the evaluator is: {graded.confidence:.1f} of 1, {SURE[evaluator]}.")


def over_all(grade: Grade, rubric: Rubric, *, settled: Collection[str]) -> None:
    """Draw what it means for the call as a whole; `settled` are criteria that a person scored."""
    left = [one for one in grade.criteria if one.id not in settled]
    look = [plain(rubric.criterion(one.id).name) for one in left if one.flag]
    if look:
        st.markdown(f":orange[{LOOK}] **A person should look at:** {', '.join(look)}.")
    out = [plain(rubric.criterion(one.id).name) for one in left if not one.trusted and one.score is not None]
    if out:
        st.markdown(f":material/balance: **Left out, as not yet trustworthy:** {', '.join(out)}.")


def not_looked_for(grade: Grade, rubric: Rubric) -> None:
    """Draw the critical failures that this evaluator cannot find; nothing where it looked for all of them."""
    names = failures.unjudged(grade, rubric)
    if names:
        st.markdown(f":material/visibility_off: **Not looked for here:** {' '.join(plain(name) for name in names)}")
        st.caption(UNJUDGED[grade.evaluator])
