"""Where an act or a measure can be seen: the agent's own words for it, to the letter, two words or more."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple

from simulator.evaluator.asking import asked_again
from simulator.evaluator.attention import given_back, holds_forth, interrogations
from simulator.evaluator.conduct import (
    checks_back,
    dated_step,
    parroted,
    personal_pattern,
    rude,
    told_early,
    unexplained_waits,
    wounding_turns,
)
from simulator.evaluator.handling import Part, handover_parts, vulnerability_parts
from simulator.evaluator.reading import QUESTIONS, REFLECTIONS, WEAK, AgentTurn, Reading
from simulator.evaluator.script import scripted
from simulator.listening.identity import asks_for
from simulator.listening.wording import carries, content_roots, wording_said
from simulator.persona import MustSay, Persona
from simulator.terms import ACTS
from simulator.transcript import REFUSED

_LONGEST: Final = 240
"""Characters of a quote; a longer one is cut after a word."""


class Quote(NamedTuple):
    """Words of the agent and the turn in which they stand."""

    turn: int
    text: str


def quote(heard: AgentTurn, start: int, end: int) -> Quote | None:
    """These characters of a turn as a quote, widened to their sentence where they are one word; None without two."""
    text = heard.turn.text
    words = text[start:end].strip()
    if len(words.split()) < 2:
        words = next((piece for piece in heard.sentences if words and words in piece), "")
    if len(words.split()) < 2:
        words = text.strip()
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(None, 1)[0]
    return Quote(heard.turn.n, words) if len(words.split()) >= 2 else None


def of_sentence(heard: AgentTurn, fits: Callable[[str], bool] = lambda _: True) -> Quote | None:
    """The first fitting sentence of two words or more, else the turn."""
    for piece in heard.sentences:
        start = heard.turn.text.find(piece)
        if len(piece.split()) >= 2 and fits(piece) and start >= 0:
            return quote(heard, start, start + len(piece))
    return quote(heard, 0, len(heard.turn.text))


def _acts(reading: Reading, *ids: str) -> Iterator[Quote | None]:
    hits = ((heard, act) for heard in reading.agent for act in heard.acts if act.act in ids)
    return (quote(heard, act.start, act.end) for heard, act in hits)


def _turns(found: list[AgentTurn]) -> Iterator[Quote | None]:
    return (of_sentence(heard) for heard in found)


def _sentences(reading: Reading, fits: Callable[[str], bool]) -> Iterator[Quote | None]:
    """The first such sentence of every turn that has one."""
    return (of_sentence(h, fits) for h in reading.agent if any(fits(piece) for piece in h.sentences))


def _asked_for(reading: Reading) -> Iterator[Quote | None]:
    """The questions that brought a fact out; one that came by itself is nobody's doing.

    An event says which turn asked (`asked_turn`). Where no event of the call does, it is the turn just before.
    """
    told = [event for event in reading.transcript.events if event.kind == "fact"]
    noted = [(event, (event.model_extra or {}).get("asked_turn")) for event in told]
    known = any(asked is not None for _, asked in noted)
    for event, asked in noted:
        before = [heard for heard in reading.agent if heard.turn.n <= event.turn and heard.words > 1]
        heard = next((h for h in before if h.turn.n == asked), None) if known else before[-1] if before else None
        if heard is not None and (known or heard.ids & _ASKS):
            yield of_sentence(heard, partial(_holds, "?" if "?" in heard.turn.text else ""))


_ASKS: Final = QUESTIONS | {"probe"}


def _told_of(reading: Reading, persona: Persona | None) -> Iterator[Quote | None]:
    """What was said of a thing done, in the agent's turn just before it or just after; the rest shows nothing of it."""
    for event in reading.transcript.events:
        if event.kind != "action" or event.id is None or event.reason == REFUSED:
            continue
        action = persona.action(event.id) if persona is not None else None
        wanted = content_roots(f"{event.id.replace('-', ' ')} {action.label if action is not None else ''}")
        before = [heard for heard in reading.agent if heard.turn.n <= event.turn][-1:]
        after = [heard for heard in reading.agent if heard.turn.n > event.turn][:1]
        for heard in [*before, *after]:
            piece = next((p for p in heard.sentences if wanted & content_roots(p) and not scripted(p, persona)), None)
            if piece is not None:
                yield of_sentence(heard, partial(_holds, piece))
                break


def _holds(words: str, piece: str) -> bool:
    return words in piece


def _carries(must_say: MustSay, piece: str) -> bool:
    return carries(piece, must_say)


def _required(reading: Reading, persona: Persona | None) -> Iterator[Quote | None]:
    by_number = {heard.turn.n: heard for heard in reading.agent}
    for must_say in persona.desk.must_say if persona else []:
        said = wording_said(reading.turns, must_say)
        if said is not None:
            yield of_sentence(by_number[said], partial(_carries, must_say))


