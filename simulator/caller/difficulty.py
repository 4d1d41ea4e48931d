"""One dial over how guarded and how patient a caller is, turned before the call begins."""

from typing import Final

from simulator.persona import Fact, Persona

GENTLER: Final = -1
AS_WRITTEN: Final = 0
HARDER: Final = 1
TRUST: Final = 8
"""Points of trust that a step takes from the start of the call."""
ANGER: Final = 6
"""Points of anger that a step adds at the start, and takes from what the caller bears before hanging up."""
GUARD: Final = 5
"""Points of trust and calm that a fact asks for beyond what is written."""
ROOM: Final = 10
"""Points of anger that stay between the start of a call and a caller who hangs up."""


def adjusted(persona: Persona, dial: int) -> Persona:
    """The persona as it plays with the dial at -1 (gentler), 0 (as written) or 1 (harder); its words stay the same."""
    if dial == AS_WRITTEN:
        return persona
    start = persona.mood.start
    begun = start.model_copy(
        update={"trust": _level(start.trust - dial * TRUST), "anger": _level(start.anger + dial * ANGER)}
    )
    anger = max(begun.anger + ROOM, persona.ends.hangs_up.anger - dial * ANGER)
    hangs_up = persona.ends.hangs_up.model_copy(update={"anger": min(100, anger)})
    return persona.model_copy(
        update={
            "mood": persona.mood.model_copy(update={"start": begun}),
            "facts": [_guarded(fact, dial) for fact in persona.facts],
            "ends": persona.ends.model_copy(update={"hangs_up": hangs_up}),
        }
    )


def _guarded(fact: Fact, dial: int) -> Fact:
    unlock, changes = fact.unlock, {}
    if unlock.trust is not None:
        changes["trust"] = _level(unlock.trust + dial * GUARD)
    if unlock.distress_below is not None:
        changes["distress_below"] = max(1, _level(unlock.distress_below - dial * GUARD))
    return fact.model_copy(update={"unlock": unlock.model_copy(update=changes)}) if changes else fact


def _level(value: int) -> int:
    return min(100, max(0, value))
