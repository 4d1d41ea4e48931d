"""What a turn is about: its content words, brought to a common form, and what two turns share."""

from functools import cache, lru_cache
from typing import Final

from simulator.listening.phrases import entries, word_list

_ENDINGS: Final = ("ingly", "ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")


@cache
def _function_words() -> frozenset[str]:
    return word_list("function_words", file="content")


@cache
def _concepts() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in entries("same", file="content"):
        first, *others = line.split()
        table.update(dict.fromkeys(others, first))
    return table


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """The common form of a word: "rang", "calls" and "phone" are one, "worried" and "worry" too."""
    word = word.removesuffix("'s")
    same = _concepts().get(word)
    if same is not None:
        return same
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            if ending in ("ied", "ies"):
                stem += "y"
            elif len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
                stem = stem[:-1]
            word = stem
            break
    word = word[:-1] if len(word) > 4 and word.endswith("e") else word
    return _concepts().get(word, word)


@lru_cache(maxsize=4096)
def content(plain: str) -> frozenset[str]:
    """The content words of a plain text in their common form."""
    return frozenset(
        root(word)
        for word in set(plain.split())
        if word not in "|?" and len(word) > 1 and word not in _function_words()
    )
