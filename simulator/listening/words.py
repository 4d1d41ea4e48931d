"""A turn as plain words: lower case, hesitations dropped, cut into units, each word knowing where it stood.

Speech-to-text gives neither capitals nor stops, typed calls give both; everything in this room reads the same
*plain* form of either: words followed by one space, sentences ended by the marks `|` and `?`.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from simulator.listening.dialect import ordinary, regular
from simulator.listening.phrases import entries, word_list

READ_AT_MOST: Final = 20_000
"""Characters of one turn that are read (about 25 minutes of speech); what follows is left unheard."""

_NOUN: Final = 6
"""Words that may stand between a question word and its verb: "which bit of the letter is it"."""

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+|[.,](?=\d)\d+)*|[.?!…;:\n,]+|[-–—]+")
_NOTE: Final = re.compile(
    r"[\[(](?:laugh|chuckl|cross-?talk|unintelligible|inaudible|sigh|cough|cry|sob|pause|silence)[^\])\n]{0,20}[\])]",
    re.I,
)
"""What a transcriber notes between brackets, which nobody said."""
_TITLED: Final = re.compile(r"\b(mr|mrs|ms|mx|dr)\.", re.I)
_APOSTROPHES: Final = str.maketrans("’ʼ`´", "''''")
_QUOTED: Final = re.compile(r"[\"“][^\"“”]*[\"”]")


@dataclass(frozen=True, slots=True)
class Word:
    """One plain word and where it stood in the turn."""

    text: str
    start: int
    end: int
    comma: bool = False
    """A comma or a dash followed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or where there are no stops a clause: words `first` up to and without `last`."""

    first: int
    last: int
    asked: bool
    """A question mark ended it."""
    plain: str
    """Its words and its mark, each followed by one space."""
    start: int
    end: int


def _list(name: str) -> frozenset[str]:
    return word_list(name, file="clauses")


def _fold(text: str) -> str:
    """Lower case, letter for letter, so that places stay the same."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


