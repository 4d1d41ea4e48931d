"""What the store hands out: frozen records that stay valid after the session that read them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from simulator.grade import EvaluatorName, Grade
from simulator.transcript import EventKind, Speaker

CallerKind = Literal["embedded", "model"]
TurnStatus = Literal["partial", "complete", "interrupted"]
GradeStatus = Literal["graded", "partly_graded", "not_graded"]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody who takes, reviews or prepares calls."""

    id: str
    name: str
    roles: tuple[str, ...]
    """Sorted."""
    created: datetime


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call and everything that was fixed when it began. Times of day are UTC."""

    id: str
    owner: str
    persona_id: str
    persona_version: str
    persona_hash: str
    rubric_id: str
    rubric_version: str
    rubric_hash: str
    seed: int
    caller_kind: CallerKind
    caller_model: str | None
    private: bool
    parent: str | None
    """The call that this one tries again; None once that was deleted."""
    forked_at: int | None
    """The turn of the parent from which it goes its own way."""
    started_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def persona(self) -> str:
        """`id@version` of the persona."""
        return f"{self.persona_id}@{self.persona_version}"

    @property
    def rubric(self) -> str:
        """`id@version` of the rubric."""
        return f"{self.rubric_id}@{self.rubric_version}"


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A call as a line of a list, with its latest grade."""

    call: CallRecord
    owner_name: str
    turns: int
    """Turns so far, both speakers."""
    grade_status: GradeStatus | None
    """None where there is no grade yet."""
    overall: float | None
    """On the rubric's scale; None where nothing could be graded."""
    passed: bool | None
    evaluator: EvaluatorName | None


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn as it stands; `partial` while the caller is still speaking."""

    call_id: str
    n: int
    speaker: Speaker
    text: str
    at: float
    """Seconds since the call began."""
    status: TurnStatus
    created: datetime
    written: datetime
    """When the row last changed; a partial row that has stopped changing has lost its writer."""


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that happened beside the words."""

    id: int
    """Grows in the order in which events were added."""
    call_id: str
    turn: int
    at: float
    """Seconds since the call began."""
    kind: EventKind
    event_id: str | None
    reason: str | None
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GradeRecord:
    """A stored grade and what it came from."""

    id: int
    """Grows in the order in which grades were saved."""
    call_id: str
    grade: Grade
    key: str
    """Hash of transcript, rubric, prompts, model and settings: equal keys, equal grade."""
    created: datetime
    log: Any
    """The exact prompts and replies, where a model was asked; JSON."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the database answers and is up to date."""

    kind: str
    """`sqlite` or `postgresql`."""
    where: str
    """Its address, without a password."""
    reachable: bool
    revision: str | None
    """What the database is at; None before the first upgrade."""
    latest: str
    """What this version of the product needs."""
    trouble: str | None = None
    """Why it is not reachable."""

    @property
    def ready(self) -> bool:
        """Whether calls can be taken on it."""
        return self.reachable and self.revision == self.latest
