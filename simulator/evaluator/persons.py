"""Takes who is meant out of a sentence, so that its likeness to another cannot hang on a name, a title or a gender."""

import re
from collections.abc import Iterable
from typing import Final

SOMEBODY: Final = "Alex"
"""What stands for every name."""

_TITLE: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\b\.?\s+(?=[^\W\d_a-z])")
_CAPITAL: Final = re.compile(r"(?:(?<=[\w,;:'’)\]] )|(?<=[\"“‘'(]))(?P<name>[^\W\d_a-z][^\W\d_A-Z]+)")
_AT_FRONT: Final = re.compile(
    r"(?:^|(?<=[.?!…] ))(?P<name>[^\W\d_a-z][^\W\d_A-Z]+)(?=,? [^\W\d_a-z][^\W\d_A-Z]|[,.?!])"
)
_DAYS: Final = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December"
)
_NO_NAMES: Final = frozenset(
    f"{_DAYS} Hello Hi Yes No Okay Right Sorry Well Thank Thanks Good Sure Please Oh And But So Now".split()
)
_GENDERED: Final = {
    "they": "he|she",
    "their": "him|his|her|hers",
    "themselves": "himself|herself",
    "partner": "husband|wife",
    "widowed person": "widow|widower",
    "child": "son|daughter|lad|lass|boy|girl",
    "grandchild": "grandson|granddaughter",
    "parent": "mother|father|mum|mom|dad",
    "sibling": "brother|sister",
    "person": "man|woman|gentleman|lady",
    "sir": "madam|sir",
}
_WORDS: Final = {word: neutral for neutral, words in _GENDERED.items() for word in words.split("|")}
_WORD: Final = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b", re.I)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of these turns that are written as names: with a capital inside a sentence, or set off at its front."""
    found: set[str] = set()
    for text in texts:
        for shape in (_CAPITAL, _AT_FRONT):
            found.update(match["name"] for match in shape.finditer(_TITLE.sub("to ", text)))
    return frozenset(found - _NO_NAMES)


def unnamed(text: str, names: Iterable[str]) -> str:
    """The text with one name for everybody, without titles, and with words of no gender."""
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    plain = _TITLE.sub("", text)
    if known:
        plain = re.sub(rf"\b(?:{known})\b(?:\s+(?:{known})\b)*", SOMEBODY, plain)
    return _WORD.sub(lambda match: _WORDS[match[0].lower()], plain)
