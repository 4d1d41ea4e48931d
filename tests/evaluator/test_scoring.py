"""Sums, minimums and passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.evaluator.scoring import model_hash, overall, passed
from simulator.grade import CriterionGrade
from simulator.rubric import Rubric


def rubric(*criteria: dict[str, object], pass_at: float | None = None, critical: bool = False) -> Rubric:
    """A rubric of these criteria."""
    made = [
        {"id": f"c{n}", "name": "C", "question": "Q?", "anchors": {1: "low", 5: "high"}, **given_}
        for n, given_ in enumerate(criteria)
    ]
    checks = [{"id": "rude", "check": "rude_to_caller"}] if critical else []
    return Rubric.model_validate(
        {"id": "r", "version": "1.0.0", "name": "R", "criteria": made, "pass": {"overall": pass_at}, "critical": checks}
    )


def grades(*scores: float | str) -> list[CriterionGrade]:
    """Grades with these scores, or these statuses."""
    return [
        CriterionGrade(id=f"c{n}", status="graded", score=s, why="w")
        if isinstance(s, float)
        else CriterionGrade(id=f"c{n}", status=s, why="w")  # type: ignore[arg-type]
        for n, s in enumerate(scores)
    ]


def test_weighted_mean_with_low_ones_reversed():
    two = rubric({"weight": 3}, {"better": "low"})
    assert overall(two, grades(4.0, 5.0)) == 3.25


def test_what_is_not_graded_does_not_count():
    assert overall(rubric({}, {}), grades(4.0, "not_graded")) == 4
    assert overall(rubric({}, {}), grades(4.0, "not_applicable")) == 4
    assert overall(rubric({}), grades("not_graded")) is None


@given(
    st.lists(st.tuples(st.floats(1, 5), st.floats(0.1, 100), st.sampled_from(["high", "low"])), min_size=1, max_size=6)
)
def test_the_mean_stays_on_the_scale(rows: list[tuple[float, float, str]]):
    made = rubric(*({"weight": weight, "better": better} for _, weight, better in rows))
    mean = overall(made, grades(*(round(score, 2) for score, _, _ in rows)))
    assert mean is not None and 1 <= mean <= 5 and round(mean, 2) == mean


@pytest.mark.parametrize(
    ("criteria", "scores", "pass_at", "critical", "expected"),
    [
        ([{}], [3.5], 3.5, False, True),
        ([{}], [3.49], 3.5, False, False),
        ([{"minimum": 3}, {"weight": 9}], [2.9, 5.0], 3.5, False, False),
        ([{"minimum": 2, "better": "low"}], [2.1], None, False, False),
        ([{"minimum": 2, "better": "low"}], [2.0], None, False, True),
        ([{}], [5.0], 3.5, True, False),
        ([{"minimum": 3}, {}], ["not_graded", 5.0], 3.5, False, None),
        ([{"minimum": 3}, {}], ["not_applicable", 5.0], 3.5, False, True),
        ([{}, {}], ["not_graded", 5.0], 3.5, False, True),
        ([{}], ["not_graded"], 3.5, False, None),
        ([{}], [4.0], None, False, None),
    ],
)
def test_passing(
    criteria: list[dict[str, object]],
    scores: list[float | str],
    pass_at: float | None,
    critical: bool,
    expected: bool | None,
):
    made = rubric(*criteria, pass_at=pass_at)
    found = grades(*scores)
    assert passed(made, found, overall(made, found), critical=critical) is expected


@pytest.mark.parametrize(("score", "expected"), [(5.0, None), (2.0, False)])
def test_no_pass_is_claimed_where_a_failure_was_not_looked_for(score: float, expected: bool | None):
    made, found = rubric({}, pass_at=3.5), grades(score)
    assert passed(made, found, overall(made, found), critical=False, unjudged=True) is expected


def test_the_hash_is_of_what_the_file_says():
    assert model_hash(rubric({})) == model_hash(rubric({}))
    assert model_hash(rubric({})) != model_hash(rubric({"weight": 2}))
