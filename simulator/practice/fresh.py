"""Grading a call afresh: when that could tell more, and when it is refused."""

from dataclasses import dataclass
from typing import Literal

from simulator.access import Viewer
from simulator.errors import CallStateError
from simulator.practice.grading import Graded, Grading
from simulator.store import GradeRecord

Occasion = Literal["stood_in", "changed", "again"]
"""The built-in evaluator stood in for a model; the evaluator is another one today; a model may judge otherwise."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """Grades calls of one store again. Whoever may see a call may: its owner, and leads it is shared with."""

    grading: Grading

    def occasion(self, graded: Graded) -> Occasion | None:
        """What a fresh grade would be for; None where it would come out the same, or where a person's score holds."""
        if self._by_person(graded.record):
            return None
        if graded.fallback is not None:
            return "stood_in"
        if not self.grading.is_current(graded.record):
            return "changed"
        return "again" if graded.record.grade.evaluator == "model" else None

    def grade(self, viewer: Viewer, call_id: str) -> Graded:
        """The call graded again; the earlier grade is kept, and this one stands from now on.

        Where a model grades, it is asked again. Raises CallStateError where a person's score holds, which a new grade
        would set aside, and what `Grading.grade` raises.
        """
        if any(self._by_person(record) for record in self.grading.store.grades(call_id)[:1]):
            raise CallStateError(
                "A person changed scores of this call, and theirs hold. "
                "It can be graded afresh once they are taken back."
            )
        return self.grading.grade(viewer, call_id, fresh=True)

    def _by_person(self, record: GradeRecord) -> bool:
        given = [one for one in self.grading.store.overrides(record.call_id) if one.grade_id == record.id]
        last = {one.criterion: one.score for one in given}
        return any(score is not None for score in last.values())
