"""The acts of an agent's turn, each named once, with the words that show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.listening.context import Before, before, read
from simulator.listening.questions import Question, kind_of_turn, questions
from simulator.listening.reflections import Reflection, reflection
from simulator.listening.service import informs, service_acts
from simulator.listening.stance import stance_acts
from simulator.listening.steering import question_acts
from simulator.listening.words import Speech, Unit
from simulator.transcript import Turn


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that an agent's turn does."""

    act: str
    """An id of `terms.ACTS`."""
    start: int
    end: int
    text: str
    """The turn's text from `start` to `end`, to the letter."""
    confidence: float
    """0 to 1; below 0.5 it is a guess."""


def hear(text: str, *, earlier: Sequence[Turn] = ()) -> tuple[Act, ...]:
    """The acts of one agent turn, in the order of their words, each at most once (MITI 4.2.1: once a volley).

    `earlier` holds the turns before it: probes, reflections and empathy take up what the caller said, so
    without them there are none. Never raises for any text; reads its first 20,000 characters.
    """
    speech = read(text)
    if not speech.words:
        return ()
    said = before(earlier)
    asked = questions(speech)
    named: dict[str, tuple[Unit, float]] = {}
    for act, unit, confidence in _all(speech, said, asked):
        if act not in named or confidence > named[act][1]:
            named[act] = unit, confidence
    acts = [
        Act(act, unit.start, unit.end, text[unit.start : unit.end], round(confidence, 2))
        for act, (unit, confidence) in named.items()
    ]
    return tuple(sorted(acts, key=lambda act: (act.start, act.end, act.act)))


def _all(speech: Speech, said: Before, asked: tuple[Question, ...]) -> list[tuple[str, Unit, float]]:
    mirrored = reflection(speech, said, asked)
    found = [
        *question_acts(speech, said, asked),
        *stance_acts(speech, said, asked),
        *service_acts(speech, said, asked),
    ]
    if mirrored is not None:
        found.extend(_reflection_acts(mirrored, said))
    busy = {unit.first for _, unit, _ in found} | {question.unit.first for question in asked}
    found.extend(("information", unit, 0.5) for unit in speech.units if unit.first not in busy and informs(unit))
    kind = kind_of_turn(asked)
    if kind is not None:
        question = next(q for q in reversed(asked) if q.kind == kind)
        found.append((f"{kind}_question", question.unit, question.confidence))
    return found


def _reflection_acts(found: Reflection, said: Before) -> list[tuple[str, Unit, float]]:
    confidence = min(0.9, 0.3 + 0.15 * found.weight)
    acts = [("complex_reflection" if found.complex else "simple_reflection", found.unit, confidence)]
    # Twice running is parroting (FIELD), and no act.
    mirrored, agent = found.mirrored, read(said.agent)
    parrots = mirrored is not None and len(agent.words) <= 6 and agent.plain == mirrored.plain
    if mirrored is not None and not parrots:
        acts.append(("mirroring", mirrored, confidence))
    if found.summary:
        acts.append(("summary", found.unit, confidence))
    elif found.paraphrase:
        acts.append(("paraphrase", found.unit, confidence))
    return acts
