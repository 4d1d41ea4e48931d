"""Compulsory wording: was it said, word for word or near enough, and in which turn."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from simulator.listening.content import content, root
from simulator.persona import MustSay
from simulator.transcript import Turn

COVERAGE: Final = 0.7
"""Share of the wording's content words that one agent turn has to carry where it need not be exact."""

_NEAR: Final = 2
"""Words before one within which a "not" turns it round."""

_NOT: Final = frozenset({"not", "no", "never", "cannot", "without"})

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, curly apostrophes made straight."""
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=4096)
def content_roots(text: str) -> frozenset[str]:
    """The common forms of the words that carry meaning."""
    return content(" ".join(plain_words(text)))


def _said_exactly(text: str, wording: str) -> bool:
    said, wanted = " ".join(plain_words(text)), " ".join(plain_words(wording))
    return bool(wanted) and f" {wanted} " in f" {said} "


def carries(text: str, must_say: MustSay) -> bool:
    """Whether this turn says the wording: to the word where it is exact, else most of its words, none denied."""
    if _said_exactly(text, must_say.text):
        return True
    if must_say.exact:
        return False
    wanted = content_roots(must_say.text) or {root(word) for word in plain_words(must_say.text)}
    said = {root(word) for word in plain_words(text)}
    if not wanted or len(wanted & said) / len(wanted) < COVERAGE:
        return False
    return _turned_round(text) & wanted == _turned_round(must_say.text) & wanted


def _turned_round(text: str) -> set[str]:
    """The common forms of the words that a "not" stands just before."""
    words = plain_words(text)
    return {
        root(word)
        for at, word in enumerate(words)
        if any(before in _NOT or before.endswith("n't") for before in words[max(0, at - _NEAR) : at])
    }


def wording_said(turns: Sequence[Turn], must_say: MustSay) -> int | None:
    """Number of the first agent turn that says the wording, or None."""
    for turn in turns:
        if turn.speaker == "agent" and carries(turn.text, must_say):
            return turn.n
    return None
