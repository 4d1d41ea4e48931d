"""What an agent does about the matter: owns it, hands it on, informs, advises, apologises, points to help."""

from collections.abc import Iterator

from simulator.listening.context import Before, read
from simulator.listening.phrases import phrases
from simulator.listening.questions import Question
from simulator.listening.words import Speech, Unit


def _has(group: str, unit: Unit) -> bool:
    return phrases(group).in_unit(unit.plain)


def service_acts(speech: Speech, said: Before, asked: tuple[Question, ...]) -> Iterator[tuple[str, Unit, float]]:
    """Ownership, fob-off, information, advice, apology, non-apology, signpost and script bridge."""
    asking = {question.unit.first for question in asked if not question.tag}
    invited = phrases("asks_advice").in_unit(read(said.caller).plain)
    for unit in speech.units:
        asked_here = unit.first in asking
        acts = list(_of_unit(unit, asked=asked_here, invited=invited))
        yield from ((act, unit, confidence) for act, confidence in acts)
        if not acts and not asked_here and _has("information", unit):
            yield "information", unit, 0.6
    explained = next((unit for unit in speech.units if _has("script_explains", unit)), None)
    if explained is not None and phrases("script_invites").in_unit(speech.plain):
        yield "script_bridge", explained, 0.75


def _of_unit(unit: Unit, *, asked: bool, invited: bool) -> Iterator[tuple[str, float]]:
    if _has("non_apology", unit):
        yield "non_apology", 0.85
    elif _has("apology", unit) and not _has("condolence", unit):
        yield "apology", 0.7
    owns = _has("ownership", unit) and not _has("not_ownership", unit)
    if owns and not asked:
        yield "ownership", 0.75
    if _has("fob_off", unit) and not owns:
        yield "fob_off", 0.7
    if _has("signpost", unit):
        yield "signpost", 0.75
    if _has("advice", unit) and not owns and not _has("not_advice", unit):
        yield ("information" if invited else "advice"), 0.7
