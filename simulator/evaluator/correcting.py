"""Fits a correction for each criterion to what people scored, and keeps it only where it helps on calls left out.

First an offset, then a monotone map (isotonic regression, Barlow et al. 1972). Each is judged by scores that it gives
to calls it was not fitted to (leave one out), against the evaluator's own: the weighted kappa with people has to rise
by RISE, in SHARE of the bootstrap resamples of the calls, and to the floor under which a criterion is not trusted. The
monotone map has to beat the offset by the same rule.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from simulator.errors import SetUpError
from simulator.evaluator import kappa as k
from simulator.evaluator.agreement import Compared, choose_raters, compared
from simulator.evaluator.calibration import (
    Calibration,
    Correction,
    CriterionCalibration,
    Measured,
    fingerprint,
    uncalibrated,
)
from simulator.evaluator.kappa import RESAMPLES, Drawn, Ratings
from simulator.grade import Grade
from simulator.rubric import Rubric
from simulator.settings import TrustSettings
from simulator.transcript import Transcript

FEWEST_TO_FIT: Final = 20
"""Calls scored by people and the evaluator, below which no correction is fitted."""
RISE: Final = 0.02
"""How much the kappa on calls left out has to rise."""
SHARE: Final = 0.95
"""In what share of resamples it has to."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A correction, and the scores that it gave to calls it was not fitted to."""

    correction: Correction | None
    held_out: Compared
    share: float | None = None
    """Share of resamples in which it raises the kappa over what it was compared with."""


