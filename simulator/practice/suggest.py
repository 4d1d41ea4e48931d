"""Which caller to take next, with the reason in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import Final

from simulator.persona import Persona
from simulator.practice.progress import ScoredCall
from simulator.rubric import Criterion, Rubric
from simulator.store import CallSummary

WEIGHTS: Final = {"low": 0, "medium": 1, "high": 2}
HEAVY_IN_A_ROW: Final = 2
HEAVY_WITHIN: Final = timedelta(days=1)
RECENT: Final = 5
"""Graded calls that count as lately."""
GOOD_ENOUGH: Final = 0.75
"""Share of the scale from which a criterion is no reason to take a caller: 4 on a scale of 1 to 5."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A caller to take next."""

    persona_id: str
    reason: str
    call_id: str | None = None
    """The call to go on with, where one is still open."""
    first: bool = False
    """Whether it is the first call ever."""


def suggestion(
    personas: Sequence[Persona], calls: Sequence[CallSummary], scored: Sequence[ScoredCall] = (), *, now: datetime
) -> Suggestion | None:
    """The caller to take next, or None without callers; the same calls give the same answer.

    `calls` are the person's own, in any order. In turn: the first call ever is an easy one; after two heavy calls
    within a day comes a lighter one; then a call that is still open; then whoever trains the criterion that has been
    lowest lately; then somebody new; then whoever was taken longest ago.
    """
    if not personas:
        return None
    ordered = sorted(calls, key=lambda one: (one.call.started_at, one.call.id))
    known = {persona.id: persona for persona in personas}
    if not ordered:
        return _first(personas)
    taken = {one.call.persona_id: one.call.started_at for one in ordered}
    return (
        _lighter(personas, known, ordered, now)
        or _still_open(known, ordered)
        or _weakest(personas, taken, scored)
        or _new(personas, taken)
        or _longest_ago(personas, taken)
    )


def _first(personas: Sequence[Persona]) -> Suggestion:
    """The easiest of those who weigh on nobody much."""
    chosen = [persona for persona in personas if persona.intensity != "high"] or personas
    easiest = min(chosen, key=lambda persona: (persona.difficulty, *_lightness(persona)))
    return Suggestion(easiest.id, "One of the easier callers, to find your feet with.", first=True)


def _lightness(persona: Persona) -> tuple[int, int, str]:
    """Emotional weight, then difficulty, the lightest first."""
    return WEIGHTS[persona.intensity], persona.difficulty, persona.id


def _lighter(
    personas: Sequence[Persona], known: Mapping[str, Persona], ordered: Sequence[CallSummary], now: datetime
) -> Suggestion | None:
    last = ordered[-HEAVY_IN_A_ROW:]
    heavy = [
        one
        for one in last
        if one.call.persona_id in known
        and known[one.call.persona_id].intensity == "high"
        and now - one.call.started_at <= HEAVY_WITHIN
    ]
    lighter = [persona for persona in personas if persona.intensity != "high"]
    if len(heavy) < HEAVY_IN_A_ROW or not lighter:
        return None
    return Suggestion(min(lighter, key=_lightness).id, "Two heavy calls in a row: here is a lighter one.")


def _still_open(known: Mapping[str, Persona], ordered: Sequence[CallSummary]) -> Suggestion | None:
    left = [one.call for one in ordered if one.call.ended_at is None and one.call.persona_id in known]
    if not left:
        return None
    return Suggestion(left[-1].persona_id, "You began this call and it is still open.", left[-1].id)


def _weakest(
    personas: Sequence[Persona], taken: Mapping[str, datetime], scored: Sequence[ScoredCall]
) -> Suggestion | None:
    """Whoever trains the criterion that has been lowest lately: new ones first, then those taken longest ago."""
    trained = {name for persona in personas for name in persona.trains}
    heights: dict[str, list[float]] = {}
    names: dict[str, str] = {}
    for one in sorted(scored, key=lambda one: (one.call.started_at, one.call.id))[-RECENT:]:
        for criterion in one.rubric.criteria:
            if criterion.id in one.scores and criterion.id in trained:
                heights.setdefault(criterion.id, []).append(_height(one.scores[criterion.id], criterion, one.rubric))
                names[criterion.id] = criterion.name
    if not heights:
        return None
    lowest = min(heights, key=lambda name: (fmean(heights[name]), name))
    if fmean(heights[lowest]) >= GOOD_ENOUGH:
        return None
    training = [persona for persona in personas if lowest in persona.trains]
    chosen = min(training, key=lambda persona: _rest(persona, taken))
    met = "is worth another try" if chosen.id in taken else "is new to you"
    return Suggestion(chosen.id, f"“{names[lowest]}” has been your lowest lately; this caller trains it and {met}.")


def _height(score: float, criterion: Criterion, rubric: Rubric) -> float:
    """How good a score is, 0 to 1, whichever end of the scale is the good one."""
    span = rubric.scale.max - rubric.scale.min
    height = (score - rubric.scale.min) / span if span else 1.0
    return height if criterion.better == "high" else 1 - height


def _rest(persona: Persona, taken: Mapping[str, datetime]) -> tuple[bool, float, tuple[int, int, str]]:
    """Never taken first, then taken longest ago, then the lightest."""
    last = taken.get(persona.id)
    return last is not None, last.timestamp() if last is not None else 0.0, _lightness(persona)


def _new(personas: Sequence[Persona], taken: Mapping[str, datetime]) -> Suggestion | None:
    new = [persona for persona in personas if persona.id not in taken]
    if not new:
        return None
    return Suggestion(min(new, key=_lightness).id, "You have not met this caller yet.")


def _longest_ago(personas: Sequence[Persona], taken: Mapping[str, datetime]) -> Suggestion:
    oldest = min(personas, key=lambda persona: _rest(persona, taken))
    return Suggestion(oldest.id, "It has been longest since you took this call.")
