"""Calls: begun, listed, shared, ended and deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from simulator.errors import UnknownNameError
from simulator.store.database import Database, now
from simulator.store.records import CallerKind, CallRecord, CallSummary
from simulator.store.tables import CallRow, GradeRow, PersonRow, TurnRow


class Calls(Database):
    """The part of the store that keeps calls."""

    def add_call(
        self,
        owner: str,
        *,
        persona: str,
        persona_hash: str,
        rubric: str,
        rubric_hash: str,
        seed: int,
        caller_kind: CallerKind,
        caller_model: str | None = None,
        private: bool = False,
        parent: str | None = None,
        forked_at: int | None = None,
        meta: dict[str, Any] | None = None,
        call_id: str | None = None,
        started_at: datetime | None = None,
    ) -> CallRecord:
        """Begin a call; persona and rubric are `id@version`, their texts frozen beforehand.

        `call_id` defaults to a new UUID (hex), `started_at` to now. Raises UnknownNameError where the owner,
        a frozen text or the parent does not exist, or the id is taken.
        """
        row = CallRow(
            id=call_id or uuid4().hex,
            owner=owner,
            persona_hash=persona_hash,
            rubric_hash=rubric_hash,
            seed=seed,
            caller_kind=caller_kind,
            caller_model=caller_model,
            private=private,
            parent=parent,
            forked_at=forked_at,
            started_at=started_at or now(),
            meta=meta or {},
        )
        row.persona_id, _, row.persona_version = persona.partition("@")
        row.rubric_id, _, row.rubric_version = rubric.partition("@")
        return self._insert(row)

    def _insert(self, row: CallRow) -> CallRecord:
        """Write a new call, and explain what keeps it from beginning."""
        try:
            with self._write() as session:
                session.add(row)
                session.flush()
                return record_of(row)
        except IntegrityError as error:
            raise UnknownNameError(
                f"This call cannot begin: its owner ({row.owner}), its frozen persona or rubric, or the call "
                f"it tries again ({row.parent}) is not in the store, or its id is taken."
            ) from error

    def call(self, call_id: str) -> CallRecord | None:
        """The call of that id, or None."""
        with self._read() as session:
            row = session.get(CallRow, call_id)
            return None if row is None else record_of(row)

    def calls(
        self,
        *,
        owner: str | None = None,
        include_private_of: str | None = None,
        persona: str | None = None,
        ended: bool | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> list[CallSummary]:
        """Calls, the newest first, each with its latest grade; None leaves a filter open.

        Private calls are left out, except those of the person named in `include_private_of`: pass the
        viewer's id there. `persona` is an id without version.
        """
        query = summaries().where(CallRow.private.is_(False) | (CallRow.owner == (include_private_of or "")))
        if owner is not None:
            query = query.where(CallRow.owner == owner)
        if persona is not None:
            query = query.where(CallRow.persona_id == persona)
        if ended is not None:
            query = query.where(CallRow.ended_at.is_not(None) if ended else CallRow.ended_at.is_(None))
        query = query.order_by(CallRow.started_at.desc(), CallRow.id).limit(limit).offset(offset)
        with self._read() as session:
            return [summary_of(row) for row in session.execute(query)]

    def count_calls(self, owner: str, *, forks: bool = True) -> int:
        """How many calls this person has taken; without `forks`, tries again from a turn do not count."""
        query = select(func.count()).select_from(CallRow).where(CallRow.owner == owner)
        if not forks:
            query = query.where(CallRow.forked_at.is_(None))
        with self._read() as session:
            return session.scalar(query) or 0

    def end_call(self, call_id: str, at: datetime, reason: str) -> bool:
        """End the call; False where it had ended before, and then that end stays.

        Raises UnknownNameError where there is no such call.
        """
        with self._write() as session:
            ended = session.execute(
                update(CallRow)
                .where(CallRow.id == call_id, CallRow.ended_at.is_(None))
                .values(ended_at=at, end_reason=reason)
                .returning(CallRow.id)
            ).first()
            if ended is None and session.get(CallRow, call_id) is None:
                raise no_such_call(call_id)
            return ended is not None

    def set_private(self, call_id: str, private: bool) -> None:
        """Make the call private, or share it. Raises UnknownNameError where there is no such call."""
        with self._write() as session:
            row = session.get(CallRow, call_id)
            if row is None:
                raise no_such_call(call_id)
            row.private = private

    def delete_call(self, call_id: str) -> None:
        """Delete the call with its turns, events, grades and logs; calls forked from it stay.

        Raises UnknownNameError where there is no such call.
        """
        with self._write() as session:
            gone = session.execute(delete(CallRow).where(CallRow.id == call_id).returning(CallRow.id)).first()
            if gone is None:
                raise no_such_call(call_id)


def no_such_call(call_id: str) -> UnknownNameError:
    """The error for a call that is not there, or no longer."""
    return UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")


def record_of(row: CallRow) -> CallRecord:
    """The row as a record."""
    return CallRecord(**{name: getattr(row, name) for name in CallRecord.__slots__})


def summaries() -> Select[Any]:
    """The query for calls with their owner's name, number of turns and the latest grade's result."""
    newer = aliased(GradeRow)
    latest = select(func.max(newer.id)).where(newer.call_id == CallRow.id).scalar_subquery()
    turns = select(func.count()).where(TurnRow.call_id == CallRow.id).scalar_subquery()
    grade = (GradeRow.status, GradeRow.overall, GradeRow.passed, GradeRow.evaluator)
    return (
        select(CallRow, PersonRow.name, turns, *grade)
        .join(PersonRow, PersonRow.id == CallRow.owner)
        .outerjoin(GradeRow, GradeRow.id == latest)
    )


def summary_of(row: Sequence[Any]) -> CallSummary:
    """One line of `summaries` as a record."""
    call, owner_name, turns, grade_status, overall, passed, evaluator = row
    return CallSummary(
        call=record_of(call),
        owner_name=owner_name,
        turns=turns,
        grade_status=grade_status,
        overall=overall,
        passed=passed,
        evaluator=evaluator,
    )
