"""How far an evaluator agrees with people who rated the same calls: quadratic-weighted kappa and its company.

Cohen's weighted kappa (Cohen 1968), on the levels of the rubric's scale, scores rounded half up. An
evaluator's kappa on a criterion is the mean of its kappas with each rater, and the raters' kappa the mean over
their pairs, each counted by the calls that both have; medians run over criteria. Intervals are percentile
bootstraps over calls. What was not graded is left out and counted. Where a kappa is undefined, because nobody's
ratings vary, it is null.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from simulator.errors import SetUpError
from simulator.evaluator import kappa as k
from simulator.evaluator.kappa import FEWEST, RESAMPLES, Drawn, Interval, Ratings
from simulator.grade import Grade
from simulator.rubric import Criterion, Rubric, Scale
from simulator.transcript import Transcript


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """Agreement on one criterion."""

    kappa: float | None
    interval: Interval | None
    raters_kappa: float | None
    raters_alpha: float | None
    """Krippendorff's alpha among the raters, for intervals."""
    bias: float | None
    """Mean of the evaluator's score less the raters' mean, in levels."""
    exact: float | None
    """Share of single ratings that the evaluator's level equals."""
    adjacent: float | None
    """Share that it is within one level of."""
    length_effect: float | None
    """Spearman correlation of the evaluator's excess over the raters with the agent's words in the call."""
    confusion: list[list[int]]
    """Single ratings counted: a row for each level that people gave, a column for each that the evaluator gave."""
    n: int
    not_graded: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on a labelled set."""

    criteria: dict[str, CriterionAgreement]
    median_kappa: float | None
    median_interval: Interval | None
    median_raters_kappa: float | None
    median_raters_alpha: float | None
    length_effect: float | None
    """The same over all criteria, each turned so that high is good."""
    levels: tuple[int, ...]
    """Of the rubric's scale, as the confusions have them."""
    raters: tuple[str, ...]
    n: int
    """Calls with a rating."""

    def as_json(self) -> dict[str, Any]:
        """The JSON form; intervals are [low, high]."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion over the same calls: the evaluator's scores and a row of scores for each rater."""

    criterion: Criterion
    scale: Scale
    scores: Ratings
    raters: Ratings
    not_graded: int = 0

    @property
    def excess(self) -> Ratings:
        """How much higher the evaluator scores than the raters on average, call by call."""
        return np.asarray(self.scores - k.mean(self.raters))

    def kappa(self) -> float | None:
        """With the raters; None for too few calls or where it is undefined."""
        if (~np.isnan(self.excess)).sum() < FEWEST:
            return None
        return k.number(k.with_raters(k.levels(self.scores, self.scale), k.levels(self.raters, self.scale)))

    def drawn(self, drawn: Drawn) -> Ratings:
        """The kappa with the raters for each resample of calls."""
        return k.with_raters_drawn(k.levels(self.scores, self.scale), k.levels(self.raters, self.scale), drawn)

    def gaps(self) -> Ratings:
        """Levels between the evaluator and each single rating, without a sign."""
        gaps = np.abs(k.levels(self.scores, self.scale) - k.levels(self.raters, self.scale))
        return np.asarray(gaps[~np.isnan(gaps)])

    def confusion(self) -> list[list[int]]:
        """Single ratings counted: a row for each level that people gave, a column for each of the evaluator's."""
        from sklearn.metrics import confusion_matrix  # costs seconds: see simulator.evaluator.kappa

        mine = np.broadcast_to(k.levels(self.scores, self.scale), self.raters.shape)
        theirs = k.levels(self.raters, self.scale)
        both = ~(np.isnan(mine) | np.isnan(theirs))
        if not both.any():
            return []
        counted = confusion_matrix(theirs[both], mine[both], labels=levels_of(self.scale))
        return [[int(n) for n in row] for row in counted]


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
    tables = compared(rated, [grade(item) for item in rated], rubric, raters=chosen)
    words = np.array([sum(len(t.text.split()) for t in item.agent_turns()) for item in rated], float)
    spreads = spreads_of(tables, len(rated), resamples=resamples, seed=seed)
    criteria = {
        table.criterion.id: _agreement_on(table, spread, words) for table, spread in zip(tables, spreads, strict=True)
    }
    kappas = [one.kappa for one in criteria.values()]
    turned = np.array([table.excess * (-1 if table.criterion.better == "low" else 1) for table in tables])
    return Agreement(
        criteria=criteria,
        median_kappa=_median(kappas),
        median_interval=k.interval(k.median(spreads)) if any(one is not None for one in kappas) else None,
        median_raters_kappa=_median([one.raters_kappa for one in criteria.values()]),
        median_raters_alpha=_median([one.raters_alpha for one in criteria.values()]),
        length_effect=k.spearman(k.mean(turned), words),
        levels=tuple(levels_of(rubric.scale)),
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


def compared(
    rated: Sequence[Transcript], grades: Sequence[Grade], rubric: Rubric, *, raters: Sequence[str]
) -> list[Compared]:
    """The rubric's criteria that somebody rated, with both sides' scores. Raises SetUpError where there is none."""
    tables = [
        Compared(
            criterion,
            rubric.scale,
            np.array([_number(grade.criterion(criterion.id).score) for grade in grades]),
            np.array([[_rating(item, rater, criterion.id) for item in rated] for rater in raters]),
            sum(grade.criterion(criterion.id).status == "not_graded" for grade in grades),
        )
        for criterion in rubric.criteria
    ]
    found = [table for table in tables if not np.isnan(table.raters).all()]
    if not found:
        raise SetUpError(f"No rating in these calls is for a criterion of {rubric.reference}.")
    return found


def spreads_of(tables: Sequence[Compared], calls: int, *, resamples: int, seed: int) -> Ratings:
    """The kappas of each criterion over the same resamples of calls, a row a criterion."""
    if calls < FEWEST:
        return np.full((len(tables), resamples), np.nan)

    def statistic(drawn: Drawn) -> Ratings:
        return np.array([table.drawn(drawn) for table in tables])

    return k.resampled(statistic, calls, resamples=resamples, seed=seed)


def levels_of(scale: Scale) -> list[int]:
    """Every level of the scale."""
    return list(range(scale.min, scale.max + 1))


def _rating(item: Transcript, rater: str, criterion: str) -> float:
    return _number((item.ratings or {}).get(rater, {}).get(criterion))


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _median(values: Sequence[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return k.number(float(np.median(there))) if there else None


def _agreement_on(table: Compared, spread: Ratings, words: Ratings) -> CriterionAgreement:
    excess, gaps, kappa = table.excess, table.gaps(), table.kappa()
    n = int((~np.isnan(excess)).sum())
    return CriterionAgreement(
        kappa=kappa,
        interval=k.interval(spread) if kappa is not None else None,
        raters_kappa=k.number(k.among(k.levels(table.raters, table.scale))),
        raters_alpha=k.number(k.alpha(table.raters)),
        bias=k.number(float(np.nanmean(excess))) if n else None,
        exact=k.number((gaps == 0).mean()) if n else None,
        adjacent=k.number((gaps <= 1).mean()) if n else None,
        length_effect=k.spearman(excess, words),
        confusion=table.confusion(),
        n=n,
        not_graded=table.not_graded,
    )
