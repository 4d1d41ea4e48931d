"""What an agent's turn is besides its acts: rude, empty, a greeting, a goodbye, words meant for a machine."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from simulator.listening.context import read
from simulator.listening.phrases import phrases, word_list
from simulator.listening.words import READ_AT_MOST

_RUN: Final = re.compile(
    r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert(?!h)|erty$|uiop|zxcv|xcvb|cvbn|vbnm|lkj|poiu|fdsa|jkl"
)
_SAME_LETTER: Final = re.compile(r"(.)\1{3,}")
_CONSONANTS: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_VOWEL: Final = re.compile(r"[aeiouy]")
_SHORT: Final = 8
"""Words up to which a turn can be a mere greeting or goodbye."""


@dataclass(frozen=True, slots=True)
class Tone:
    """What an agent's turn is besides its acts."""

    rude: bool
    """Insults, swears at or mocks the caller."""
    nonsense: bool
    """Keys mashed, or signs without a word."""
    empty: bool
    """Nothing was said."""
    goodbye: bool
    thanks: bool
    greeting: bool
    wait: bool
    """Asks the caller to wait: "bear with me"."""
    to_machine: bool
    """Speaks to a language model and not to a caller: asks for its instructions or gives it new ones."""


@lru_cache(maxsize=1024)
def tone(text: str) -> Tone:
    """What this agent turn is besides its acts."""
    speech = read(text)
    plain = speech.plain

    def has(group: str) -> bool:
        return phrases(group, file="tone").in_unit(plain)

    return Tone(
        rude=has("rude"),
        nonsense=_is_nonsense(text, [word.text for word in speech.words]),
        empty=not speech.words and not _signs(text),
        goodbye=has("goodbye"),
        thanks=has("thanks"),
        greeting=any(phrases("greeting", file="tone").in_unit(unit.plain) for unit in speech.units[:2]),
        wait=has("wait"),
        to_machine=has("to_machine"),
    )


def _signs(text: str) -> bool:
    """Whether there are signs beside stops and blanks, such as emoji."""
    return any(unicodedata.category(mark)[0] in "SLNM" for mark in text[:READ_AT_MOST])


def _is_nonsense(text: str, words: list[str]) -> bool:
    """Whether no sense can be meant. Other languages, numbers and misspellings are sense."""
    if not words:
        return _signs(text)
    known = word_list("function_words", file="content")
    mashed = sum(_is_mashed(word) for word in words)
    return mashed * 2 >= len(words) and sum(word in known and len(word) > 1 for word in words) <= mashed // 2


def _is_mashed(word: str) -> bool:
    if word in word_list("babble", file="tone"):
        return True
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return False
    return bool(_RUN.search(word) or _SAME_LETTER.search(word) or _CONSONANTS.search(word)) or not _VOWEL.search(word)
