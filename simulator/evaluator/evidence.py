"""Finds quotes in a transcript: loosely, word by word, and gives back the turn's own words to the letter.

What a model quotes is compared by its words alone: spaces, capitals, quotation marks, dashes and full
stops may differ, and compatibility forms (full-width letters, ligatures) count as the letters they stand
for. Only the agent's turns are evidence, so nothing the caller said can earn or cost the agent a level.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from simulator.evaluator.masking import SENTENCE, masks
from simulator.grade import Evidence
from simulator.listening.english import foreign
from simulator.transcript import Speaker, Transcript, Turn

LEAST_WORDS: Final = 2
ENDS: Final = ".!?…"
APOSTROPHES: Final = frozenset("'’‘ʼ＇`´")
BETWEEN: Final = "\x00"
MASKED: Final = "\x01"
"""In place of words that do not count, so that no quote can reach over them."""
MARKED_END: Final = re.compile(rf"[{re.escape(ENDS)}][\"'”’»)\]\s]*\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the form that is compared, and where it stands."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote as somebody gave it, which may be anything."""

    turn: int
    quote: str
    shows: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What of the claims stands in the transcript, and why the others do not count."""

    evidence: tuple[Evidence, ...]
    rejected: tuple[str, ...]


class Said:
    """One turn, prepared once, in which many quotes can be looked for."""

    def __init__(self, turn: Turn, names: tuple[str, ...] = ()) -> None:
        self.turn = turn
        self._words = _words(turn.text)
        for one in masks(turn.text, names) if turn.speaker == "agent" else ():
            before = [word for word in self._words if word.end <= one.start]
            after = [word for word in self._words if word.start >= one.end]
            self._words = [*before, Word(MASKED, one.start, one.end), *after]
        self._line = _line(self._words)

    def span(self, quote: str, *, least_words: int = LEAST_WORDS) -> str | None:
        """The turn's own words that the quote means, or None; linear in both lengths."""
        wanted = _words(quote)
        if len(wanted) < max(1, least_words):
            return None
        found = self._line.find(_line(wanted))
        if found < 0:
            return None
        first = self._line.count(BETWEEN, 0, found)
        start, end = self._words[first].start, self._words[first + len(wanted) - 1].end
        if MARKED_END.search(quote):
            while end < len(self.turn.text) and self.turn.text[end] in ENDS:
                end += 1
        return self.turn.text[start:end]


def span(text: str, quote: str, *, least_words: int = LEAST_WORDS) -> str | None:
    """The words of `text` that the quote means, to the letter, or None where they are not there."""
    return Said(Turn(n=1, speaker="agent", text=text)).span(quote, least_words=least_words)


class Quotable:
    """The turns of one speaker, for looking quotes up; `names` are people whose lines an agent might forge."""

    def __init__(self, transcript: Transcript, speaker: Speaker = "agent", *, names: tuple[str, ...] = ()) -> None:
        self._said = [Said(turn, names) for turn in transcript.turns if turn.speaker == speaker]

    def find(self, turn: int, quote: str, *, least_words: int = LEAST_WORDS) -> tuple[int, str] | None:
        """Turn number and words of the quote: in the turn named, else in the nearest that has it."""
        for said in sorted(self._said, key=lambda said: abs(said.turn.n - turn)):
            if (found := said.span(quote, least_words=least_words)) is not None:
                return said.turn.n, found
        return None

    def whole(self, turn: int) -> tuple[int, str] | None:
        """That turn with all its words, where it is this speaker's."""
        return next(((turn, said.turn.text.strip()) for said in self._said if said.turn.n == turn), None)


def to_the_caller(turn: Turn, names: tuple[str, ...] = ()) -> Turn:
    """An agent's turn with all that was not said to the caller blanked out by line breaks, so that places hold.

    What is not English is blanked as well: no rule here can tell what it says.
    """
    if turn.speaker != "agent":
        return turn
    text = turn.text
    for start, end in [(one.start, one.end) for one in masks(text, names)]:
        text = text[:start] + "\n" * (end - start) + text[end:]
    for found in SENTENCE.finditer(text):
        if foreign(found.group()):
            text = text[: found.start()] + "\n" * len(found.group()) + text[found.end() :]
    return turn if text == turn.text else turn.model_copy(update={"text": text})


def standing(words: str, turn: Turn) -> str:
    """The words as they stand in the turn; of words around a blank, their longest stretch."""
    return words if words in turn.text else max(re.split(r"\s*\n+\s*", words), key=len)


def verify(claims: Iterable[Claim], transcript: Transcript) -> Verified:
    """Check each claim against the agent's turns; a quote that names a wrong turn is moved to its own."""
    return verify_in(list(claims), Quotable(transcript))


def verify_in(claims: Sequence[Claim], agent: Quotable) -> Verified:
    """The same, for turns that were prepared before."""
    evidence: dict[tuple[int, str], Evidence] = {}
    rejected: list[str] = []
    for claim in claims:
        if len(_words(claim.quote)) < LEAST_WORDS:
            rejected.append(f"“{claim.quote}” has fewer than {LEAST_WORDS} words.")
        elif (found := agent.find(claim.turn, claim.quote)) is None:
            rejected.append(f"“{claim.quote}” is not said by the agent, in turn {claim.turn} or any other.")
        else:
            turn, words = found
            evidence.setdefault(found, Evidence(turn=turn, quote=words, shows=claim.shows))
    return Verified(evidence=tuple(evidence.values()), rejected=tuple(rejected))


def _line(words: Sequence[Word]) -> str:
    return BETWEEN + "".join(f"{word.form}{BETWEEN}" for word in words)


def _words(text: str) -> list[Word]:
    """The words of a text; an apostrophe inside one is left out, wide characters are words of their own."""
    words: list[Word] = []
    form: list[str] = []
    start = end = 0

    def close() -> None:
        if form:
            words.append(Word("".join(form), start, end))
            form.clear()

    for place, character in enumerate(text):
        kind = _kind(character)
        if kind == "skip" or (kind == "apostrophe" and form):
            continue  # invisible, or within a word; a closing quotation mark changes nothing either
        if kind not in ("letter", "wide"):
            close()
            continue
        if kind == "wide":
            close()
        if not form:
            start = place
        form.append(unicodedata.normalize("NFKD", character).casefold())
        end = place + 1
        if kind == "wide":
            close()
    close()
    return words


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """What a character is to a word: letter, wide, apostrophe, skip or gap."""
    category = unicodedata.category(character)
    if character in APOSTROPHES:
        return "apostrophe"
    if category == "Cf":
        return "skip"
    if category[0] not in "LNM":
        return "gap"
    return "wide" if unicodedata.east_asian_width(character) == "W" else "letter"
