"""What somebody's own calls add up to: scores call by call, skills shown, and whom to take next."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Final

from simulator.access import Viewer, may_practise, require
from simulator.practice.call import Practice
from simulator.practice.milestones import Milestone, milestones, shown_in
from simulator.practice.progress import Progress, ScoredCall, progress
from simulator.practice.suggest import Suggestion, suggestion
from simulator.store import CallFilter, CallSummary

LATEST: Final = 100
"""Graded calls that are looked back on."""
LATELY: Final = 12
"""Graded calls that a suggestion is made from."""
KEPT: Final = 4096
"""Calls whose milestones are kept at hand: a finished call under one grade shows what it shows."""


@dataclass
class LookBack:
    """Looks back on the calls of one store. Safe to share between threads."""

    practice: Practice
    _shown: OrderedDict[tuple[object, ...], tuple[Milestone, ...]] = field(
        default_factory=OrderedDict, init=False, repr=False
    )
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def scored(self, viewer: Viewer, *, limit: int = LATEST) -> list[ScoredCall]:
        """The viewer's latest graded calls with the scores that hold. Raises NotAllowedError for no trainee."""
        require(may_practise, viewer)
        wanted = CallFilter(owner=viewer.id, graded_only=True)
        calls = {one.call.id: one.call for one in self.practice.store.list_calls(wanted, limit=limit)}
        return [
            ScoredCall(
                calls[one.call_id],
                self.practice.book.rubric(one.rubric_hash),
                one.scores,
                overridden=one.by_people,
            )
            for one in self.practice.store.latest_scores(wanted, limit=limit)
            if one.call_id in calls
        ]

    def progress(self, viewer: Viewer) -> Progress:
        """The viewer's scores, criterion by criterion. Raises as `scored` does."""
        return progress(self.scored(viewer))

    def suggestion(self, viewer: Viewer, calls: list[CallSummary]) -> Suggestion | None:
        """Whom to take next after these calls of the viewer's, and why. Raises as `scored` does.

        A moment that was tried again and left open is nothing to go back to.
        """
        personas = self.practice.library.personas()
        calls = [one for one in calls if one.call.forked_at is None or one.call.ended_at is not None]
        return suggestion(personas, calls, self.scored(viewer, limit=LATELY), now=datetime.now(UTC))

    def milestones(self, viewer: Viewer) -> tuple[Milestone, ...]:
        """Skills that the viewer's latest graded calls show. Raises NotAllowedError for no trainee."""
        require(may_practise, viewer)
        store, own = self.practice.store, CallFilter(owner=viewer.id)
        newest = store.list_calls(own, limit=1)
        if not newest:
            return ()
        graded = store.list_calls(CallFilter(owner=viewer.id, graded_only=True, forks=False), limit=LATEST)
        shown = [one for summary in graded for one in self._shown_in(viewer, summary)]
        return milestones(shown, latest=self.practice.look(viewer, newest[0].call.id))

    def _shown_in(self, viewer: Viewer, summary: CallSummary) -> tuple[Milestone, ...]:
        key = (summary.call.id, summary.evaluator, summary.overall)
        with self._lock:
            known = self._shown.get(key)
        if known is None:
            grade = self.practice.store.grades(summary.call.id)[0].grade
            known = shown_in(self.practice.look(viewer, summary.call.id), grade)
            with self._lock:
                self._shown[key] = known
                while len(self._shown) > KEPT:
                    self._shown.popitem(last=False)
        return known
