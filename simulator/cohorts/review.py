"""The shared calls that a lead reads: listed a page at a time, and where they are failing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from simulator.access import Role, Viewer, called, may_review, require
from simulator.errors import NotAllowedError, UnknownNameError
from simulator.rubric import Criterion, Rubric
from simulator.store import CallFilter, CallOrder, CallSummary, ScoresRecord, Store

PAGE = 50
"""Calls on a page of the list."""
OWNER = Role.TRAINEE
"""As whom people take calls."""
LATEST = 500
"""So many of the latest graded calls make the means; more would keep a lead waiting."""


@dataclass(frozen=True, slots=True)
class Mean:
    """How one criterion came out over several calls."""

    criterion: Criterion
    mean: float
    """On the rubric's scale."""
    calls: int
    """Calls in which it was graded."""
    missed: int
    """Calls in which its minimum was not met; 0 where it has none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the calls that were judged by one version of a rubric came out."""

    rubric: Rubric
    calls: int
    overall: float | None
    passed: int
    """Calls that passed."""
    decided: int
    """Calls of which it can be said whether they passed."""
    criteria: list[Mean]
    """The weakest first, those in which a low score is good turned round."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Calls in the order of one criterion."""

    criterion: str
    scores: Mapping[str, float]
    """The score in it by call, the weakest first."""


@dataclass(frozen=True, slots=True)
class Review:
    """Reads the shared calls of one store for leads. Private calls are no part of it, whatever is asked for."""

    store: Store
    rubrics: Callable[[str], Rubric]
    """The rubric that is stored under that hash."""

    def calls(
        self,
        viewer: Viewer,
        wanted: CallFilter | None = None,
        *,
        order: CallOrder = "started",
        descending: bool = True,
        page: int = 1,
    ) -> list[CallSummary]:
        """A page, from 1, of the finished calls that are shared with leads. Raises NotAllowedError for anybody else."""
        listed = self.store.list_calls(
            shared(viewer, wanted), order=order, descending=descending, limit=PAGE, offset=_before(page)
        )
        return _as_known(listed)

    def weakest(self, viewer: Viewer, criterion: str, wanted: CallFilter | None = None) -> Ranked:
        """The latest graded calls, the weakest in this criterion first, those as weak by date.

        Calls in which it was not graded are left out. Raises NotAllowedError.
        """
        latest = self.store.latest_scores(shared(viewer, wanted), limit=LATEST)
        found = sorted(
            (one for one in latest if criterion in one.scores),
            key=lambda one: share(one.scores[criterion], criterion, self.rubrics(one.rubric_hash)),
        )
        return Ranked(criterion, {one.call_id: one.scores[criterion] for one in found})

    def ranked(self, viewer: Viewer, order: Ranked, *, page: int = 1) -> list[CallSummary]:
        """A page, from 1, of calls in that order; those made private since are left out. Raises NotAllowedError."""
        require(may_review, viewer)
        ids = list(order.scores)[_before(page) : _before(page) + PAGE]
        return _as_known([one for one in self.store.calls_named(ids) if not one.call.private])

    def count(self, viewer: Viewer, wanted: CallFilter | None = None) -> int:
        """How many calls `calls` lists on all its pages. Raises NotAllowedError."""
        return self.store.count_listed(shared(viewer, wanted))

    def people(self, viewer: Viewer) -> dict[str, str]:
        """Names of those who share calls, by id. Raises NotAllowedError."""
        require(may_review, viewer)
        return {person: called(person, name, role=OWNER) for person, name in self.store.owners_listed().items()}

    def personas(self, viewer: Viewer) -> list[str]:
        """Ids of the personas of shared calls. Raises NotAllowedError."""
        require(may_review, viewer)
        return self.store.personas_listed()

    def taken_by(self, viewer: Viewer, call_id: str) -> str:
        """The name of whoever took this shared call.

        Raises NotAllowedError for anybody but a lead and for a private call, whoever took it; UnknownNameError.
        """
        require(may_review, viewer)
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        if call.private:  # closed to a lead even where it is their own, on one machine with one person
            raise NotAllowedError("This call is private. Ask the person who took it to share it.")
        person = self.store.person(call.owner)
        return called(call.owner, person.name if person else call.owner, role=OWNER)

    def standings(self, viewer: Viewer, wanted: CallFilter | None = None) -> list[Standing]:
        """How the latest graded calls came out, for each rubric among them, the most used first.

        Scores that a person gave count instead of the evaluator's. Not graded and not applicable count nowhere.
        Raises NotAllowedError.
        """
        by_rubric: dict[str, list[ScoresRecord]] = {}
        for one in self.store.latest_scores(shared(viewer, wanted), limit=LATEST):
            by_rubric.setdefault(one.rubric_hash, []).append(one)
        found = [standing(self.rubrics(digest), scores) for digest, scores in by_rubric.items()]
        return sorted(found, key=lambda one: -one.calls)


def pages(total: int) -> int:
    """How many pages so many calls fill; an empty list is a page too."""
    return max(1, -(-total // PAGE))


def standing(rubric: Rubric, scores: list[ScoresRecord]) -> Standing:
    """How these calls came out by this rubric."""
    overall = [one.overall for one in scores if one.overall is not None]
    decided = [one.passed for one in scores if one.passed is not None]
    means = [mean for criterion in rubric.criteria if (mean := _mean(criterion, scores)) is not None]
    return Standing(
        rubric=rubric,
        calls=len(scores),
        overall=fmean(overall) if overall else None,
        passed=sum(decided),
        decided=len(decided),
        criteria=sorted(means, key=lambda one: height(one, rubric)),
    )


def height(one: Mean, rubric: Rubric) -> float:
    """The mean with `better: low` turned round, so that higher is always better."""
    return rubric.scale.min + rubric.scale.max - one.mean if one.criterion.better == "low" else one.mean


def share(score: float, criterion: str, rubric: Rubric) -> float:
    """How high the score stands on the rubric's scale, from 0 to 1; higher is better in every criterion."""
    low, high = rubric.scale.min, rubric.scale.max
    up = (score - low) / (high - low)
    return 1 - up if rubric.criterion(criterion).better == "low" else up


def _mean(criterion: Criterion, scores: list[ScoresRecord]) -> Mean | None:
    graded = [one.scores[criterion.id] for one in scores if criterion.id in one.scores]
    if not graded:
        return None
    least = criterion.minimum
    low = criterion.better == "low"
    missed = 0 if least is None else sum(score > least if low else score < least for score in graded)
    return Mean(criterion, fmean(graded), len(graded), missed)


def _before(page: int) -> int:
    """How many calls stand on the pages before this one."""
    return (max(1, page) - 1) * PAGE


def _as_known(calls: list[CallSummary]) -> list[CallSummary]:
    return [replace(one, owner_name=called(one.call.owner, one.owner_name, role=OWNER)) for one in calls]


def shared(viewer: Viewer, wanted: CallFilter | None) -> CallFilter:
    """What was asked for, never beyond what a lead may read."""
    require(may_review, viewer)
    return replace(wanted or CallFilter(), private=False, ended=True)
