"""What the agent asked for: things asked again after they were answered, and what an identity check lacked."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from simulator.evaluator.conduct import told_early
from simulator.evaluator.likeness import vectors
from simulator.evaluator.patterns import shows
from simulator.evaluator.reading import QUESTIONS, AgentTurn, Reading
from simulator.listening.identity import asks_for, needs_settled, verified_at
from simulator.listening.wording import content_roots, plain_words
from simulator.persona import Persona, Verify
from simulator.transcript import Turn

USUAL_NEEDS: Final = ("name", "address", "postcode", "date of birth", "account number", "phone", "email")
"""What a desk asks a caller for, whoever they are."""
_SAME_WORDS: Final = 0.75
"""Share of content words from which two questions ask the same."""
_SAME_SENSE: Final = 0.82
"""Cosine from which two questions that share a content word ask the same, once the first was answered."""
_NAMED: Final = re.compile(r"(?<=[\w,] )[A-Z][a-z]+|\d+")
_SHORT_ANSWER: Final = 6
_LEAST_WORDS: Final = 4
_SORT: Final = re.compile(
    r"\b(?:who|where|when|why|how (?:long|much|many|often)|wh(?:at|ich) (?:colour|sort|kind|time|day|date|month))\b",
    re.I,
)


class Again(NamedTuple):
    """A question that had been answered before it was asked, as it stands in its turn."""

    heard: AgentTurn
    sentence: str


class _Question(NamedTuple):
    at: int
    """Place of the agent's turn among the agent's turns."""
    heard: AgentTurn
    sentence: str
    roots: frozenset[str]


def asks_identity(heard: AgentTurn, persona: Persona | None) -> bool:
    """Whether the turn asks for anything that tells who is calling."""
    return any(asks_for(heard.turn.text, need) for need in _needs(persona))


def _needs(persona: Persona | None) -> list[str]:
    own = persona.verify.needs if persona is not None and persona.verify is not None else []
    return list(dict.fromkeys([*own, *USUAL_NEEDS]))


def asked_again(reading: Reading, persona: Persona | None) -> list[Again]:
    """The questions that ask again what was answered, or of which the caller says so; one a turn, in order."""
    found: dict[int, Again] = {}
    for again in [*_details(reading, persona), *_others(reading), *_complained(reading)]:
        found.setdefault(again.heard.turn.n, again)
    return [found[n] for n in sorted(found)]


def _details(reading: Reading, persona: Persona | None) -> Iterator[Again]:
    """Details of identity asked for after they were asked for and answered; to read one back is no asking."""
    given = {word for heard in reading.caller for word in _NAMED.findall(f", {heard.turn.text}")}
    for need in _needs(persona):
        answered = _answered_after(reading, need)
        for heard in reading.agent if answered is not None else ():
            for piece in heard.sentences if answered is not None and heard.turn.n > answered else ():
                back = given & set(_NAMED.findall(piece)) or shows("asks_otherwise", piece)
                if asks_for(piece, need) and not back:
                    yield Again(heard, piece)


def _answered_after(reading: Reading, need: str) -> int | None:
    """Number of the agent turn whose question for this was answered; None where it was not asked or not answered."""
    checked = verified_at(reading.turns, Verify(caller_is="caller", needs=[need]))
    asked = any(h.turn.n <= checked and asks_for(h.turn.text, need) for h in reading.agent) if checked else False
    answer = next((h.turn for h in reading.caller if checked and h.turn.n > checked), None)
    plain = answer is not None and (_NAMED.search(answer.text) or len(plain_words(answer.text)) <= _SHORT_ANSWER)
    return checked if asked and plain else None


def _questions(reading: Reading) -> list[_Question]:
    listed: list[_Question] = []
    for at, heard in enumerate(reading.agent):
        marked = [piece for piece in heard.sentences if "?" in piece] or list(heard.sentences)
        for piece in marked if heard.ids & QUESTIONS else ():
            if not shows("anything_else", piece) and not shows("checks_back", piece):
                listed.append(_Question(at, heard, piece, content_roots(piece)))
    return listed


def _others(reading: Reading) -> Iterator[Again]:
    asked = [one for one in _questions(reading) if one.roots]
    if len(asked) < 2:
        return
    sentences = tuple(question.sentence for question in asked)
    for j, later in enumerate(asked):
        for i, earlier in enumerate(asked[:j]):
            alike = _same_words(earlier, later)
            if not alike and later.at > earlier.at and _long_enough(earlier, later):
                rows = vectors(sentences)
                alike = float(rows[i] @ rows[j]) >= _SAME_SENSE
            answered = alike and _spoken_between(reading, earlier.heard.turn, later.heard.turn)
            if answered and _asked_after(earlier) == _asked_after(later):
                yield Again(later.heard, later.sentence)
                break


def _same_words(one: _Question, other: _Question) -> bool:
    sort = _asked_after(one)
    if one.roots == other.roots and sort and sort == _asked_after(other):
        return True
    both = min(len(one.roots), len(other.roots)) >= 2
    return both and len(one.roots & other.roots) / len(one.roots | other.roots) >= _SAME_WORDS


def _long_enough(one: _Question, other: _Question) -> bool:
    """Whether both say enough, and something in common, for their sense to be compared: "Your son?" does not."""
    longer = min(len(plain_words(one.sentence)), len(plain_words(other.sentence))) >= _LEAST_WORDS
    return longer and bool(one.roots & other.roots)


def _asked_after(question: _Question) -> frozenset[str]:
    """What sort of answer is wanted, where that is plain: the when of a thing is not its where."""
    return frozenset(match.lower() for match in _SORT.findall(question.sentence))


def _spoken_between(reading: Reading, first: Turn, then: Turn) -> bool:
    """Whether the caller finished a turn in between that is no question and not about the line."""
    between = [h for h in reading.caller if first.n < h.turn.n < then.n and h.turn.status == "complete"]
    return any(h.words and not h.turn.text.strip().endswith("?") and not shows("unheard", h.turn.text) for h in between)


def _complained(reading: Reading) -> Iterator[Again]:
    """Questions after which the caller says that they have told it already."""
    by_number = {heard.turn.n: heard for heard in reading.agent}
    for before, after in pairwise(reading.turns):
        if before.speaker == "agent" and after.speaker == "caller" and shows("told_already", after.text):
            heard = by_number[before.n]
            if heard.ids & QUESTIONS:
                yield Again(heard, next((p for p in heard.sentences if "?" in p), heard.turn.text.strip()))


def check_in_words(reading: Reading, persona: Persona) -> str:
    """What an unfinished identity check asked for and lacked, to follow "You": "asked for the name, but …"."""
    verify = persona.verify
    if verify is None:
        return ""
    settled = needs_settled(reading.turns, verify)
    asked = [need for need in verify.needs if any(asks_for(heard.turn.text, need) for heard in reading.agent)]
    unasked = [need for need in verify.needs if need not in asked and need not in settled]
    open_ = [need for need in asked if need not in settled]
    early = any(e.kind == "action" and e.id in verify.before for e in reading.transcript.events)
    if early or told_early(reading, persona):
        lacking = f" ({_listed([*unasked, *open_])} still open)" if unasked or open_ else ""
        return f"did not finish the identity check before it was needed{lacking}"
    if not asked:
        return f"never asked for what the identity check needs ({_listed(unasked or verify.needs)})"
    pieces = [f"asked for {_listed(asked)}"]
    if unasked:
        pieces.append(f"{_listed(unasked)} {'was' if len(unasked) == 1 else 'were'} never asked for")
    if open_:
        pieces.append(f"{_listed(open_)} {'was' if len(open_) == 1 else 'were'} not answered")
    return "; ".join(pieces)


def _listed(needs: list[str]) -> str:
    named = [need if need.startswith(("the ", "your ", "his ", "her ", "their ")) else f"the {need}" for need in needs]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
