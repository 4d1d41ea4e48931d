"""Reflections in an agent's turn: simple or complex, and whether they mirror, paraphrase or sum up.

A sentence is weighed by what can be seen in it (who is its subject, how it begins, what it shares with the
caller's words); the weights are set by hand. MITI 4.2.1: complex wins over simple, unsure is simple.
"""

from dataclasses import dataclass, replace
from typing import Final

from simulator.listening.content import content
from simulator.listening.context import Before
from simulator.listening.phrases import phrases
from simulator.listening.questions import Question
from simulator.listening.stock import hollow
from simulator.listening.words import Speech, Unit

ENOUGH: Final = 0.7
"""Weight from which a sentence counts as a reflection."""

_LOSES: Final = {"not_reflecting": 0.8, "courtesy": 1.5}
_DOES_ELSE: Final = {
    **dict.fromkeys(("information", "advice", "ownership", "signpost"), 0.9),
    **dict.fromkeys(("script_explains", "condolence", "command", "self_orientation", "non_apology"), 1.5),
    **dict.fromkeys(("fob_off", "dismissal", "they_will", "i_will"), 1.5),
    "hedged_concern": 3.0,
}
"""Weight that a sentence loses for what else it plainly does."""

_LONG: Final = 15
"""Words from which a reflection can join several statements."""

_SHORT: Final = 6
"""Words up to which a sentence can mirror."""

_JOINED: Final = 3
"""Words of the caller's from which statements joined by "and", then checked, are a summary."""

_SUBJECT: Final = {"about_you": 1.0, "about_it": 0.8, "you_inside": 0.5, "other": 0.4}
"""Weight of what a sentence is about: the caller, their matter, something with them in it, something else."""


_ALONE: Final = 0.3
_LEADS_IN: Final = 0.4
_GOES_ON: Final = 0.2
"""What a statement gains where it is all that is said, and loses before a question or before more talk."""

_THEIRS: Final = 1
"""Words of the caller's that make a statement a reflection wherever it stands."""

_INFORMS: Final = 1.0
"""What a statement loses by giving figures that the caller has not named."""

_ASIDE: Final = 0.5
"""What a statement loses by bringing the speaker in ("I", "my", "we") or judging what was said ("That's…")."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """The reflecting sentence of a turn."""

    unit: Unit
    weight: float
    complex: bool
    mirrored: Unit | None
    """The sentence that hands the caller's own words back: this one, or a short one at the turn's beginning."""
    paraphrase: bool
    summary: bool


def reflection(speech: Speech, before: Before, asked: tuple[Question, ...]) -> Reflection | None:
    """The best reflection of a turn, if any sentence weighs enough."""
    asking = {question.unit.first: question for question in asked}
    best: tuple[float, Unit] | None = None
    for unit in _taken_on(speech, before):
        weight = weigh(unit, before, asking.get(unit.first)) + _place(unit, speech, asked, before)
        if best is None or weight > best[0]:
            best = weight, unit
    if best is None or best[0] < ENOUGH:
        return None
    first = speech.units[0]
    opens = first.first not in asking and weigh(first, before, None) > 0 and _mirrors(first, before)
    return _named(best[1], best[0], speech, before, opening=first if opens else None)


def _place(unit: Unit, speech: Speech, asked: tuple[Question, ...], before: Before) -> float:
    """What its place says of a statement: alone, it hands the turn back; before a question, it only leads in to it.

    MITI 4.2.1 and FIELD: a lead-in that only cues a question is no reflection.
    """
    if _has("lead", unit.plain):
        return 0.0
    if len(speech.units) == 1 and not asked:
        return _ALONE
    if len(content(unit.plain) & before.taken_up) >= _THEIRS:
        return 0.0
    if any(q.unit.first > unit.first and not q.tag and not q.stated for q in asked):
        return -_LEADS_IN
    return 0.0 if unit.last == speech.units[-1].last else -_GOES_ON


def _taken_on(speech: Speech, before: Before) -> tuple[Unit, ...]:
    """The units of a turn; one that takes on where the agent broke off ("-" and "-") is read with its beginning."""
    if not (before.broke_off and speech.takes_on and speech.units):
        return speech.units
    first, *others = speech.units
    return (replace(first, plain=before.broke_off + first.plain), *others)


def _has(group: str, plain: str) -> bool:
    return phrases(group, file="reflections").in_unit(plain)


def weigh(unit: Unit, before: Before, question: Question | None) -> float:
    """How much a sentence looks like a reflection."""
    plain = unit.plain
    own = content(plain)
    led = _has("lead", plain)
    says_little = not own and not led and (unit.last - unit.first < 5 or not _has("about_you", plain))
    if says_little or not before.recent:
        return 0.0
    subject = _subject(plain)
    if subject == "about_it" and not led and not own & before.taken_up and phrases("facts").in_unit(plain):
        return 0.0  # their own matter, which the caller has not spoken of
    if not own & before.known and _takes_nothing(unit, own, subject, led=led):
        return 0.0
    weight = _SUBJECT[subject] + (1.4 if led else 0.0) + _shared(own, before)
    if not led and _has("about_me", plain):
        weight -= 1.0
    elif not led and (_has("me_inside", plain) or (_has("judging", plain) and not own & before.taken_up)):
        weight -= _ASIDE
    weight -= sum(loss for group, loss in _LOSES.items() if _has(group, plain))
    weight -= max(loss * phrases(group).in_unit(plain) for group, loss in _DOES_ELSE.items())
    if not led and before.unheard_figures(plain):
        weight -= _INFORMS
    if phrases("rude", file="tone").in_unit(plain):
        weight -= 2.5
    if phrases("leading", file="questions").in_unit(plain) or (plain.startswith("i ") and hollow([plain])):
        weight -= 1.5
    if question is not None and not question.tag and not question.stated:
        weight -= 2.5
    return weight - (1.0 if before.caller.rstrip().endswith("?") else 0.0)


def _takes_nothing(unit: Unit, own: frozenset[str], subject: str, *, led: bool) -> bool:
    """Whether a sentence without a word of the caller's says nothing of theirs either: "It's not hard"."""
    if led:
        return _has("checks", unit.plain) and len(own) < _JOINED
    meant = any(_has("meaning", f"{word} | ") for word in own)
    return unit.last - unit.first <= _SHORT and (subject in ("about_it", "other") or not meant)


