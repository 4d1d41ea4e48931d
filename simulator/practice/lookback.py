"""What somebody's own calls add up to: scores call by call, skills shown, and whom to take next."""

import time
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
"""Calls whose milestones are kept at hand."""
READING: Final = 1.0
"""Seconds that a page waits for calls to be read again; the next look goes on from there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Skills that were shown, and how many calls have not been read again yet."""

    milestones: tuple[Milestone, ...]
    unread: int


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

    def milestones(self, viewer: Viewer) -> Shown:
        """Skills that the viewer's latest graded calls show. Raises NotAllowedError for no trainee.

        Calls that were not read since this process began are read again, the latest first, for about a second.
        """
        require(may_practise, viewer)
        store = self.practice.store
        newest = store.list_calls(CallFilter(owner=viewer.id), limit=1)
        if not newest:
            return Shown((), 0)
        graded = store.list_calls(CallFilter(owner=viewer.id, graded_only=True, forks=False), limit=LATEST)
        until, left, shown = time.monotonic() + READING, 0, list[Milestone]()
        for summary in graded:
            if self.practice.book.persona(summary.call.persona_hash).intensity == "high":
                continue  # nobody gets a badge for it, so it need not be read
            known = self._known(summary)
            if known is None and time.monotonic() > until:
                left += 1
                continue
            shown += self._read(viewer, summary) if known is None else known
        return Shown(milestones(shown, latest=self.practice.look(viewer, newest[0].call.id)), left)

    def _known(self, summary: CallSummary) -> tuple[Milestone, ...] | None:
        with self._lock:
            return self._shown.get(_key(summary))

    def _read(self, viewer: Viewer, summary: CallSummary) -> tuple[Milestone, ...]:
        grade = self.practice.store.grades(summary.call.id)[0].grade
        found = shown_in(self.practice.look(viewer, summary.call.id), grade)
        with self._lock:
            self._shown[_key(summary)] = found
            while len(self._shown) > KEPT:
                self._shown.popitem(last=False)
        return found


def _key(summary: CallSummary) -> tuple[object, ...]:
    """A finished call under one grade shows what it shows."""
    return summary.call.id, summary.evaluator, summary.overall
