"""Scored blind: by whom, in which order, and how it meets those who work on files."""

import pytest

from simulator.access import LOCAL_PERSON, Role, Viewer, narrowed
from simulator.cohorts.labelling import add_labelled, labelled
from simulator.cohorts.scoring import Scoring, queue
from simulator.errors import CallStateError, NotAllowedError, ScoreRefusedError, UnknownNameError
from simulator.store import Mark, ScoredBy
from simulator.transcript import Transcript
from tests.cohorts.rooms import ADA, LEE, call, graded, rubric_of

KIM = Viewer("kim", "Kim", frozenset({Role.LEAD, Role.TRAINEE}))
TESS = Viewer("tess", "Tess", frozenset({Role.TRAINER}))
LOCAL_LEAD = narrowed(LOCAL_PERSON, Role.LEAD)
MARKS = {
    "probing": Mark("scored", 4.0, "Two leads left."),
    "advice": Mark("not_applicable"),
    "empathy": Mark("cannot_judge"),
}


@pytest.fixture
def scoring(store):
    return Scoring(store, lambda digest: rubric_of(store, digest))


def talked(store, viewer=ADA, **changes):
    """A finished call in which the caller spoke."""
    return call(store, viewer, said=("Hello.", "Hello."), **changes)


def test_a_lead_scores_a_shared_call_without_seeing_its_grade(store, scoring):
    made = talked(store)
    graded(store, made)
    sheet = scoring.sheet(LEE, made.id)
    assert sheet.blind and not sheet.marks and [t.text for t in sheet.transcript.turns] == ["Hello.", "Hello."]
    scoring.save(LEE, made.id, MARKS)
    kept = scoring.sheet(LEE, made.id).marks
    assert kept == MARKS
    assert scoring.sheet(KIM, made.id).marks == {}
    assert store.grades(made.id)[0].grade.overall == 3.5


def test_whoever_has_seen_the_grade_is_not_asked_and_trains_nothing(store, scoring):
    made = talked(store)
    store.saw_grade(made.id, "lee")
    assert scoring.to_score(LEE, "small") == [] and scoring.to_score(KIM, "small") == [made.id]
    assert not scoring.sheet(LEE, made.id).blind
    assert [one.blind for one in scoring.save(LEE, made.id, MARKS)] == [False] * 3
    assert labelled(LEE, store, "small") == []


@pytest.mark.parametrize("viewer", [ADA, TESS])
def test_only_leads_score(store, scoring, viewer):
    made = talked(store)
    for ask in (
        lambda: scoring.to_score(viewer, "small"),
        lambda: scoring.progress(viewer, "small"),
        lambda: scoring.sheet(viewer, made.id),
        lambda: scoring.save(viewer, made.id, MARKS),
        lambda: scoring.draft(viewer, made.id, "probing", MARKS["probing"]),
        lambda: labelled(viewer, store, "small"),
    ):
        with pytest.raises(NotAllowedError):
            ask()


def test_private_calls_and_ones_own_are_scored_by_nobody(store, scoring):
    private, own = talked(store, private=True), talked(store, KIM)
    assert scoring.to_score(KIM, "small") == []
    for made in (private, own):
        with pytest.raises(NotAllowedError):
            scoring.sheet(KIM, made.id)
    assert scoring.to_score(LEE, "small") == [own.id]


