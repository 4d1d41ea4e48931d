"""Keeps a model's reply in character, word by word, at most four words behind the model."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from simulator.caller import signs, spoken
from simulator.caller.mood import normal
from simulator.listening.content import content
from simulator.persona import Persona

HELD_WORDS = 3
"""Words kept back so that a phrase out of character is seen before its first word is shown."""
MOST_HELD = 4
"""Words that may be behind at most, counting those after an asterisk that is still open."""
WINDOW = 50
"""Characters already shown that are looked at again: longer than what comes before the last words of any phrase."""
PARTS = ("agent", "advisor", "adviser", "operator", "representative", "handler", "support")
SPEAKERS = ("caller", "customer", "assistant", "user", "me", "you")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
IDIOMS = re.compile(r"(?i)\b(?:100 ?%|100 per ?cent|110 ?%|24 ?/ ?7|50 ?/ ?50|999|101)")
"""Numbers that tell nothing."""
FEW = 4
"""Words that are no line by themselves."""
FACT_WORDS = 4
"""Words of content below which a line is too ordinary to be known for a locked fact's."""
FACT_SHARE = 0.75
REPEATS = 0.92
"""Likeness to an earlier turn from which a reply is the same again."""


class OutOfCharacterError(Exception):
    """A reply that cannot be shown; raised only while nothing of it has been shown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a reply may not be shown, and from which character on."""

    reason: str
    start: int


