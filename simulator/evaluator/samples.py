"""One grade from what a model said of a criterion once or several times: median, spread, and when a person looks."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from simulator.evaluator.verdict import NOT_APPLICABLE, Rating
from simulator.grade import CriterionGrade
from simulator.rubric import Scale

WIDE: Final = 0.5
"""Share of the scale over which samples may lie before a person is asked to look: two levels of one to five."""


def agreed(criterion_id: str, scale: Scale, found: Sequence[Rating | str]) -> CriterionGrade:
    """The median level with the words of the rating nearest to it; `found` holds a reason for each sample that failed.

    Confidence is 1 less the spread of the levels over the scale, and None for a single sample. No level is ever made
    up: without a majority of samples that give one, the criterion is not graded, or not applicable.
    """
    ratings = [one for one in found if isinstance(one, Rating)]
    if not ratings:
        return not_graded(criterion_id, str(found[-1]))
    rated = [(one.level, one) for one in ratings if one.level is not None]
    if len(rated) * 2 <= len(ratings):
        declined = next(one for one in ratings if one.level is None)
        status = "not_applicable" if declined.choice == NOT_APPLICABLE else "not_graded"
        return CriterionGrade(id=criterion_id, status=status, why=declined.reason, flag=_split(rated, ratings))
    levels = [level for level, _ in rated]
    middle = float(median(levels))
    closest = min(rated, key=lambda pair: abs(pair[0] - middle))[1]
    spread = (max(levels) - min(levels)) / max(1, scale.max - scale.min)
    wide = f"Asked {len(levels)} times, the model gave levels from {min(levels)} to {max(levels)}."
    return CriterionGrade(
        id=criterion_id,
        status="graded",
        score=round(middle, 2),
        confidence=round(1 - spread, 2) if len(levels) > 1 else None,
        why=closest.reason,
        evidence=list(closest.evidence),
        missed=list(closest.missed),
        better=list(closest.better),
        flag=wide if spread >= WIDE else _split(rated, ratings),
    )


def not_graded(criterion_id: str, why: str) -> CriterionGrade:
    """A criterion without a number, and why."""
    return CriterionGrade(id=criterion_id, status="not_graded", why=why)


def _split(rated: Sequence[object], ratings: Sequence[Rating]) -> str | None:
    """What a person is told where some samples gave a level and others none."""
    if not rated or len(rated) == len(ratings):
        return None
    return f"Asked {len(ratings)} times, the model gave a level {len(rated)} times and none otherwise."
