"""What people have chosen on a call that they score blind, and not sent yet: it survives a reload."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from simulator.store.calls import no_such_call
from simulator.store.database import Database
from simulator.store.scorings import Mark
from simulator.store.trust_tables import DraftRow


class Drafts(Database):
    """The part of the store that keeps scores that are not sent yet. Nothing is measured on them."""

    def set_draft(self, call_id: str, criterion: str, mark: Mark | None, *, scorer: str) -> None:
        """Keep what was chosen for this criterion, in place of what was chosen before; None takes it away.

        Raises UnknownNameError where there is no such call.
        """
        there = {"call_id": call_id, "scorer": scorer, "criterion": criterion}
        try:
            with self._write() as session:
                session.execute(delete(DraftRow).filter_by(**there))
                if mark is not None:
                    session.add(DraftRow(**there, status=mark.status, score=mark.score, note=mark.note))
        except IntegrityError as error:
            raise no_such_call(call_id) from error

    def drafts(self, call_id: str, scorer: str) -> dict[str, Mark]:
        """What this person has chosen on the call, by criterion."""
        query = select(DraftRow).filter_by(call_id=call_id, scorer=scorer)
        with self._read() as session:
            return {row.criterion: mark_of(row) for row in session.scalars(query)}

    def drafted(self, scorer: str) -> set[str]:
        """Ids of the calls on which this person has chosen something."""
        with self._read() as session:
            return set(session.scalars(select(DraftRow.call_id).filter_by(scorer=scorer).distinct()))


def mark_of(row: DraftRow) -> Mark:
    """The row as a mark."""
    return Mark(**{name: getattr(row, name) for name in Mark.__slots__})
