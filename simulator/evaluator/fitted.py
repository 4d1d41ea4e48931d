"""Fitted weights: a small readable file per rubric that replaces the hand-set mapping where it was shown to help.

A file holds only for the criteria it was fitted on: each entry carries a fingerprint of what the score depends on
(examples, acts, direction), and a criterion that a trainer has changed falls back to the hand-set mapping.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from simulator.evaluator.features import SHARES, feature, turns_of
from simulator.evaluator.likeness import like_examples, nearest
from simulator.evaluator.quotes import of_sentence
from simulator.evaluator.reading import Reading
from simulator.evaluator.reasons import explain_alike, listed
from simulator.evaluator.signals import number
from simulator.grade import Evidence
from simulator.rubric import Criterion, Rubric

FOLDER: Final = Path(__file__).with_name("weights")


class CriterionWeights(BaseModel):
    """How one criterion's level from 1 to 5 is made: intercept + sum of weight × feature."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    intercept: float
    weights: dict[str, float]
    reason: str
    """Why these features."""
    kappa: float | None = None
    """Quadratic-weighted kappa against the raters, leaving one call out at a time."""
    raters_kappa: float | None = None


class Weights(BaseModel):
    """A weights file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rubric: str
    about: str
    calls: int
    median_kappa: float | None
    median_interval: tuple[float, float] | None = None
    """95 %, over resamples of the calls."""
    criteria: dict[str, CriterionWeights]


def fingerprint(criterion: Criterion) -> str:
    """What a fitted score depends on, as a short hash."""
    parts = [criterion.id, criterion.better, criterion.examples.model_dump(), criterion.looks_for]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


@cache
def weights(rubric_id: str) -> Weights | None:
    """The fitted weights for a rubric, or None where there are none."""
    path = FOLDER / f"{rubric_id}.json"
    return Weights.model_validate_json(path.read_text(encoding="utf-8")) if path.is_file() else None


def entry_for(rubric: Rubric, criterion: Criterion) -> CriterionWeights | None:
    """The fitted entry of a criterion, or None where it has none or has been changed since."""
    found = weights(rubric.id)
    entry = found.criteria.get(criterion.id) if found is not None else None
    return entry if entry is not None and entry.fingerprint == fingerprint(criterion) else None


def level_of(entry: CriterionWeights, criterion: Criterion, reading: Reading) -> float:
    """The fitted level, from 1 to 5."""
    parts = (weight * feature(name, reading, criterion) for name, weight in entry.weights.items())
    return min(5.0, max(1.0, entry.intercept + sum(parts)))


def shown_by(entry: CriterionWeights, criterion: Criterion, reading: Reading) -> list[Evidence]:
    """Words of the turns that made the level, one a share, the weightiest first; then those like its examples."""
    shares = sorted((name for name in entry.weights if name in SHARES), key=lambda name: -abs(entry.weights[name]))
    turns = {name: turns_of(name, reading) for name in shares}
    found = [(name, quote) for name in shares for heard in turns[name][:1] if (quote := of_sentence(heard))]
    evidence = {quote: Evidence(turn=quote.turn, quote=quote.text, shows=SHARES[name].did) for name, quote in found}
    alike = like_examples(criterion, reading)[:1] if "likeness" in entry.weights else []
    return [*evidence.values(), *(one for one in alike if one.quote not in {quote.text for quote in evidence})]


def explain_fitted(entry: CriterionWeights, criterion: Criterion, reading: Reading) -> str:
    """Which turns made the level, the weightiest first."""
    every = len(reading.agent)
    shares = sorted((name for name in entry.weights if name in SHARES), key=lambda name: -abs(entry.weights[name]))
    counts = [(name, len(turns_of(name, reading))) for name in shares]
    said = [f"{SHARES[name].did} in {number(n) if n else 'none'} of {number(every)} turns" for name, n in counts]
    near = nearest(criterion, reading) if "likeness" in entry.weights else None
    alike = explain_alike(near, None) if near is not None else ""
    return " ".join(part for part in (f"You {listed(said)}." if said else "", alike) if part)
