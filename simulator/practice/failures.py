"""Critical failures in words, and which of them a call that is tried again keeps."""

from collections.abc import Iterable
from typing import Final

from simulator.grade import CriticalFailure, Grade
from simulator.rubric import Critical, Rubric
from simulator.terms import CHECKS, said_of

MENDED_LATER: Final = frozenset({"vulnerability_ignored", "agent_hung_up"})
"""Checks that look at the whole call: what is said in a later turn can still undo them."""


def in_words(critical: Critical) -> str:
    """The sentence that says when this fails a call."""
    return critical.when or CHECKS.get(critical.check or "") or f"{said_of(critical.id)}."


def named(failure: CriticalFailure, rubric: Rubric) -> str:
    """A failure that was found, as its rubric words it."""
    critical = _of(failure, rubric)
    return in_words(critical) if critical else f"{said_of(failure.id)}."


def kept(failures: Iterable[CriticalFailure], rubric: Rubric, *, turn: int) -> list[CriticalFailure]:
    """The failures that stay in a call that is tried again from this turn, because they happened before it."""
    return [one for one in failures if one.turn < turn and not _mended_later(one, rubric)]


def unjudged(grade: Grade, rubric: Rubric) -> list[str]:
    """The critical failures that nobody knows of in this call, as the rubric words them."""
    return [in_words(one) for one in rubric.critical if one.id in grade.unjudged]


def _mended_later(failure: CriticalFailure, rubric: Rubric) -> bool:
    critical = _of(failure, rubric)
    return critical is not None and critical.check in MENDED_LATER


def _of(failure: CriticalFailure, rubric: Rubric) -> Critical | None:
    return next((critical for critical in rubric.critical if critical.id == failure.id), None)
