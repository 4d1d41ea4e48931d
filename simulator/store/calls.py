"""Calls: begun, paused, noted on, shared, ended and deleted."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from simulator.errors import UnknownNameError
from simulator.store.database import Database, now
from simulator.store.records import CallerKind, CallRecord
from simulator.store.tables import CallRow, EventRow, TurnRow


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
        difficulty: int = 0,
        on_the_clock: float = 0.0,
    ) -> CallRecord:
        """Begin a call; persona and rubric are `id@version`, their texts frozen beforehand.

        `call_id` defaults to a new UUID (hex), `started_at` to now; `on_the_clock`: seconds its clock shows already.
        Raises UnknownNameError for an unknown owner, frozen text or parent, or where the id is taken.
        """
        row = CallRow(
            id=call_id or uuid4().hex,
            owner=owner,
            persona_hash=persona_hash,
            rubric_hash=rubric_hash,
            seed=seed,
            caller_kind=caller_kind,
            caller_model=caller_model,
        )
        row.private, row.difficulty = private, difficulty
        row.started_at, row.paused_seconds = started_at or now(), -on_the_clock
        row.parent, row.forked_at, row.meta = parent, forked_at, meta or {}
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

    def count_calls(self, owner: str, *, forks: bool = True) -> int:
        """How many calls this person has taken; without `forks`, tries again from a turn do not count."""
        query = select(func.count()).select_from(CallRow).where(CallRow.owner == owner)
        if not forks:
            query = query.where(CallRow.forked_at.is_(None))
        with self._read() as session:
            return session.scalar(query) or 0

    def start_clock(self, call_id: str, at: datetime) -> None:
        """Have the call's time begin at this moment, and what was done before it at nought.

        Does nothing once something was said.
        """
        said = select(TurnRow.n).where(TurnRow.call_id == call_id).exists()
        with self._write() as session:
            silent = (CallRow.id == call_id, ~said)
            query = update(CallRow).where(*silent).values(started_at=at, paused_seconds=0.0).returning(CallRow.id)
            if session.execute(query).first() is not None:
                session.execute(update(EventRow).where(EventRow.call_id == call_id).values(at=0.0))

    def lines_tried(self, call_ids: Collection[str]) -> dict[str, str]:
        """For each of these calls that tries another again from a turn: what was said there instead, where it was."""
        again = (CallRow.id == TurnRow.call_id) & (CallRow.forked_at == TurnRow.n)
        query = select(TurnRow.call_id, TurnRow.text).join(CallRow, again).where(CallRow.id.in_(call_ids))
        with self._read() as session:
            return dict(session.execute(query).all())

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

    def pause_call(self, call_id: str, at: datetime) -> bool:
        """Stop the call's clock; False where it stood already or the call is over."""
        running = (CallRow.id == call_id, CallRow.paused_at.is_(None), CallRow.ended_at.is_(None))
        with self._write() as session:
            query = update(CallRow).where(*running).values(paused_at=at).returning(CallRow.id)
            return session.execute(query).first() is not None

    def unpause_call(self, call_id: str, at: datetime) -> float | None:
        """Let the call's clock run again; the seconds of this pause, or None where it ran already."""
        with self._write() as session:
            row = session.get(CallRow, call_id, with_for_update=True)
            if row is None or row.paused_at is None:
                return None
            seconds = round(max(0.0, (at - row.paused_at).total_seconds()), 2)
            row.paused_at, row.paused_seconds = None, row.paused_seconds + seconds
            return seconds

    def set_notes(self, call_id: str, notes: str) -> None:
        """Keep what the agent noted. Raises UnknownNameError where there is no such call."""
        with self._write() as session:
            row = session.get(CallRow, call_id)
            if row is None:
                raise no_such_call(call_id)
            row.notes = notes

    def add_hint(self, call_id: str, *, turn: int, text: str) -> None:
        """Keep a hint that was given after that turn. Raises UnknownNameError where there is no such call."""
        with self._write() as session:
            row = session.get(CallRow, call_id, with_for_update=True)
            if row is None:
                raise no_such_call(call_id)
            row.hints = [*row.hints, {"turn": turn, "text": text}]

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
