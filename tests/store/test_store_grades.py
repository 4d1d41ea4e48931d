"""Grades: kept whole, found by key, one full grade for one key."""

import pytest

from simulator.errors import UnknownNameError


def test_a_grade_comes_back_whole_with_its_log(store, call, grade):
    given = grade()
    log = [{"prompt": "Rate this.", "reply": '{"score": 3.5}'}]
    saved = store.save_grade(call.id, given, "key", log=log)
    assert store.grades(call.id) == [saved]
    assert (saved.grade, saved.key, saved.log) == (given, "key", log)
    assert store.grades(call.id)[0].grade.to_json() == given.to_json()


def test_the_latest_grade_comes_first(store, call, grade):
    store.save_grade(call.id, grade(overall=2.0), "first")
    store.save_grade(call.id, grade(overall=4.0), "second")
    assert [record.grade.overall for record in store.grades(call.id)] == [4.0, 2.0]


def test_grading_twice_keeps_the_first_full_grade(store, call, grade):
    first = store.save_grade(call.id, grade(overall=3.0), "key")
    assert store.save_grade(call.id, grade(overall=4.0), "key") == first
    assert store.grades(call.id) == [first]


def test_a_failed_grade_does_not_stand_in_the_way_of_a_full_one(store, call, grade):
    failed = store.save_grade(call.id, grade(status="not_graded", overall=None, passed=None), "key")
    assert store.grade_by_key("key") == failed
    full = store.save_grade(call.id, grade(), "key")
    partly = store.save_grade(call.id, grade(status="partly_graded"), "other")
    assert store.grade_by_key("key") == full
    assert store.grade_by_key("other") == partly
    assert store.grades(call.id) == [partly, full, failed]


def test_the_same_key_finds_the_same_grade_in_another_call(store, begin, call, grade):
    first = store.save_grade(call.id, grade(overall=3.0), "key")
    second = store.save_grade(begin().id, grade(overall=3.0), "key")
    assert first.id != second.id
    assert store.grade_by_key("key") == first
    assert store.grade_by_key("nothing") is None


def test_a_grade_needs_its_call(store, grade):
    with pytest.raises(UnknownNameError, match="no call 'nowhere'"):
        store.save_grade("nowhere", grade(), "key")
