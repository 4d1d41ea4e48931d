"""The fairness audit: how far scores move when names, titles, dialect or manners are swapped, one kind at a time.

A counterfactual test: the same calls with one thing changed that says nothing about skill, graded again. The mean
shift of each criterion comes with a bootstrap interval over the calls.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from simulator.evaluator.fairness_swaps import Kind, kinds, swapped
from simulator.evaluator.kappa import Interval, interval, resampled
from simulator.grade import Grade
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.transcript import Transcript

_SAME: Final = 1e-9

Case = tuple[Transcript, Persona | None]
Grader = Callable[[Transcript, Persona | None], Grade]


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one criterion moved under one swap, in points of the scale."""

    kind: str
    variant: str
    criterion: str
    calls: int
    """Calls that the swap changed and in which the criterion was graded both ways."""
    mean: float
    """Above 0: the swapped calls scored higher."""
    interval: Interval | None
    """95 % bootstrap interval of the mean; None below two calls."""
    largest: float
    """The largest move in one call, without its sign."""
    flipped: int
    """Calls in which the criterion became graded or stopped being graded."""
    most: float | None
    """The limit, in points; None where there is none."""

    @property
    def broken(self) -> bool:
        """Whether the limit is broken: the mean too far from 0, or anything at all where nothing may move."""
        if self.most is None:
            return False
        return bool(self.flipped or self.largest > _SAME) if self.most == 0 else abs(self.mean) >= self.most


@dataclass(frozen=True)
class Audit:
    """What a fairness audit found."""

    calls: int
    changed: dict[str, int]
    """By `kind: variant`: calls that had something to swap."""
    shifts: tuple[Shift, ...]

    @cached_property
    def broken(self) -> tuple[Shift, ...]:
        """The shifts that break a limit."""
        return tuple(shift for shift in self.shifts if shift.broken)

    def as_json(self) -> dict[str, Any]:
        """The audit as plain values."""
        shifts = [asdict(shift) | {"broken": shift.broken} for shift in self.shifts]
        return {"calls": self.calls, "changed": self.changed, "shifts": shifts, "broken": len(self.broken)}


def audit(cases: Sequence[Case], rubric: Rubric, *, grade: Grader, told: Callable[[], None] | None = None) -> Audit:
    """Grade every case as it is and under every swap. `told` is called after each case and swap, for a bar."""
    before = [grade(*case) for case in cases]
    changed: dict[str, int] = {}
    shifts: list[Shift] = []
    for kind in kinds():
        for variant in kind.variants:
            pairs: list[tuple[Grade, Grade]] = []
            for case, graded in zip(cases, before, strict=True):
                other = swapped(*case, kind, variant)
                if other[0] is not case[0]:
                    pairs.append((graded, grade(*other)))
                if told is not None:
                    told()
            changed[f"{kind.kind}: {variant}"] = len(pairs)
            shifts += [_shift(kind, variant, criterion.id, pairs) for criterion in rubric.criteria if pairs]
    return Audit(len(cases), changed, tuple(shifts))


def swaps() -> int:
    """How many swaps there are for each call."""
    return sum(len(kind.variants) for kind in kinds())


def _shift(kind: Kind, variant: str, criterion: str, pairs: Sequence[tuple[Grade, Grade]]) -> Shift:
    scores = [(one.criterion(criterion).score, other.criterion(criterion).score) for one, other in pairs]
    moves = np.array([after - before for before, after in scores if before is not None and after is not None])
    span = interval(resampled(lambda drawn: moves[drawn].mean(axis=-1), len(moves))) if len(moves) > 1 else None
    return Shift(
        kind=kind.kind,
        variant=variant,
        criterion=criterion,
        calls=len(moves),
        mean=round(float(moves.mean()), 3) if len(moves) else 0.0,
        interval=span,
        largest=round(float(np.abs(moves).max()), 3) if len(moves) else 0.0,
        flipped=sum((before is None) != (after is None) for before, after in scores),
        most=kind.most,
    )