class Speech:
    """One turn in its plain form."""

    def __init__(self, text: str) -> None:
        self.text = _NOTE.sub(lambda note: " " * len(note.group()), text[:READ_AT_MOST])
        self.words: list[Word] = []
        self._stops: list[tuple[int, bool]] = []
        self._read()

    def _read(self) -> None:
        folded = _fold(_TITLED.sub(r"\1 ", self.text))
        straight = folded.translate(_APOSTROPHES)
        apostrophes = any(mark in folded for mark in "'’")
        fillers, words = _list("fillers"), self.words
        cut_off = -1
        for token in _TOKEN.finditer(folded):
            piece, start, end = token.group(), token.start(), token.end()
            if piece[0] in "-–—,":
                if words:
                    last = words[-1]
                    words[-1] = Word(last.text, last.start, last.end, comma=piece != "-")
                    cut_off = end if piece[0] != "," else -1
                continue
            if piece[0] in ".?!…;:\n":
                self._stop(asked="?" in piece)
                continue
            cut = folded[end : end + 1] in ("'", "’")
            for plain in ordinary(straight[start:end], named=self.text[start].isupper(), cut=cut):
                if plain not in fillers:
                    self._add(plain, start, end, joins=start - cut_off <= 1, apostrophes=apostrophes)
        self._stop(asked=False)

    def _add(self, plain: str, start: int, end: int, *, joins: bool, apostrophes: bool) -> None:
        """Add a word; a word said twice or begun and said again ("do-do", "w-what") counts once."""
        words = self.words
        fresh = self._sentence == len(words)
        if not fresh:
            last = words[-1]
            if last.text == plain or (joins and last.end < start and plain.startswith(last.text)):
                words[-1] = Word(plain, start, end)
                return
            if not apostrophes and plain in _list("loose_endings") and start == last.end + 1 and last.text.isalpha():
                words[-1] = Word(f"{last.text}'{plain}", last.start, end)
                return
        words.append(Word(plain, start, end))
        for length in (3, 2):  # "do you, do you": said again from the start
            if len(words) - self._sentence >= 2 * length and words[-1].text == words[-1 - length].text:
                said = [word.text for word in words[-2 * length :]]
                if said[:length] == said[length:]:
                    del words[-2 * length : -length]

    @property
    def _sentence(self) -> int:
        return self._stops[-1][0] if self._stops else 0

    def _stop(self, *, asked: bool) -> None:
        count = len(self.words)
        if count and (not self._stops or self._stops[-1][0] != count):
            self._stops.append((count, asked))

    @cached_property
    def punctuated(self) -> bool:
        """Whether stops can be relied on: some inside, or one at the end of a short turn."""
        marks = sum(self.text.count(mark) for mark in ".?!,")
        return marks > 0 and len(self.words) <= 40 * marks

    @cached_property
    def plain(self) -> str:
        """The whole turn: words and the marks `|` and `?`, each followed by one space."""
        pieces: list[str] = []
        first = 0
        for last, asked in self._stops:
            pieces.extend(word.text for word in self.words[first:last])
            pieces.append("?" if asked else "|")
            first = last
        return "".join(f"{piece} " for piece in pieces)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Sentences; long stretches without a stop are cut where a new clause plainly begins."""
        units: list[Unit] = []
        first = 0
        for last, asked in self._stops:
            cuts = [first, *self._cuts(first, last), last]
            for a, b in pairwise(cuts):
                units.append(self._unit(a, b, asked=asked and b == last))
            first = last
        return tuple(units)

    def _unit(self, first: int, last: int, *, asked: bool) -> Unit:
        plain = regular("".join(f"{word.text} " for word in self.words[first:last]) + ("? " if asked else "| "))
        start, end = self.words[first].start, self.words[last - 1].end
        if asked and self.text[end : end + 1] == "?":
            end += 1
        return Unit(first, last, asked, plain, start, end)

    def _cuts(self, first: int, last: int) -> list[int]:
        if self.punctuated or last - first < 7:
            return []
        cuts: list[int] = []
        since = first
        for i in range(first + 2, last - 2):
            if i - since >= 2 and self._begins(i, since):
                cuts.append(i)
                since = i
        return cuts

    def _begins(self, i: int, since: int) -> bool:
        """Whether a clause of its own plainly begins at word i; the last one began at word `since`.

        A question word after "know" or "that's" asks nothing; an auxiliary before its subject does, unless the
        word before it is a subject or a question word itself ("what do you", "it is that").
        """
        word, after, before = self.words[i].text, self.words[i + 1].text, self.words[i - 1].text
        if word == "so" and after == "that":
            return self.words[i + 2].text in _list("auxiliaries")
        if word in _list("joining"):
            return (
                after in _list("bidding")
                or after in _list("subjects")
                or after in _list("auxiliaries")
                or after in _list("asking")
            )
        if word in _list("asking") and before not in _list("embeds"):
            return after in _list("auxiliaries") or after in _list("ask_verbs") or word.endswith("s")
        opened = i - since <= _NOUN and any(w.text in _list("asking") for w in self.words[since : since + 2])
        if word in _list("auxiliaries") and after in _list("subjects") and before not in _list("asking") and not opened:
            return before not in _list("subjects") - {"that", "this"} and (
                before not in _list("joining") or before == "so"
            )
        if before in _list("holds_on"):
            return False
        return word in ("i'll", "i've") or f"{word} {after}" in entries("self_standing", file="clauses")

    def clauses(self, unit: Unit) -> list[str]:
        """The unit's plain words from its beginning, and from after each comma in it, the last first."""
        starts = [i + 1 for i in range(unit.first, unit.last - 1) if self.words[i].comma]
        mark = unit.plain[-2:]
        later = ["".join(f"{word.text} " for word in self.words[at : unit.last]) + mark for at in starts[-4:]]
        return [unit.plain, *reversed(later)]

    @property
    def takes_on(self) -> bool:
        """Whether the turn begins with a dash: in the middle of what its speaker was saying."""
        return self.text.lstrip()[:1] in tuple("-–—")

    def quoted(self, unit: Unit) -> bool:
        """Whether the unit is a question inside quotation marks that words lead up to: somebody else asks it."""
        return unit.asked and any(
            span.start() < unit.end <= span.end()
            for span in _QUOTED.finditer(self.text)
            if any(map(str.isalnum, self.text[: span.start()]))
        )

    def cut_off(self, unit: Unit) -> bool:
        """Whether the turn ends in this unit without a mark, so that none can be missed."""
        return unit.last == len(self.words) and self.text.rstrip()[-1:] not in tuple(".?!")
