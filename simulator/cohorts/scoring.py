"""Scores that people give a call before they see the evaluator's: which call comes next, and what they make of it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.access import LOCAL_PERSON, Viewer, may_review, may_score, require
from simulator.cohorts.overriding import LONGEST_REASON, check_score, criterion_of
from simulator.errors import CallStateError, ScoreRefusedError, UnknownNameError
from simulator.rubric import Rubric
from simulator.store import CallRecord, Mark, ScoredBy, ScoringRecord, Store
from simulator.transcript import Transcript

ENOUGH: Final = 2
"""So many people score a call before others come first."""
BANDS: Final = 4
"""Calls are spread over so many bands of the evaluator's overall score; those without one are a band of their own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A call to score. There is no grade in it."""

    call: CallRecord
    rubric: Rubric
    transcript: Transcript
    marks: Mapping[str, Mark]
    """What this scorer makes of each criterion: chosen and not sent yet, else as they scored it before."""
    blind: bool
    """False where they have seen the evaluator's grade: what they score then corrects nothing."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the scoring by one rubric has come."""

    mine: int
    """Calls that this scorer scored blind."""
    scored: int
    """Calls that anybody did."""
    double: int
    """Calls that two people or more did."""
    waiting: int
    """Calls that this scorer can still score blind."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """Takes what people score in one store.

    `name` tells scorers apart where an installation has no sign-in; elsewhere it is left out.
    """

    store: Store
    rubrics: Callable[[str], Rubric]
    """The rubric that is stored under that hash."""

    def rubrics_to_score(self, viewer: Viewer) -> list[str]:
        """Ids of the rubrics of finished, shared calls. Raises NotAllowedError."""
        require(may_review, viewer)
        return self.store.rubrics_shared()

    def to_score(self, viewer: Viewer, rubric_id: str, *, name: str | None = None) -> list[str]:
        """Ids of the calls that wait for this scorer, in the order in which to score them, those begun first.

        Raises NotAllowedError.
        """
        require(may_review, viewer)
        begun = self.store.drafted(scorer_of(viewer, name))
        order = queue(self._waiting(viewer, rubric_id, name), self.store.to_score(rubric_id))
        return sorted(order, key=lambda call_id: call_id not in begun)

    def progress(self, viewer: Viewer, rubric_id: str, *, name: str | None = None) -> Progress:
        """How far the scoring by this rubric has come. Raises NotAllowedError."""
        require(may_review, viewer)
        calls, me = self.store.to_score(rubric_id), scorer_of(viewer, name)
        return Progress(
            mine=sum(me in one.scorers for one in calls),
            scored=sum(bool(one.scorers) for one in calls),
            double=sum(len(one.scorers) >= ENOUGH for one in calls),
            waiting=len(self._waiting(viewer, rubric_id, name)),
        )

    def sheet(self, viewer: Viewer, call_id: str, *, name: str | None = None) -> Sheet:
        """The call to score. Raises NotAllowedError, UnknownNameError; CallStateError while the call goes on."""
        call, me = self._open(viewer, call_id), scorer_of(viewer, name)
        scored = [one for one in self.store.scorings(call_id=call_id) if one.scorer == me]
        given = {one.criterion: Mark(one.status, one.score, one.note) for one in scored}
        given |= self.store.drafts(call_id, me)
        rubric = self.rubrics(call.rubric_hash)
        blind = not self._seen(call_id, viewer, me)
        return Sheet(call, rubric, self.store.transcript(call_id), given, blind)

    def draft(
        self, viewer: Viewer, call_id: str, criterion: str, mark: Mark | None, *, name: str | None = None
    ) -> None:
        """Keep what this scorer has chosen and not sent yet; None takes it away.

        Raises UnknownNameError where the rubric has no such criterion, ScoreRefusedError, and what `sheet` raises.
        """
        call = self._open(viewer, call_id)
        if mark is not None:
            check_mark(mark, criterion, self.rubrics(call.rubric_hash))
        self.store.set_draft(call_id, criterion, mark, scorer=scorer_of(viewer, name))

    def save(
        self, viewer: Viewer, call_id: str, marks: Mapping[str, Mark], *, name: str | None = None
    ) -> list[ScoringRecord]:
        """Keep what this scorer makes of every criterion; it never changes the grade.

        Raises ScoreRefusedError where a criterion is missing or a score is off the scale, and what `sheet` raises.
        """
        call, me = self._open(viewer, call_id), scorer_of(viewer, name)
        checked_marks(marks, self.rubrics(call.rubric_hash))
        return self.store.add_scorings(call_id, marks, scorer=me, seen=self._seen(call_id, viewer, me))

    def _waiting(self, viewer: Viewer, rubric_id: str, name: str | None) -> list[ScoredBy]:
        me = scorer_of(viewer, name)
        return [
            one
            for one in self.store.to_score(rubric_id)
            if may_score(viewer, owner=one.owner, private=False)
            and me not in one.scorers
            and not {me, viewer.id} & one.seen_by
        ]

    def _seen(self, call_id: str, viewer: Viewer, scorer: str) -> bool:
        return any(self.store.has_seen_grade(call_id, person) for person in {scorer, viewer.id})

    def _open(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        require(may_score, viewer, owner=call.owner, private=call.private)
        if call.ended_at is None:
            raise CallStateError("This call is still going on. It can be scored once it has ended.")
        return call


def scorer_of(viewer: Viewer, name: str | None) -> str:
    """Under what name somebody's scores are kept: their id; where nobody signs in, the name that they gave."""
    given = " ".join((name or "").lower().split())
    return given if viewer.id == LOCAL_PERSON.id and given else viewer.id


