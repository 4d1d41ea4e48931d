"""How far an evaluator agrees with people who rated the same calls: quadratic-weighted kappa and its company.

Cohen's weighted kappa (Cohen 1968), on the levels of the rubric's scale, scores rounded half up. An
evaluator's kappa on a criterion is the mean of its kappas against each rater, and the raters' kappa the
mean over their pairs; medians run over criteria. Intervals are percentile bootstraps over calls. What was
not graded is left out and counted. Where a kappa is undefined, because nobody's ratings vary, it is null.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Final

import numpy as np

from simulator.errors import SetUpError
from simulator.evaluator.kappa import (
    RESAMPLES,
    Interval,
    Ratings,
    interval,
    levels,
    mean,
    median,
    number,
    spearman,
    weighted_kappa,
)
from simulator.grade import Grade
from simulator.rubric import Criterion, Rubric
from simulator.transcript import Transcript

FEWEST: Final = 3
"""Calls below which nothing is said about agreement."""


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """Agreement on one criterion."""

    kappa: float | None
    interval: Interval | None
    raters_kappa: float | None
    bias: float | None
    """Mean of the evaluator's score less the raters' mean, in levels."""
    exact: float | None
    """Share of single ratings that the evaluator's level equals."""
    adjacent: float | None
    """Share that it is within one level of."""
    length_effect: float | None
    """Spearman correlation of the evaluator's excess over the raters with the agent's words in the call."""
    n: int
    not_graded: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on a labelled set."""

    criteria: dict[str, CriterionAgreement]
    median_kappa: float | None
    median_interval: Interval | None
    median_raters_kappa: float | None
    length_effect: float | None
    """The same over all criteria, each turned so that high is good."""
    raters: tuple[str, ...]
    n: int
    """Calls with a rating."""

    def as_json(self) -> dict[str, Any]:
        """The JSON form; intervals are [low, high]."""
        return asdict(self)


def agreement(
    items: Sequence[Transcript],
    rubric: Rubric,
    *,
    grade: Callable[[Transcript], Grade],
    raters: Sequence[str] | None = None,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Agreement:
    """Grade every rated call and compare. Raises SetUpError where nobody rated, or a rater is unknown."""
    rated = [item for item in items if item.ratings]
    chosen = choose_raters(rated, raters)
    grades = [grade(item) for item in rated]
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(len(rated), [1 / len(rated)] * len(rated), size=resamples).astype(np.float64)
    words = np.array([sum(len(t.text.split()) for t in item.agent_turns()) for item in rated], float)
    criteria: dict[str, CriterionAgreement] = {}
    spreads: list[Ratings] = []
    excesses: list[Ratings] = []
    for criterion in rubric.criteria:
        table = _table(criterion, rated, grades, chosen)
        if np.isnan(table.raters).all():
            continue
        spread = table.kappas(draws, rubric)
        spreads.append(spread)
        excesses.append(table.excess * (-1 if criterion.better == "low" else 1))
        criteria[criterion.id] = _agreement_on(table, spread, words, rubric)
    if not criteria:
        raise SetUpError(f"No rating in these calls is for a criterion of {rubric.reference}.")
    graded = [c.kappa for c in criteria.values() if c.kappa is not None]
    between = [c.raters_kappa for c in criteria.values() if c.raters_kappa is not None]
    return Agreement(
        criteria=criteria,
        median_kappa=number(float(np.median(graded))) if graded else None,
        median_interval=interval(median(np.array(spreads))) if graded else None,
        median_raters_kappa=number(float(np.median(between))) if between else None,
        length_effect=spearman(mean(np.array(excesses)), words),
        raters=tuple(chosen),
        n=len(rated),
    )


def choose_raters(items: Sequence[Transcript], wanted: Sequence[str] | None) -> list[str]:
    """The raters asked for, else those named `expert…`, else all. Raises SetUpError for unknown ones."""
    names = sorted({name for item in items for name in item.ratings or {}})
    if not names:
        raise SetUpError("None of these calls carries ratings; a labelled set has them under `ratings`.")
    if unknown := sorted(set(wanted or ()) - set(names)):
        raise SetUpError(f"No rater {', '.join(unknown)}; these calls were rated by {', '.join(names)}.")
    return list(wanted) if wanted else [n for n in names if n.startswith("expert")] or names


@dataclass(frozen=True, slots=True)
class _Table:
    """One criterion: the evaluator's scores and a row of scores for each rater."""

    scores: Ratings
    raters: Ratings
    not_graded: int

    @property
    def excess(self) -> Ratings:
        return np.asarray(self.scores - mean(self.raters))

    def kappas(self, draws: Ratings | None, rubric: Rubric) -> Ratings:
        """The evaluator's mean kappa over raters, for each draw of calls (None: the calls as they are)."""
        mine = levels(self.scores, rubric.scale)
        return mean(np.array([weighted_kappa(mine, levels(r, rubric.scale), draws) for r in self.raters]))

    def between(self, rubric: Rubric) -> float | None:
        """The raters' mean kappa over their pairs."""
        rows = [levels(row, rubric.scale) for row in self.raters]
        pairs = [weighted_kappa(one, other)[0] for one, other in combinations(rows, 2)]
        return number(mean(np.array([pairs]).T)[0]) if pairs else None


def _table(criterion: Criterion, rated: Sequence[Transcript], grades: Sequence[Grade], raters: Sequence[str]) -> _Table:
    found = [grade.criterion(criterion.id) for grade in grades]
    scores = [np.nan if entry.score is None else entry.score for entry in found]
    rows = [[_rating(item, rater, criterion.id) for item in rated] for rater in raters]
    missing = sum(entry.status == "not_graded" for entry in found)
    return _Table(np.array(scores, float), np.array(rows, float), missing)


def _rating(item: Transcript, rater: str, criterion: str) -> float:
    value = (item.ratings or {}).get(rater, {}).get(criterion)
    return np.nan if value is None else value


def _agreement_on(table: _Table, spread: Ratings, words: Ratings, rubric: Rubric) -> CriterionAgreement:
    excess = table.excess
    n = int((~np.isnan(excess)).sum())
    enough = n >= FEWEST
    kappa = number(table.kappas(None, rubric)[0]) if enough else None
    gaps = np.abs(levels(table.scores, rubric.scale) - levels(table.raters, rubric.scale))
    gaps = gaps[~np.isnan(gaps)]
    return CriterionAgreement(
        kappa=kappa,
        interval=interval(spread) if kappa is not None else None,
        raters_kappa=table.between(rubric),
        bias=number(float(np.nanmean(excess))) if n else None,
        exact=number((gaps == 0).mean()) if n else None,
        adjacent=number((gaps <= 1).mean()) if n else None,
        length_effect=spearman(excess, words),
        n=n,
        not_graded=table.not_graded,
    )