def _shared(own: frozenset[str], before: Before) -> float:
    """Weight of what a sentence shares with what the caller just said."""
    shared = len(own & before.taken_up)
    return 0.25 * min(shared, 3) + (0.4 if own and shared == len(own) else 0.0)


def _begins_with_so(plain: str) -> bool:
    return "so" in plain.split(maxsplit=3)[:3] and _has("about_you", plain)


def _subject(plain: str) -> str:
    """Whom or what a sentence is about, as far as its beginning shows."""
    for group in ("about_you", "about_it"):
        if _has(group, plain):
            return group
    return "you_inside" if _has("you_inside", plain) else "other"


def _mirrors(unit: Unit, before: Before) -> bool:
    """Whether a sentence is a few words of the caller's own."""
    own = content(unit.plain)
    said = before.taken_up if len(own) > 1 else before.recent[0]
    return bool(own) and own <= said and unit.last - unit.first <= _SHORT


def _named(unit: Unit, weight: float, speech: Speech, before: Before, *, opening: Unit | None) -> Reflection:
    own = content(unit.plain)
    everything = content(speech.plain)
    shared = own & before.taken_up
    new = own - before.known
    meant = any(_has("meaning", f"{word} | ") for word in new)
    short = unit.last - unit.first <= _SHORT
    mirroring = _mirrors(unit, before)
    mirrored = unit if mirroring else opening
    empty = hollow([unit.plain]) or (not shared and phrases("sympathy").in_unit(unit.plain))
    spread = sum(bool(everything & words) for words in before.recent)
    joined = " and " in unit.plain and len(own & before.known) >= _JOINED and _has("checks", speech.plain)
    summary = (
        _has("summary", speech.plain)
        or joined
        or (spread >= 2 and len(speech.words) >= _LONG and len(everything & before.known) >= 5)
    )
    paraphrase = (
        not mirroring
        and not summary
        and (_has("paraphrase", unit.plain) or len(shared) >= 2 or (not short and _begins_with_so(unit.plain)))
    )
    return Reflection(
        unit=unit,
        weight=weight,
        complex=not mirroring and not empty and (meant or _has("added", unit.plain)) and len(new) >= 1,
        mirrored=mirrored if mirrored is not None and not _has("self_blame", mirrored.plain) else None,
        paraphrase=paraphrase,
        summary=summary,
    )
