"""What trainees say stopped them: tags on the criteria of their own calls, one row for each criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from simulator.store.calls import no_such_call
from simulator.store.database import Database, now
from simulator.store.listing import conditions
from simulator.store.records import CallFilter
from simulator.store.tables import Base, CallRow, PersonRow

ObstacleKind = Literal["wording", "authority", "system"]
"""What can stop an agent who knows better; terms.OBSTACLES says what each means."""


@dataclass(frozen=True, slots=True)
class ObstacleRecord:
    """What stopped the agent in one criterion of a call, as the agent says."""

    call_id: str
    criterion: str
    kinds: list[ObstacleKind]
    note: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class ObstacleListed:
    """The same as a line of a list over many calls."""

    obstacle: ObstacleRecord
    persona_id: str
    rubric_hash: str
    owner: str
    owner_name: str


class ObstacleRow(Base):
    """What stopped the agent in one criterion of a call; taken away, the row is gone."""

    __tablename__ = "obstacles"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    kinds: Mapped[list[str]]
    note: Mapped[str] = mapped_column(default="")
    changed: Mapped[datetime]


class Obstacles(Database):
    """The part of the store that keeps what stopped people."""

    def set_obstacle(self, call_id: str, criterion: str, *, kinds: Sequence[ObstacleKind], note: str = "") -> None:
        """Say what stopped the agent there, in place of what was said before; no kinds take it away.

        Raises UnknownNameError where there is no such call.
        """
        there = (ObstacleRow.call_id == call_id, ObstacleRow.criterion == criterion)
        try:
            with self._write() as session:
                session.execute(delete(ObstacleRow).where(*there))
                if kinds:
                    said = {"kinds": list(kinds), "note": note, "changed": now()}
                    session.add(ObstacleRow(call_id=call_id, criterion=criterion, **said))
        except IntegrityError as error:
            raise no_such_call(call_id) from error

    def obstacles(self, call_id: str) -> dict[str, ObstacleRecord]:
        """What stopped the agent in this call, by criterion."""
        query = select(ObstacleRow).where(ObstacleRow.call_id == call_id)
        with self._read() as session:
            return {row.criterion: record_of(row) for row in session.scalars(query)}

    def obstacles_listed(self, wanted: CallFilter, *, limit: int) -> list[ObstacleListed]:
        """What stopped people in the calls that pass the filter, the latest `limit` of them.

        Nothing here asks who is looking, as in `list_calls`.
        """
        query = (
            select(ObstacleRow, CallRow.persona_id, CallRow.rubric_hash, CallRow.owner, PersonRow.name)
            .join(CallRow, CallRow.id == ObstacleRow.call_id)
            .join(PersonRow, PersonRow.id == CallRow.owner)
            .where(*conditions(wanted))
            .order_by(CallRow.started_at.desc(), ObstacleRow.call_id, ObstacleRow.criterion)
            .limit(limit)
        )
        with self._read() as session:
            return [ObstacleListed(record_of(row), *beside) for row, *beside in session.execute(query)]


def record_of(row: ObstacleRow) -> ObstacleRecord:
    """The row as a record."""
    return ObstacleRecord(**{name: getattr(row, name) for name in ObstacleRecord.__slots__})
