"""The word lists of this room: plain phrases in `phrases/*.toml`, made into patterns over plain turns.

A phrase is words as they are said, with a little notation: `(a|b)` either, `[a]` perhaps, `...` up to three
other words, `word*` any ending, `$list` any entry of that list of the same file, `.` the end of the unit.
Contractions are written short ("i'm") and also match the long form and the form without an apostrophe. `^` at
the front: only where a unit begins, after openers such as "so" or "okay"; so too every phrase under `[front]`.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "phrases"
_PIECE: Final = re.compile(r"\.\.\.|\.|[()\[\]|]|\$[a-z_]+|[^\s()\[\]|^$.]+")
_LONG: Final = {
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "(?:would|had)",
    "'s": "(?:is|has|us)",
}
_IRREGULAR: Final = {
    "can't": "(?:can'?t|cannot|can not)",
    "won't": "(?:won'?t|will not)",
    "shan't": "(?:shan'?t|shall not)",
    "ain't": "ain'?t",
}
_MARKED: Final = frozenset({"we're", "we'll", "we'd", "he'll", "she'll", "she'd"})
"""Without their apostrophe they are other words."""
_OPENERS: Final = (
    "(?:(?:so|and|but|or|then|okay|ok|well|now|right|alright|all|yeah|yes|yep|no|oh|mm|hmm|mhm|hm|sure|good|great|fine"
    "|just|also|because|cause|actually|anyway|hello|hi|hey|thanks|thank you|sorry|please|uh|huh|i see|you know|i mean"
    "|i guess|i suppose|of course|no problem|lovely|brilliant|perfect|certainly|absolutely|right then|thanks for that"
    "|thank you for that|understood|bless you|no bother) ){0,6}"
)


def _word(word: str) -> str:
    """The pattern of one word, with every way that speech-to-text writes it."""
    if word in _IRREGULAR:
        return f"{_IRREGULAR[word]} "
    stem, mark, ending = word.partition("'")
    if not mark:
        return re.escape(word[:-1]) + "[^ ]* " if word.endswith("*") else f"{re.escape(word)} "
    if ending == "t" and stem.endswith("n"):
        return f"(?:{stem}'?t|{stem[:-1]} not) "
    long_form = _LONG.get(f"'{ending}")
    may_lose = "" if word in _MARKED else "?"
    return f"(?:{stem}'{may_lose}{ending}|{stem} {long_form}) " if long_form else f"{stem}'?{ending} "


def _translate(phrase: str, lists: dict[str, list[str]]) -> str:
    """One phrase as a pattern whose every word ends with a space."""
    pattern: list[str] = []
    for piece in _PIECE.findall(phrase):
        if piece == "...":
            pattern.append("(?:[^ |?]+ ){0,3}?")
        elif piece == ".":
            pattern.append("(?=[|?] |$)")
        elif piece in "([":
            pattern.append("(?:")
        elif piece == ")":
            pattern.append(")")
        elif piece == "]":
            pattern.append(")?")
        elif piece == "|":
            pattern.append("|")
        elif piece.startswith("$"):
            pattern.append("(?:" + "|".join(_translate(entry, lists) for entry in lists[piece[1:]]) + ")")
        else:
            pattern.append(_word(piece))
    return "".join(pattern)


class Phrases:
    """A group of phrases, found in one pass."""

    def __init__(self, phrases: list[str], lists: dict[str, list[str]]) -> None:
        anywhere = [_translate(p, lists) for p in phrases if not p.startswith("^")]
        at_front = [_translate(p[1:], lists) for p in phrases if p.startswith("^")]
        self._anywhere = re.compile(rf"(?<![^ ])(?:{'|'.join(anywhere)})") if anywhere else None
        self._at_front = re.compile(rf"{_OPENERS}(?:{'|'.join(at_front)})") if at_front else None

    def in_unit(self, plain: str) -> bool:
        """Whether one stands in these plain words."""
        if self._at_front is not None and self._at_front.match(plain):
            return True
        return self._anywhere is not None and self._anywhere.search(plain) is not None

    def count(self, plain: str) -> int:
        """How many stand there that need not be at the front."""
        return sum(1 for _ in self._anywhere.finditer(plain)) if self._anywhere is not None else 0

    def first(self, plain: str) -> str | None:
        """The words of the first one that stands there."""
        found = self._at_front.match(plain) if self._at_front is not None else None
        if found is None and self._anywhere is not None:
            found = self._anywhere.search(plain)
        return found.group() if found else None

    def without(self, plain: str) -> str:
        """The plain words with every one of these phrases taken out."""
        shorter = self._at_front.sub("", plain, count=1) if self._at_front is not None else plain
        return self._anywhere.sub("", shorter) if self._anywhere is not None else shorter


@cache
def _file(name: str) -> dict[str, dict[str, list[str]]]:
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        loaded: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return loaded


@cache
def phrases(group: str, *, file: str = "agent") -> Phrases:
    """The phrases of one group of one file. Raises KeyError when there is no such group."""
    tables = _file(file)
    if group in tables.get("front", {}):
        return Phrases([f"^{phrase}" for phrase in tables["front"][group]], tables["lists"])
    return Phrases(tables["phrases"][group], tables["lists"])


@cache
def entries(name: str, *, file: str = "agent") -> tuple[str, ...]:
    """The entries of one list, as they stand in the file."""
    return tuple(_file(file)["lists"][name])


@cache
def word_list(name: str, *, file: str = "agent") -> frozenset[str]:
    """The single words of one list."""
    return frozenset(word for entry in entries(name, file=file) for word in entry.split())
