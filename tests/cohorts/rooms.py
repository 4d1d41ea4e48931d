"""A store with people and graded calls in it, and who looks at them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from simulator import yaml_source
from simulator.access import Role, Viewer
from simulator.grade import CriterionGrade, Grade
from simulator.rubric import Rubric
from simulator.store import CallRecord, GradeRecord, Store

ADA = Viewer("ada", "Ada", frozenset({Role.TRAINEE}))
BEN = Viewer("ben", "Ben", frozenset({Role.TRAINEE}))
LEE = Viewer("lee", "Lee", frozenset({Role.LEAD}))
START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
RUBRIC = """
id: small
version: 1.0.0
name: Small
scale: {min: 1, max: 5}
pass: {overall: 3.5}
criteria:
  - {id: probing, name: Probing, question: Did they ask?, weight: 2, minimum: 3, anchors: {1: No., 5: Yes.}}
  - {id: advice, name: Advice, question: Did they push?, weight: 1, better: low, anchors: {1: No., 5: Yes.}}
  - {id: empathy, name: Empathy, question: Did they feel?, weight: 1, anchors: {1: No., 5: Yes.}}
"""


def rubric_of(store: Store, digest: str) -> Rubric:
    """The rubric that is stored under that hash."""
    return yaml_source.loads(store.frozen(digest), name="stored rubric", model=Rubric)


def scored(name: str, score: float | None, status: str = "graded") -> CriterionGrade:
    """One criterion with this score."""
    return CriterionGrade(id=name, status=status, score=score, why="For a reason.")  # type: ignore[arg-type]


def call(
    store: Store,
    viewer: Viewer = ADA,
    *,
    day: int = 0,
    private: bool = False,
    said: tuple[str, ...] = (),
    over: bool = True,
    **changes: Any,
) -> CallRecord:
    """A finished call of this person, begun so many days after the start; in it agent and caller said this by turns."""
    store.ensure_person(viewer.id, viewer.name, [role.value for role in viewer.roles])
    begun = START + timedelta(days=day)
    plain: dict[str, Any] = {
        "persona": "bereaved-account-holder@1.0.0",
        "persona_hash": store.freeze("persona", "id: bereaved-account-holder\n"),
        "rubric": "small@1.0.0",
        "rubric_hash": store.freeze("rubric", RUBRIC),
        "seed": 7,
        "caller_kind": "embedded",
        "private": private,
        "started_at": begun,
    }
    made = store.add_call(viewer.id, **(plain | changes))
    for n, text in enumerate(said, start=1):
        store.add_turn(made.id, n, "agent" if n % 2 else "caller", text, at=float(n))
    if over:
        store.end_call(made.id, begun + timedelta(minutes=9), "agent")
    return made


def graded(
    store: Store,
    made: CallRecord,
    *criteria: CriterionGrade,
    overall: float | None = 3.5,
    passed: bool | None = True,
    critical: bool = False,
) -> GradeRecord:
    """The stored grade of this call."""
    grade = Grade.model_validate(
        {
            "transcript": made.id,
            "rubric": made.rubric,
            "evaluator": "embedded",
            "status": "not_graded" if overall is None else "graded",
            "overall": overall,
            "passed": passed,
            "criteria": list(criteria) or [scored("probing", 3.5), scored("advice", 2.5), scored("empathy", 3.5)],
            "critical": [{"id": "rude", "turn": 1, "quote": "Shut up."}] if critical else [],
            "measures": {},
            "provenance": {"rubric": made.rubric_hash, "evaluator": "embedded/1"},
        }
    )
    return store.save_grade(made.id, grade, f"key-{made.id}")


def opened(folder: Path) -> Store:
    """A store in that folder."""
    store = Store(f"sqlite:///{folder / 'sidetone.db'}")
    store.upgrade()
    return store
