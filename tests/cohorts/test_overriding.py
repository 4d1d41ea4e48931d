"""A lead's score over the evaluator's: who may, on what scale, for what reason, and what it adds up to."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import yaml_source
from simulator.access import LOCAL_PERSON
from simulator.cohorts.files import settled_json
from simulator.cohorts.overriding import Overriding, regraded, settled
from simulator.cohorts.review import Review
from simulator.errors import CallStateError, NotAllowedError, ScoreRefusedError, UnknownNameError
from simulator.evaluator import scoring
from simulator.grade import Grade
from simulator.rubric import Rubric
from simulator.store import CallFilter, GradeRecord, Store
from tests.cohorts.rooms import ADA, LEE, RUBRIC, call, graded, rubric_of, scored

WHY = "She follows up the letter twice."
SMALL = yaml_source.loads(RUBRIC, name="small", model=Rubric)


def now_of(store: Store, record: GradeRecord) -> Grade:
    """The grade as it stands."""
    made = store.call(record.call_id)
    assert made is not None
    return settled(record, store.overrides(record.call_id), rubric_of(store, made.rubric_hash)).grade


def test_both_scores_stay_with_author_reason_and_time(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store))
    made = overriding.override(LEE, record.call_id, "probing", score=4.5, reason=f"  {WHY} ")
    assert (made.was, made.score, made.reason, made.author_name) == (3.5, 4.5, WHY, "Lee")
    assert made.created >= record.created
    assert store.grades(record.call_id) == [record], "the evaluator's own grade is never changed"
    assert now_of(store, record).criterion("probing").score == 4.5


def test_the_result_is_added_up_again_by_the_evaluators_own_rule(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store))
    overriding.override(LEE, record.call_id, "probing", score=4.5, reason=WHY)
    overriding.override(LEE, record.call_id, "advice", score=1, reason=WHY)
    [shown] = store.list_calls(CallFilter(overridden=True))
    # probing 4.5 twice, advice 1 reversed to 5, empathy 3.5
    assert shown.settled_overall == now_of(store, record).overall == round((4.5 * 2 + 5 + 3.5) / 4, 2)
    assert shown.overall == 3.5, "the evaluator's own result stays beside it"


def test_a_minimum_that_is_missed_fails_the_call_whatever_the_mean(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store), scored("probing", 5.0), scored("advice", 1.0), scored("empathy", 5.0))
    overriding.override(LEE, record.call_id, "probing", score=2.5, reason=WHY)
    stands = now_of(store, record)
    assert stands.overall == 3.75
    assert stands.passed is False
    assert store.list_calls(CallFilter(result="passed")) == []


def test_no_score_makes_up_for_a_critical_failure(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store), passed=False, critical=True)
    for criterion, best in (("probing", 5.0), ("advice", 1.0), ("empathy", 5.0)):
        overriding.override(LEE, record.call_id, criterion, score=best, reason=WHY)
    assert now_of(store, record).overall == 5.0
    assert now_of(store, record).passed is False


@pytest.mark.parametrize("status", ["not_graded", "not_applicable"])
def test_what_the_evaluator_left_open_can_be_scored(store: Store, overriding: Overriding, status: str) -> None:
    record = graded(
        store, call(store), scored("probing", None, status), scored("advice", 2.0), scored("empathy", 4.0), passed=None
    )
    made = overriding.override(LEE, record.call_id, "probing", score=4, reason=WHY)
    assert made.was is None
    stands = now_of(store, record)
    assert (stands.overall, stands.passed, stands.status) == (4.0, True, "graded")


def test_taken_back_the_evaluators_result_stands_and_the_history_stays(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store), overall=3.5, passed=True)
    overriding.override(LEE, record.call_id, "probing", score=1, reason=WHY)
    overriding.override(LEE, record.call_id, "probing", score=None, reason="I had misread turn five.")
    assert now_of(store, record) == record.grade
    assert [one.score for one in overriding.history(ADA, record.call_id)] == [1, None]
    [shown] = store.list_calls(CallFilter())
    assert (shown.settled_overall, shown.settled_passed, shown.overridden) == (3.5, True, False)
    stands = settled(record, store.overrides(record.call_id), SMALL)
    assert [(one.score, one.reason) for one in stands.of("probing")] == [(1, WHY), (None, "I had misread turn five.")]
    assert stands.of("advice") == [] and not stands.by_person
    with pytest.raises(ScoreRefusedError, match="nothing to take back"):
        overriding.override(LEE, record.call_id, "probing", score=None, reason=WHY)


def test_the_one_person_of_a_machine_is_named_by_the_side_they_were_on(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store, LOCAL_PERSON))
    overriding.override(LOCAL_PERSON, record.call_id, "probing", score=1, reason=WHY)
    assert settled(record, store.overrides(record.call_id), SMALL).by_person["probing"].author_name == "Lead"
    assert Review(store, lambda digest: rubric_of(store, digest)).calls(LEE)[0].owner_name == "Trainee"


def test_the_file_has_both_results_and_every_change(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store), overall=3.5)
    overriding.override(LEE, record.call_id, "probing", score=4.5, reason=WHY)
    stands = settled(record, store.overrides(record.call_id), SMALL)
    file = json.loads(settled_json(record.call_id, record.grade, stands))
    assert (file["evaluator"]["overall"], file["settled"]["overall"]) == (3.5, stands.grade.overall)
    assert file["criteria"][0] == {"id": "probing", "evaluator": 3.5, "settled": 4.5}
    assert [(one["by"], one["score"], one["reason"]) for one in file["changes"]] == [("Lee", 4.5, WHY)]


def test_the_latest_score_of_a_criterion_holds(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store))
    for score in (2.0, 5.0, 3.0):
        overriding.override(LEE, record.call_id, "empathy", score=score, reason=WHY)
    assert now_of(store, record).criterion("empathy").score == 3.0
    assert len(overriding.history(LEE, record.call_id)) == 3


def test_a_trainee_cannot_change_a_score_of_their_own(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store, ADA))
    with pytest.raises(NotAllowedError):
        overriding.override(ADA, record.call_id, "probing", score=5, reason=WHY)
    with pytest.raises(NotAllowedError):
        overriding.override(ADA, record.call_id, "probing", score=None, reason=WHY)
    assert store.overrides(record.call_id) == []


def test_a_private_call_is_closed_to_a_lead(store: Store, overriding: Overriding) -> None:
    record = graded(store, call(store, private=True))
    with pytest.raises(NotAllowedError):
        overriding.override(LEE, record.call_id, "probing", score=5, reason=WHY)
    with pytest.raises(NotAllowedError):
        overriding.history(LEE, record.call_id)
    assert overriding.history(ADA, record.call_id) == []


@pytest.mark.parametrize("reason", ["", "   ", "Better.", "was better", "so " * 400])
def test_a_reason_is_needed(store: Store, overriding: Overriding, reason: str) -> None:
    record = graded(store, call(store))
    with pytest.raises(ScoreRefusedError, match="Say why in"):
        overriding.override(LEE, record.call_id, "probing", score=5, reason=reason)
    assert store.overrides(record.call_id) == []


@pytest.mark.parametrize("score", [0.5, 5.5, 3.3, -1, float("nan")])
def test_a_score_off_the_scale_is_refused(store: Store, overriding: Overriding, score: float) -> None:
    record = graded(store, call(store))
    with pytest.raises(ScoreRefusedError, match="from 1 to 5 in half points"):
        overriding.override(LEE, record.call_id, "probing", score=score, reason=WHY)


def test_a_criterion_or_a_grade_that_is_not_there(store: Store, overriding: Overriding) -> None:
    made = call(store)
    with pytest.raises(CallStateError, match="no grade yet"):
        overriding.override(LEE, made.id, "probing", score=4, reason=WHY)
    graded(store, made)
    with pytest.raises(UnknownNameError, match="no criterion 'charm'"):
        overriding.override(LEE, made.id, "charm", score=4, reason=WHY)
    with pytest.raises(UnknownNameError, match="no call"):
        overriding.override(LEE, "gone", "probing", score=4, reason=WHY)


@given(st.dictionaries(st.sampled_from(["probing", "advice", "empathy"]), st.integers(2, 10), max_size=3))
def test_regrading_is_the_rule_of_the_evaluator(halves: dict[str, int]) -> None:
    criteria = [scored("probing", 2.0), scored("advice", 2.0), scored("empathy", None, "not_applicable")]
    mean = scoring.overall(SMALL, criteria)
    grade = Grade.model_validate(
        {
            "transcript": "t", "rubric": "small@1.0.0", "evaluator": "embedded", "status": "graded", "overall": mean,
            "passed": False, "criteria": criteria, "measures": {}, "provenance": {"rubric": "x", "evaluator": "y"},
        }
    )  # fmt: skip
    again = regraded(grade, SMALL, {name: half / 2 for name, half in halves.items()})
    assert again.overall == scoring.overall(SMALL, again.criteria)
    assert [one.score for one in again.criteria] == [
        halves[one.id] / 2 if one.id in halves else one.score for one in criteria
    ]
    assert [one.why for one in again.criteria] == [one.why for one in criteria]
