"""Keeps a model's reply in character, word by word, at most four words behind the model."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from simulator.caller.mood import normal
from simulator.persona import Persona

HELD_WORDS = 3
"""Words kept back so that a phrase out of character is seen before its first word is shown."""
SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*(?=\s|$)")
LABEL = re.compile(r"^\s*(?:caller|customer|assistant|user|agent|me|[A-Z]\w+(?: [A-Z]\w+)?)\s*:\s+", re.IGNORECASE)
DIRECTION = re.compile(r"\*[^*\n]{0,60}\*|\([^()\n]{0,60}\)|\[[^\[\]\n]{0,60}\]")
OPEN_DIRECTION = re.compile(r"[*(\[][^*)\]]*$")
OUT_OF_CHARACTER = Path(__file__).with_suffix(".toml")
"""What gives a model away, by reason: phrases as regular expressions."""
NUMBER = re.compile(r"\d[\d,.]*\d")


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    table: dict[str, list[str]] = tomllib.loads(OUT_OF_CHARACTER.read_text(encoding="utf-8"))["out_of_character"]
    return {
        reason: re.compile("|".join(f"(?:{p})" for p in phrases), re.IGNORECASE) for reason, phrases in table.items()
    }


class OutOfCharacterError(Exception):
    """A reply that cannot be shown; raised only while nothing of it has been shown."""


@dataclass
class Guard:
    """Watches one reply. `passed` yields the words that may be shown; `text` is the reply as it ends up."""

    persona: Persona
    known: str
    """Everything whose numbers the caller may speak: persona, told facts, the call so far."""
    words: int
    """Word limit."""
    keep_back: tuple[str, ...] = ()
    """Lines of facts that are still locked; a reply that tells one is out of character."""
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
            if self._stop(self._clean(self._raw)):
                return
            yield from self._show(self._safe_part())
        if self._stop(self._clean(self._raw), ended=True):
            return
        yield from self._show(self._clean(self._raw).rstrip())
        if not self.text.strip():
            raise OutOfCharacterError("nothing was said")
        self.text = self.text.strip()

    @property
    def shown(self) -> bool:
        """Whether anything has been let through."""
        return bool(self.text.strip())

    def _show(self, safe: str) -> Iterator[str]:
        if len(safe) > len(self.text) and safe.startswith(self.text):
            fresh = safe[len(self.text) :]
            self.text = safe
            yield fresh

    def _safe_part(self) -> str:
        """The cleaned reply without its last few words, nor anything from an open bracket on."""
        clean = OPEN_DIRECTION.sub("", self._clean(self._raw))
        starts = [match.start() for match in re.finditer(r"\S+", clean)]
        return clean[: starts[-HELD_WORDS]] if len(starts) > HELD_WORDS else ""

    def _clean(self, raw: str) -> str:
        text = DIRECTION.sub("", raw)
        text = LABEL.sub("", text, count=1) if self._labelled(text) else text
        text = re.sub(r"\s+", " ", text).lstrip()
        return text.strip('"“”').lstrip() if text[:1] in '"“' else text

    def _labelled(self, text: str) -> bool:
        label = LABEL.match(text)
        own = {normal(self.persona.name), normal(self.persona.name.split()[0])}
        names = own | {"caller", "customer", "assistant", "user", "agent", "me"}
        return label is not None and normal(label.group()) in names

    def _stop(self, clean: str, *, ended: bool = False) -> bool:
        """Whether the reply ends here; cuts it, or raises where nothing was shown."""
        reason = self._bad(clean, ended=ended)
        if reason is not None:
            if not self.text:
                raise OutOfCharacterError(reason)
            self.cut, self.text = reason, last_good_sentence(self.text)
            return True
        if len(clean.split()) > self.words:
            limited = within_limit(clean, self.words)
            self.cut, self.text = "word limit", limited
            return True
        return False

    def _bad(self, clean: str, *, ended: bool) -> str | None:
        for reason, pattern in _signs().items():
            if pattern.search(clean):
                return reason
        whole = clean if ended else clean.rsplit(" ", 1)[0]
        if any(number not in self.known for number in NUMBER.findall(whole)):
            return "a number that nobody told"
        said = normal(whole)
        if any(normal(line) in said for line in self.keep_back if len(line.split()) > 3):
            return "a locked fact"
        if any(normal(topic) in said for topic in self.persona.never_says):
            return "something this caller never says"
        return None


def last_good_sentence(text: str) -> str:
    """The text up to its last finished sentence; where there is none, what there is, trailing off."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return text[: ends[-1]].strip() if ends else text.strip().rstrip(",;:-–—") + "…"


def within_limit(text: str, words: int) -> str:
    """At most so many words, ended at a sentence where one ends, else trailing off."""
    head = " ".join(text.split()[:words])
    whole = last_good_sentence(head)
    if len(whole.split()) * 2 >= words or head == text:
        return whole
    return head.rstrip(",;:-–—.") + "…"
