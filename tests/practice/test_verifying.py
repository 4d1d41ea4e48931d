"""A stored grade holds against its call, its frozen texts and its own scores, and what does not is named."""

import sqlite3

import pytest

from simulator.grade import CriticalFailure, Evidence
from simulator.practice import Grading
from simulator.practice.verifying import verify
from tests.practice.rooms import ADA, CLOSING, GREETING, begun


@pytest.fixture
def graded(room):
    """A practice with one graded call, and its grade."""
    practice = room()
    call_id = begun(practice, GREETING, "I'm so sorry for your loss.", CLOSING, caller="embedded")
    practice.end(ADA, call_id)
    grading = Grading(practice.store, practice.settings, practice.voices, practice.book)
    return practice, grading.grade(ADA, call_id).record


def also(practice, record, **changes):
    """The same grade with these changes, saved beside it."""
    practice.store.save_grade(record.call_id, record.grade.model_copy(update=changes), key=f"with {sorted(changes)}")


def wrong(practice):
    return [one.what for one in verify(practice.store).mismatches]


def test_a_grade_as_it_was_made_holds(graded):
    practice, _ = graded
    found = verify(practice.store)
    assert found.grades == 1 and not found.mismatches


def test_a_quote_that_does_not_stand_in_its_turn_is_named(graded):
    practice, record = graded
    criteria = [
        one.model_copy(update={"evidence": [Evidence(turn=1, quote="never said", shows="-")]}) if not n else one
        for n, one in enumerate(record.grade.criteria)
    ]
    also(practice, record, criteria=criteria)
    assert wrong(practice) == [f"{criteria[0].id}: the agent did not say “never said” in turn 1."]


def test_the_callers_words_are_no_failure_of_the_agents(graded):
    practice, record = graded
    caller = practice.store.transcript(record.call_id).caller_turns()[0]
    also(practice, record, critical=[CriticalFailure(id="abuse", turn=caller.n, quote=caller.text)], passed=False)
    assert [what for what in wrong(practice) if what.startswith("abuse: the agent did not say")]


def test_an_overall_that_the_scores_do_not_make_is_named(graded):
    practice, record = graded
    also(practice, record, overall=4.99, passed=None)
    assert [what for what in wrong(practice) if what.startswith("Its overall score is 4.99")]


def test_a_pass_that_does_not_follow_is_named(graded):
    practice, record = graded
    assert record.grade.passed is False
    also(practice, record, passed=True)
    assert wrong(practice) == ["It says passed, which does not follow from its scores."]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE texts SET text = text || '# changed' WHERE kind = 'rubric'",
            "The rubric that is stored is not the one",
        ),
        ("UPDATE turns SET text = 'Hello.' WHERE speaker = 'agent'", "the agent did not say"),
    ],
)
def test_what_was_changed_in_the_database_shows(graded, statement, said):
    practice, _ = graded
    with sqlite3.connect(practice.settings.data_dir / "sidetone.db") as database:
        database.execute(statement)
    assert any(said in what for what in wrong(practice))
