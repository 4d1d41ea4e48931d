"""How somebody comes on, criterion by criterion, with the call behind each point; in words only where they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean
from typing import Final, Literal

from simulator.rubric import Criterion, Rubric
from simulator.store import CallRecord

Direction = Literal["better", "worse", "steady", "too_early"]

LEAST_POINTS: Final = 3
"""Points from which a trend is spoken of: with the same caller, or in each half where callers differ."""
NOTABLE: Final = 0.1
"""Share of the scale by which the halves must differ: 0.4 on a scale of 1 to 5."""
IN_WORDS: Final[dict[Direction, str]] = {
    "better": "Getting better",
    "worse": "Lower lately",
    "steady": "Holding steady",
    "too_early": "Too early to say",
}


@dataclass(frozen=True, slots=True)
class ScoredCall:
    """A graded call with the scores that are shown for it."""

    call: CallRecord
    rubric: Rubric
    """As it was when the call was graded."""
    scores: Mapping[str, float]
    """By criterion, with a lead's score in place of the evaluator's; criteria without a score are left out."""
    overridden: frozenset[str] = frozenset()
    """Criteria whose score is a lead's."""


@dataclass(frozen=True, slots=True)
class Point:
    """One score and the call behind it."""

    call_id: str
    started_at: datetime
    persona_id: str
    score: float
    overridden: bool
    """Whether a lead's score stands in place of the evaluator's."""
    again: bool
    """Whether the call tries another one again from a turn: shown, and left out of the trend."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Where a criterion is going."""

    direction: Direction
    label: str
    """Two or three words for a badge."""
    words: str
    """For people: "Getting better: 2.5 at first, 3.4 lately"."""
    first: float | None = None
    """Mean of the first half; None where it is too early."""
    lately: float | None = None
    """Mean of the second half."""


@dataclass(frozen=True, slots=True)
class Series:
    """All scores of one criterion of one rubric, the oldest first."""

    rubric_id: str
    rubric_name: str
    criterion_id: str
    name: str
    better: Literal["high", "low"]
    lowest: int
    highest: int
    """The ends of the scale."""
    points: tuple[Point, ...]
    trend: Trend

    @property
    def mean(self) -> float:
        """Mean of all points."""
        return fmean(point.score for point in self.points)


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that can be said of somebody's scores."""

    calls: int
    """Calls with at least one score."""
    series: tuple[Series, ...] = field(default=())
    """By rubric, in the order in which each rubric names its criteria."""


def progress(scored: Sequence[ScoredCall]) -> Progress:
    """The series of these calls. A criterion belongs to its rubric's id: the same word in two rubrics is two series.

    Names and scale are those of the newest call under that rubric.
    """
    ordered = sorted((one for one in scored if one.scores), key=lambda one: (one.call.started_at, one.call.id))
    newest = {one.rubric.id: one.rubric for one in ordered}
    found: list[Series] = []
    for rubric in sorted(newest.values(), key=lambda rubric: rubric.id):
        calls = [one for one in ordered if one.rubric.id == rubric.id]
        found += [series for criterion in rubric.criteria if (series := _series(rubric, criterion, calls)) is not None]
    return Progress(len(ordered), tuple(found))


def _series(rubric: Rubric, criterion: Criterion, calls: Sequence[ScoredCall]) -> Series | None:
    points = tuple(
        Point(
            call_id=one.call.id,
            started_at=one.call.started_at,
            persona_id=one.call.persona_id,
            score=one.scores[criterion.id],
            overridden=criterion.id in one.overridden,
            again=one.call.parent is not None or one.call.forked_at is not None,
        )
        for one in calls
        if criterion.id in one.scores
    )
    if not points:
        return None
    return Series(
        rubric_id=rubric.id,
        rubric_name=rubric.name,
        criterion_id=criterion.id,
        name=criterion.name,
        better=criterion.better,
        lowest=rubric.scale.min,
        highest=rubric.scale.max,
        points=points,
        trend=_trend(rubric, criterion, [point for point in points if not point.again]),
    )


def _trend(rubric: Rubric, criterion: Criterion, points: Sequence[Point]) -> Trend:
    """Mean of the first half against the second, the middle of an odd number left out; whole calls only.

    A few calls with different callers say more about the callers: then only those with the same one are compared.
    """
    compared, with_whom = points, ""
    if len(points) < 2 * LEAST_POINTS:
        compared = _of_one_caller(points)
        with_whom = "" if len(compared) == len(points) else ", with the same caller"
    if len(compared) < LEAST_POINTS:
        return Trend("too_early", IN_WORDS["too_early"], IN_WORDS["too_early"])
    scores = [point.score for point in compared]
    half = len(scores) // 2
    first, lately = fmean(scores[:half]), fmean(scores[-half:])
    gained = lately - first if criterion.better == "high" else first - lately
    least = NOTABLE * (rubric.scale.max - rubric.scale.min)
    direction: Direction = "better" if gained >= least else "worse" if gained <= -least else "steady"
    numbers = f"{first:.1f} at first, {lately:.1f} lately"
    low = " (lower is better)" if criterion.better == "low" else ""
    label = "Higher lately" if low and direction == "worse" else IN_WORDS[direction]
    return Trend(direction, label, f"{label}: {numbers}{with_whom}{low}", round(first, 2), round(lately, 2))


def _of_one_caller(points: Sequence[Point]) -> Sequence[Point]:
    """The points of the caller who was taken most often."""
    by_caller: dict[str, list[Point]] = {}
    for point in points:
        by_caller.setdefault(point.persona_id, []).append(point)
    return max(by_caller.values(), key=len, default=[])
