"""What somebody's calls so far say about the next one."""

from collections.abc import Iterable

from simulator.store import CallSummary
from simulator.web.wording import day_and_time


def last_taken(calls: Iterable[CallSummary]) -> dict[str, str]:
    """For each persona, how often it was taken and how the last call went; `calls` come newest first."""
    by_persona: dict[str, list[CallSummary]] = {}
    for summary in calls:
        by_persona.setdefault(summary.call.persona_id, []).append(summary)
    return {persona: _words(taken) for persona, taken in by_persona.items()}


def result(summary: CallSummary) -> str:
    """How a call came out, in a few words; a person's score stands in place of the evaluator's."""
    if summary.call.ended_at is None:
        return "Still open"
    if summary.grade_status is None:
        return "Feedback to read"
    if summary.settled_overall is None:
        return "Not graded"
    verdict = {True: ", passed", False: ", not passed yet", None: ""}[summary.settled_passed]
    verdict = ", critical failure" if summary.critical else verdict
    return f"{summary.settled_overall:.1f}{verdict}"


def _words(taken: list[CallSummary]) -> str:
    whole = sum(one.call.forked_at is None for one in taken)
    times = {0: "Tried again", 1: "Taken once", 2: "Taken twice"}.get(whole, f"Taken {whole} times")
    graded = next((one for one in taken if one.settled_overall is not None), None)
    if graded is None:
        return f"{times}, last on {day_and_time(taken[0].call.started_at)}"
    return f"{times}; last result {result(graded)}"
