"""What the store hands out about trust in scores: scores given blind and corrections of the evaluator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

ScoringStatus = Literal["scored", "not_applicable", "cannot_judge"]


@dataclass(frozen=True, slots=True)
class ScoringRecord:
    """One person's score of one criterion of a call, given apart from the evaluator's."""

    id: int
    """Grows in the order in which they were given."""
    call_id: str
    rubric: str
    """`id@version`."""
    criterion: str
    scorer: str
    status: ScoringStatus
    score: float | None
    """Only where `status` is `scored`."""
    note: str
    blind: bool
    """Whether the scorer had not seen the evaluator's grade of this call."""
    created: datetime


@dataclass(frozen=True, slots=True)
class ScoredBy:
    """A finished, shared call that could be scored, and by whom it was."""

    call_id: str
    owner: str
    rubric: str
    """`id@version`."""
    overall: float | None
    """The evaluator's; for choosing which call comes next, never for the eyes of a scorer."""
    scorers: frozenset[str]
    """Who has scored it blind."""
    seen_by: frozenset[str]
    """Who has seen its grade."""


@dataclass(frozen=True, slots=True)
class CalibrationRecord:
    """One version of how an evaluator's scores by one rubric are corrected."""

    id: int
    rubric_id: str
    evaluator: str
    """Name and version, as a grade's provenance has it."""
    model: str | None
    version: int
    """From 1; the last one holds."""
    body: dict[str, Any]
    """The `calibration/1` form."""
    author: str
    reason: str
    created: datetime
