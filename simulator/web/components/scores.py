"""All scores beside their anchors, with the words that show them."""

import streamlit as st

from simulator.grade import CriterionGrade, Grade
from simulator.rubric import Criterion, Rubric
from simulator.web import failures
from simulator.web.marking import kept_in_mind, level_reached
from simulator.web.wording import plain, said_of


def show(grade: Grade, rubric: Rubric, *, forked_at: int | None) -> None:
    """Draw the overall result, critical failures and every graded criterion.

    `forked_at` is the turn from which the call was tried again, where it was.
    """
    _overall(grade, rubric)
    old_ones = failures.kept(grade.critical, rubric, turn=forked_at or 0)
    for failure in grade.critical:
        where = f" Turn {failure.turn}: “{plain(failure.quote)}”" if failure.quote else ""
        old = f" This came before turn {forked_at}, from which you tried again." if failure in old_ones else ""
        words = plain(failures.named(failure, rubric))
        st.error(f"**{words}** The call fails on this alone.{where}{old}", icon=":material/report:")
    for criterion in rubric.criteria:
        graded = grade.criterion(criterion.id)
        if graded.score is not None:
            with st.expander(
                f"{_level(graded.score, criterion, rubric)} **{plain(criterion.name)}**", key=f"score-{criterion.id}"
            ):
                _criterion(graded, graded.score, criterion)
    _without_score(grade, rubric)


def _overall(grade: Grade, rubric: Rubric) -> None:
    if grade.overall is None:
        st.markdown("**Not graded.** No number is made up where there is nothing to go by.")
        return
    verdict = {True: ":green-badge[:material/check: Passed]", False: ":orange-badge[Not passed yet]", None: ""}[
        grade.passed
    ]
    mark = f" The pass mark is {rubric.pass_.overall:g}." if rubric.pass_.overall is not None else ""
    least = rubric.pass_.overall or 0
    digits = 2 if grade.overall < least <= round(grade.overall, 1) else 1  # so that rounding hides no near miss
    st.markdown(f"**{grade.overall:.{digits}f} of {rubric.scale.max} overall** {verdict}")
    st.caption(f"The weighted mean of what could be graded.{mark}")


def _level(score: float, criterion: Criterion, rubric: Rubric) -> str:
    height = score if criterion.better == "high" else rubric.scale.min + rubric.scale.max - score
    share = (height - rubric.scale.min) / (rubric.scale.max - rubric.scale.min)
    colour = "green" if share >= 0.7 else "blue" if share >= 0.45 else "orange"
    return f":{colour}-badge[{score:.1f} of {rubric.scale.max}]"


def _criterion(graded: CriterionGrade, score: float, criterion: Criterion) -> None:
    st.markdown(plain(graded.why))
    reached = level_reached(criterion.anchors, score)
    for level, text in sorted(criterion.anchors.items()):
        words = f":material/arrow_forward: Level {level} reads: {plain(text)}" if level == reached else ""
        st.markdown(words or f":gray[{level} {plain(text)}]")
    if criterion.better == "low":
        st.caption("Here a low score is good.")
    for one in graded.evidence:
        st.markdown(f"Turn {one.turn}: “{plain(one.quote)}” :gray-badge[{plain(said_of(one.shows))}]")
    for missed in graded.missed:
        cue = f":orange-badge[{plain(said_of(missed.cue))}]"
        st.markdown(f"Turn {missed.turn}, passed over: “{kept_in_mind(missed.quote)}” {cue}")


def _without_score(grade: Grade, rubric: Rubric) -> None:
    left = [one for one in grade.criteria if one.score is None]
    if left:
        with st.expander(f"Not graded, and why ({len(left)})", icon=":material/block:", key="not-graded"):
            for one in left:
                st.markdown(f"**{plain(rubric.criterion(one.id).name)}.** {plain(one.why)}")
