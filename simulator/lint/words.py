"""Telling words and numbers: what a line gives away beyond ordinary talk."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

NUMBER: Final = re.compile(r"\d+(?:[ .,:]\d+)*")
WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE: Final = re.compile(r"(?<=[.!?…;])\s+|\n+")
SPELLED: Final = {
    "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
PLAIN_FORM: Final = {
    "paid": "pay", "bought": "buy", "lost": "lose", "sold": "sell", "spent": "spend", "wrote": "write",
    "written": "write", "stole": "steal", "stolen": "steal", "broke": "break", "broken": "break",
    "fell": "fall", "fallen": "fall", "hid": "hide", "hidden": "hide", "lent": "lend", "died": "die",
    "dying": "die", "dead": "die", "death": "die", "children": "child", "women": "woman", "men": "man",
    "sick": "ill", "illness": "ill", "fought": "fight", "drank": "drink", "drunk": "drink", "drove": "drive",
    "fed": "feed", "stood": "stand", "taught": "teach", "caught": "catch", "slept": "sleep", "felt": "feel",
}  # fmt: skip
ENDINGS: Final = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in SENTENCE.split(text) if part.strip()]


def stem(word: str) -> str:
    """The common form of a word: "owed" and "owes" are one."""
    word = re.split(r"['’]", word.lower())[0]
    if word in PLAIN_FORM:
        return PLAIN_FORM[word]
    for ending in ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3:
            word = base + "y" if ending in ("ied", "ies") else base
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def content(text: str) -> dict[str, str]:
    """The words of a text that mean something, by stem, as they are written."""
    found: dict[str, str] = {}
    for match in WORD.finditer(text):
        word = match.group()
        if len(word) > 2 and stem(word) not in _listed("function") and word.lower() not in SPELLED:
            found.setdefault(stem(word), word)
    return found


def telling(text: str) -> dict[str, str]:
    """The content words of a text that are not everyday ones: each says something on its own."""
    return {key: word for key, word in content(text).items() if key not in _listed("ordinary")}


def numbers(text: str) -> dict[str, str]:
    """Numbers of more than one digit, and the spelled ones from eleven, as they are written."""
    found = {re.sub(r"[ ,]", "", match.group()): match.group() for match in NUMBER.finditer(text)}
    found = {value: raw for value, raw in found.items() if len(value) > 1}
    for match in WORD.finditer(text.replace("-", " ")):
        word = match.group().lower()
        if word in SPELLED:
            found.setdefault(SPELLED[word], match.group())
    return found


@cache
def _listed(name: str) -> frozenset[str]:
    words = files("simulator.lint").joinpath(f"{name}.txt").read_text("utf-8").split()
    return frozenset(form for word in words for form in (word, stem(word)))
