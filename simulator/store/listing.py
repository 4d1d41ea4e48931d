"""Lists of calls for people who look back: filtered, ordered, and a page at a time."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from simulator.store.calls import record_of
from simulator.store.database import Database
from simulator.store.records import CallFilter, CallOrder, CallSummary
from simulator.store.tables import CallRow, GradeRow, OverrideRow, PersonRow, TurnRow

COLUMNS: Final[dict[CallOrder, InstrumentedAttribute[Any]]] = {
    "started": CallRow.started_at,
    "overall": CallRow.settled_overall,
    "owner": PersonRow.name,
    "persona": CallRow.persona_id,
}


class Listing(Database):
    """The part of the store that lists calls."""

    def list_calls(
        self,
        wanted: CallFilter,
        *,
        order: CallOrder = "started",
        descending: bool = True,
        limit: int = 50,
        offset: int = 0,
    ) -> list[CallSummary]:
        """One page of the calls that pass the filter, each with its latest grade; without a score they come last.

        Nothing here asks who is looking: pass `private=False`, or the viewer as `owner`.
        """
        column = COLUMNS[order]
        directed = column.desc() if descending else column.asc()
        page = (
            select(CallRow.id)
            .join(PersonRow, PersonRow.id == CallRow.owner)
            .where(*conditions(wanted))
            .order_by(directed.nulls_last(), CallRow.started_at.desc(), CallRow.id)
            .limit(limit)
            .offset(offset)
        )
        with self._read() as session:
            ids = list(session.scalars(page))
        return self.calls_named(ids)

    def calls_named(self, ids: Sequence[str]) -> list[CallSummary]:
        """These calls, in this order, each as `list_calls` gives it; those that are no longer there are left out."""
        with self._read() as session:
            found = {row[0].id: summary_of(row) for row in session.execute(summaries().where(CallRow.id.in_(ids)))}
        return [found[call_id] for call_id in ids if call_id in found]

    def count_listed(self, wanted: CallFilter) -> int:
        """How many calls pass the filter."""
        query = select(func.count()).select_from(CallRow).where(*conditions(wanted))
        with self._read() as session:
            return session.scalar(query) or 0

    def owners_listed(self) -> dict[str, str]:
        """Names of the people who share at least one call, by id."""
        shared = select(CallRow.owner).where(CallRow.private.is_(False)).distinct()
        query = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(shared)).order_by(PersonRow.name)
        with self._read() as session:
            return dict(session.execute(query).all())

    def personas_listed(self) -> list[str]:
        """Ids of the personas with whom at least one shared call was taken."""
        query = select(CallRow.persona_id).where(CallRow.private.is_(False)).distinct().order_by(CallRow.persona_id)
        with self._read() as session:
            return list(session.scalars(query))


def conditions(wanted: CallFilter) -> list[ColumnElement[bool]]:
    """The filter in SQL."""
    exact: dict[InstrumentedAttribute[Any], Any] = {
        CallRow.owner: wanted.owner,
        CallRow.private: wanted.private,
        CallRow.persona_id: wanted.persona,
        CallRow.rubric_id: wanted.rubric,
        CallRow.parent: wanted.parent,
        CallRow.overridden: wanted.overridden,
        CallRow.flagged: wanted.flagged,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value is not None]
    if wanted.result == "not_graded":
        found.append(CallRow.settled_overall.is_(None))
    elif wanted.result == "critical":
        found.append(CallRow.critical.is_(True))
    elif wanted.result is not None:
        found.append(CallRow.settled_passed.is_(wanted.result == "passed"))
    if wanted.since is not None:
        found.append(CallRow.started_at >= wanted.since)
    if wanted.until is not None:
        found.append(CallRow.started_at < wanted.until)
    if wanted.graded_only:
        found.append(CallRow.grade_id.is_not(None))
    for column, present in ((CallRow.ended_at, wanted.ended), (CallRow.forked_at, wanted.forks)):
        if present is not None:
            found.append(column.is_not(None) if present else column.is_(None))
    return found


def summaries() -> Select[Any]:
    """The query for calls with their owner's name, number of turns and the latest grade's result."""
    turns = select(func.count()).where(TurnRow.call_id == CallRow.id).scalar_subquery()
    grade = (GradeRow.status, GradeRow.overall, GradeRow.passed, GradeRow.evaluator)
    later = aliased(OverrideRow)
    superseded = (
        select(later.id)
        .where(later.grade_id == OverrideRow.grade_id, later.criterion == OverrideRow.criterion)
        .where(later.id > OverrideRow.id)
        .exists()
    )
    changed = (
        select(func.count())
        .where(OverrideRow.grade_id == CallRow.grade_id, OverrideRow.score.is_not(None), ~superseded)
        .scalar_subquery()
    )
    return (
        select(CallRow, PersonRow.name, turns, *grade, changed)
        .join(PersonRow, PersonRow.id == CallRow.owner)
        .outerjoin(GradeRow, GradeRow.id == CallRow.grade_id)
    )


def summary_of(row: Any) -> CallSummary:
    """One line of `summaries` as a record."""
    call, owner_name, turns, grade_status, overall, passed, evaluator, changed = row
    return CallSummary(
        call=record_of(call),
        owner_name=owner_name,
        turns=turns,
        grade_status=grade_status,
        overall=overall,
        passed=passed,
        evaluator=evaluator,
        settled_overall=call.settled_overall,
        settled_passed=call.settled_passed,
        overridden=call.overridden,
        changed=changed,
        critical=call.critical,
        flagged=call.flagged,
    )