def test_a_call_that_goes_on_or_is_gone_is_not_scored(store, scoring):
    made = call(store, over=False)
    with pytest.raises(CallStateError, match="still going on"):
        scoring.sheet(LEE, made.id)
    with pytest.raises(UnknownNameError):
        scoring.sheet(LEE, "gone")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"probing": Mark("scored", 5.5)}, "from 1 to 5"),
        ({"probing": Mark("scored", 3.3)}, "half points"),
        ({"probing": Mark("scored")}, "choose a level"),
        ({"probing": Mark("not_applicable", 3.0)}, "choose a level"),
        ({"probing": Mark("scored", 3.0, "x" * 1001)}, "1000 characters"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(store, scoring, change, message):
    made = talked(store)
    with pytest.raises(ScoreRefusedError, match=message):
        scoring.save(LEE, made.id, MARKS | change)
    with pytest.raises(ScoreRefusedError, match="Still without a score: Empathy"):
        scoring.save(LEE, made.id, {name: mark for name, mark in MARKS.items() if name != "empathy"})
    assert store.scorings() == []


def test_without_sign_in_scorers_are_told_apart_by_the_name_they_give(store, scoring):
    made = talked(store, LOCAL_PERSON)
    for name in ("Ann", " ann ", "Ben"):
        scoring.save(LOCAL_LEAD, made.id, MARKS, name=name)
    assert {one.scorer for one in store.scorings()} == {"ann", "ben"}
    progress = scoring.progress(LOCAL_LEAD, "small", name="Ann")
    assert (progress.mine, progress.scored, progress.double, progress.waiting) == (1, 1, 1, 0)
    store.saw_grade(made.id, "local")
    assert not scoring.sheet(LOCAL_LEAD, made.id, name="Cat").blind


def test_what_was_chosen_is_there_again_its_call_comes_first_and_nothing_is_measured_on_it(store, scoring):
    for day in range(3):
        talked(store, day=day)
    *_, last = scoring.to_score(LEE, "small")
    scoring.draft(LEE, last, "probing", MARKS["probing"])
    assert scoring.to_score(LEE, "small")[0] == last != scoring.to_score(KIM, "small")[0]
    assert scoring.sheet(LEE, last).marks == {"probing": MARKS["probing"]} and scoring.sheet(KIM, last).marks == {}
    assert scoring.progress(LEE, "small").scored == 0 and labelled(LEE, store, "small") == []
    with pytest.raises(ScoreRefusedError, match="half points"):
        scoring.draft(LEE, last, "empathy", Mark("scored", 3.3))
    with pytest.raises(UnknownNameError, match="no criterion"):
        scoring.draft(LEE, last, "warmth", MARKS["empathy"])
    scoring.save(LEE, last, scoring.sheet(LEE, last).marks | dict.fromkeys(("advice", "empathy"), MARKS["empathy"]))
    assert last not in scoring.to_score(LEE, "small")


def waiting(call_id: str, overall: float | None = None, *scorers: str) -> ScoredBy:
    return ScoredBy(call_id, "ada", "small@1.0.0", overall, frozenset(scorers), frozenset())


def test_calls_that_one_person_has_scored_come_first_and_those_of_two_last():
    calls = [waiting("two", 3, "a", "b"), waiting("none", 3), waiting("one", 3, "a")]
    assert queue(calls, calls) == ["one", "none", "two"]


def test_low_and_high_calls_take_turns_whatever_there_is_most_of():
    calls = [waiting(f"c{n:02}", 1 + n / 10) for n in range(40)]
    order = queue(calls, calls)
    assert sorted(order) == sorted(one.call_id for one in calls)
    for start in range(0, 40, 4):
        assert {int(call_id[1:]) // 10 for call_id in order[start : start + 4]} == {0, 1, 2, 3}
    assert order != sorted(order)


def test_the_order_is_the_same_every_time_and_fills_what_is_thin():
    calls = [waiting(f"c{n:02}", 1 + n / 10, *(["a", "b"] if n < 10 else [])) for n in range(40)]
    left = [one for one in calls if not one.scorers]
    order = queue(left, calls)
    assert order == queue(left, calls)
    assert all(int(call_id[1:]) >= 10 for call_id in order)


def test_what_is_exported_is_what_was_scored_blind_and_comes_back_once(store, scoring):
    made = talked(store)
    scoring.save(LEE, made.id, MARKS)
    scoring.save(KIM, made.id, MARKS | {"probing": Mark("scored", 2.5)})
    (item,) = labelled(LEE, store, "small")
    assert item.ratings == {
        "lee": {"probing": 4.0, "advice": None, "empathy": None},
        "kim": {"probing": 2.5, "advice": None, "empathy": None},
    }
    read = Transcript.model_validate_json(item.to_json())
    assert add_labelled(LEE, store, [read], rubrics=scoring.rubrics) == []
    more = read.model_copy(update={"ratings": {"expert_ann": {"probing": 3.5, "unheard_of": 9}}, "id": made.id})
    elsewhere = more.model_copy(update={"id": "somewhere-else"})
    kept = add_labelled(LEE, store, [more, elsewhere], rubrics=scoring.rubrics)
    assert [(one.scorer, one.criterion, one.score, one.blind) for one in kept] == [("expert_ann", "probing", 3.5, True)]
    wrong = more.model_copy(update={"ratings": {"expert_ann": {"probing": 7}}})
    with pytest.raises(ScoreRefusedError, match="off the scale"):
        add_labelled(LEE, store, [wrong], rubrics=scoring.rubrics)


def test_a_later_blind_score_replaces_the_one_before_and_a_seen_one_does_not(store, scoring):
    made = talked(store)
    scoring.save(LEE, made.id, MARKS)
    scoring.save(LEE, made.id, MARKS | {"probing": Mark("scored", 3.0)})
    store.saw_grade(made.id, "lee")
    scoring.save(LEE, made.id, MARKS | {"probing": Mark("scored", 1.0)})
    (item,) = labelled(LEE, store, "small")
    assert item.ratings["lee"]["probing"] == 3.0