def queue(waiting: Sequence[ScoredBy], every: Sequence[ScoredBy]) -> list[str]:
    """Ids of the calls that wait, in the order in which to score them.

    Those that one person has scored come first, so that two have soon; then those of nobody. Within each, low and high
    overall scores take turns, the bands with the fewest scored calls first; nothing in the order of a band tells which
    it is. Kappa and corrections both need calls of every kind.
    """
    band = bands(every)
    covered = Counter(band[one.call_id] for one in every if one.scorers)
    order = {0: 1, 1: 0}
    found: list[str] = []
    for group in range(3):
        left: dict[int, list[str]] = {}
        for one in sorted(waiting, key=lambda one: _shuffled(one.call_id)):
            if order.get(len(one.scorers), 2) == group:
                left.setdefault(band[one.call_id], []).append(one.call_id)
        while left:
            chosen = min(left, key=lambda name: (covered[name], _shuffled(f"{name} {len(found)}")))
            covered[chosen] += 1
            found.append(left[chosen].pop(0))
            if not left[chosen]:
                del left[chosen]
    return found


def bands(calls: Sequence[ScoredBy]) -> dict[str, int]:
    """The band of each call by the rank of its overall score, from 0; -1 for those without one."""
    ranked = sorted((one.overall, one.call_id) for one in calls if one.overall is not None)
    found = {call_id: rank * BANDS // len(ranked) for rank, (_, call_id) in enumerate(ranked)}
    return {one.call_id: found.get(one.call_id, -1) for one in calls}


def checked_marks(marks: Mapping[str, Mark], rubric: Rubric) -> None:
    """Raise ScoreRefusedError unless every criterion of the rubric has a mark that can be kept, and no other has."""
    if unknown := sorted(set(marks) - {one.id for one in rubric.criteria}):
        raise UnknownNameError(f"{rubric.name} has no criterion {', '.join(unknown)}.")
    if missing := [one.name for one in rubric.criteria if one.id not in marks]:
        raise ScoreRefusedError(f"Still without a score: {', '.join(missing)}. Say 'cannot judge' where you cannot.")
    for criterion, mark in marks.items():
        check_mark(mark, criterion, rubric)


def check_mark(mark: Mark, criterion_id: str, rubric: Rubric) -> None:
    """Raise ScoreRefusedError where this mark cannot be kept, UnknownNameError where there is no such criterion."""
    criterion = criterion_of(rubric, criterion_id)
    if (mark.score is None) == (mark.status == "scored"):
        raise ScoreRefusedError(f"{criterion.name}: choose a level, not applicable or cannot judge.")
    check_score(mark.score, criterion, rubric)
    if len(mark.note) > LONGEST_REASON:
        raise ScoreRefusedError(f"{criterion.name}: keep the note under {LONGEST_REASON} characters.")


def _shuffled(text: str) -> str:
    """An order that tells nothing, the same for everybody."""
    return hashlib.sha256(text.encode()).hexdigest()
