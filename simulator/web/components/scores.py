"""All scores beside their anchors, with the words that show them; a person's score stands beside the evaluator's."""

from collections.abc import Callable

import streamlit as st

from simulator.cohorts.overriding import Settled
from simulator.grade import CriterionGrade, EvaluatorName, Grade
from simulator.practice import failures
from simulator.practice.marks import level_of
from simulator.practice.verdict import in_figures, why_not_passed
from simulator.rubric import Criterion, Rubric
from simulator.terms import said_of
from simulator.web.components import override, score_notes
from simulator.web.marking import kept_in_mind, to_turn
from simulator.web.wording import plain

Beside = Callable[[CriterionGrade, Criterion], None]
"""Draws something of a page's own under a criterion, such as a lead's form."""


def show(
    grade: Grade, rubric: Rubric, *, forked_at: int | None, settled: Settled | None = None, beside: Beside | None = None
) -> None:
    """Draw the overall result, critical failures and every criterion of the evaluator's `grade`.

    `forked_at` is the turn from which the call was tried again, where it was; `settled` the grade with the scores
    that people put over it.
    """
    stands = settled or Settled(grade, {})
    held = stands.by_person
    _overall(grade, rubric, settled)
    old_ones = failures.kept(grade.critical, rubric, turn=forked_at or 0)
    for failure in grade.critical:
        where = f" {to_turn(failure.turn)}: “{plain(failure.quote)}”" if failure.quote else ""
        old = f" This came before turn {forked_at}, from which the call was tried again." if failure in old_ones else ""
        words = plain(failures.named(failure, rubric))
        st.error(f"**{words}** The call fails on this alone.{where}{old}", icon=":material/report:")
    score_notes.not_looked_for(grade, rubric)
    for criterion in rubric.criteria:
        graded = grade.criterion(criterion.id)
        by_person = held.get(criterion.id)
        if graded.score is not None or by_person is not None:
            _folded(graded, criterion, rubric, stands, grade.evaluator, beside)
    _without_score(grade, rubric, stands, beside)


def _overall(grade: Grade, rubric: Rubric, settled: Settled | None) -> None:
    stands = settled.grade if settled is not None else grade
    if stands.overall is None:
        st.markdown("**Not graded.** No number is made up where there is nothing to go by.")
        return
    verdict = {True: ":green-badge[:material/check: Passed]", False: ":orange-badge[Not passed yet]", None: ""}[
        stands.passed
    ]
    mark = rubric.pass_.overall
    st.markdown(f"**{in_figures(stands.overall, mark)} of {rubric.scale.max} overall** {verdict}")
    for reason in why_not_passed(stands, rubric):
        st.markdown(f":material/info: {plain(reason)}")
    st.caption(
        f"The weighted mean of what could be graded.{f' The pass mark is {mark:g}.' if mark is not None else ''}"
    )
    score_notes.over_all(stands, rubric, settled=settled.by_person if settled is not None else ())
    if settled is not None and settled.by_person:
        was = "could not grade the call" if grade.overall is None else f"made it {in_figures(grade.overall, mark)}"
        st.markdown(f":material/person: A person changed scores of this call; the evaluator {was}. Both are kept.")


def _folded(
    graded: CriterionGrade,
    criterion: Criterion,
    rubric: Rubric,
    settled: Settled,
    evaluator: EvaluatorName,
    beside: Beside | None,
) -> None:
    by_person = settled.by_person.get(criterion.id)
    score = graded.score if by_person is None else by_person.score
    if score is None:
        return
    person = " :material/person:" if by_person is not None else ""
    marks = score_notes.marks(graded, settled=by_person is not None, stopped=criterion.id in settled.stopped)
    with st.expander(
        f"{_level(score, criterion, rubric)} **{plain(criterion.name)}**{person}{marks}", key=f"score-{criterion.id}"
    ):
        override.both(graded, settled.of(criterion.id))
        _criterion(graded, score, criterion)
        if by_person is None:
            score_notes.show(graded, evaluator)
        if beside is not None:
            beside(graded, criterion)


def _level(score: float, criterion: Criterion, rubric: Rubric) -> str:
    height = score if criterion.better == "high" else rubric.scale.min + rubric.scale.max - score
    share = (height - rubric.scale.min) / (rubric.scale.max - rubric.scale.min)
    colour = "green" if share >= 0.7 else "blue" if share >= 0.45 else "orange"
    return f":{colour}-badge[{score:.1f} of {rubric.scale.max}]"


def _criterion(graded: CriterionGrade, score: float, criterion: Criterion) -> None:
    st.markdown(plain(graded.why))
    at = level_of(criterion.anchors, score)
    levels = [
        f":material/arrow_forward: **Level {level}** reads: {plain(text)}"
        if level == at.nearest
        else f":gray[Level {level}: {plain(text)}]"
        for level, text in sorted(criterion.anchors.items())
    ]
    where = [f"{at.words}; the nearest is marked."] if at.between else []
    st.markdown("  \n".join(where + levels))
    if criterion.better == "low":
        st.caption("Here a low score is good.")
    shown = [
        f"{to_turn(one.turn)}: “{plain(one.quote)}” :gray-badge[{plain(said_of(one.shows))}]" for one in graded.evidence
    ]
    shown += [
        f"{to_turn(one.turn)}, passed over: “{kept_in_mind(one.quote)}” :orange-badge[{plain(said_of(one.cue))}]"
        for one in graded.missed
    ]
    if shown:
        st.markdown("\n".join(f"- {line}" for line in shown))


def _without_score(grade: Grade, rubric: Rubric, settled: Settled, beside: Beside | None) -> None:
    left = [one for one in grade.criteria if one.score is None and one.id not in settled.by_person]
    if left:
        with st.expander(f"Not graded, and why ({len(left)})", icon=":material/block:", key="not-graded"):
            for one in left:
                criterion = rubric.criterion(one.id)
                st.markdown(f"**{plain(criterion.name)}.** {plain(one.why)}")
                score_notes.show(one, grade.evaluator)
                override.both(one, settled.of(one.id))
                if beside is not None:
                    beside(one, criterion)
