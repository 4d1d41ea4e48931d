"""A person's score over the evaluator's: given with a reason, taken back with a reason, and both kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from simulator.access import Role, Viewer, called, may_override, may_see_call, require
from simulator.errors import CallStateError, ScoreRefusedError, UnknownNameError
from simulator.evaluator import scoring
from simulator.grade import CriterionGrade, Grade
from simulator.rubric import Criterion, Rubric
from simulator.store import CallRecord, GradeRecord, ObstacleRecord, OverrideRecord, Store

STEP = 0.5
"""A person scores in half points."""
FEWEST_WORDS = 3
"""A reason shorter than this explains nothing."""
LONGEST_REASON = 1000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A grade as it stands: the evaluator's, with every score that a person put over it."""

    grade: Grade
    """With the scores of `by_person` in it; its evidence and its reasons stay the evaluator's."""
    by_person: Mapping[str, OverrideRecord]
    """For each criterion that a person scored, the score that holds; those taken back are not among them."""
    changes: tuple[OverrideRecord, ...] = ()
    """Everything that a person gave on this call or took back, the oldest first, with authors as readers know them."""
    stopped: Mapping[str, ObstacleRecord] = field(default_factory=dict)
    """What stopped the agent, as they say, by criterion; it has no part in any score."""

    def of(self, criterion: str) -> list[OverrideRecord]:
        """The changes of one criterion, the oldest first."""
        return [one for one in self.changes if one.criterion == criterion]


@dataclass(frozen=True, slots=True)
class Overriding:
    """Puts a lead's scores beside the evaluator's in one store."""

    store: Store
    rubrics: Callable[[str], Rubric]
    """The rubric that is stored under that hash."""

    def override(
        self,
        viewer: Viewer,
        call_id: str,
        criterion: str,
        *,
        score: float | None,
        reason: str,
        grade_id: int | None = None,
    ) -> OverrideRecord:
        """Put a score over the evaluator's, for a reason that the trainee can read; the grade is added up again.

        None takes back what was put there: the evaluator's own result stands again, and the history stays. A criterion
        that the evaluator could not grade, or that it thought not applicable, can be given a score too. `grade_id` is
        the grade that was on the screen, else the latest. Raises NotAllowedError; ScoreRefusedError off the scale,
        without a reason, or where there is nothing to take back; CallStateError where there is no grade.
        """
        call, record = self._open(viewer, call_id, grade_id)
        rubric, held = self.rubrics(call.rubric_hash), holding(record, self.store.overrides(call_id))
        check_score(score, criterion_of(rubric, criterion), rubric)
        if score is None and criterion not in held:
            raise ScoreRefusedError("This is the evaluator's own score; there is nothing to take back.")
        scores = {name: one.score for name, one in held.items()} | {criterion: score}
        grade = regraded(record.grade, rubric, scores)
        if self.store.person(viewer.id) is None:
            self.store.ensure_person(viewer.id, viewer.name, [role.value for role in viewer.roles])
        return self.store.add_override(
            record.id,
            criterion=criterion,
            was=record.grade.criterion(criterion).score,
            score=score,
            reason=checked_reason(reason),
            author=viewer.id,
            overall=grade.overall,
            passed=grade.passed,
        )

    def history(self, viewer: Viewer, call_id: str) -> list[OverrideRecord]:
        """Every score that a person gave on this call or took back, the oldest first; for all who may see the call."""
        call = self._call(call_id)
        require(may_see_call, viewer, owner=call.owner, private=call.private)
        return self.store.overrides(call_id)

    def _open(self, viewer: Viewer, call_id: str, grade_id: int | None) -> tuple[CallRecord, GradeRecord]:
        call = self._call(call_id)
        require(may_override, viewer, private=call.private)
        records = self.store.grades(call_id)
        chosen = next((one for one in records if grade_id in (None, one.id)), None)
        if chosen is None:
            raise CallStateError("This call has no grade yet, so there is no score to change.")
        return call, chosen

    def _call(self, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        return call


def settled(
    record: GradeRecord,
    overrides: Iterable[OverrideRecord],
    rubric: Rubric,
    stopped: Mapping[str, ObstacleRecord] | None = None,
) -> Settled:
    """The grade as it stands, from every override of its call, the oldest first, and what `stopped` the agent."""
    changes = tuple(replace(one, author_name=called(one.author, one.author_name, role=Role.LEAD)) for one in overrides)
    by_person = holding(record, changes)
    scores = {criterion: one.score for criterion, one in by_person.items()}
    return Settled(regraded(record.grade, rubric, scores), by_person, changes, stopped or {})


def holding(record: GradeRecord, overrides: Iterable[OverrideRecord]) -> dict[str, OverrideRecord]:
    """The scores by a person that hold for this grade; `overrides` come oldest first."""
    latest = {one.criterion: one for one in overrides if one.grade_id == record.id}
    return {criterion: one for criterion, one in latest.items() if one.score is not None}


def regraded(grade: Grade, rubric: Rubric, scores: Mapping[str, float | None]) -> Grade:
    """The grade with these scores in it, added up by the evaluator's own rule; None leaves a criterion alone.

    A critical failure stays one: it is a fact of the call, and no score makes up for it.
    """
    if not any(score is not None for score in scores.values()):
        return grade
    criteria = [_with(one, scores.get(one.id)) for one in grade.criteria]
    mean = scoring.overall(rubric, criteria)
    missing = any(one.status == "not_graded" for one in criteria)
    return grade.model_copy(
        update={
            "criteria": criteria,
            "overall": mean,
            "passed": scoring.passed(
                rubric, criteria, mean, critical=bool(grade.critical), unjudged=bool(grade.unjudged)
            ),
            "status": "not_graded" if mean is None else "partly_graded" if missing else "graded",
        }
    )


def check_score(score: float | None, criterion: Criterion, rubric: Rubric) -> None:
    """Raise ScoreRefusedError where the score is not on the rubric's scale in half points."""
    low, high = rubric.scale.min, rubric.scale.max
    if score is not None and (not low <= score <= high or score % STEP):
        raise ScoreRefusedError(f"{criterion.name} is scored from {low} to {high} in half points; {score:g} is not.")


def checked_reason(reason: str) -> str:
    """The reason as it is kept. Raises ScoreRefusedError where it explains nothing, or is a page long."""
    kept = reason.strip()
    if len(kept.split()) < FEWEST_WORDS:
        raise ScoreRefusedError("Say why in a few words. The person who took the call reads them.")
    if len(kept) > LONGEST_REASON:
        raise ScoreRefusedError(f"Say why in {LONGEST_REASON} characters or fewer; this is {len(kept)}.")
    return kept


def criterion_of(rubric: Rubric, criterion_id: str) -> Criterion:
    """The criterion of that id. Raises UnknownNameError where the rubric has none."""
    try:
        return rubric.criterion(criterion_id)
    except KeyError as error:
        raise UnknownNameError(f"{rubric.name} has no criterion {criterion_id!r}.") from error


def _with(one: CriterionGrade, score: float | None) -> CriterionGrade:
    return one if score is None else one.model_copy(update={"score": score, "status": "graded", "trusted": True})
