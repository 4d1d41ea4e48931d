"""Corrections applied: what moves, what stays beside, and for whose grades they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.evaluator import scoring
from simulator.evaluator.calibration import (
    Calibration,
    Correction,
    CriterionCalibration,
    Measured,
    calibrated,
    fingerprint,
    uncalibrated,
)
from simulator.grade import CriterionGrade, Grade, Provenance
from simulator.rubric import Rubric, Scale

RUBRIC = Rubric.model_validate(
    {
        "id": "small",
        "version": "1.0.0",
        "name": "Small",
        "pass": {"overall": 3},
        "criteria": [
            {"id": "probing", "name": "Probing", "question": "Did they ask?", "minimum": 3, "anchors": {1: "No."}},
            {"id": "empathy", "name": "Empathy", "question": "Did they feel?", "weight": 3, "anchors": {1: "No."}},
        ],
    }
)
NOTHING = Measured(kappa=None, interval=None, bias=None, exact=None, adjacent=None)


def offset(by: float) -> Correction:
    return Correction(kind="offset", points=[(0.0, by)])


def entry(criterion: str, correction: Correction | None = None, **changes) -> CriterionCalibration:
    plain = {
        "fingerprint": fingerprint(RUBRIC.criterion(criterion), RUBRIC.scale),
        "calls": 30,
        "double": 30,
        "people_kappa": 0.6,
        "people_alpha": 0.6,
        "before": NOTHING,
        "after": NOTHING,
        "gain_share": 1.0,
        "correction": correction,
        "on": correction is not None,
        "why": "For a reason.",
    }
    return CriterionCalibration(**(plain | changes))


def calibration(**criteria: CriterionCalibration) -> Calibration:
    of = {"rubric": "small", "evaluator": "embedded/3", "version": 2, "calls": 30, "floor": 0.2, "floor_calls": 20}
    return Calibration(**of, criteria=criteria)


def grade(probing: float | None, empathy: float | None, **provenance) -> Grade:
    criteria = [
        CriterionGrade(id=name, status="graded" if score else "not_applicable", score=score, why="-")
        for name, score in (("probing", probing), ("empathy", empathy))
    ]
    mean = scoring.overall(RUBRIC, criteria)
    return Grade(
        transcript="t",
        rubric=RUBRIC.reference,
        evaluator="embedded",
        status="graded",
        overall=mean,
        passed=scoring.passed(RUBRIC, criteria, mean, critical=False),
        criteria=criteria,
        measures={},
        provenance=Provenance(**({"rubric": "-", "evaluator": "embedded/3"} | provenance)),
    )


def test_a_correction_moves_the_score_and_leaves_the_evaluators_own_beside_it():
    raw = grade(2, 3)
    moved = calibrated(raw, RUBRIC, calibration(probing=entry("probing", offset(1.25)), empathy=entry("empathy")))
    assert (moved.criterion("probing").score, moved.criterion("probing").raw) == (3.25, 2)
    assert (moved.criterion("empathy").score, moved.criterion("empathy").raw) == (3, None)
    assert (raw.passed, moved.passed) == (False, True)
    assert moved.overall == pytest.approx((3.25 + 9) / 4, abs=0.01)
    assert moved.provenance.calibration.startswith("2:")
    assert uncalibrated(moved, RUBRIC) == raw


def test_correcting_twice_moves_once():
    found = calibration(probing=entry("probing", offset(1)))
    once = calibrated(grade(2, 3), RUBRIC, found)
    assert calibrated(once, RUBRIC, found) == once


def test_a_criterion_that_is_not_trusted_is_shown_and_left_out_of_overall_and_of_passing():
    moved = calibrated(grade(1, 4), RUBRIC, calibration(probing=entry("probing", trusted=False)))
    assert moved.criterion("probing").score == 1
    assert not moved.criterion("probing").trusted
    assert (moved.overall, moved.passed, moved.status) == (4, True, "graded")


def test_where_nothing_is_trusted_there_is_neither_mean_nor_pass():
    found = calibration(probing=entry("probing", trusted=False), empathy=entry("empathy", trusted=False))
    moved = calibrated(grade(1, 4), RUBRIC, found)
    assert (moved.overall, moved.passed, moved.status) == (None, None, "graded")


@pytest.mark.parametrize("other", [{"evaluator": "embedded/4"}, {"model": "gpt"}])
def test_another_evaluator_version_or_model_is_not_corrected(other):
    raw = grade(2, 3, **other)
    assert calibrated(raw, RUBRIC, calibration(probing=entry("probing", offset(1)))) == raw


def test_a_criterion_that_was_reworded_since_is_not_corrected():
    reworded = RUBRIC.criteria[0].model_copy(update={"question": "Did they ask well?"})
    changed = RUBRIC.model_copy(update={"criteria": [reworded, RUBRIC.criteria[1]]})
    found = calibration(probing=entry("probing", offset(1), trusted=False))
    assert calibrated(grade(2, 3), changed, found).criterion("probing") == grade(2, 3).criterion("probing")
    reweighed = RUBRIC.criteria[0].model_copy(update={"weight": 5, "minimum": None, "name": "Asking"})
    changed = RUBRIC.model_copy(update={"criteria": [reweighed, RUBRIC.criteria[1]]})
    assert calibrated(grade(2, 3), changed, found).criterion("probing").score == 3


def test_switched_off_or_revoked_nothing_moves_and_the_grade_says_which_version_held():
    off = calibration(probing=entry("probing", offset(1), on=False))
    assert calibrated(grade(2, 3), RUBRIC, off).criterion("probing").score == 2
    revoked = calibration(probing=entry("probing", offset(1), trusted=False)).model_copy(update={"revoked": True})
    moved = calibrated(grade(2, 3), RUBRIC, revoked)
    assert (moved.criteria, moved.provenance.calibration) == (grade(2, 3).criteria, revoked.name)


def test_what_has_no_score_gets_none():
    moved = calibrated(grade(None, 3), RUBRIC, calibration(probing=entry("probing", offset(1))))
    assert moved.criterion("probing").score is None


def test_the_form_of_a_grade_names_a_correction_only_where_there_is_one():
    assert not {"raw", "trusted", "calibration"} & set(grade(2, 3).to_json().replace('"', " ").split())
    moved = calibrated(grade(2, 3), RUBRIC, calibration(probing=entry("probing", offset(1), trusted=False)))
    assert Grade.model_validate_json(moved.to_json()) == moved
    written = moved.model_dump(mode="json")["criteria"]
    assert (written[0]["raw"], written[0]["trusted"], "raw" in written[1]) == (2, False, False)


def test_a_calibration_survives_its_file():
    found = calibration(probing=entry("probing", Correction(kind="monotone", points=[(1, 1.5), (4, 3)])))
    assert Calibration.model_validate_json(found.to_json()) == found
    with pytest.raises(ValidationError):
        Calibration.model_validate_json('{"schema": "calibration/1"}')


POINTS = st.lists(st.tuples(st.integers(100, 500), st.integers(100, 500)), min_size=1, max_size=6)


@given(POINTS, st.lists(st.floats(1, 5), min_size=2, max_size=8))
def test_a_monotone_map_keeps_the_order_and_the_scale(points, scores):
    starts = sorted({a / 100 for a, _ in points})
    ends = sorted(b / 100 for _, b in points)[: len(starts)]
    correction = Correction(kind="monotone", points=list(zip(starts, ends, strict=True)))
    moved = [correction.applied(score, Scale()) for score in sorted(scores)]
    assert moved == sorted(moved)
    assert all(1 <= one <= 5 and round(one, 2) == one for one in moved)
    assert [correction.applied(start, Scale()) for start in starts] == ends


def test_an_offset_stops_at_the_ends_of_the_scale():
    assert [offset(-1.5).applied(score, Scale()) for score in (1, 2.4, 4)] == [1, 1, 2.5]
    assert offset(-0.8).described() == "0.80 lower"
