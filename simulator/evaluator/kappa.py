"""The arithmetic of agreement, by scikit-learn, SciPy and NLTK; NaN is what is missing.

The libraries are imported where they are used: together they cost seconds, and only measuring needs them.
"""

import warnings
from collections.abc import Callable
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.rubric import Scale

Ratings = NDArray[np.float64]
"""One number a call, along the last axis; NaN where there is none."""
Drawn = NDArray[np.intp]
"""Places of calls; a row is one resample."""

RESAMPLES: Final = 2000
COVERED: Final = (2.5, 97.5)
"""Percentiles of a 95 % interval."""
FEWEST: Final = 3
"""Calls below which nothing is said about agreement."""


class Interval(NamedTuple):
    """A 95 % bootstrap interval."""

    low: float
    high: float


def weighted_kappa(one: Ratings, other: Ratings) -> float:
    """Quadratic-weighted kappa (Cohen 1968) of two raters' levels; NaN where nothing varies or nothing is shared."""
    from sklearn.metrics import cohen_kappa_score

    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both].astype(int), other[both].astype(int)
    if not len(a) or np.ptp(np.concatenate([a, b])) == 0:
        return float("nan")
    return float(
        cohen_kappa_score(a, b, labels=range(min(a.min(), b.min()), max(a.max(), b.max()) + 1), weights="quadratic")
    )


def kappas(one: Ratings, other: Ratings) -> Ratings:
    """The same along the last axis of many resamples at once, which scikit-learn would take half a minute for.

    Written in moments: 1 less the mean squared difference over the one expected from the margins. A test holds it
    to scikit-learn's.
    """
    both = ~(np.isnan(one) | np.isnan(other))
    n = both.sum(axis=-1)
    a, b = np.where(both, one, 0), np.where(both, other, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = ((a * a).sum(axis=-1) + (b * b).sum(axis=-1)) / n
        expected = squares - 2 * (a.sum(axis=-1) / n) * (b.sum(axis=-1) / n)
        observed = squares - 2 * (a * b).sum(axis=-1) / n
        found: Ratings = np.where((n > 0) & (expected > 1e-9), 1 - observed / expected, np.nan)
    return found


def with_raters(scores: Ratings, raters: Ratings) -> float:
    """Mean kappa of the scores with each rater, each rater counted by the calls that both have."""
    return _weighed([(weighted_kappa(scores, row), _shared(scores, row)) for row in raters])


def with_raters_drawn(scores: Ratings, raters: Ratings, drawn: Drawn) -> Ratings:
    """The same for each resample of calls."""
    found = np.array([kappas(scores[drawn], row[drawn]) for row in raters])
    shared = np.array([[_shared(scores, row)] for row in raters], float)
    shared = np.where(np.isnan(found), 0, shared)
    with np.errstate(invalid="ignore"):
        averaged: Ratings = (np.where(np.isnan(found), 0, found) * shared).sum(axis=0) / shared.sum(axis=0)
    return averaged


def among(raters: Ratings) -> float:
    """Mean kappa of the raters' pairs, each pair counted by the calls that both rated."""
    return _weighed([(weighted_kappa(a, b), _shared(a, b)) for a, b in combinations(raters, 2)])


def alpha(raters: Ratings) -> float:
    """Krippendorff's alpha for intervals (Krippendorff 2004) among raters; NaN where no two rated a call alike."""
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import interval_distance

    twice = (~np.isnan(raters)).sum(axis=0) > 1
    rated = [(int(r), int(c), float(raters[r, c])) for r, c in np.argwhere(~np.isnan(raters) & twice)]
    if twice.sum() < FEWEST or len({score for _, _, score in rated}) < 2:
        return float("nan")
    return float(AnnotationTask(rated, distance=interval_distance).alpha())


def spearman(one: Ratings, other: Ratings) -> float | None:
    """Rank correlation over the calls that have both; None for fewer than three or where nothing varies."""
    from scipy.stats import spearmanr

    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both], other[both]
    if len(a) < FEWEST or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return number(float(spearmanr(a, b).statistic))


def resampled(
    statistic: Callable[[Drawn], Ratings], calls: int, *, resamples: int = RESAMPLES, seed: int = 0
) -> Ratings:
    """The statistic over bootstrap resamples of so many calls (Efron 1979), at least two."""
    from scipy.stats import DegenerateDataWarning, bootstrap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)  # its own interval knows no missing values; ours does
        result = bootstrap(
            (np.arange(calls),),
            lambda drawn, axis: statistic(np.moveaxis(drawn, axis, -1)),
            n_resamples=resamples,
            vectorized=True,
            method="percentile",
            rng=np.random.default_rng(seed),
        )
    distribution: Ratings = result.bootstrap_distribution
    return distribution


def interval(values: Ratings) -> Interval | None:
    """The middle 95 % of resampled values, or None where all are undefined."""
    there = values[~np.isnan(values)]
    if not len(there):
        return None
    low, high = np.percentile(there, COVERED)
    return Interval(round(float(low), 3), round(float(high), 3))


def levels(scores: Ratings, scale: Scale) -> Ratings:
    """Scores as levels of the scale, rounded half up."""
    rounded: Ratings = np.clip(np.floor(scores + 0.5), scale.min, scale.max)
    return rounded


def mean(rows: Ratings) -> Ratings:
    """Mean over the rows, leaving out what is missing; NaN where all is."""
    there = ~np.isnan(rows)
    with np.errstate(invalid="ignore"):
        averaged: Ratings = np.where(there, rows, 0).sum(axis=0) / there.sum(axis=0)
    return averaged


def median(rows: Ratings) -> Ratings:
    """Median over the rows, leaving out what is missing; NaN where all is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column without any value is no news
        middle: Ratings = np.nanmedian(rows, axis=0)
    return middle


def number(value: float) -> float | None:
    """A plain number of three decimals, or None for NaN."""
    return None if np.isnan(value) else round(float(value), 3)


def _shared(one: Ratings, other: Ratings) -> int:
    return int((~(np.isnan(one) | np.isnan(other))).sum())


def _weighed(found: list[tuple[float, int]]) -> float:
    defined = [(kappa, n) for kappa, n in found if not np.isnan(kappa)]
    return float(np.average([k for k, _ in defined], weights=[n for _, n in defined])) if defined else float("nan")
