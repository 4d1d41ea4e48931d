"""Corrections of the evaluators here: measured on what people scored blind, kept in versions, switched and revoked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from simulator.access import Viewer, may_calibrate, require
from simulator.cohorts.labelling import labelled
from simulator.cohorts.overriding import checked_reason
from simulator.errors import ScoreRefusedError, SetUpError, UnknownNameError
from simulator.evaluator.calibration import Calibration, CriterionCalibration, fingerprint
from simulator.evaluator.in_force import in_force
from simulator.grade import CriterionGrade, Grade
from simulator.rubric import Rubric
from simulator.settings import TrustSettings
from simulator.store import CalibrationRecord, CallFilter, CallRecord, Store
from simulator.transcript import Transcript

Origin = tuple[str, str | None]
"""An evaluator with its version, and its model."""
MOST_CALLS: Final = 100_000
"""More graded calls than any store here holds."""


@dataclass(frozen=True, slots=True)
class Calibrating:
    """Corrects the evaluators' scores in one store; the evaluators' own scores stay in every grade."""

    store: Store
    rubrics: Callable[[str], Rubric]
    """The rubric that is stored under that hash."""
    uncorrected: Callable[[CallRecord], Grade]
    """A call's grade as the evaluator made it, before any correction."""
    trust: TrustSettings

    def measure(self, viewer: Viewer, rubric: Rubric) -> list[Calibration]:
        """What the scored calls say about each evaluator that graded them; nothing is kept. Takes seconds.

        Raises NotAllowedError; SetUpError where nobody has scored a call by this rubric.
        """
        from simulator.evaluator.correcting import calibrate  # loads what only measuring needs

        require(may_calibrate, viewer)
        made: dict[Origin, list[tuple[Transcript, Grade]]] = {}
        for item in labelled(viewer, self.store, rubric.id):
            call = self._call(item.id)
            pair = as_now(item, self.uncorrected(call), self.rubrics(call.rubric_hash), rubric)
            if pair[1].status == "not_graded":
                continue
            origin = pair[1].provenance
            made.setdefault((origin.evaluator, origin.model), []).append(pair)
        if not made:
            raise SetUpError(f"Nobody has scored a call by {rubric.name} that could be graded. Score some first.")
        return [
            calibrate([item for item, _ in pairs], [grade for _, grade in pairs], rubric, trust=self.trust)
            for _, pairs in sorted(made.items(), key=lambda one: -len(one[1]))
        ]

    def keep(self, viewer: Viewer, found: Calibration, *, reason: str = "") -> Calibration:
        """Make this the version that holds from now on, and correct the grades that are stored.

        Takes a few milliseconds a graded call; grades over which a person put a score stay as they are. Raises
        NotAllowedError.
        """
        require(may_calibrate, viewer)
        body = found.model_dump(mode="json", by_alias=True)
        of = (found.rubric, found.evaluator, found.model)
        kept = read(self.store.add_calibration(*of, body, author=viewer.id, reason=reason.strip()))
        for one in self.store.list_calls(
            CallFilter(rubric=found.rubric, graded_only=True, overridden=False), limit=MOST_CALLS
        ):
            in_force(self.store, self.store.grades(one.call.id)[0], self.rubrics(one.call.rubric_hash))
        return kept

    def holding(self, viewer: Viewer, rubric_id: str) -> list[Calibration]:
        """What holds now for each evaluator, the latest first. Raises NotAllowedError."""
        latest: dict[Origin, CalibrationRecord] = {}
        for record in self.history(viewer, rubric_id):
            latest.setdefault((record.evaluator, record.model), record)
        return [read(record) for record in latest.values()]

    def switch(self, viewer: Viewer, held: Calibration, criterion: str, *, on: bool, reason: str = "") -> Calibration:
        """Switch the correction of one criterion on or off, as a new version.

        Raises NotAllowedError; ScoreRefusedError where no correction helps that could be switched on.
        """
        entry = _entry(held, criterion)
        if on and entry.correction is None:
            raise ScoreRefusedError("No correction raises the agreement with people here, so none can be switched on.")
        criteria = held.criteria | {criterion: entry.model_copy(update={"on": on})}
        said = reason.strip() or f"{criterion} switched {'on' if on else 'off'}"
        return self.keep(viewer, held.model_copy(update={"criteria": criteria, "revoked": False}), reason=said)

    def revoke(self, viewer: Viewer, held: Calibration, *, reason: str) -> Calibration:
        """Let the evaluator's own scores stand again, as a new version; every criterion counts again too.

        Raises NotAllowedError; ScoreRefusedError without a reason.
        """
        return self.keep(viewer, held.model_copy(update={"revoked": True}), reason=checked_reason(reason))

    def history(self, viewer: Viewer, rubric_id: str) -> list[CalibrationRecord]:
        """Every version for this rubric, the latest first. Raises NotAllowedError."""
        require(may_calibrate, viewer)
        return self.store.calibrations(rubric_id)

    def _call(self, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        return call


def as_now(item: Transcript, grade: Grade, then: Rubric, now: Rubric) -> tuple[Transcript, Grade]:
    """The call with what belongs to criteria that are worded today as they were then; the rest counts as not graded."""
    before = {one.id: fingerprint(one, then.scale) for one in then.criteria}
    same = {one.id for one in now.criteria if before.get(one.id) == fingerprint(one, now.scale)}
    criteria = [
        grade.criterion(one.id)
        if one.id in same
        else CriterionGrade(id=one.id, status="not_graded", why="It was worded differently then.")
        for one in now.criteria
    ]
    ratings = {
        rater: {name: score for name, score in scores.items() if name in same}
        for rater, scores in (item.ratings or {}).items()
    }
    return item.model_copy(update={"ratings": ratings}), grade.model_copy(update={"criteria": criteria})


def read(record: CalibrationRecord) -> Calibration:
    """The correction that is kept in this record."""
    return Calibration.model_validate(record.body)


def _entry(held: Calibration, criterion: str) -> CriterionCalibration:
    try:
        return held.criteria[criterion]
    except KeyError as error:
        raise UnknownNameError(f"Nobody has scored {criterion!r}, so there is nothing to switch.") from error