def _identity(reading: Reading, persona: Persona | None) -> Iterator[Quote | None]:
    needs = persona.verify.needs if persona and persona.verify else []
    return _sentences(reading, lambda piece: any(asks_for(piece, need) for need in needs))


def _disclosed(reading: Reading, persona: Persona | None) -> Iterator[Quote | None]:
    by_number = {heard.turn.n: heard for heard in reading.agent}
    for found in told_early(reading, persona):
        yield of_sentence(by_number[found.turn], partial(_holds, found.span))


def _given_back(reading: Reading) -> Iterator[Quote | None]:
    """The turns that give most of themselves to what was said, the fullest first."""
    fullest = sorted((h for h in reading.agent if given_back(h)), key=given_back, reverse=True)
    hits = ((heard, act) for heard in fullest for act in heard.acts if act.act in REFLECTIONS)
    return (quote(heard, act.start, act.end) for heard, act in hits)


def _taken(reading: Reading) -> Iterator[Quote | None]:
    for one in reading.opportunities:
        by, heard = one.by, one.agent
        if one.outcome == "taken" and heard is not None and by is not None and by in heard.acts and by.act not in WEAK:
            yield quote(heard, by.start, by.end)


def _parts(parts: list[Part] | None) -> Iterator[Quote | None]:
    """The words of each part of a duty that was seen in words."""
    for part in parts or ():
        start = part.heard.turn.text.find(part.words) if part.heard is not None else -1
        if part.heard is not None and start >= 0:
            yield quote(part.heard, start, start + len(part.words))


def _named(reading: Reading, persona: Persona | None) -> Iterator[Quote | None]:
    wanted = personal_pattern(reading, persona)
    return iter(()) if wanted is None else _sentences(reading, lambda piece: wanted.search(piece) is not None)


_Finder = Callable[[Reading, Persona | None], Iterator[Quote | None]]
_FINDERS: Final[dict[str, _Finder]] = {
    "open_questions": lambda r, _: _acts(r, "open_question"),
    "closed_questions": lambda r, _: _acts(r, "closed_question"),
    "open_question_share": lambda r, _: _acts(r, "open_question"),
    "probes": lambda r, _: _acts(r, "probe"),
    "reflections": lambda r, _: _acts(r, *REFLECTIONS),
    "complex_reflections": lambda r, _: _acts(r, "complex_reflection"),
    "listening_share": lambda r, _: _given_back(r),
    "interrogations": lambda r, _: _turns(interrogations(r)),
    "lecturing": lambda r, _: _turns(sorted((h for h in r.agent if holds_forth(h)), key=lambda h: -h.words)),
    "validations": lambda r, _: _acts(r, "validation"),
    "share_taken": lambda r, _: _taken(r),
    "opportunities_taken": lambda r, _: _taken(r),
    "facts_share": lambda r, _: _asked_for(r),
    "facts_earned": lambda r, _: _asked_for(r),
    "desk_actions": _told_of,
    "resolved": _told_of,
    "wording_said": _required,
    "stock_phrases": lambda r, _: (of_sentence(h, h.stock.__contains__) for h in r.agent if h.stock),
    "identity_checked": _identity,
    "early_disclosures": _disclosed,
    "vulnerability_handled": lambda r, p: _parts(vulnerability_parts(r, p)),
    "opened_warmly": lambda r, _: _turns(list(r.agent[:1])),
    "checked_back": lambda r, _: _sentences(r, checks_back),
    "parroting": lambda r, _: _turns(parroted(r)),
    "personal_words": lambda r, p: _named(r, p),
    "wounding_words": lambda r, p: (of_sentence(h, partial(_holds, word)) for h, word in wounding_turns(r, p)),
    "unexplained_waits": lambda r, _: _turns(unexplained_waits(r)),
    "repeated_questions": lambda r, p: (of_sentence(a.heard, partial(_holds, a.sentence)) for a in asked_again(r, p)),
    "dated_steps": lambda r, _: _sentences(r, dated_step),
    "handover": lambda r, p: _parts(handover_parts(r, p)),
    "rude_turns": lambda r, _: _turns([h for h in r.agent if rude(h)]),
    "longest_monologue": lambda r, _: _turns(sorted(r.agent, key=lambda h: -h.words)[:1]),
}  # fmt: skip


def quotes_of(signal: str, reading: Reading, persona: Persona | None) -> list[Quote]:
    """Where this act or measure was seen, in the order of the call; empty where it shows in no words of its own."""
    finder = _FINDERS.get(signal)
    found = _acts(reading, signal) if signal in ACTS else finder(reading, persona) if finder else iter(())
    return list(dict.fromkeys(one for one in found if one is not None))
