"""Figures in what is said, in digits or in words: "thirty-two", "£32.00" and "32" are one."""

import re
from functools import lru_cache
from typing import Final

_UNITS: Final = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ONES: Final = {word: value for value, word in enumerate(_UNITS.split())}
_ROUND: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = {word: 10 * value for value, word in enumerate(_ROUND.split(), start=2)}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_SCALES: Final = {"hundred": 100, "thousand": 1000}
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,:][0-9]+)*(?:st|nd|rd|th)?(?![^\W\d_])|[^\W\d_]+")
_LONGEST: Final = 18
"""Characters of a figure; what is longer is no figure that anybody would say."""
_SPANS: Final = "second seconds minute minutes hour hours day days week weeks working month months year years"
_LENGTH_OF_TIME: Final = frozenset(_SPANS.split())


@lru_cache(maxsize=4096)
def figures(text: str, *, least: int = 10) -> frozenset[int]:
    """The whole figures from `least` up, pence left off; lengths of time ("within 48 hours") are no figures."""
    found: set[int] = set()
    tokens = [match.group().lower() for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        value, after = _figure(tokens, at)
        if value is not None and value >= least and not _LENGTH_OF_TIME.intersection(tokens[after : after + 1]):
            found.add(int(value))
        at = after
    return frozenset(found)


def _figure(tokens: list[str], at: int) -> tuple[float | None, int]:
    """The figure that begins here, if any, and where to read on."""
    if tokens[at][0] in "0123456789":
        digits = re.sub(r"(?:st|nd|rd|th)$", "", tokens[at]).replace(",", "")
        return (
            (None, at + 1)
            if ":" in digits or digits.count(".") > 1 or len(digits) > _LONGEST
            else (float(digits), at + 1)
        )
    total, part, begin = 0.0, 0.0, at
    while at < len(tokens):
        word = tokens[at]
        value = _small(word)
        if value is not None and (part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and value < 10)):
            part += value
        elif word in _SCALES and (part or tokens[at - 1 : at] in (["a"], ["one"])):
            part = max(part, 1.0) * _SCALES[word]
            total, part = (total + part, 0.0) if word == "thousand" else (total, part)
        elif word in _SCALES and at == begin:
            part = float(_SCALES[word])
        elif not (word == "and" and part >= 100 and part % 100 == 0 and _small(tokens[at + 1 : at + 2]) is not None):
            break
        at += 1
    return (total + part, at) if at > begin else (None, begin + 1)


def _small(word: str | list[str]) -> int | None:
    """The value of a word below a hundred; "fourteenth" counts as fourteen."""
    plain = word if isinstance(word, str) else (word[0] if word else "")
    if plain in _ORDINALS:
        return _ORDINALS[plain]
    for form in (plain, plain.removesuffix("th"), f"{plain.removesuffix('ieth')}y"):
        if form in _ONES or form in _TENS:
            return _ONES.get(form, _TENS.get(form))
    return None
