"""Scores that people put over the evaluator's, kept beside them."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from simulator.errors import UnknownNameError
from simulator.store.database import Database, now
from simulator.store.grades import show_result
from simulator.store.records import OverrideRecord
from simulator.store.tables import CallRow, GradeRow, OverrideRow, PersonRow


class Overrides(Database):
    """The part of the store that keeps scores by people."""

    def add_override(
        self,
        grade_id: int,
        *,
        criterion: str,
        was: float | None,
        score: float | None,
        reason: str,
        author: str,
        overall: float | None,
        passed: bool | None,
    ) -> OverrideRecord:
        """Put a person's score over the evaluator's `was`; None lets that one stand again.

        `overall` and `passed` are the result with every such score applied. Raises UnknownNameError where there is no
        such grade or author.
        """
        try:
            with self._write() as session:
                grade = session.get(GradeRow, grade_id)
                if grade is None:
                    raise UnknownNameError("This grade is no longer there; the call may have been deleted.")
                scored = {"criterion": criterion, "was": was, "score": score, "reason": reason}
                row = OverrideRow(call_id=grade.call_id, grade_id=grade_id, author=author, created=now(), **scored)
                session.add(row)
                session.flush()
                call = session.get(CallRow, grade.call_id)
                if call is not None and call.grade_id == grade_id:  # an older grade changes no list
                    show_result(session, grade, overall=overall, passed=passed, by_person=_held(session, grade_id))
                made = row.id, row.call_id
        except IntegrityError as error:
            raise UnknownNameError(f"There is no person {author!r}.") from error
        return next(one for one in self.overrides(made[1]) if one.id == made[0])

    def overrides(self, call_id: str) -> list[OverrideRecord]:
        """Scores by people on any grade of this call, the oldest first."""
        query = (
            select(OverrideRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == OverrideRow.author)
            .where(OverrideRow.call_id == call_id)
            .order_by(OverrideRow.id)
        )
        with self._read() as session:
            return [record_of(row, name) for row, name in session.execute(query)]


def _held(session: Session, grade_id: int) -> set[str]:
    """The criteria of this grade in which a person's score holds."""
    given = select(OverrideRow.criterion, OverrideRow.score).where(OverrideRow.grade_id == grade_id)
    last = dict(session.execute(given.order_by(OverrideRow.id)).all())
    return {criterion for criterion, score in last.items() if score is not None}


def record_of(row: OverrideRow, author_name: str) -> OverrideRecord:
    """The row as a record."""
    names = (name for name in OverrideRecord.__slots__ if name != "author_name")
    return OverrideRecord(**{name: getattr(row, name) for name in names}, author_name=author_name)
