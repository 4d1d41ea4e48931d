"""Scores that people give calls apart from the evaluator, and who has seen the evaluator's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from simulator.store.calls import no_such_call
from simulator.store.database import Database, now
from simulator.store.tables import CallRow, GradeRow, TurnRow
from simulator.store.trust_records import ScoredBy, ScoringRecord, ScoringStatus
from simulator.store.trust_tables import DraftRow, ScoringRow, SightingRow


@dataclass(frozen=True, slots=True)
class Mark:
    """What a scorer makes of one criterion."""

    status: ScoringStatus
    score: float | None = None
    note: str = ""


class Scorings(Database):
    """The part of the store that keeps scores given blind."""

    def add_scorings(
        self, call_id: str, marks: Mapping[str, Mark], *, scorer: str, seen: bool = False
    ) -> list[ScoringRecord]:
        """Keep what somebody makes of a call, by criterion; blind unless `seen`, or they have seen its grade before.

        What they had chosen and not sent is forgotten. Raises UnknownNameError where there is no such call.
        """
        with self._write() as session:
            call = session.get(CallRow, call_id)
            if call is None:
                raise no_such_call(call_id)
            blind = not seen and session.get(SightingRow, (call_id, scorer)) is None
            rows = [
                ScoringRow(
                    call_id=call_id,
                    rubric=f"{call.rubric_id}@{call.rubric_version}",
                    criterion=criterion,
                    scorer=scorer,
                    status=mark.status,
                    score=mark.score,
                    note=mark.note,
                    blind=blind,
                    created=now(),
                )
                for criterion, mark in marks.items()
            ]
            session.add_all(rows)
            session.execute(delete(DraftRow).where(DraftRow.call_id == call_id, DraftRow.scorer == scorer))
            session.flush()
            return [record_of(row) for row in rows]

    def scorings(
        self, *, call_id: str | None = None, rubric_id: str | None = None, shared: bool = False
    ) -> list[ScoringRecord]:
        """Everything that people scored, the oldest first: of one call, by one rubric, of shared calls only."""
        query = select(ScoringRow).join(CallRow, CallRow.id == ScoringRow.call_id).order_by(ScoringRow.id)
        if call_id is not None:
            query = query.where(CallRow.id == call_id)
        if rubric_id is not None:
            query = query.where(CallRow.rubric_id == rubric_id)
        if shared:
            query = query.where(CallRow.private.is_(False))
        with self._read() as session:
            return [record_of(row) for row in session.scalars(query)]

    def saw_grade(self, call_id: str, person: str, at: datetime | None = None) -> None:
        """Keep that this person has seen the evaluator's grade: what they score from now on is not blind."""
        with self._read() as session:
            if session.get(SightingRow, (call_id, person)) is not None:
                return
        try:
            with self._write() as session:
                session.add(SightingRow(call_id=call_id, person=person, at=at or now()))
        except IntegrityError:
            pass  # a second tab was a moment faster, or the call is gone

    def has_seen_grade(self, call_id: str, person: str) -> bool:
        """Whether this person has seen the evaluator's grade of the call."""
        with self._read() as session:
            return session.get(SightingRow, (call_id, person)) is not None

    def to_score(self, rubric_id: str) -> list[ScoredBy]:
        """The finished, shared calls by this rubric in which an agent spoke, and who has scored or seen what.

        Nothing here asks who is looking.
        """
        spoken = select(TurnRow.n).where(TurnRow.call_id == CallRow.id, TurnRow.speaker == "caller").exists()
        calls = (
            select(CallRow.id, CallRow.owner, CallRow.rubric_version, GradeRow.overall)
            .outerjoin(GradeRow, GradeRow.id == CallRow.grade_id)
            .where(CallRow.rubric_id == rubric_id, CallRow.private.is_(False), CallRow.ended_at.is_not(None), spoken)
            .order_by(CallRow.started_at.desc(), CallRow.id)
        )
        scored = select(ScoringRow.call_id, ScoringRow.scorer).where(ScoringRow.blind.is_(True)).distinct()
        seen = select(SightingRow.call_id, SightingRow.person)
        scorers: dict[str, set[str]] = {}
        viewers: dict[str, set[str]] = {}
        with self._read() as session:
            for query, found in ((scored, scorers), (seen, viewers)):
                for call_id, person in session.execute(query):
                    found.setdefault(call_id, set()).add(person)
            rows = session.execute(calls).all()
        return [
            ScoredBy(
                call_id,
                owner,
                f"{rubric_id}@{version}",
                overall,
                frozenset(scorers.get(call_id, ())),
                frozenset(viewers.get(call_id, ())),
            )
            for call_id, owner, version, overall in rows
        ]

    def rubrics_shared(self) -> list[str]:
        """Ids of the rubrics of finished, shared calls."""
        query = select(CallRow.rubric_id).where(CallRow.private.is_(False), CallRow.ended_at.is_not(None))
        with self._read() as session:
            return list(session.scalars(query.distinct().order_by(CallRow.rubric_id)))


def record_of(row: ScoringRow) -> ScoringRecord:
    """The row as a record."""
    return ScoringRecord(**{name: getattr(row, name) for name in ScoringRecord.__slots__})
