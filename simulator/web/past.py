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
    """How a call came out, in a few words."""
    if summary.call.ended_at is None:
        return "Still going"
    if summary.grade_status is None:
        return "Feedback to read"
    if summary.overall is None:
        return "Not graded"
    verdict = {True: ", passed", False: ", not passed yet", None: ""}[summary.passed]
    return f"{summary.overall:.1f}{verdict}"


def _words(taken: list[CallSummary]) -> str:
    times = {1: "Taken once", 2: "Taken twice"}.get(len(taken), f"Taken {len(taken)} times")
    graded = next((one for one in taken if one.overall is not None), None)
    if graded is None:
        return f"{times}, last on {day_and_time(taken[0].call.started_at)}"
    return f"{times}; last result {result(graded)}"