@dataclass
class Guard:
    """Watches one reply. `passed` yields the words that may be shown; `text` is the reply as it ends up."""

    persona: Persona
    known: str
    """Everything whose numbers the caller may speak: what the model was given."""
    words: int
    """Word limit."""
    keep_back: tuple[str, ...] = ()
    """Lines of facts that are still locked; a reply that tells one is out of character."""
    said: Sequence[str] = ()
    """The caller's earlier turns; a reply that is one of them again is out of character."""
    text: str = ""
    """What has been shown; after the end, the whole reply, perhaps cut at its last good sentence."""
    cut: str | None = None
    """Why the reply was cut, where it was."""
    _raw: str = field(default="", repr=False)

    def passed(self, chunks: Iterable[str]) -> Iterator[str]:
        """The words that may be shown, as soon as they may be.

        Raises OutOfCharacterError where the reply is bad before anything was shown; later it is cut at its last
        good sentence, which `text` then holds.
        """
        for chunk in chunks:
            self._raw += chunk
            clean = self._clean()
            ended = self._ended(clean)
            yield from ended if ended is not None else self._show(self._safe_part(clean))
            if ended is not None:
                return
        yield from self._last()

    @property
    def shown(self) -> bool:
        """Whether anything has been let through."""
        return bool(self.text.strip())

    @property
    def stub(self) -> bool:
        """Whether only a word or two had been shown when the reply went wrong."""
        return self.cut is not None and not spoken.whole_sentences(self.text[:-1]) and len(self.text.split()) < FEW

    def _show(self, safe: str) -> Iterator[str]:
        if len(safe) > len(self.text) and safe.startswith(self.text):
            fresh = safe[len(self.text) :]
            self.text = safe
            yield fresh

    def _safe_part(self, clean: str) -> str:
        """The reply without its last few words."""
        behind = MOST_HELD if not self.shown and signs.suspect().match(clean) else HELD_WORDS
        return spoken.but_last(clean, min(behind, MOST_HELD - spoken.open_words(self._raw)))

    def _clean(self) -> str:
        return spoken.spoken(self._raw, self._labels)

    @cached_property
    def _labels(self) -> frozenset[str]:
        name = self.persona.name.lower()
        return frozenset((name, *name.split(), *SPEAKERS, *PARTS))

    @cached_property
    def _second_label(self) -> re.Pattern[str]:
        return re.compile(rf"\n[\s*_]*(?:{'|'.join(map(re.escape, sorted(self._labels)))})[*_]*\s*:", re.IGNORECASE)

    def _last(self) -> Iterator[str]:
        """The end of a reply that the model has finished."""
        clean = self._clean().rstrip()
        fault = self._fault(clean, ended=True)
        if fault is not None:
            yield from self._break_off(clean, fault)
        elif spoken.words_in(clean) > self.words:
            yield from self._finish("word limit", spoken.within_limit(clean, self.words))
        elif not clean:
            raise OutOfCharacterError("nothing was said")
        else:
            yield from self._finish(None, clean)

    def _ended(self, clean: str) -> Iterator[str] | None:
        """The rest of the reply where it ends here, before the model's own end; raises where nothing was shown."""
        if spoken.label_of(self._raw) in PARTS:
            raise OutOfCharacterError("role flip")
        other = self._second_label.search(self._raw) if "\n" in self._raw else None
        if other is not None and self._raw[: other.start()].strip():
            self._raw = self._raw[: other.start()]
            return self._both_parts()
        fault = self._fault(clean)
        if fault is not None:
            return self._break_off(clean, fault)
        if spoken.words_in(clean) > self.words:
            return self._finish("word limit", spoken.within_limit(clean, self.words))
        return None

    def _both_parts(self) -> Iterator[str]:
        yield from self._last()
        self.cut = self.cut or "spoke for both sides"

    def _break_off(self, clean: str, fault: Fault) -> Iterator[str]:
        """End the reply before the fault. Raises OutOfCharacterError where nothing was shown yet."""
        if not self.shown:
            raise OutOfCharacterError(fault.reason)
        good = spoken.whole_sentences(clean[: fault.start])
        return self._finish(fault.reason, good if len(good) >= len(self.text) else spoken.last_good_sentence(self.text))

    def _finish(self, cut: str | None, text: str) -> Iterator[str]:
        """The reply ends up as `text`; what of it was not shown yet is shown."""
        self.cut = cut
        fresh = text[len(self.text) :] if text.startswith(self.text) else ""
        self.text = text
        if fresh:
            yield fresh

    def _fault(self, clean: str, *, ended: bool = False) -> Fault | None:
        """What is wrong with the reply so far; its last word counts only once it is whole."""
        whole = clean if ended else clean.rpartition(" ")[0]
        since = max(0, len(self.text) - WINDOW)
        look = clean.replace("’", "'")
        for reason, pattern in self._patterns:
            if found := pattern.search(look, since):
                return Fault(reason, found.start())
        if (number := self._stray_number(whole)) is not None:
            return number
        if self.keep_back and (ended or self._due(whole)) and self._tells(whole):
            starts = [0, *(end.end() for end in spoken.SENTENCE_END.finditer(whole))]
            return Fault("a locked fact", max(start for start in starts if self._tells(whole[start:]) or not start))
        if not self.text and self._repeats(clean):
            return Fault("the same again", 0)
        return None

    def _stray_number(self, whole: str) -> Fault | None:
        """A number of two digits or more that was in nothing that the model was given."""
        idioms = [match.span() for match in IDIOMS.finditer(whole)]
        for found in NUMBER.finditer(whole):
            digits = re.sub(r"\D", "", found[0])
            idiom = any(start <= found.start() < end for start, end in idioms)
            if len(digits) > 1 and not idiom and digits not in self._numbers and digits not in self._runs:
                return Fault("a number that nobody told", found.start())
        return None

    @cached_property
    def _numbers(self) -> frozenset[str]:
        written = NUMBER.findall(self.known)
        return frozenset(re.sub(r"\D", "", form) for number in written for form in (number, number.partition(".")[0]))

    @cached_property
    def _runs(self) -> str:
        """Long numbers with the spaces between their groups taken out: they may be grouped otherwise when spoken."""
        groups = re.findall(r"\d[\d ]{4,}\d", self.known)
        return " ".join(re.sub(r"\s", "", group) for group in groups)

    def _due(self, whole: str) -> bool:
        """Whether it is time to look for facts again: at the end of a clause, and every few words."""
        return not self.text or whole[-1:] in ".,;!?…" or whole.count(" ") % HELD_WORDS == 0

    def _tells(self, whole: str) -> bool:
        """Whether this holds a sentence of a locked fact's line, or most of the content of a whole line."""
        said = normal(whole)
        if any(sentence in said for sentence in self._secret_sentences):
            return True
        words = frozenset().union(*(_content_of(word) for word in said.split()))
        return any(len(wanted & words) >= FACT_SHARE * len(wanted) for wanted in self._secrets)

    @cached_property
    def _secrets(self) -> list[frozenset[str]]:
        return [words for line in self.keep_back if len(words := content(normal(line))) >= FACT_WORDS]

    @cached_property
    def _secret_sentences(self) -> list[str]:
        known = normal(self.known)
        sentences = [normal(part) for line in self.keep_back for part in spoken.SENTENCE_END.split(line)]
        return [part for part in sentences if len(part.split()) > FACT_WORDS and part not in known]

    def _repeats(self, whole: str) -> bool:
        said = normal(whole)
        if len(said.split()) < FACT_WORDS:
            return False
        matcher = SequenceMatcher(None, b=said)
        for turn in self.said:
            matcher.set_seq1(normal(turn))
            if matcher.real_quick_ratio() >= REPEATS and matcher.ratio() >= REPEATS:
                return True
        return False

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        ruled_out = [pattern for entry in self.persona.never_says for pattern in signs.ruled_out(entry)]
        return [*signs.out_of_character().items(), *(("something this caller never says", one) for one in ruled_out)]


@lru_cache(maxsize=8192)
def _content_of(word: str) -> frozenset[str]:
    return content(word)
