"""Ceilings that no amount of other skill lifts: stock phrases, parroting, a death passed over (FIELD)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from simulator.evaluator.conduct import parroted
from simulator.evaluator.handling import vulnerability_parts
from simulator.evaluator.patterns import shows, without
from simulator.evaluator.reading import AgentTurn, Reading
from simulator.persona import Persona
from simulator.rubric import Criterion

_UNDERSTANDS: Final = frozenset({"empathy", "validation", "complex_reflection"})
_REFLECTS: Final = frozenset({"simple_reflection", "paraphrase", "summary"})
_LISTENING: Final = _REFLECTS | {"complex_reflection", "mirroring", "reflections"}


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling on the level from 1 to 5, and why."""

    at_most: float
    why: str


def death_call(reading: Reading, persona: Persona | None) -> bool:
    """Whether the call is about a death: the caller says so, or the persona's summary does."""
    noted = f"{persona.summary} {persona.content_note or ''}" if persona is not None else ""
    said = " ".join(heard.turn.text for heard in reading.caller)
    return any(shows("death", without("no_death", text)) for text in (noted, said))


def _fresh(heard: AgentTurn) -> bool:
    """Whether the turn understands something, and not by a stock phrase alone."""
    return bool(heard.ids & _UNDERSTANDS) and len(heard.stock) < len(heard.sentences)


def _empathy(criterion: Criterion, reading: Reading, persona: Persona | None) -> list[Cap]:
    if "empathy" not in criterion.looks_for:
        return []
    caps: list[Cap] = []
    understood = [heard for heard in reading.agent if _fresh(heard)]
    stock = sum(len(heard.stock) for heard in reading.agent)
    if not understood:
        mirrored = reading.count(*_REFLECTS)
        why = "what was said came back, but not what it feels like or costs" if mirrored else (
            "concern from outside, or a condolence alone, is sympathy"
        )  # fmt: skip
        caps.append(Cap(3 if mirrored else 2, why))
    if stock >= 3 and stock > 2 * len(understood):
        caps.append(Cap(2, "stock phrases stood in place of understanding"))
    if any(one.outcome == "dismissed" for one in reading.opportunities) and reading.count("empathy") == 0:
        caps.append(Cap(2.5, "a feeling was brushed aside and never picked up again"))
    if death_call(reading, persona) and not reading.count("condolence"):
        caps.append(Cap(3, "somebody has died and no condolence was given"))
    return caps


def _listening(criterion: Criterion, reading: Reading, _persona: Persona | None) -> list[Cap]:
    if not _LISTENING & set(criterion.looks_for) or "empathy" in criterion.looks_for:
        return []
    mirrors = reading.with_act("mirroring")
    more = reading.count("complex_reflection", "paraphrase", "summary")
    echoes = sum(heard.echo for heard in reading.agent)
    if parroted(reading) or echoes > max(2, more) or (len(mirrors) >= 2 and not more):
        return [Cap(3, "the caller's words were handed back without anything being made of them")]
    return []


def _vulnerability(criterion: Criterion, reading: Reading, persona: Persona | None) -> list[Cap]:
    """A helpline number alone is a fob-off (FIELD)."""
    if "vulnerability_handled" not in criterion.looks_for or vulnerability_parts(reading, persona):
        return []
    return [Cap(2, "a number to ring is no help while what was said is neither acknowledged nor acted on")]


_RULES: Final[tuple[Callable[[Criterion, Reading, Persona | None], list[Cap]], ...]] = (
    _empathy,
    _listening,
    _vulnerability,
)


def cap(criterion: Criterion, reading: Reading, persona: Persona | None) -> Cap | None:
    """The lowest ceiling that holds for this criterion in this call, or None."""
    caps = [one for rule in _RULES for one in rule(criterion, reading, persona)]
    return min(caps, key=lambda one: one.at_most) if caps else None
