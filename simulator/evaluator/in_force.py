"""Stored grades under the correction that holds now; what the evaluator made stays stored beside."""

from simulator.evaluator.calibration import Calibration, calibrated, uncalibrated
from simulator.grade import Provenance
from simulator.rubric import Rubric
from simulator.store import GradeRecord, Store

MARK = "+"
"""Between the key of the evaluator's own grade and the name of the correction."""


def holding(store: Store, rubric: Rubric, provenance: Provenance) -> Calibration | None:
    """The correction that holds for grades of this origin, or None where there never was one."""
    found = store.calibration(rubric.id, provenance.evaluator, provenance.model)
    return None if found is None else Calibration.model_validate(found.body)


def in_force(store: Store, record: GradeRecord, rubric: Rubric) -> GradeRecord:
    """The grade under the correction that holds now: this one, or a new one beside it. No evaluator is asked again.

    The latest grade of a call is always the one in force, also where a correction was taken back.
    """
    calibration = holding(store, rubric, record.grade.provenance)
    grade = calibrated(uncalibrated(record.grade, rubric), rubric, calibration)
    name = grade.provenance.calibration
    if name == record.grade.provenance.calibration:
        return record
    log = record.log if isinstance(record.log, dict) else {"corrected_from": record.id}  # prompts are kept once
    key = MARK.join(filter(None, (raw_key(record.key), name)))
    return store.save_grade(record.call_id, grade, key, log, fresh=True)


def raw_key(key: str) -> str:
    """The key of the evaluator's own grade."""
    return key.partition(MARK)[0]
