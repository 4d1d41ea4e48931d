"""What the store hands out: frozen records that stay valid after the session that read them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from simulator.grade import EvaluatorName, Grade
from simulator.transcript import EventKind, Speaker

CallerKind = Literal["embedded", "model"]
CallOrder = Literal["started", "overall", "owner", "persona"]
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
    difficulty: int = 0
    """-1 gentler, 0 as the persona is written, 1 harder."""
    notes: str = ""
    """What the agent noted at the desk; its owner's alone."""
    paused_at: datetime | None = None
    """Since when everything is frozen; None while the call goes on."""
    paused_seconds: float = 0.0
    """Seconds of all pauses that are over; the call's clock leaves them out. A try begins below nought, because its
    clock goes on from the turn that it takes up."""
    hints: list[dict[str, Any]] = field(default_factory=list)
    """Hints that were asked for, each with its `turn` and `text`, in order."""

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
    settled_overall: float | None = None
    """As `overall`, with every score that a person has put over the evaluator's."""
    settled_passed: bool | None = None
    overridden: bool = False
    """Whether a person's score holds over the evaluator's."""
    changed: int = 0
    """In how many criteria one does."""
    critical: bool = False
    """Whether the grade names a critical failure."""
    flagged: bool = False
    """Whether a person should look at a criterion, and none has scored it since."""


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls a list shows; None leaves a filter open."""

    owner: str | None = None
    private: bool | None = None
    persona: str | None = None
    """An id without version."""
    rubric: str | None = None
    """An id without version."""
    result: Literal["passed", "not_passed", "critical", "not_graded"] | None = None
    """`not_passed` are calls whose grade says so; `not_graded` those without an overall score;
    `critical` those that failed by a critical failure, and so did not pass either."""
    since: datetime | None = None
    until: datetime | None = None
    """Begun before this moment."""
    graded_only: bool = False
    """Only calls that have a grade."""
    overridden: bool | None = None
    """Whether a person's score holds over the evaluator's: only these, or none of them."""
    flagged: bool | None = None
    """Whether a person should look: only these, or none of them."""
    ended: bool | None = None
    forks: bool | None = None
    """Whether calls that try another one again from a turn: only these, or none of them."""
    parent: str | None = None
    """Only tries of this call."""


@dataclass(frozen=True, slots=True)
class OverrideRecord:
    """A score that a person put over the evaluator's; the latest of a criterion holds, the earlier ones stay."""

    id: int
    """Grows in the order in which they were made."""
    call_id: str
    grade_id: int
    criterion: str
    was: float | None
    """The evaluator's score; None where it was not graded."""
    score: float | None
    """None where the evaluator's own result was let stand again."""
    reason: str
    author: str
    author_name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class ScoresRecord:
    """The scores of a call's latest grade as they stand, those by people in place of the evaluator's."""

    rubric_hash: str
    overall: float | None
    passed: bool | None
    scores: dict[str, float]
    """By criterion; only those that have a score."""
    call_id: str
    by_people: frozenset[str]
    """Criteria whose score is a person's."""


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
class WholeCall:
    """A call with all its turns and events, as they stood at one moment."""

    call: CallRecord
    turns: list[TurnRecord]
    """In order, the one that is being spoken included."""
    events: list[EventRecord]
    """In the order in which they were added."""


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
