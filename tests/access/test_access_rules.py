"""Who may see and do what: the whole table, and the kind refusals."""

import pytest

from simulator.access import (
    LOCAL_PERSON,
    Role,
    Viewer,
    may_calibrate,
    may_change_call,
    may_delete_call,
    may_edit_library,
    may_override,
    may_review,
    may_score,
    may_see_call,
    narrowed,
    require,
    starts_private,
)
from simulator.access.rules import REFUSALS
from simulator.errors import NotAllowedError

ADA = Viewer("ada", "Ada", frozenset({Role.TRAINEE}))
TRAINER = Viewer("tess", "Tess", frozenset({Role.TRAINER}))
LEAD = Viewer("lee", "Lee", frozenset({Role.LEAD}))
NOBODY = Viewer("new", "New", frozenset())


@pytest.mark.parametrize(
    ("viewer", "private", "sees"),
    [
        (ADA, False, True),
        (ADA, True, True),
        (LEAD, False, True),
        (LEAD, True, False),
        (TRAINER, False, False),
        (TRAINER, True, False),
        (NOBODY, False, False),
        (LOCAL_PERSON, False, True),
        (LOCAL_PERSON, True, False),
    ],
)
def test_who_sees_adas_call(viewer, private, sees):
    assert may_see_call(viewer, owner="ada", private=private) is sees


@pytest.mark.parametrize("rule", [may_change_call, may_delete_call])
def test_only_its_owner_changes_or_deletes_a_call(rule):
    allowed = [viewer.id for viewer in (ADA, TRAINER, LEAD, NOBODY, LOCAL_PERSON) if rule(viewer, owner="ada")]
    assert allowed == ["ada"]


def test_trainers_write_the_library():
    assert [may_edit_library(viewer) for viewer in (ADA, TRAINER, LEAD)] == [False, True, False]


@pytest.mark.parametrize("private", [False, True])
def test_a_lead_overrides_scores_of_calls_that_they_may_see(private):
    assert may_override(LEAD, private=private) is not private
    assert not may_override(TRAINER, private=private)
    assert not may_override(ADA, private=private)


def test_the_one_local_person_may_do_everything_with_their_own_calls():
    assert may_see_call(LOCAL_PERSON, owner="local", private=True)
    assert may_change_call(LOCAL_PERSON, owner="local")
    assert may_delete_call(LOCAL_PERSON, owner="local")
    assert may_override(LOCAL_PERSON, private=False)
    assert not may_override(LOCAL_PERSON, private=True)
    assert may_edit_library(LOCAL_PERSON)


@pytest.mark.parametrize("role", [Role.LEAD, Role.TRAINER])
def test_looking_around_as_somebody_else_their_own_private_call_is_closed_to_them(role):
    looking = narrowed(LOCAL_PERSON, role)
    assert not may_see_call(looking, owner="local", private=True)
    assert may_see_call(looking, owner="local", private=False) is (role is Role.LEAD)
    assert not may_change_call(looking, owner="local")
    assert not may_delete_call(looking, owner="local")
    assert may_review(looking) is (role is Role.LEAD)
    assert may_edit_library(looking) is (role is Role.TRAINER)


def test_nobody_gains_a_role_by_looking_around():
    assert narrowed(ADA, Role.LEAD).roles == frozenset()


def test_a_newcomers_first_three_calls_start_private():
    assert [starts_private(taken) for taken in range(5)] == [True, True, True, False, False]


def test_require_lets_through_what_is_allowed():
    require(may_see_call, ADA, owner="ada", private=True)


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        (may_see_call, {"owner": "ada", "private": True}),
        (may_change_call, {"owner": "ada"}),
        (may_delete_call, {"owner": "ada"}),
        (may_edit_library, {}),
        (may_review, {}),
        (may_override, {"private": True}),
    ],
)
def test_a_refusal_is_a_sentence_of_its_own_that_gives_nothing_away(rule, what):
    with pytest.raises(NotAllowedError) as refused:
        require(rule, NOBODY, **what)
    sentence = str(refused.value)
    assert sentence == REFUSALS[rule.__name__]
    assert sentence.endswith(".")
    assert "ada" not in sentence and "private" not in sentence


def test_roles_are_the_words_that_the_store_keeps():
    assert sorted(LOCAL_PERSON.roles) == ["lead", "trainee", "trainer"]
    assert Role("lead") is Role.LEAD


@pytest.mark.parametrize(
    ("viewer", "owner", "private", "scores"),
    [
        (LEAD, "ada", False, True),
        (LEAD, "ada", True, False),
        (LEAD, "lee", False, False),
        (TRAINER, "ada", False, False),
        (ADA, "ben", False, False),
        (LOCAL_PERSON, "local", False, True),
        (LOCAL_PERSON, "local", True, False),
        (narrowed(LOCAL_PERSON, Role.TRAINEE), "local", False, False),
    ],
)
def test_a_lead_scores_shared_calls_of_others(viewer, owner, private, scores):
    assert may_score(viewer, owner=owner, private=private) is scores


def test_leads_decide_what_is_corrected():
    assert [may_calibrate(viewer) for viewer in (LEAD, TRAINER, ADA, NOBODY)] == [True, False, False, False]
