"""Empathy in an agent's turn: this caller's facts, and what they feel like or what they cost.

Concern that would suit any caller is none, however warm; nor is a plain statement of fact, however true: what tells
the caller a figure that they did not give informs them.
"""

from dataclasses import dataclass
from typing import Final

from simulator.listening.content import content
from simulator.listening.context import Before
from simulator.listening.phrases import phrases, word_list
from simulator.listening.words import Speech, Unit

_FACTS: Final = 2
"""Facts of the sentence before that make up for none in this one."""

_TELLING: Final = 6
"""Words from which a sentence says what somebody has borne."""

_TOLD_BEFORE: Final = frozenset({"tell", "call"})
"""Not having to tell it or to ring again is relief for a caller who has told it or rung before."""

_NEVER: Final = ("self_orientation", "command", "non_apology", "dismissal", "fob_off")
_YOU: Final = ("you ", "your ", "you're ", "you've ", "you'd ", "yours ", "yourself ", "youre ", "youve ")


@dataclass(frozen=True, slots=True)
class Felt:
    """The sentence of a turn that shows empathy."""

    unit: Unit
    confidence: float


def empathy(speech: Speech, said: Before, asking: set[int]) -> Felt | None:
    """The sentence that shows this caller's facts with what they feel like or cost, if any does.

    `asking` holds the first words of the units that ask: those show none.
    """
    if not said.known:
        return None
    units = [unit for unit in speech.units if unit.first not in asking]
    best: Felt | None = None
    for at, unit in enumerate(units):
        near = (units[at - 1].plain if at else "") + unit.plain
        confidence = _empathic(unit, near, said)
        if confidence and (best is None or confidence > best.confidence):
            best = Felt(unit, confidence)
    return best


def _has(group: str, plain: str, *, file: str = "empathy") -> bool:
    return phrases(group, file=file).in_unit(plain)


def _empathic(unit: Unit, near: str, said: Before) -> float:
    """How sure it is that a sentence is empathy; `near` is the sentence before with it."""
    plain = unit.plain
    advises = _has("advice", plain, file="agent") and not _has("borne", plain)
    if advises or any(_has(group, plain, file="agent") for group in _NEVER) or _has("supposing", plain):
        return 0.0
    if _has("rude", plain, file="tone") or _has("blames", plain):
        return 0.0
    facts, facts_near = _facts(plain, said), _facts(near, said)
    relieves = _has("relief", plain)
    if _spoken_to(plain) and relieves and (facts_near or content(plain) & said.known & _TOLD_BEFORE):
        return 0.75
    makes_sense = _has("makes_sense", plain)
    of_theirs = relieves or makes_sense or any(_has(group, plain) for group in ("our_doing", "our_wrong", "burden"))
    if _has("about_me", plain, file="reflections") and not of_theirs:
        return 0.0
    if _has("stock", plain, file="agent") and len(facts) < _FACTS:
        return 0.0
    costs = _has("heavy_cost", plain)
    felt = said.burdened or _has("feeling", plain, file="agent")
    if makes_sense and len(facts_near) >= (1 if felt else _FACTS):
        return 0.7
    if said.unheard_figures(plain) and not costs:
        return 0.0
    return max(_borne(unit, facts, said, costs=costs), _weighed(plain, facts, facts_near, costs=costs))


def _facts(plain: str, said: Before) -> set[str]:
    """The caller's own words in these, but for feelings and what everybody says."""
    general = word_list("too_general", file="content")
    return {word for word in (content(plain) - general) & said.known if not _has("feeling", f"{word} ", file="agent")}


def _spoken_to(plain: str) -> bool:
    return any(f" {you}" in f" {plain}" for you in _YOU)


def _borne(unit: Unit, facts: set[str], said: Before, *, costs: bool) -> float:
    """What the caller bears or we did to them, said in plain words where they have told of it."""
    if _has("burden", unit.plain) and (facts or said.burdened):
        return 0.7
    told = bool(facts) or said.burdened
    if unit.last - unit.first < _TELLING or not (told or costs):
        return 0.0
    if any(_has(group, unit.plain) for group in ("borne", "our_wrong")):
        return 0.6
    return 0.6 if _has("our_doing", unit.plain) and len(facts) + said.burdened + costs >= _FACTS else 0.0


def _weighed(plain: str, facts: set[str], facts_near: set[str], *, costs: bool) -> float:
    """The caller's facts together with a feeling or a cost, weighed."""
    feels = _has("feeling", plain, file="agent")
    cost = phrases("cost", file="empathy").count(plain)
    if not _spoken_to(plain) and (len(facts) < _FACTS or not (feels or costs)):
        return 0.0
    if not (feels or costs or cost) or (not facts and len(facts_near) < (1 if costs else _FACTS)):
        return 0.0
    weight = len(facts_near) + feels + costs + _has("validation", plain, file="agent") + (cost > 1)
    return min(0.9, 0.4 + 0.12 * weight) if weight >= _FACTS else 0.0
