"""A real SQLite file for each test, and a call to work on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.grade import Grade
from simulator.store import CallRecord, Store

BeginCall = Callable[..., CallRecord]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'sidetone.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as store:
        store.upgrade()
        store.ensure_person("ada", "Ada", ["trainee"])
        store.ensure_person("ben", "Ben", ["trainee", "lead"])
        yield store


@pytest.fixture
def begin(store: Store) -> BeginCall:
    """Begin a call; keyword arguments replace what a plain one has."""

    def begin(owner: str = "ada", **changes: Any) -> CallRecord:
        plain: dict[str, Any] = {
            "persona": "bereaved-account-holder@1.0.0",
            "persona_hash": store.freeze("persona", "id: bereaved-account-holder\n"),
            "rubric": "compassionate-call@1.2.0",
            "rubric_hash": store.freeze("rubric", "id: compassionate-call\n"),
            "seed": 7,
            "caller_kind": "embedded",
        }
        return store.add_call(owner, **(plain | changes))

    return begin


@pytest.fixture
def call(begin: BeginCall) -> CallRecord:
    return begin()


@pytest.fixture
def grade() -> Callable[..., Grade]:
    """Make a grade; keyword arguments replace what a plain one has."""

    def make(**changes: Any) -> Grade:
        probing = {
            "id": "probing",
            "status": "graded",
            "score": 3.5,
            "confidence": 0.8,
            "why": "Two open questions.",
            "evidence": [{"turn": 1, "quote": "What happened", "shows": "open_question"}],
        }
        plain: dict[str, Any] = {
            "transcript": "t",
            "rubric": "compassionate-call@1.2.0",
            "evaluator": "embedded",
            "status": "graded",
            "overall": 3.5,
            "passed": True,
            "criteria": [probing],
            "measures": {"open_questions": 2.0, "talk_share": None},
            "provenance": {"rubric": "0" * 64, "evaluator": "embedded/1", "seed": 7},
        }
        return Grade.model_validate(plain | changes)

    return make
