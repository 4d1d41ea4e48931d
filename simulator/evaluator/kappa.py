"""The arithmetic of agreement: weighted kappa, rank correlation, intervals; NaN is what is missing."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.rubric import Scale

Ratings = NDArray[np.float64]
"""One number a call; NaN where there is none."""

RESAMPLES: Final = 2000
COVERED: Final = (2.5, 97.5)
"""Percentiles of a 95 % interval."""


class Interval(NamedTuple):
    """A 95 % bootstrap interval."""

    low: float
    high: float


def weighted_kappa(one: Ratings, other: Ratings, weights: Ratings | None = None) -> Ratings:
    """Quadratic-weighted kappa of two raters, for each row of call weights; NaN where it is undefined.

    Written in moments: 1 less the mean squared difference over the one expected from the margins, which is
    what the table of squared distances between evenly spaced levels comes to.
    """
    both = ~(np.isnan(one) | np.isnan(other))
    rows = np.ones((1, len(one))) if weights is None else weights
    rows, a, b = rows[:, both], one[both], other[both]
    with np.errstate(divide="ignore", invalid="ignore"):
        n = rows.sum(axis=1)
        squares = (rows @ (a * a) + rows @ (b * b)) / n
        expected = squares - 2 * (rows @ a / n) * (rows @ b / n)
        observed = squares - 2 * (rows @ (a * b)) / n
        kappa: Ratings = np.where((n > 0) & (expected > 1e-9), 1 - observed / expected, np.nan)
    return kappa


def levels(scores: Ratings, scale: Scale) -> Ratings:
    """Scores as levels of the scale, rounded half up."""
    rounded: Ratings = np.clip(np.floor(scores + 0.5), scale.min, scale.max)
    return rounded


def spearman(one: Ratings, other: Ratings) -> float | None:
    """Rank correlation over the calls that have both; None for fewer than three or where nothing varies."""
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = _ranks(one[both]), _ranks(other[both])
    if len(a) < 3 or a.std() == 0 or b.std() == 0:
        return None
    return number(np.corrcoef(a, b)[0, 1])


def _ranks(values: Ratings) -> Ratings:
    """Ranks, ties at their mean."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Ratings = ((ends - counts + 1 + ends) / 2)[which]
    return ranks


def mean(rows: Ratings) -> Ratings:
    """Mean over the rows, leaving out what is missing; NaN where all is."""
    there = ~np.isnan(rows)
    with np.errstate(invalid="ignore"):
        averaged: Ratings = np.where(there, rows, 0).sum(axis=0) / there.sum(axis=0)
    return averaged


def median(rows: Ratings) -> Ratings:
    """Median over the rows, leaving out what is missing; NaN where all is."""
    ordered = np.sort(rows, axis=0)  # NaN sorts last
    n = (~np.isnan(rows)).sum(axis=0)
    low, high = np.maximum((n - 1) // 2, 0), np.minimum(n // 2, len(rows) - 1)
    columns = np.arange(rows.shape[1])
    middle: Ratings = (ordered[low, columns] + ordered[high, columns]) / 2
    return middle


def interval(values: Ratings) -> Interval | None:
    """The middle 95 % of resampled values, or None where all are undefined."""
    there = values[~np.isnan(values)]
    if not len(there):
        return None
    low, high = np.percentile(there, COVERED)
    return Interval(round(float(low), 3), round(float(high), 3))


def number(value: float) -> float | None:
    """A plain number of three decimals, or None for NaN."""
    return None if np.isnan(value) else round(float(value), 3)
