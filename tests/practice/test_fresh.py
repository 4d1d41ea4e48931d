"""A fresh grade: when it is offered, that the earlier one is kept, and that no person's score is set aside by it."""

import pytest

from bench.mock_server import MockServer
from simulator.errors import CallStateError, NotAllowedError
from simulator.practice import Shelf
from simulator.practice.fresh import Fresh
from tests.practice.rooms import ADA, BEN, LEAD
from tests.practice.test_calibrated_grades import keep
from tests.practice.test_grading import grading, model_reply, over


def put_over(practice, record, score):
    """A lead's score over one of the grade's."""
    practice.store.ensure_person("lee", "Lee", ["lead"])
    one = next(c for c in record.grade.criteria if c.score is not None)
    given = {"was": one.score, "reason": "x", "author": "lee", "overall": 3.0, "passed": True}
    practice.store.add_override(record.id, criterion=one.id, score=score, **given)


def test_what_the_built_in_evaluator_would_say_again_is_not_offered(room):
    practice = room()
    assert Fresh(grading(practice)).occasion(grading(practice).grade(ADA, over(practice))) is None


def test_where_it_stood_in_the_model_takes_over_and_may_then_be_asked_again(room):
    with MockServer(fault="fault", first_token=0.0, words_per_second=5000) as server:
        practice = room(server)
        fresh, call_id = Fresh(grading(practice)), over(practice)
        stood_in = grading(practice).grade(ADA, call_id)
        assert fresh.occasion(stood_in) == "stood_in"
        server.fault, server.reply = None, model_reply
        made = fresh.grade(ADA, call_id)
        assert made.record.grade.evaluator == "model" and fresh.occasion(made) == "again"
    assert [one.id for one in practice.store.grades(call_id)] == [made.record.id, stood_in.record.id]
    assert grading(practice).grade(ADA, call_id).record.id == made.record.id


def test_a_fresh_grade_stands_under_the_correction_that_holds(room):
    with MockServer(first_token=0.0, words_per_second=5000) as server:
        server.reply = model_reply
        practice = room(server)
        call_id = over(practice)
        first = grading(practice).grade(ADA, call_id).record
        keep(practice, call_id, 0.5)
        moved = grading(practice).grade(ADA, call_id).record
        made = Fresh(grading(practice)).grade(ADA, call_id).record
        assert grading(practice).grade(ADA, call_id).record.id == made.id
    assert made.id > moved.id > first.id and made.grade.provenance.calibration == moved.grade.provenance.calibration


def test_a_persons_score_is_never_set_aside(room):
    practice = room()
    fresh, call_id = Fresh(grading(practice)), over(practice)
    graded = grading(practice).grade(ADA, call_id)
    put_over(practice, graded.record, 4.0)
    assert fresh.occasion(graded) is None
    with pytest.raises(CallStateError, match="once they are taken back"):
        fresh.grade(ADA, call_id)
    put_over(practice, graded.record, None)
    assert fresh.grade(ADA, call_id).record.grade == graded.record.grade


def test_who_may_see_a_call_may_have_it_graded_afresh(room):
    practice = room()
    fresh, call_id = Fresh(grading(practice)), over(practice)
    for viewer in (BEN, LEAD):
        with pytest.raises(NotAllowedError):
            fresh.grade(viewer, call_id)
    Shelf(practice.store).share(ADA, call_id, private=False)
    assert fresh.grade(LEAD, call_id).record.call_id == call_id


def test_a_grade_by_an_earlier_evaluator_is_offered_anew(room, monkeypatch):
    practice = room()
    fresh, call_id = Fresh(grading(practice)), over(practice)
    graded = grading(practice).grade(ADA, call_id)
    for score in (4.0, None):
        put_over(practice, graded.record, score)
    monkeypatch.setattr("simulator.practice.grading.EMBEDDED_VERSION", "embedded/next")
    stands = grading(practice).grade(ADA, call_id)
    assert stands.record == graded.record and fresh.occasion(stands) == "changed"
    assert fresh.occasion(fresh.grade(ADA, call_id)) is None
