"""Calls that people scored blind, in a data folder of their own: for pictures and checks of what is made of them."""

import random
from datetime import UTC, datetime
from typing import Final

from bench._booth import LINES, MORE, Booth
from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.practice.grading import Grading
from simulator.practice.script import ScriptClock
from simulator.practice.shelf import Shelf
from simulator.store import Mark

TRAINEE: Final = narrowed(LOCAL_PERSON, Role.TRAINEE)
HEARD: Final = (
    "I've rung three times about this. Nobody writes anything down.",
    "I don't know where to start, to be honest with you.",
    "It was my husband's account. He did all of that.",
    "All right. What happens now?",
)
"""What callers say in calls that were only written down."""


class ScoredBooth(Booth):
    """The same data folder with many short calls in it."""

    def scored(self, number: int = 24) -> None:
        """So many graded and shared calls that two people scored blind, a little lower than the evaluator."""
        practice, chance = self._practice(self._settings, ScriptClock()), random.Random(7)
        grading = Grading(store=self._store, settings=self._settings, voices=practice.voices, book=practice.book)
        for at in range(number):
            call = self._begin(60 * at + 60, persona="bereaved-account-holder")
            later = chance.choice(LINES[1:]), HEARD[-1], chance.choice(LINES[1:] + MORE)
            lines = (LINES[0], HEARD[at % (len(HEARD) - 1)], *later)
            for n, text in enumerate(lines, start=1):
                self._store.add_turn(call, n, "agent" if n % 2 else "caller", text, 9.0 * n, "complete")
            self._store.end_call(call, datetime.now(UTC), "agent")
            Shelf(self._store).share(LOCAL_PERSON, call, private=False)
            criteria = grading.grade(TRAINEE, call).record.grade.criteria
            for scorer in ("ann", "ben") if at < number - 2 else ():
                marks = {one.id: _mark(one.score, chance) for one in criteria}
                self._store.add_scorings(call, marks, scorer=scorer)
        practice.close()


def _mark(score: float | None, chance: random.Random) -> Mark:
    """What somebody gives who scores lower than the evaluator, and not always alike."""
    if score is None:
        return Mark("not_applicable")
    return Mark("scored", float(min(5, max(1, round(score - 1 + chance.choice((-0.4, 0, 0.4)))))))
