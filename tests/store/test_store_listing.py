"""Lists of calls: filters, order and pages, and what a person's score changes in them."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.errors import UnknownNameError
from simulator.store import CallFilter

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def three(store, begin, grade):
    """Calls that passed, did not pass and could not be graded, a day apart."""
    results = ((4.0, True, "graded"), (2.0, False, "graded"), (None, None, "not_graded"))
    calls = [begin("ada" if i else "ben", started_at=START + timedelta(days=i)) for i in range(3)]
    for call, (overall, passed, status) in zip(calls, results, strict=True):
        store.save_grade(call.id, grade(overall=overall, passed=passed, status=status), call.id)
    return [call.id for call in calls]


def listed(store, *, order="started", descending=True, **wanted):
    return [line.call.id for line in store.list_calls(CallFilter(**wanted), order=order, descending=descending)]


@pytest.mark.parametrize(("result", "which"), [("passed", [0]), ("not_passed", [1]), ("not_graded", [2])])
def test_by_result(store, three, result, which):
    assert listed(store, result=result) == [three[i] for i in which]


def test_by_day_with_the_end_left_out(store, three):
    assert listed(store, since=START + timedelta(days=1), until=START + timedelta(days=2)) == [three[1]]


@pytest.mark.usefixtures("three")
def test_a_call_without_a_grade_is_left_out_of_graded_ones_and_has_no_result(store, begin):
    fresh = begin().id
    assert fresh not in listed(store, graded_only=True)
    assert fresh in listed(store, result="not_graded")


def test_by_score_what_has_none_comes_last_both_ways(store, three):
    passed, failed, without = three
    assert listed(store, order="overall") == [passed, failed, without]
    assert listed(store, order="overall", descending=False) == [failed, passed, without]


def test_by_name(store, three):
    assert listed(store, order="owner", descending=False)[-1] == three[0]


def test_tries_are_listed_by_themselves_with_their_parent_or_not_at_all(store, begin, call):
    fork = begin(parent=call.id, forked_at=3).id
    assert listed(store, forks=True) == [fork] == listed(store, parent=call.id)
    assert listed(store, forks=False) == [call.id]


@pytest.mark.usefixtures("three")
def test_a_list_and_its_count_agree(store):
    for wanted in (CallFilter(), CallFilter(owner="ada"), CallFilter(result="passed"), CallFilter(rubric="other")):
        assert store.count_listed(wanted) == len(store.list_calls(wanted))


def test_a_persons_score_is_kept_beside_the_evaluators_and_moves_the_list(store, call, grade):
    stored = store.save_grade(call.id, grade(overall=3.0, passed=False), "key")
    for score in (4.0, 4.5):
        made = store.add_override(
            stored.id,
            criterion="probing",
            was=3.5,
            score=score,
            reason="Asked twice.",
            author="ben",
            overall=3.9,
            passed=True,
        )
    assert (made.was, made.score, made.author_name, made.call_id) == (3.5, 4.5, "Ben", call.id)
    assert [one.score for one in store.overrides(call.id)] == [4.0, 4.5]
    [line] = store.list_calls(CallFilter(result="passed"))
    assert (line.overall, line.settled_overall, line.settled_passed, line.overridden) == (3.0, 3.9, True, True)
    assert store.grades(call.id)[0].grade.overall == 3.0


def test_a_newer_grade_shows_its_own_result_and_a_score_over_an_older_one_does_not_move_it(store, call, grade):
    older = store.save_grade(call.id, grade(overall=3.0, passed=False), "older")
    store.save_grade(call.id, grade(overall=2.0, passed=False), "newer")
    store.add_override(
        older.id, criterion="probing", was=3.5, score=5.0, reason="Fine.", author="ben", overall=4.5, passed=True
    )
    [line] = store.list_calls(CallFilter())
    assert (line.settled_overall, line.overridden) == (2.0, False)


def test_nobody_scores_what_is_not_there(store, call, grade):
    wanted = {"criterion": "probing", "was": None, "score": 4.0, "reason": "x", "overall": None, "passed": None}
    with pytest.raises(UnknownNameError, match="no longer there"):
        store.add_override(99, author="ben", **wanted)
    stored = store.save_grade(call.id, grade(), "key")
    with pytest.raises(UnknownNameError, match="no person"):
        store.add_override(stored.id, author="nobody", **wanted)


def test_scores_by_people_go_with_the_call(store, call, grade):
    stored = store.save_grade(call.id, grade(), "key")
    store.add_override(
        stored.id, criterion="probing", was=3.5, score=4.0, reason="x", author="ben", overall=4.0, passed=True
    )
    store.delete_call(call.id)
    assert store.overrides(call.id) == []


def test_a_critical_failure_stands_in_the_list_and_can_be_asked_for(store, begin, grade):
    failed, low = begin(), begin()
    rude = {"id": "rude", "turn": 1, "quote": "Shut up."}
    store.save_grade(failed.id, grade(passed=False, critical=[rude]), "failed")
    store.save_grade(low.id, grade(overall=2.0, passed=False), "low")
    assert listed(store, result="critical") == [failed.id]
    assert {line.call.id: line.critical for line in store.list_calls(CallFilter(result="not_passed"))} == {
        failed.id: True,
        low.id: False,
    }


def test_a_flag_stands_in_the_list_until_a_person_has_scored_what_it_is_on(store, begin, grade):
    flagged, plain = begin(), begin()
    made = grade()
    wide = made.criteria[0].model_copy(update={"flag": "Its samples lie two levels apart."})
    stored = store.save_grade(flagged.id, made.model_copy(update={"criteria": [wide, *made.criteria[1:]]}), "flagged")
    store.save_grade(plain.id, made, "plain")
    assert (listed(store, flagged=True), listed(store, flagged=False)) == ([flagged.id], [plain.id])
    given = {"was": 3.5, "reason": "x", "author": "ben", "overall": 4.0, "passed": True}
    for score, left in ((4.0, []), (None, [flagged.id])):
        store.add_override(stored.id, criterion=wide.id, score=score, **given)
        assert listed(store, flagged=True) == left
        assert [line.flagged for line in store.calls_named([flagged.id])] == [bool(left)]


def test_scores_that_hold_are_counted_and_those_taken_back_are_not(store, call, grade):
    stored = store.save_grade(call.id, grade(), "key")
    for criterion, score in (("probing", 4.0), ("probing", 4.5), ("empathy", 2.0), ("empathy", None)):
        store.add_override(
            stored.id, criterion=criterion, was=3.5, score=score, reason="x", author="ben", overall=4.0, passed=True
        )
    [line] = store.list_calls(CallFilter())
    assert line.changed == 1
