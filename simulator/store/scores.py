"""Scores of many calls at once, as they stand, for averages."""

from sqlalchemy import select

from simulator.store.database import Database
from simulator.store.listing import conditions
from simulator.store.records import CallFilter, ScoresRecord
from simulator.store.tables import CallRow, GradeRow, OverrideRow


class Scores(Database):
    """The part of the store that reads what averages are made of."""

    def latest_scores(self, wanted: CallFilter, *, limit: int) -> list[ScoresRecord]:
        """Scores of the latest `limit` graded calls that pass the filter, those by people in place of the evaluator's.

        Nothing here asks who is looking, as in `list_calls`. Reads each grade whole: a few milliseconds for ten.
        """
        graded = (
            select(
                CallRow.grade_id,
                CallRow.rubric_hash,
                CallRow.settled_overall,
                CallRow.settled_passed,
                GradeRow.body,
                CallRow.id,
            )
            .join(GradeRow, GradeRow.id == CallRow.grade_id)
            .where(*conditions(wanted))
            .order_by(CallRow.started_at.desc(), CallRow.id)
            .limit(limit)
        )
        with self._read() as session:
            rows = session.execute(graded).all()
            given = select(OverrideRow.grade_id, OverrideRow.criterion, OverrideRow.score).order_by(OverrideRow.id)
            by_people: dict[int, dict[str, float | None]] = {}
            for grade_id, criterion, score in session.execute(
                given.where(OverrideRow.grade_id.in_([r[0] for r in rows]))
            ):
                by_people.setdefault(grade_id, {})[criterion] = score
        return [
            ScoresRecord(
                digest,
                overall,
                passed,
                _scores(body["criteria"], by_people.get(grade_id, {})),
                call_id=call_id,
                by_people=frozenset(name for name, score in by_people.get(grade_id, {}).items() if score is not None),
            )
            for grade_id, digest, overall, passed, body, call_id in rows
        ]


def _scores(criteria: list[dict[str, object]], by_people: dict[str, float | None]) -> dict[str, float]:
    """Scores by criterion; a person's None lets the evaluator's stand."""
    found: dict[str, float] = {}
    for one in criteria:
        name = str(one["id"])
        given = by_people.get(name)
        score = one["score"] if given is None else given
        if isinstance(score, int | float):
            found[name] = float(score)
    return found
