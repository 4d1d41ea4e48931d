"""Cues in a caller's turn: what an attentive agent would take up."""

from dataclasses import dataclass
from typing import Final

from simulator.listening.context import read
from simulator.listening.phrases import phrases
from simulator.listening.questions import questions

_CONFIDENCE: Final = {
    "feeling": 0.75,
    "need": 0.7,
    "vulnerability": 0.8,
    "disclosure": 0.7,
    "complaint": 0.75,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing in a caller's turn that an attentive agent would take up."""

    cue: str
    """An id of `terms.CUES`."""
    start: int
    end: int
    text: str
    """The turn's text from `start` to `end`, to the letter."""
    confidence: float


def cues(text: str) -> tuple[Cue, ...]:
    """The cues in one caller turn, in the order of their words; each kind at most once a sentence.

    Drivers of vulnerability are those of FCA FG21/1: health, life events, resilience, capability.
    """
    speech = read(text)
    found: list[Cue] = []
    asked = {question.unit.first: question for question in questions(speech)}
    for unit in speech.units:
        for cue, confidence in _CONFIDENCE.items():
            if phrases(cue, file="caller").in_unit(unit.plain):
                found.append(Cue(cue, unit.start, unit.end, text[unit.start : unit.end], confidence))
        if unit.first in asked:
            confidence = asked[unit.first].confidence
            found.append(Cue("question", unit.start, unit.end, text[unit.start : unit.end], confidence))
    return tuple(found)
