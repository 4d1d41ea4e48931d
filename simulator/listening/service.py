"""What an agent does about the matter: owns it, hands it on, informs, advises, apologises, points to help."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.listening.context import Before, read
from simulator.listening.phrases import phrases
from simulator.listening.questions import Question
from simulator.listening.words import Speech, Unit

_STATEMENT: Final = 5
"""Words from which a sentence can inform."""


def _has(group: str, unit: Unit) -> bool:
    return phrases(group).in_unit(unit.plain)


def service_acts(speech: Speech, said: Before, asked: tuple[Question, ...]) -> Iterator[tuple[str, Unit, float]]:
    """Ownership, fob-off, information, advice, apology, non-apology, signpost and script bridge."""
    asking = {question.unit.first for question in asked if not question.tag}
    invited = phrases("asks_advice").in_unit(read(said.caller).plain)
    for at, unit in enumerate(speech.units):
        asked_here = unit.first in asking
        acts = list(_of_unit(unit, asked=asked_here, invited=invited))
        if not asked_here and not any(act == "apology" for act, _ in acts) and _owns_up(speech.units, at):
            acts.append(("apology", 0.7))
        yield from ((act, unit, confidence) for act, confidence in acts)
        if not acts and not asked_here and _has("information", unit):
            yield "information", unit, 0.6
    explained = next((unit for unit in speech.units if _has("script_explains", unit)), None)
    if explained is not None and phrases("script_invites").in_unit(speech.plain):
        yield "script_bridge", explained, 0.75


def informs(unit: Unit) -> bool:
    """Whether a sentence that does nothing else plainly states something about the matter in hand."""
    return unit.last - unit.first >= _STATEMENT and _has("states", unit) and _has("facts", unit)


def _owns_up(units: Sequence[Unit], at: int) -> bool:
    """Whether a bare "I'm sorry" stands beside what we did: in the same sentence, or in the one before or after."""
    unit = units[at]
    if not _has("sorry", unit) or any(
        _has(g, unit) for g in ("non_apology", "condolence", "sorry_for_you", "misheard")
    ):
        return False
    return any(_has("our_fault", near) for near in units[max(0, at - 1) : at + 2])


def _promise(unit: Unit) -> float:
    """How sure it is that the agent takes something on: surest where it says when, a guess where it says nothing."""
    listed, dated = _has("ownership", unit), _has("when", unit)
    if (not listed and not _has("i_will", unit) and not (dated and _has("they_will", unit))) or _has(
        "not_ownership", unit
    ):
        return 0.0
    if dated:
        return 0.85
    if _has("vague", unit):
        return 0.45
    return 0.75 if listed else 0.6


def _of_unit(unit: Unit, *, asked: bool, invited: bool) -> Iterator[tuple[str, float]]:
    if _has("non_apology", unit):
        yield "non_apology", 0.85
    elif _has("apology", unit) and not _has("condolence", unit):
        yield "apology", 0.7
    promised = _promise(unit)
    owns = promised > 0
    if owns and (not asked or _has("pledges", unit)):
        yield "ownership", promised
    if _has("fob_off", unit) and not owns and not any(_has(group, unit) for group in ("not_fob_off", "reported")):
        yield "fob_off", 0.7
    if _has("signpost", unit) and not _has("not_signpost", unit):
        yield "signpost", 0.75
    if _has("advice", unit) and not owns and not _has("not_advice", unit):
        yield ("information" if invited else "advice"), 0.7
