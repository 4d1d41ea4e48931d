"""Same text, same grade: what decides a grade changes its key, and nothing else does."""

import pytest

from bench.mock_server import MockServer
from simulator.practice import Grading, Shelf
from simulator.practice.grading import grade_key
from simulator.settings import EvaluatorSettings, Settings
from simulator.transcript import Transcript
from tests.practice.rooms import ADA, CLOSING, GREETING, begun

SAID = [{"speaker": "agent", "text": "How can I help?"}, {"speaker": "caller", "text": "It's come again."}]
CALL = Transcript.model_validate({"id": "a", "turns": SAID})
RATING = {"restate": "-", "reason": "One open question.", "missed": [], "better": []}


def settings(**evaluator):
    return Settings(_env_file=None, openai_api_key="k", evaluator=EvaluatorSettings(**evaluator))


def key(transcript=CALL, *, persona="p", rubric="r", evaluator="model", use=None, stands_in=False):
    return grade_key(
        transcript, persona=persona, rubric=rubric, evaluator=evaluator, settings=use or settings(), stands_in=stands_in
    )


CHANGED = {
    "a word": lambda: key(CALL.model_copy(update={"turns": [CALL.turns[0]]})),
    "an event": lambda: key(
        Transcript.model_validate({"id": "a", "turns": SAID, "events": [{"turn": 2, "kind": "end"}]})
    ),
    "the caller": lambda: key(persona="q"),
    "the rubric": lambda: key(rubric="s"),
    "the evaluator": lambda: key(evaluator="embedded"),
    "the model": lambda: key(use=settings(model="gpt-4o")),
    "its provider": lambda: key(use=settings(provider="anthropic")),
    "where it runs": lambda: key(use=settings().model_copy(update={"openai_base_url": "http://localhost:1/v1"})),
    "its temperature": lambda: key(use=settings(temperature=0.5)),
    "the samples": lambda: key(use=settings(samples=3)),
    "that another stood in": lambda: key(stands_in=True),
}
SAME = {
    "nothing": lambda: key(),
    "the time a model may take": lambda: key(use=settings(timeout=5, retries=7)),
    "the model of the caller": lambda: key(use=settings().model_copy(update={"caller": {"model": "another"}})),
    "the spending cap": lambda: key(use=settings().model_copy(update={"spending_cap": 1.0})),
    "where data lives": lambda: key(use=settings().model_copy(update={"data_dir": "/elsewhere"})),
    "the key to the provider": lambda: key(use=settings().model_copy(update={"openai_api_key": None})),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_what_decides_a_grade_changes_its_key(change):
    assert change() != key()


def test_every_change_makes_a_key_of_its_own():
    assert len({change() for change in CHANGED.values()}) == len(CHANGED)


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_decides_nothing_leaves_the_key_alone(change):
    assert change() == key()


def test_the_prompts_decide_a_grade(monkeypatch):
    before = key(), key(evaluator="embedded")
    monkeypatch.setattr("simulator.practice.grading.prompt_hash", lambda: "other words")
    after = key(), key(evaluator="embedded")
    assert after[0] != before[0] and after[1] == before[1]


def test_a_grade_is_found_again_until_a_fresh_one_is_asked_for(room):
    rating = RATING | {"level": "3", "quotes": [{"turn": 3, "quote": CLOSING, "shows": "x"}]}
    with MockServer(reply=lambda _: rating, first_token=0.0, words_per_second=5000) as server:
        practice = room(server)
        call = begun(practice, GREETING, CLOSING, caller="embedded")
        practice.end(ADA, call)
        grading = Grading(practice.store, practice.settings, practice.voices, practice.book)
        first = grading.grade(ADA, call).record
        Shelf(practice.store).share(ADA, call, private=False)
        assert grading.grade(ADA, call).record.id == first.id
        rating["level"] = "4"
        fresh = grading.grade(ADA, call, fresh=True).record
        assert grading.grade(ADA, call).record.id == fresh.id
    assert (first.grade.overall, fresh.grade.overall) == (3.0, 4.0)
    assert [record.id for record in practice.store.grades(call)] == [fresh.id, first.id]
