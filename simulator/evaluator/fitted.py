"""Fitted weights: a small readable file per rubric that replaces the hand-set mapping where it was shown to help."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from .features import features
from .reading import Reading

_FOLDER: Final = Path(__file__).with_name("weights")


class CriterionWeights(BaseModel):
    """How one criterion's level is made: intercept + sum of weight × feature, then stretched about the centre."""

    model_config = ConfigDict(frozen=True)

    intercept: float
    weights: dict[str, float]
    reasons: dict[str, str] = {}
    """Why each feature is there."""


class Weights(BaseModel):
    """A weights file."""

    model_config = ConfigDict(frozen=True)

    rubric: str
    made_by: str
    about: str
    agreement: dict[str, float] = {}
    """Cross-validated quadratic-weighted kappa against each criterion's raters."""
    criteria: dict[str, CriterionWeights]


@cache
def weights(rubric_id: str) -> Weights | None:
    """The fitted weights for a rubric, or None where there are none."""
    path = _FOLDER / f"{rubric_id}.json"
    if not path.is_file():
        return None
    return Weights.model_validate(json.loads(path.read_text(encoding="utf-8")))


def level_of(entry: CriterionWeights, values: dict[str, float]) -> float:
    """A level from 1 to 5."""
    level = entry.intercept + sum(weight * values[name] for name, weight in entry.weights.items())
    return min(5.0, max(1.0, level))


def fitted_level(rubric_id: str, criterion_id: str, reading: Reading) -> float | None:
    """The fitted level of a criterion in this call, or None where nothing was fitted for it."""
    found = weights(rubric_id)
    entry = found.criteria.get(criterion_id) if found is not None else None
    return None if entry is None else level_of(entry, features(reading))