def calibrate(
    items: Sequence[Transcript],
    grades: Sequence[Grade],
    rubric: Rubric,
    *,
    raters: Sequence[str] | None = None,
    trust: TrustSettings | None = None,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Calibration:
    """Measure and fit on calls that people scored, for the evaluator that made most of these grades.

    Raises SetUpError where nobody scored or nothing was graded.
    """
    limits, (evaluator, model) = trust or TrustSettings(), origin(grades)
    pairs = [
        (item, uncalibrated(grade, rubric))
        for item, grade in zip(items, grades, strict=True)
        if item.ratings and (grade.provenance.evaluator, grade.provenance.model) == (evaluator, model)
    ]
    rated = [item for item, _ in pairs]
    tables = compared(rated, [grade for _, grade in pairs], rubric, raters=choose_raters(rated, raters))
    return Calibration(
        rubric=rubric.id,
        evaluator=evaluator,
        model=model,
        calls=len(rated),
        floor=limits.floor,
        floor_calls=limits.calls,
        criteria={table.criterion.id: _entry(table, limits, seed=seed, resamples=resamples) for table in tables},
    )


def origin(grades: Sequence[Grade]) -> tuple[str, str | None]:
    """The evaluator and model that made most of these grades. Raises SetUpError where nothing was graded."""
    made = Counter((g.provenance.evaluator, g.provenance.model) for g in grades if g.status != "not_graded")
    if not made:
        raise SetUpError("None of these calls could be graded, so there is nothing to compare with what people scored.")
    return made.most_common(1)[0][0]


def _entry(table: Compared, limits: TrustSettings, *, seed: int, resamples: int) -> CriterionCalibration:
    scored = _only(table, ~np.isnan(table.excess))
    calls, double = len(scored.scores), int(((~np.isnan(scored.raters)).sum(axis=0) > 1).sum())
    plain = Candidate(None, scored)
    tried: Candidate | None = None
    best = plain
    if calls >= FEWEST_TO_FIT:
        tried = _better(plain, _offset(scored), seed=seed, resamples=resamples)
        best = tried if _helps(tried, plain, floor=limits.floor) else plain
        mapped = _better(best, _monotone(scored), seed=seed, resamples=resamples)
        if _helps(mapped, best, floor=limits.floor):  # the share that is shown compares with the evaluator's own scores
            tried = best = _better(plain, mapped, seed=seed, resamples=resamples)
    below = _below(best.held_out, limits)
    return CriterionCalibration(
        fingerprint=fingerprint(table.criterion, table.scale),
        calls=calls,
        double=double,
        people_kappa=k.number(k.among(k.levels(table.raters, table.scale))),
        people_alpha=k.number(k.alpha(table.raters)),
        before=_measured(scored, seed=seed, resamples=resamples),
        after=_measured(tried.held_out, seed=seed, resamples=resamples) if tried else None,
        gain_share=tried.share if tried else None,
        correction=best.correction,
        on=best.correction is not None,
        trusted=not below,
        why=_why(plain, tried, best, calls, floor=limits.floor) + below,
    )


def _offset(scored: Compared) -> Candidate:
    from sklearn.dummy import DummyRegressor
    from sklearn.model_selection import LeaveOneOut, cross_val_predict

    target = k.mean(scored.raters)
    places = scored.scores.reshape(-1, 1)
    moved = cross_val_predict(DummyRegressor(), places, target - scored.scores, cv=LeaveOneOut())
    offset = round(float(np.mean(target - scored.scores)), 2)
    return Candidate(Correction(kind="offset", points=[(0.0, offset)]), replace(scored, scores=scored.scores + moved))


def _monotone(scored: Compared) -> Candidate:
    from sklearn.isotonic import IsotonicRegression
    from sklearn.model_selection import LeaveOneOut, cross_val_predict

    target, places = k.mean(scored.raters), scored.scores.reshape(-1, 1)
    model = IsotonicRegression(out_of_bounds="clip")
    held_out = cross_val_predict(model, places, target, cv=LeaveOneOut())
    model.fit(places, target)
    steps = zip(model.X_thresholds_, model.y_thresholds_, strict=True)
    points = [(round(float(start), 2), round(float(end), 2)) for start, end in steps]
    return Candidate(Correction(kind="monotone", points=points), replace(scored, scores=held_out))


def _better(standing: Candidate, found: Candidate, *, seed: int, resamples: int) -> Candidate:
    """The candidate with the share of resamples in which it agrees more with people than the standing one."""

    def both(drawn: Drawn) -> Ratings:
        return np.array([standing.held_out.drawn(drawn), found.held_out.drawn(drawn)])

    before, after = k.resampled(both, len(found.held_out.scores), resamples=resamples, seed=seed)
    there = ~(np.isnan(before) | np.isnan(after))
    share = k.number(float((after > before)[there].mean())) if there.any() else None
    return replace(found, share=share)


def _helps(found: Candidate, standing: Candidate, *, floor: float) -> bool:
    before, after = standing.held_out.kappa(), found.held_out.kappa()
    if after is None or found.share is None or after < floor:  # what nobody can trust is not worth moving scores for
        return False
    return after >= max(before or 0.0, 0.0) + RISE and found.share >= SHARE


def _below(held_out: Compared, limits: TrustSettings) -> str:
    """Why the criterion is not trusted, in a sentence; empty where it is, or too few calls say so."""
    twice = _only(held_out, (~np.isnan(held_out.raters)).sum(axis=0) > 1)
    calls, kappa = len(twice.scores), twice.kappa()
    if calls < limits.calls or kappa is None or kappa >= limits.floor:
        return ""
    return (
        f" Not yet trustworthy: κ {kappa:.2f} on {calls} calls that two people scored is under the floor of "
        f"{limits.floor:.2f}."
    )


def _measured(table: Compared, *, seed: int, resamples: int) -> Measured:
    kappa, gaps = table.kappa(), table.gaps()
    spread = None
    if kappa is not None:
        spread = k.interval(k.resampled(table.drawn, len(table.scores), resamples=resamples, seed=seed))
    return Measured(
        kappa=kappa,
        interval=spread,
        bias=k.number(float(table.excess.mean())) if len(table.scores) else None,
        exact=k.number((gaps == 0).mean()) if len(gaps) else None,
        adjacent=k.number((gaps <= 1).mean()) if len(gaps) else None,
    )


def _only(table: Compared, calls: np.ndarray) -> Compared:
    return replace(table, scores=table.scores[calls], raters=table.raters[:, calls])


def _why(plain: Candidate, tried: Candidate | None, best: Candidate, calls: int, *, floor: float) -> str:
    if tried is None:
        return f"People and the evaluator scored {calls} calls; a correction needs {FEWEST_TO_FIT}."
    before, after = _said(plain.held_out.kappa()), _said(tried.held_out.kappa())
    share = "" if tried.share is None else f", higher in {tried.share:.0%} of resamples"
    if best.correction is None:
        asked = f"It has to rise by {RISE:.2f}, in {SHARE:.0%}, and to {floor:.2f}."
        return f"Not corrected: on calls left out κ would go from {before} to {after}{share}. {asked}"
    return f"Corrected ({best.correction.described()}): on calls left out κ rises from {before} to {after}{share}."


def _said(kappa: float | None) -> str:
    return "undefined" if kappa is None else f"{kappa:.2f}"
