"""How far each score of a grade can be trusted: how its evaluator was measured against people, where it was."""

from dataclasses import dataclass
from typing import Final, Literal

from simulator.evaluator.calibration import Calibration
from simulator.evaluator.fitted import entry_for, weights
from simulator.grade import Grade
from simulator.rubric import Criterion, Rubric
from simulator.store import Store

WORDS: Final = ((0.2, "hardly"), (0.4, "a little"), (0.6, "moderately"), (0.8, "well"), (1.01, "very well"))
"""How well two agree, by a weighted kappa below the bound: the bands of Landis and Koch (1977) in plain words."""


@dataclass(frozen=True, slots=True)
class Trust:
    """One criterion: how its evaluator agrees with people."""

    criterion: Criterion
    kappa: float | None = None
    """Quadratic-weighted kappa with people on calls that were left out of any fit; None where it was not measured."""
    interval: tuple[float, float] | None = None
    """Where 95 % of resamples of the calls put it."""
    people: float | None = None
    """The same among the people."""
    calls: int = 0
    source: Literal["here", "shipped"] | None = None
    """Calls that people scored here, or the published set that the shipped weights were fitted on."""

    @property
    def words(self) -> str:
        """How well it agrees, in a word or two."""
        if self.kappa is None:
            return "not yet measured against people"
        return next(word for bound, word in WORDS if self.kappa < bound)


def trust(grade: Grade, rubric: Rubric, calibration: Calibration | None) -> list[Trust]:
    """Each criterion of the grade, in the rubric's order. What was measured here counts before what was shipped."""
    here = calibration if calibration is not None and calibration.fits(rubric, grade.provenance) else None
    return [_of(criterion, rubric, here, embedded=grade.evaluator == "embedded") for criterion in rubric.criteria]


def holding(store: Store, grade: Grade, rubric: Rubric) -> Calibration | None:
    """What was measured here for the evaluator that made this grade, as it holds today."""
    record = store.calibration(rubric.id, grade.provenance.evaluator, grade.provenance.model)
    return None if record is None else Calibration.model_validate(record.body)


def _of(criterion: Criterion, rubric: Rubric, here: Calibration | None, *, embedded: bool) -> Trust:
    entry = here.entry(rubric, criterion) if here is not None else None
    if entry is not None:
        now = entry.after if entry.on and entry.after is not None else entry.before
        return Trust(criterion, now.kappa, now.interval, entry.people_kappa, entry.calls, "here")
    shipped = entry_for(rubric, criterion) if embedded else None
    if shipped is not None and shipped.kappa is not None:
        found = weights(rubric.id)
        calls = found.calls if found is not None else 0
        return Trust(criterion, shipped.kappa, None, shipped.raters_kappa, calls, "shipped")
    return Trust(criterion)
