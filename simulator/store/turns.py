"""What is said in a call, row by row while it is spoken, and what happens beside the words."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from simulator.errors import CallEndedError
from simulator.store.calls import no_such_call
from simulator.store.calls import record_of as call_record
from simulator.store.database import Database, now
from simulator.store.errors import TurnTakenError
from simulator.store.records import EventRecord, TurnRecord, TurnStatus, WholeCall
from simulator.store.tables import CallRow, EventRow, TurnRow, storable
from simulator.transcript import Event, EventKind, Speaker, Transcript, Turn

TURNS = TurnRow.metadata.tables[TurnRow.__tablename__]
SPEAKING = update(TURNS).where(
    TURNS.c.call_id == bindparam("of_call"),
    TURNS.c.n == bindparam("of_turn"),
    TURNS.c.speaker == "caller",
    TURNS.c.status == "partial",
)
"""Built once: building takes longer than running, and every speaking caller runs it twice a second."""
EVENTS = EventRow.metadata.tables[EventRow.__tablename__]
OF_CALL = select(TURNS).where(TURNS.c.call_id == bindparam("of_call")).order_by(TURNS.c.n)
EVENTS_OF_CALL = select(EVENTS).where(EVENTS.c.call_id == bindparam("of_call")).order_by(EVENTS.c.id)
"""Read without objects of their own, which every look at a call would otherwise make for each of its turns."""


class Turns(Database):
    """The part of the store that keeps turns and events."""

    def add_turn(
        self, call_id: str, n: int, speaker: Speaker, text: str, at: float, status: TurnStatus = "complete"
    ) -> TurnRecord:
        """Take turn `n` of the call; of several who try, exactly one succeeds. `at` is in seconds.

        Raises TurnTakenError where somebody has it, CallEndedError where the call is over, UnknownNameError
        where there is no such call.
        """
        row = new_row(call_id, n, speaker=speaker, text=text, at=at, status=status)
        try:
            with self._write() as session:
                require_open(session, call_id)
                session.add(row)
                session.flush()
                return record_of(row)
        except IntegrityError as error:
            raise TurnTakenError(f"Turn {n} of this call has already been taken.") from error

    def write_turn(self, call_id: str, n: int, *, text: str, status: TurnStatus, at: float = 0.0) -> bool:
        """Write the caller's turn as far as it has come; one tiny transaction.

        Makes the row where it is missing, begun `at` seconds into the call. A row that is complete or
        interrupted is final: False, and nothing is written. Raises UnknownNameError where there is no such
        call, for instance because it was deleted while the caller spoke.
        """
        values = {"of_call": call_id, "of_turn": n, "text": text, "status": status, "written": now()}
        try:
            with self._write() as session:
                if session.connection().execute(SPEAKING, values).rowcount:
                    return True
                if session.get(TurnRow, (call_id, n)) is None:
                    session.add(new_row(call_id, n, speaker="caller", text=text, at=at, status=status))
                    return True
                return False
        except IntegrityError as error:
            if self.turn(call_id, n) is None:
                raise no_such_call(call_id) from error
            return False

    def turn(self, call_id: str, n: int) -> TurnRecord | None:
        """Turn `n` of the call as it stands, or None."""
        with self._read() as session:
            row = session.get(TurnRow, (call_id, n))
            return None if row is None else record_of(row)

    def turns(self, call_id: str) -> list[TurnRecord]:
        """The turns of the call in order, the one that is being spoken included."""
        query = select(TurnRow).where(TurnRow.call_id == call_id).order_by(TurnRow.n)
        with self._read() as session:
            return [record_of(row) for row in session.scalars(query)]

    def mark_interrupted(self, call_id: str, *, idle: float = 0.0) -> int:
        """Close partial turns whose writer is gone (not written for `idle` seconds). Returns how many."""
        lost = (TurnRow.call_id == call_id, TurnRow.status == "partial")
        before = now() - timedelta(seconds=idle)
        with self._write() as session:
            closed = session.execute(
                update(TurnRow)
                .where(*lost, TurnRow.written <= before)
                .values(status="interrupted")
                .returning(TurnRow.n)
            )
            return len(closed.all())

    def take_back(self, call_id: str, *, idle: float = 0.0) -> int:
        """Remove partial turns of which not a word was said (not written for `idle` seconds). Returns how many."""
        unsaid = (TurnRow.call_id == call_id, TurnRow.status == "partial", TurnRow.text == "")
        before = now() - timedelta(seconds=idle)
        with self._write() as session:
            gone = session.execute(delete(TurnRow).where(*unsaid, TurnRow.written <= before).returning(TurnRow.n))
            return len(gone.all())

    def add_event(
        self,
        call_id: str,
        *,
        turn: int,
        at: float,
        kind: EventKind,
        event_id: str | None = None,
        reason: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> EventRecord:
        """Record what happened in or after that turn; `at` is in seconds since the call began.

        Raises UnknownNameError where there is no such call.
        """
        row = EventRow(
            call_id=call_id, turn=turn, at=at, kind=kind, event_id=event_id, reason=reason, extra=extra or {}
        )
        try:
            with self._write() as session:
                session.add(row)
                session.flush()
                return event_of(row)
        except IntegrityError as error:
            raise no_such_call(call_id) from error

    def events(self, call_id: str) -> list[EventRecord]:
        """The events of the call in the order in which they were added."""
        query = select(EventRow).where(EventRow.call_id == call_id).order_by(EventRow.id)
        with self._read() as session:
            return [event_of(row) for row in session.scalars(query)]

    def whole(self, call_id: str) -> WholeCall:
        """The call with its turns and events, all of it from one moment. Raises UnknownNameError."""
        with self._read() as session:
            call = session.get(CallRow, call_id)
            if call is None:
                raise no_such_call(call_id)
            turns = session.execute(OF_CALL, {"of_call": call_id}).mappings()
            events = session.execute(EVENTS_OF_CALL, {"of_call": call_id}).mappings()
            return WholeCall(
                call_record(call), [TurnRecord(**row) for row in turns], [EventRecord(**row) for row in events]
            )

    def transcript(self, call_id: str) -> Transcript:
        """The call in its interchange form, all of it from one moment.

        A partial turn is delivered as interrupted, with what was said so far. Raises UnknownNameError where
        there is no such call.
        """
        return transcript_of(self.whole(call_id))


def new_row(call_id: str, n: int, *, speaker: Speaker, text: str, at: float, status: TurnStatus) -> TurnRow:
    """A turn that is written for the first time."""
    moment = now()
    return TurnRow(
        call_id=call_id,
        n=n,
        speaker=speaker,
        text=storable(text),
        at=at,
        status=status,
        created=moment,
        written=moment,
    )


def require_open(session: Session, call_id: str) -> None:
    """Raise CallEndedError or UnknownNameError unless the call goes on; it cannot end before the commit."""
    query = select(CallRow.ended_at).where(CallRow.id == call_id).with_for_update()
    found = session.execute(query).first()
    if found is None:
        raise no_such_call(call_id)
    if found.ended_at is not None:
        raise CallEndedError("The call is over; nothing more can be said in it.")


def record_of(row: TurnRow) -> TurnRecord:
    """The row as a record."""
    return TurnRecord(**{name: getattr(row, name) for name in TurnRecord.__slots__})


def event_of(row: EventRow) -> EventRecord:
    """The row as a record."""
    return EventRecord(**{name: getattr(row, name) for name in EventRecord.__slots__})


def transcript_of(whole: WholeCall) -> Transcript:
    """A stored call in its interchange form; a partial turn is delivered as interrupted."""
    call = whole.call
    return Transcript(
        id=call.id,
        persona=call.persona,
        seed=call.seed,
        turns=[spoken_turn(turn) for turn in whole.turns],
        events=[transcript_event(event) for event in whole.events],
        meta=call.meta | ({"difficulty": call.difficulty} if call.difficulty else {}),
    )


def spoken_turn(row: TurnRecord) -> Turn:
    """The record as a turn of a transcript."""
    status = "complete" if row.status == "complete" else "interrupted"
    return Turn.model_validate({"n": row.n, "speaker": row.speaker, "text": row.text, "at": row.at, "status": status})


def transcript_event(row: EventRecord) -> Event:
    """The record as an event of a transcript, its extra keys beside the known ones."""
    known = {"turn": row.turn, "at": row.at, "kind": row.kind, "id": row.event_id, "reason": row.reason}
    return Event.model_validate({**row.extra, **known})
