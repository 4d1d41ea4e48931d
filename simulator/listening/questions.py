"""Questions in an agent's turn: open or closed, stacked, leading, blaming, with or without a question mark.

Open and closed follow MITI 3.1.1: what asks for one word or a short fact is closed, whatever it begins with.
"""

from dataclasses import dataclass
from typing import Final, Literal

from simulator.listening.phrases import phrases, word_list
from simulator.listening.words import Speech, Unit

Kind = Literal["open", "closed"]

_LONG: Final = 10
"""Words from which "it sounds like…?" is a reflection and no question."""
_ONLY_A_CHECK: Final = 6
"""Words up to which "is that right?" is a check and no question of its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question in a turn."""

    kind: Kind
    unit: Unit
    confidence: float
    tag: bool = False
    """Only a check at the end of a statement: "is that right?"."""
    stated: bool = False
    """A statement with a question mark: "Nineteen days?"."""


def questions(speech: Speech) -> tuple[Question, ...]:
    """Every question of a turn, in order."""
    found = []
    for unit in speech.units:
        question = None if speech.quoted(unit) else _question(unit, speech)
        if question is not None and not (question.stated and _goes_on(unit, speech)):
            found.append(question)
    return tuple(found)


def _goes_on(unit: Unit, speech: Speech) -> bool:
    """Whether a statement with a question mark waits for no answer: talk goes on, or it is a long reflection."""
    long = unit.last - unit.first >= _LONG
    return unit is not speech.units[-1] or (long and phrases("lead", file="reflections").in_unit(unit.plain))


def _has(group: str, plain: str) -> bool:
    return phrases(group, file="questions").in_unit(plain)


def _question(unit: Unit, speech: Speech) -> Question | None:
    if unit.asked:
        closes = unit is speech.units[-1] and len(speech.words) > _ONLY_A_CHECK
        return _marked(unit, speech.clauses(unit), closes=closes)
    if _has("bidding_inside", unit.plain):
        return Question("open", unit, 0.7)
    if speech.punctuated and not speech.cut_off(unit):
        clauses = speech.clauses(unit)[:1]
        return _without_mark(unit, clauses, ("open_bidding", "open_strict"), ("closed_strict",), 0.6)
    return _without_mark(unit, speech.clauses(unit), ("open", "open_bidding"), ("closed",), 0.7)


def _marked(unit: Unit, clauses: list[str], *, closes: bool) -> Question | None:
    """A unit with a question mark; where it closes a turn of some length, "yeah?" asks whether that is so."""
    plain = unit.plain
    kind = _front(plain, ("open", "open_bidding"), ("closed",))
    tagged = _has("tag", plain)
    if kind == "open" or (kind and not (tagged and unit.last - unit.first <= _ONLY_A_CHECK)):
        return Question(kind, unit, 0.95)
    if tagged:
        return Question("closed", unit, 0.8, tag=True)
    for later in clauses[1:]:
        kind = _front(later, ("open", "open_bidding"), ("closed",))
        if kind is not None:
            return Question(kind, unit, 0.9)
    if _has("open_inside", plain):
        return Question("open", unit, 0.8)
    if _has("closed_inside", plain):
        return Question("closed", unit, 0.8)
    if unit.last - unit.first <= 1 and plain.split()[0] in word_list("noises", file="questions"):
        return Question("closed", unit, 0.6, tag=True) if closes else None
    return Question("closed", unit, 0.6, stated=True)


def _without_mark(
    unit: Unit, clauses: list[str], opening: tuple[str, ...], closing: tuple[str, ...], confidence: float
) -> Question | None:
    """A unit without a question mark: as speech-to-text gives it, cut off, or a bidding ("tell me…")."""
    short = unit.last - unit.first <= _ONLY_A_CHECK
    for plain in clauses:
        kind = _front(plain, opening, closing)
        if kind == "closed" and "closed" in closing and short and _has("tag", unit.plain):
            return Question("closed", unit, confidence, tag=True)
        if kind is not None:
            return Question(kind, unit, confidence)
    if "closed" in closing and _has("tag", unit.plain):
        return Question("closed", unit, confidence, tag=True)
    return None


def _front(plain: str, opening: tuple[str, ...], closing: tuple[str, ...]) -> Kind | None:
    """The kind of question that these words begin, if they begin one."""
    if _has("statement", plain):
        return "open" if _has("open_bidding", plain) else None
    if _has("scale", plain):
        return "closed"
    if _has("open_view", plain):
        return "open"
    if "closed" in closing and _has("closed_fact", plain):
        return "closed"
    if any(_has(group, plain) for group in opening):
        return "open"
    return "closed" if any(_has(group, plain) for group in closing) else None


def kind_of_turn(found: tuple[Question, ...]) -> Kind | None:
    """The one label of the turn: the kind that dominates."""
    if not found:
        return None
    weighty = [q for q in found if not q.tag] or list(found)
    return "open" if any(q.kind == "open" for q in weighty) else weighty[-1].kind
