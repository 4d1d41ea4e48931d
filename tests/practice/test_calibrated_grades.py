"""Grades of practice calls under a correction: applied when made and when found again, without another request."""

import pytest

from bench.mock_server import MockServer
from simulator.access import Role, narrowed
from simulator.evaluator.calibration import Calibration, Correction, CriterionCalibration, Measured, fingerprint
from simulator.practice import Shelf
from tests.practice.rooms import ADA, LEAD
from tests.practice.test_grading import grading, model_reply, over

NOTHING = Measured(kappa=None, interval=None, bias=None, exact=None, adjacent=None)


def keep(practice, call_id: str, by: float) -> None:
    """Have a correction of every criterion hold for whatever graded this call."""
    record, call = practice.store.grades(call_id)[0], practice.store.call(call_id)
    rubric = practice.book.rubric(call.rubric_hash)
    entries = {
        one.id: CriterionCalibration(
            fingerprint=fingerprint(one, rubric.scale),
            calls=30,
            double=30,
            people_kappa=None,
            people_alpha=None,
            before=NOTHING,
            after=None,
            gain_share=None,
            correction=Correction(kind="offset", points=[(0.0, by)]),
            on=True,
            why="-",
        )
        for one in rubric.criteria
    }
    of = {"rubric": rubric.id, "evaluator": record.grade.provenance.evaluator, "model": record.grade.provenance.model}
    found = Calibration(**of, calls=30, floor=0.2, floor_calls=20, criteria=entries)
    body = found.model_dump(mode="json", by_alias=True)
    practice.store.add_calibration(*of.values(), body, author="lee", reason="-")


def test_a_correction_is_applied_to_a_grade_that_is_found_again_and_to_new_ones(room):
    practice = room()
    first, second = over(practice), over(practice)
    raw = grading(practice).grade(ADA, first).record
    keep(practice, first, 0.5)
    moved, new = (grading(practice).grade(ADA, call_id).record for call_id in (first, second))
    for record in (moved, new):
        one = next(c for c in record.grade.criteria if c.raw is not None)
        assert one.score == pytest.approx(min(5, one.raw + 0.5))
        assert record.grade.provenance.calibration.startswith("1:") and record.key.endswith(
            record.grade.provenance.calibration
        )
    assert moved.id != raw.id and raw in practice.store.grades(first)
    assert grading(practice).grade(ADA, first).record == moved
    assert grading(practice).uncorrected(practice.store.call(first)).criteria == raw.grade.criteria


def test_a_new_correction_asks_no_model_again(room):
    with MockServer(first_token=0.0, words_per_second=5000) as server:
        server.reply = model_reply
        practice = room(server)
        call_id = over(practice)
        raw = grading(practice).grade(ADA, call_id).record
        assert raw.grade.evaluator == "model"
        asked = len(server.requests)
        keep(practice, call_id, -0.5)
        moved = grading(practice).grade(ADA, call_id).record
        assert len(server.requests) == asked and moved.id != raw.id
        assert raw.log and moved.log == {"corrected_from": raw.id}


def test_a_lead_who_opens_a_grade_has_seen_it_and_a_trainee_is_no_scorer(room):
    practice = room()
    call_id = over(practice)
    grading(practice).grade(ADA, call_id)
    Shelf(practice.store).share(ADA, call_id, private=False)
    assert not practice.store.has_seen_grade(call_id, "ada")
    grading(practice).grade(narrowed(LEAD, Role.LEAD), call_id)
    assert practice.store.has_seen_grade(call_id, "lee")
