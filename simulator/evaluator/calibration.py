"""Corrections of an evaluator's scores that were fitted to what people scored, and what comes of applying them.

One file belongs to a rubric, an evaluator and its version, and a model; each entry to a criterion as it was worded when
it was fitted. Where any of these is another one now, nothing is corrected. The evaluator's own score stays beside.
"""

import hashlib
import json
from bisect import bisect_right
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.evaluator import scoring
from simulator.grade import CriterionGrade, Grade, Provenance
from simulator.rubric import Criterion, Rubric, Scale


class Part(BaseModel):
    """Base of every part of a calibration."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, protected_namespaces=())


class Measured(Part):
    """How scores agree with those of people."""

    kappa: float | None
    interval: tuple[float, float] | None
    """Of the kappa, 95 %."""
    bias: float | None
    """In levels; above nought where the evaluator scores higher than people do."""
    exact: float | None
    adjacent: float | None


class Correction(Part):
    """A map from the evaluator's score to the one that people would have given, straight between its points."""

    kind: Literal["offset", "monotone"]
    points: Annotated[list[tuple[float, float]], Field(min_length=1)]
    """(evaluator's score, corrected score), by the former; one point is an offset for every score."""

    def applied(self, score: float, scale: Scale) -> float:
        """The corrected score, on the scale and with at most two decimals."""
        starts = [start for start, _ in self.points]
        after = bisect_right(starts, score)
        if self.kind == "offset":
            moved = score + self.points[0][1] - self.points[0][0]
        elif after in (0, len(starts)):
            moved = self.points[0 if after == 0 else -1][1]
        else:
            (a, low), (b, high) = self.points[after - 1], self.points[after]
            moved = low + (high - low) * (score - a) / (b - a)
        return round(min(float(scale.max), max(float(scale.min), moved)), 2)

    def described(self) -> str:
        """What it does, in a few words."""
        if self.kind == "monotone":
            return ", ".join(f"{start:g} → {end:g}" for start, end in self.points)
        offset = self.points[0][1] - self.points[0][0]
        return f"{abs(offset):.2f} {'higher' if offset > 0 else 'lower'}"


class CriterionCalibration(Part):
    """One criterion: what people scored, how the evaluator agrees before and after, and whether it is corrected."""

    fingerprint: str
    calls: int
    """Calls that a person and the evaluator scored."""
    double: int
    """Those of them that two people or more scored."""
    people_kappa: float | None
    people_alpha: float | None
    before: Measured
    after: Measured | None
    """With the correction, each call's own scores left out of the fit; None where there are too few calls to fit."""
    gain_share: float | None
    """Share of resamples of the calls in which the correction raises the kappa."""
    correction: Correction | None
    """None where none raises the agreement on calls left out."""
    on: bool
    trusted: bool = True
    """False where agreement is under the floor on enough calls that two people scored."""
    why: str
    """Why it is corrected or not, in a sentence."""


class Calibration(Part):
    """The `calibration/1` form."""

    schema_: Annotated[Literal["calibration/1"], Field(alias="schema")] = "calibration/1"
    rubric: str
    """An id, without version: an entry names its criterion by fingerprint."""
    evaluator: str
    """Name and version, as in a grade's provenance."""
    model: str | None = None
    version: int = 0
    """0 where it is not kept anywhere yet."""
    calls: int
    floor: float
    """Kappa under which a criterion is not trusted."""
    floor_calls: int
    """Calls that two people scored, below which nothing is said about trust."""
    revoked: bool = False
    """Whether the evaluator's own scores stand; the measurements stay to be read."""
    criteria: dict[str, CriterionCalibration]

    @property
    def name(self) -> str:
        """Version and hash, as a grade's provenance names it."""
        body = self.model_dump(mode="json", by_alias=True, exclude={"version"})
        return f"{self.version}:{hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:12]}"

    @property
    def of(self) -> str:
        """Whose scores it is for, in words."""
        return " ".join(filter(None, (self.evaluator, self.model, "by", self.rubric)))

    def fits(self, rubric: Rubric, provenance: Provenance) -> bool:
        """Whether it is for grades of this origin."""
        of = (self.rubric, self.evaluator, self.model)
        return of == (rubric.id, provenance.evaluator, provenance.model)

    def entry(self, rubric: Rubric, criterion: Criterion) -> CriterionCalibration | None:
        """The entry of this criterion, or None where it has none, has been reworded since, or all is revoked."""
        found = None if self.revoked else self.criteria.get(criterion.id)
        return found if found is not None and found.fingerprint == fingerprint(criterion, rubric.scale) else None

    def to_json(self) -> str:
        """The calibration as it is kept in a file."""
        return self.model_dump_json(by_alias=True, indent=2)


def fingerprint(criterion: Criterion, scale: Scale) -> str:
    """What both people's and the evaluator's scores depend on, as a short hash: the criterion's words and the scale."""
    parts = criterion.model_dump(mode="json", exclude={"weight", "minimum", "name"})
    return hashlib.sha256(json.dumps([parts, scale.min, scale.max], sort_keys=True).encode()).hexdigest()[:16]


def calibrated(grade: Grade, rubric: Rubric, calibration: Calibration | None) -> Grade:
    """The grade with its scores corrected and added up again; as it was where the calibration is not for it."""
    if calibration is None or grade.status == "not_graded" or not calibration.fits(rubric, grade.provenance):
        return grade
    grade = uncalibrated(grade, rubric)
    criteria = [
        _corrected(one, calibration.entry(rubric, criterion), rubric.scale)
        for one, criterion in zip(grade.criteria, rubric.criteria, strict=True)
    ]
    return _added_up(grade, rubric, criteria, calibration.name)


def uncalibrated(grade: Grade, rubric: Rubric) -> Grade:
    """The grade as the evaluator made it."""
    if grade.provenance.calibration is None:
        return grade
    criteria = [
        one.model_copy(update={"score": one.score if one.raw is None else one.raw, "raw": None, "trusted": True})
        for one in grade.criteria
    ]
    return _added_up(grade, rubric, criteria, None)


def _corrected(one: CriterionGrade, entry: CriterionCalibration | None, scale: Scale) -> CriterionGrade:
    if entry is None or one.score is None:
        return one
    score = entry.correction.applied(one.score, scale) if entry.on and entry.correction else one.score
    return one.model_copy(
        update={"score": score, "raw": None if score == one.score else one.score, "trusted": entry.trusted}
    )


def _added_up(grade: Grade, rubric: Rubric, criteria: list[CriterionGrade], name: str | None) -> Grade:
    mean = scoring.overall(rubric, criteria)
    return grade.model_copy(
        update={
            "criteria": criteria,
            "overall": mean,
            "passed": scoring.passed(
                rubric, criteria, mean, critical=bool(grade.critical), unjudged=bool(grade.unjudged)
            ),
            "provenance": grade.provenance.model_copy(update={"calibration": name}),
        }
    )
