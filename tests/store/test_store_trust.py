"""Scores given blind, who has seen a grade, and corrections in versions."""

import pytest

from simulator.errors import UnknownNameError
from simulator.store import Mark

FOUR, CANNOT = Mark("scored", 4.0, "Asked twice."), Mark("cannot_judge")


def test_scores_are_kept_as_given_and_never_changed(store, call):
    first = store.add_scorings(call.id, {"probing": FOUR, "empathy": CANNOT}, scorer="lee")
    store.add_scorings(call.id, {"probing": Mark("scored", 2.0)}, scorer="lee")
    kept = store.scorings(call_id=call.id)
    assert kept[:2] == first
    assert [(one.criterion, one.status, one.score, one.note) for one in kept] == [
        ("probing", "scored", 4.0, "Asked twice."),
        ("empathy", "cannot_judge", None, ""),
        ("probing", "scored", 2.0, ""),
    ]
    assert kept[0].rubric == "compassionate-call@1.2.0"


def test_whoever_has_seen_the_grade_scores_blind_no_more_and_the_others_do(store, call):
    store.add_scorings(call.id, {"probing": FOUR}, scorer="lee")
    store.saw_grade(call.id, "lee")
    store.saw_grade(call.id, "lee")
    store.add_scorings(call.id, {"probing": FOUR}, scorer="lee")
    store.add_scorings(call.id, {"probing": FOUR}, scorer="kim")
    store.add_scorings(call.id, {"probing": FOUR}, scorer="sam", seen=True)
    assert [one.blind for one in store.scorings(call_id=call.id)] == [True, False, True, False]
    assert store.has_seen_grade(call.id, "lee") and not store.has_seen_grade(call.id, "kim")


def test_scores_are_found_by_rubric_and_those_of_private_calls_can_be_left_out(store, begin):
    shared, private = begin(), begin(private=True)
    other = begin(rubric="values@1.0.0")
    for one in (shared, private, other):
        store.add_scorings(one.id, {"probing": FOUR}, scorer="lee")
    found = store.scorings(rubric_id="compassionate-call", shared=True)
    assert [one.call_id for one in found] == [shared.id]
    assert len(store.scorings(rubric_id="compassionate-call")) == 2


def test_what_is_chosen_is_kept_by_scorer_until_it_is_sent(store, call):
    for mark in (CANNOT, FOUR):
        store.set_draft(call.id, "probing", mark, scorer="lee")
    store.set_draft(call.id, "empathy", CANNOT, scorer="lee")
    store.set_draft(call.id, "empathy", None, scorer="lee")
    store.set_draft(call.id, "probing", CANNOT, scorer="kim")
    assert store.drafts(call.id, "lee") == {"probing": FOUR}
    assert store.drafted("lee") == {call.id} and store.scorings() == []
    store.add_scorings(call.id, {"probing": FOUR}, scorer="lee")
    assert store.drafts(call.id, "lee") == {} and store.drafts(call.id, "kim") == {"probing": CANNOT}


def test_what_hangs_on_a_deleted_call_is_deleted_with_it(store, call):
    store.add_scorings(call.id, {"probing": FOUR}, scorer="lee")
    store.set_draft(call.id, "probing", FOUR, scorer="kim")
    store.saw_grade(call.id, "lee")
    store.delete_call(call.id)
    assert store.scorings() == [] and not store.has_seen_grade(call.id, "lee") and store.drafted("kim") == set()
    with pytest.raises(UnknownNameError, match="deleted"):
        store.set_draft(call.id, "probing", FOUR, scorer="kim")
    with pytest.raises(UnknownNameError, match="deleted"):
        store.add_scorings(call.id, {"probing": FOUR}, scorer="lee")
    store.saw_grade(call.id, "lee")  # a page that was open while it was deleted


def test_corrections_are_numbered_and_the_last_one_holds(store):
    def keep(body, model=None):
        return store.add_calibration("values", "embedded/3", model, body, author="lee", reason="because")

    first, second, other = keep({"a": 1}), keep({"a": 2}), keep({"a": 3}, "gpt")
    assert [(one.version, one.body, one.model) for one in (first, second, other)] == [
        (1, {"a": 1, "version": 1}, None),
        (2, {"a": 2, "version": 2}, None),
        (1, {"a": 3, "version": 1}, "gpt"),
    ]
    assert store.calibration("values", "embedded/3", None) == second
    assert store.calibration("values", "embedded/4", None) is None
    assert store.calibrations("values") == [other, second, first]


def test_calls_to_score_are_finished_shared_and_answered(store, begin):
    def talked(**changes):
        made = begin(**changes)
        for n, speaker in ((1, "agent"), (2, "caller")):
            store.add_turn(made.id, n, speaker, "Hello.", at=float(n))
        return made

    ready, going, private = talked(), talked(), talked(private=True)
    silent = begin()
    for one in (ready, private, silent):
        store.end_call(one.id, one.started_at, "agent")
    store.add_scorings(ready.id, {"probing": FOUR}, scorer="kim")
    store.saw_grade(ready.id, "lee")
    found = store.to_score("compassionate-call")
    assert [one.call_id for one in found] == [ready.id] and going.id != ready.id
    assert (found[0].scorers, found[0].seen_by, found[0].overall) == ({"kim"}, {"lee"}, None)
    assert store.to_score("values") == []
    assert store.rubrics_shared() == ["compassionate-call"]
