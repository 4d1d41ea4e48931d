"""Somebody's own calls as they look back on them: each with the tries that began in it, filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulator.store import CallSummary

Result = Literal["passed", "not_passed", "not_graded", "open"]


@dataclass(frozen=True, slots=True)
class Thread:
    """A call and the tries of its moments, and of theirs."""

    first: CallSummary
    tries: tuple[CallSummary, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which calls somebody wants to see; None leaves a part open."""

    persona: str | None = None
    """An id without version."""
    result: Result | None = None
    """`not_graded` are ended calls without an overall score, `open` those that have not ended."""
    private: bool | None = None

    def lets_through(self, summary: CallSummary) -> bool:
        """Whether this call is one of them."""
        return (
            self.persona in (None, summary.call.persona_id)
            and self.result in (None, result_of(summary))
            and self.private in (None, summary.call.private)
        )


EVERYTHING: Final = Sieve()


def result_of(summary: CallSummary) -> Result | None:
    """How a call stands, a person's score in place of the evaluator's; None where it has a score and no pass mark."""
    if summary.call.ended_at is None:
        return "open"
    if summary.settled_overall is None:
        return "not_graded"
    return {True: "passed", False: "not_passed", None: None}[summary.settled_passed]


def threads(calls: Sequence[CallSummary], sieve: Sieve) -> list[Thread]:
    """The calls that pass, each under the call that it tries again; `calls` come newest first, and so do threads.

    A thread is shown whole as soon as one of its calls passes. A try whose call was deleted begins a thread itself.
    """
    by_id = {one.call.id: one for one in calls}
    grouped: dict[str, list[CallSummary]] = {}
    for one in calls:
        grouped.setdefault(_root(one, by_id), []).append(one)
    found = [
        Thread(by_id[root], tuple(one for one in group if one.call.id != root))
        for root, group in grouped.items()
        if any(sieve.lets_through(one) for one in group)
    ]
    return sorted(found, key=lambda thread: thread.first.call.started_at, reverse=True)


def _root(one: CallSummary, by_id: dict[str, CallSummary]) -> str:
    """The id of the call in which it all began, as far as it is still there."""
    while one.call.parent in by_id:
        one = by_id[one.call.parent]
    return one.call.id
