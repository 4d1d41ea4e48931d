"""Grades of calls, each with the key of everything that it was made from."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from simulator.grade import Grade
from simulator.store.calls import no_such_call
from simulator.store.database import Database, now
from simulator.store.records import GradeRecord
from simulator.store.tables import CallRow, GradeRow


class Grades(Database):
    """The part of the store that keeps grades."""

    def save_grade(self, call_id: str, grade: Grade, key: str, log: Any = None, *, fresh: bool = False) -> GradeRecord:
        """Keep a grade of the call; `log` is the exact prompts and replies, as JSON.

        A call that has a full grade under this key keeps that one, so that grading twice does no harm, unless this
        one was asked for `fresh`.
        Raises UnknownNameError where there is no such call.
        """
        row = GradeRow(
            call_id=call_id,
            rubric=grade.rubric,
            evaluator=grade.evaluator,
            status=grade.status,
            overall=grade.overall,
            passed=grade.passed,
            body=grade.model_dump(mode="json", by_alias=True),
            key=key,
            created=now(),
            log=log,
        )
        try:
            with self._write() as session:
                known = session.scalars(full(key).where(GradeRow.call_id == call_id)).first()
                if known is not None and not fresh:
                    return record_of(known)
                session.add(row)
                session.flush()
                show_result(session, row, overall=row.overall, passed=row.passed)
                return record_of(row)
        except IntegrityError as error:
            raise no_such_call(call_id) from error

    def grades(self, call_id: str) -> list[GradeRecord]:
        """The grades of the call, the latest first."""
        query = select(GradeRow).where(GradeRow.call_id == call_id).order_by(GradeRow.id.desc())
        with self._read() as session:
            return [record_of(row) for row in session.scalars(query)]

    def grade_by_key(self, key: str) -> GradeRecord | None:
        """The grade under that key, whichever call it belongs to: the first full one, else the latest."""
        with self._read() as session:
            row = session.scalars(full(key)).first()
            if row is None:
                other = select(GradeRow).where(GradeRow.key == key).order_by(GradeRow.id.desc()).limit(1)
                row = session.scalars(other).first()
            return None if row is None else record_of(row)


def show_result(
    session: Session,
    grade: GradeRow,
    *,
    overall: float | None,
    passed: bool | None,
    by_person: Collection[str] = (),
) -> None:
    """Write beside the call how this grade of it stands, where lists read it; `by_person` are criteria."""
    shown = {
        "settled_overall": overall,
        "settled_passed": passed,
        "overridden": bool(by_person),
        "critical": bool(grade.body.get("critical")),  # no score by a person makes up for it
        "flagged": any(one.get("flag") and one["id"] not in by_person for one in grade.body["criteria"]),
    }
    session.execute(update(CallRow).where(CallRow.id == grade.call_id).values(grade_id=grade.id, **shown))


def full(key: str) -> Select[GradeRow]:
    """The query for the first grade under that key in which everything could be graded."""
    query = select(GradeRow).where(GradeRow.key == key, GradeRow.status == "graded")
    return query.order_by(GradeRow.id).limit(1)


def record_of(row: GradeRow) -> GradeRecord:
    """The row as a record."""
    return GradeRecord(
        id=row.id,
        call_id=row.call_id,
        grade=Grade.model_validate(row.body),
        key=row.key,
        created=row.created,
        log=row.log,
    )
