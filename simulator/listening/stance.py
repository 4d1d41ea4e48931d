"""Where an agent stands towards the caller's feeling: with them, beside them, above them or elsewhere.

The product's one distinction lives here. *Empathy* speaks to this caller about this caller's facts and what
they feel like or cost; concern that would suit any caller is *sympathy*, however warm.
"""

from collections.abc import Iterator
from itertools import zip_longest

from simulator.listening.content import content
from simulator.listening.context import Before
from simulator.listening.empathy import empathy
from simulator.listening.phrases import phrases
from simulator.listening.questions import Question
from simulator.listening.words import Speech, Unit

Found = tuple[str, Unit, float]


def stance_acts(speech: Speech, said: Before, asked: tuple[Question, ...]) -> Iterator[Found]:
    """Empathy, sympathy, condolence, validation, dismissal, self-orientation and commands."""
    asking = {question.unit.first for question in asked if not question.tag}
    felt = empathy(speech, said, asking)
    if felt is not None:
        yield "empathy", felt.unit, felt.confidence
    acknowledged = False
    for unit, following in zip_longest(speech.units, speech.units[1:]):
        acknowledged = acknowledged or (felt is not None and felt.unit.first <= unit.first)
        if _dismisses(unit, following, said, acknowledged=acknowledged):
            yield "dismissal", unit, 0.75
        for act, confidence in _of_unit(unit, said, asked=unit.first in asking):
            acknowledged = acknowledged or act in ("validation", "sympathy", "condolence")
            if not (act == "sympathy" and felt is not None and felt.unit is unit):
                yield act, unit, confidence


def _has(group: str, unit: Unit) -> bool:
    return phrases(group).in_unit(unit.plain)


def _of_unit(unit: Unit, said: Before, *, asked: bool) -> Iterator[tuple[str, float]]:
    if phrases("command").in_unit(phrases("spared").without(unit.plain)) and not _has("reported", unit):
        yield "command", 0.8
    if _has("self_orientation", unit):
        yield "self_orientation", 0.75
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
    if _has("sorry_to", unit) or _has("misheard", unit):
        return False
    return any(_has(group, unit) for group in ("sympathy", "loss")) or len(content(unit.plain)) <= 1


def _dismisses(unit: Unit, following: Unit | None, said: Before, *, acknowledged: bool) -> bool:
    """Whether a sentence makes the trouble smaller; setting it beside others' does, unless that lifts the shame."""
    if _has("not_dismissal", unit) or _has("reported", unit):
        return False
    near = unit.plain + (following.plain if following is not None else "")
    beside = _has("comparison", unit) or (said.troubled and _has("others", unit))
    if beside and not phrases("kindly").in_unit(near):
        return True
    return _has("dismissal", unit) and not _harmless(unit, said, acknowledged=acknowledged)


def _harmless(unit: Unit, said: Before, *, acknowledged: bool) -> bool:
    """Reassurance is dismissal only before the trouble was acknowledged, and only where there is trouble."""
    if not phrases("reassurance").in_unit(unit.plain):
        return False
    if _has("ownership", unit):
        return True
    return acknowledged or not said.troubled
