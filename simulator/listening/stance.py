"""Where an agent stands towards the caller's feeling: with them, beside them, above them or elsewhere.

The product's one distinction lives here. *Empathy* speaks to this caller about this caller's facts and what
they feel like or cost; concern that would suit any caller is *sympathy*, however warm.
"""

from collections.abc import Iterator
from typing import Final

from simulator.listening.content import content
from simulator.listening.context import Before
from simulator.listening.phrases import phrases, word_list
from simulator.listening.questions import Question
from simulator.listening.words import Speech, Unit

Found = tuple[str, Unit, float]
_FACTS: Final = 2
"""Facts of the sentence before that make up for none in this one."""

_TELLING: Final = 6
"""Words from which a sentence says what somebody has borne."""

_TOLD_BEFORE: Final = frozenset({"tell", "call"})
"""Not having to tell it or to ring again is relief for a caller who has told it or rung before."""

_NEVER: Final = ("self_orientation", "command", "non_apology", "dismissal", "fob_off", "advice", "supposing")
_YOU: Final = ("you ", "your ", "you're ", "you've ", "you'd ", "yours ", "yourself ", "youre ", "youve ")


def stance_acts(speech: Speech, said: Before, asked: tuple[Question, ...]) -> Iterator[Found]:
    """Empathy, sympathy, condolence, validation, dismissal, self-orientation and commands."""
    asking = {question.unit.first for question in asked if not question.tag}
    felt = _empathy(speech, said, asking)
    if felt is not None:
        yield "empathy", *felt
    acknowledged = False
    for unit in speech.units:
        acknowledged = acknowledged or (felt is not None and felt[0].first <= unit.first)
        for act, confidence in _of_unit(unit, said, asked=unit.first in asking, acknowledged=acknowledged):
            acknowledged = acknowledged or act in ("validation", "sympathy", "condolence")
            if not (act == "sympathy" and felt is not None and felt[0] is unit):
                yield act, unit, confidence


def _has(group: str, unit: Unit) -> bool:
    return phrases(group).in_unit(unit.plain)


def _of_unit(unit: Unit, said: Before, *, asked: bool, acknowledged: bool) -> Iterator[tuple[str, float]]:
    if _has("command", unit):
        yield "command", 0.8
    if _has("self_orientation", unit):
        yield "self_orientation", 0.75
    if _has("dismissal", unit) and not _harmless(unit, said, acknowledged=acknowledged):
        yield "dismissal", 0.75
    if _has("validation", unit) and not asked:
        yield "validation", 0.75
    if _has("condolence", unit):
        yield "condolence", 0.9
    elif said.bereaved and not asked and condoles(unit):
        yield "condolence", 0.7
    elif _has("sympathy", unit) and not _has("non_apology", unit) and not asked:
        yield "sympathy", 0.75


def condoles(unit: Unit) -> bool:
    """Whether a sentence is sorrow and not about anything that was done."""
    if not _has("sorrow", unit) or any(_has(group, unit) for group in ("apology", "non_apology", "our_fault")):
        return False
    if " poor " in unit.plain:
        return False
    return _has("sympathy", unit) or "sorry about" in unit.plain or len(content(unit.plain)) <= 1


def _harmless(unit: Unit, said: Before, *, acknowledged: bool) -> bool:
    """Reassurance is dismissal only before the trouble was acknowledged, and only where there is trouble."""
    if not phrases("reassurance").in_unit(unit.plain):
        return False
    if _has("ownership", unit):
        return True
    return acknowledged or not said.troubled


def _empathy(speech: Speech, said: Before, asking: set[int]) -> tuple[Unit, float] | None:
    """The sentence that shows this caller's facts with what they feel like or cost, if any does."""
    if not said.known:
        return None
    units = [unit for unit in speech.units if unit.first not in asking]
    best: tuple[Unit, float] | None = None
    for at, unit in enumerate(units):
        near = unit.plain + (units[at - 1].plain if at else "")
        confidence = _empathic(unit, near, said)
        if confidence and (best is None or confidence > best[1]):
            best = unit, confidence
    return best


def _empathic(unit: Unit, near: str, said: Before) -> float:
    """How sure it is that a sentence is empathy; facts are the caller's own words, feelings aside."""
    if any(_has(group, unit) for group in _NEVER) or phrases("rude", file="tone").in_unit(unit.plain):
        return 0.0
    if phrases("about_me", file="reflections").in_unit(unit.plain) and not _has("relief", unit):
        return 0.0
    spoken_to = any(f" {you}" in f" {unit.plain}" for you in _YOU)
    named = word_list("too_general", file="content")
    facts = {word for word in (content(unit.plain) - named) & said.known if not _has_feeling(word)}
    facts_near = {word for word in (content(near) - named) & said.known if not _has_feeling(word)}
    if spoken_to and _has("relief", unit) and (facts_near or content(unit.plain) & said.known & _TOLD_BEFORE):
        return 0.75
    if _has("stock", unit) and len(facts) < _FACTS:
        return 0.0
    if _has("burden", unit) and (facts or said.troubled):
        return 0.7
    if _has("borne", unit) and said.troubled and unit.last - unit.first >= _TELLING:
        return 0.6
    feels, costs = _has("feeling", unit), _has("heavy_cost", unit)
    if not spoken_to and (len(facts) < _FACTS or not (feels or costs)):
        return 0.0
    cost = phrases("cost").count(unit.plain)
    if not (feels or costs or cost) or (not facts and len(facts_near) < (1 if costs else _FACTS)):
        return 0.0
    weight = len(facts_near) + feels + costs + _has("validation", unit) + (cost > 1)
    return min(0.9, 0.4 + 0.12 * weight) if weight >= _FACTS else 0.0


def _has_feeling(word: str) -> bool:
    return phrases("feeling").in_unit(f"{word} ")
