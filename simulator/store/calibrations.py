"""Corrections of an evaluator's scores, a row for each version; the last one holds."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError

from simulator.errors import CallStateError
from simulator.store.database import Database, now
from simulator.store.trust_records import CalibrationRecord
from simulator.store.trust_tables import CalibrationRow


class Calibrations(Database):
    """The part of the store that keeps corrections."""

    def add_calibration(
        self, rubric_id: str, evaluator: str, model: str | None, body: dict[str, Any], *, author: str, reason: str
    ) -> CalibrationRecord:
        """Keep the next version, which holds from now on; its number is written into `body` as `version`.

        Raises CallStateError where somebody else saved one at the same moment.
        """
        last = select(func.max(CalibrationRow.version)).where(*_of(rubric_id, evaluator, model))
        try:
            with self._write() as session:
                version = (session.scalar(last) or 0) + 1
                row = CalibrationRow(
                    rubric_id=rubric_id,
                    evaluator=evaluator,
                    model=model or "",
                    version=version,
                    body={**body, "version": version},
                    author=author,
                    reason=reason,
                    created=now(),
                )
                session.add(row)
                session.flush()
                return record_of(row)
        except IntegrityError as error:
            raise CallStateError("Somebody else changed this correction a moment ago. Look again first.") from error

    def calibrations(self, rubric_id: str) -> list[CalibrationRecord]:
        """Every version for this rubric, whichever evaluator it is for, the latest first."""
        with self._read() as session:
            return [record_of(row) for row in session.scalars(_latest(rubric_id))]

    def calibration(self, rubric_id: str, evaluator: str, model: str | None) -> CalibrationRecord | None:
        """The version that holds for this evaluator, or None where there never was one."""
        query = _latest(rubric_id).where(*_of(rubric_id, evaluator, model)).limit(1)
        with self._read() as session:
            row = session.scalars(query).first()
            return None if row is None else record_of(row)


def _latest(rubric_id: str) -> Select[CalibrationRow]:
    return select(CalibrationRow).where(CalibrationRow.rubric_id == rubric_id).order_by(CalibrationRow.id.desc())


def _of(rubric_id: str, evaluator: str, model: str | None) -> tuple[Any, ...]:
    of = CalibrationRow.rubric_id == rubric_id, CalibrationRow.evaluator == evaluator
    return (*of, CalibrationRow.model == (model or ""))


def record_of(row: CalibrationRow) -> CalibrationRecord:
    """The row as a record."""
    values = {name: getattr(row, name) for name in CalibrationRecord.__slots__}
    return CalibrationRecord(**(values | {"model": row.model or None}))
