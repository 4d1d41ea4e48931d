"""People as the store knows them, what they agreed to, and what models cost."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from simulator.errors import UnknownNameError
from simulator.store.database import Database, now
from simulator.store.records import PersonRecord
from simulator.store.tables import ConsentRow, PersonRow, SpendingRow, storable


class People(Database):
    """The part of the store that knows people."""

    def ensure_person(self, person_id: str, name: str, roles: Iterable[str]) -> PersonRecord:
        """The person of that id, made where missing and brought up to date where name or roles differ."""
        wanted = sorted({str(role) for role in roles})
        known = self.person(person_id)
        if known and (known.name, list(known.roles)) == (storable(name), wanted):
            return known
        try:
            with self._write() as session:
                row = session.get(PersonRow, person_id)
                if row is None:
                    row = PersonRow(id=person_id, created=now(), preferences={})
                    session.add(row)
                row.name, row.roles = storable(name), wanted
                session.flush()
                return record_of(row)
        except IntegrityError:  # made elsewhere a moment ago
            return self.ensure_person(person_id, name, wanted)

    def person(self, person_id: str) -> PersonRecord | None:
        """The person of that id, or None."""
        with self._read() as session:
            row = session.get(PersonRow, person_id)
            return None if row is None else record_of(row)

    def preferences(self, person_id: str) -> dict[str, Any]:
        """What this person has chosen for their own screens; empty where nothing is known of them."""
        with self._read() as session:
            row = session.get(PersonRow, person_id)
            return {} if row is None else dict(row.preferences)

    def set_preference(self, person_id: str, key: str, value: Any) -> None:
        """Keep one choice, as JSON. Raises UnknownNameError where there is no such person."""
        with self._write() as session:
            row = session.get(PersonRow, person_id, with_for_update=True)
            if row is None:
                raise UnknownNameError(f"There is no person {person_id!r}.")
            row.preferences = {**row.preferences, key: value}

    def give_consent(self, person_id: str, endpoint: str) -> None:
        """Record that this person agrees to text going to that endpoint; the first time stays.

        Raises UnknownNameError where there is no such person.
        """
        if self.has_consent(person_id, endpoint):
            return
        try:
            with self._write() as session:
                session.add(ConsentRow(person=person_id, endpoint=endpoint, at=now()))
        except IntegrityError as error:
            if self.person(person_id) is None:
                raise UnknownNameError(f"There is no person {person_id!r}.") from error

    def has_consent(self, person_id: str, endpoint: str) -> bool:
        """Whether this person agreed to text going to that endpoint, and has not withdrawn it."""
        with self._read() as session:
            return session.get(ConsentRow, (person_id, endpoint)) is not None

    def withdraw_consent(self, person_id: str, endpoint: str) -> None:
        """Forget that this person agreed; nothing happens where they had not."""
        with self._write() as session:
            session.execute(delete(ConsentRow).where(ConsentRow.person == person_id, ConsentRow.endpoint == endpoint))


class Spending(Database):
    """The part of the store that counts what models cost."""

    def add_spending(
        self,
        *,
        use: str,
        model: str,
        prompt_tokens: int,
        completion_tokens: int,
        usd: float,
        at: datetime | None = None,
    ) -> None:
        """Record one use of a model (`use`: caller, evaluator or speech); `at` defaults to now."""
        moment = (at or now()).astimezone(UTC)
        with self._write() as session:
            session.add(
                SpendingRow(
                    at=moment,
                    day=moment.date(),
                    use=use,
                    model=model,
                    prompt_tokens=prompt_tokens,
                    completion_tokens=completion_tokens,
                    usd=usd,
                )
            )

    def spent_on(self, day: date, *, use: str | None = None) -> float:
        """US dollars spent on that day (UTC), over all uses or one."""
        query = select(func.coalesce(func.sum(SpendingRow.usd), 0.0)).where(SpendingRow.day == day)
        if use is not None:
            query = query.where(SpendingRow.use == use)
        with self._read() as session:
            return float(session.scalar(query) or 0.0)


def record_of(row: PersonRow) -> PersonRecord:
    """The row as a record."""
    return PersonRecord(row.id, row.name, tuple(row.roles), row.created)
