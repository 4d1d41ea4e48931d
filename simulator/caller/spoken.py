"""What of a model's reply is spoken aloud: without stage directions, speaker's name, mark-up and quotation marks.

Every function is steady under growth: what it makes of the beginning of a reply is also the beginning of what
it makes of the whole, but for the last three words. That is what lets the guard show words as they come.
"""

import re
from collections.abc import Collection

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
"""A word as it counts for limits; where a script has no spaces, a character."""
SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*(?=\s|$)|[。！？]")
CLOSES = {"(": ")", "[": "]", "{": "}"}
MARKS = "*_"
SPECIAL = re.compile(r"[(){}\[\]<*_]")
STRESSED_WORDS = 2
"""More words than that between asterisks are a direction, or mark-up that nobody can say."""
OPEN_STRESS = re.compile(r"(?<![*_\w])[*_](?![*_\s])([^*_\n]+)$")
OWN_TAGS = re.compile(r"</?(?:note|heard|brief)", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z]")
LABEL = re.compile(r"[\s*_\"“]*(?P<who>[^\W\d_][\w .'’-]{0,40}?)\s*(?:\([^()\n]{0,30}\))?[*_]*\s*:[*_]*\s*")
ACTED = re.compile(
    r"(?:sigh|paus|sniff|sob|laugh|chuckl|cries|cry|cough|breath|swallow|silen|whisper|quiet|soft|trembl|gulp|click|beat"
    r"|exhal|inhal|hesitat|weep|shak|mumbl|groan|huff|static|smil|nod|crack|rustl)",
    re.IGNORECASE,
)
"""How a single word between asterisks begins that is a direction and no stress."""


def spoken(raw: str, labels: Collection[str] = ()) -> str:
    """The words that are said aloud; `labels` are the names, in small letters, that may stand before the line."""
    text = _without_label(raw, labels)
    text = re.sub(r"\s+", " ", _without_directions(text)).lstrip()
    return re.sub(r'["“”]', "", text).lstrip() if text[:1] in ('"', "“", "”") else text


def label_of(raw: str) -> str:
    """The name before a line (`Margaret:`), in small letters; empty where there is none."""
    label = LABEL.match(raw)
    return " ".join(label["who"].lower().split()) if label else ""


def open_words(raw: str) -> int:
    """How many words stand after an asterisk that is still open and may prove to be stressed words."""
    found = OPEN_STRESS.search(raw)
    count = len(found[1].split()) if found else 0
    return count if count <= STRESSED_WORDS else 0


def words_in(text: str) -> int:
    """How many words these are."""
    return len(WORD.findall(text))


def but_last(text: str, words: int) -> str:
    """The text without its last words."""
    starts = [match.start() for match in WORD.finditer(text)]
    return text[: starts[-words]] if len(starts) > words else ""


def last_good_sentence(text: str) -> str:
    """The text up to its last finished sentence; where there is none, what there is, trailing off."""
    return whole_sentences(text) or _trailing_off(text)


def whole_sentences(text: str) -> str:
    """The text up to its last finished sentence; empty where there is none."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return text[: ends[-1]].strip() if ends else ""


def within_limit(text: str, words: int) -> str:
    """At most so many words, ended at a sentence where one ends in the latter half, else trailing off."""
    places = list(WORD.finditer(text))
    if len(places) <= words:
        return text
    head = text[: places[words - 1].end()]
    whole = whole_sentences(head)
    return whole if words_in(whole) * 2 >= words else _trailing_off(head)


def _trailing_off(text: str) -> str:
    return text.strip().rstrip(",;:-–—.… ") + "…" if text.strip() else ""


def _without_label(raw: str, labels: Collection[str]) -> str:
    if label_of(raw) not in labels:
        return raw
    label = LABEL.match(raw)
    return raw[label.end() :] if label else raw


def _without_directions(text: str) -> str:
    """The text without what is not said: (sighs), *pauses*, [crying], <break/>; a *stressed* word stays."""
    said, at = "", 0
    while found := SPECIAL.search(text, at):
        said, at = said + text[at : found.start()], found.start()
        end = _direction(text, at, said)
        if end is None:
            said += "" if _mark(text, at, said) else text[at]
            at += 1
        else:
            at = end
            following = text[at:].lstrip(" ")[:1]
            said = said.rstrip(" ") if following and following in ",.!?;:…" else said
    return said + text[at:]


def _direction(text: str, at: int, said: str) -> int | None:
    """Where a direction that begins here ends, or None where none begins; an open one ends with its line."""
    char = text[at]
    if char in CLOSES and not text[at + 1 : at + 2].isdigit():
        return _end(text, at, CLOSES[char])
    if char == "<" and TAG.match(text, at) and not OWN_TAGS.match(text, at):
        return _end(text, at, ">")
    if char in MARKS and text[at + 1 : at + 2] not in (char, " ") and text[at - 1 : at] != char:
        if char == "_" and at and text[at - 1].isalnum():
            return None
        end = _end(text, at, char)
        return None if text[end - 1] == char and _stressed(text[at + 1 : end - 1], said) else end
    return None


def _stressed(inner: str, said: str) -> bool:
    """Whether words between asterisks are stressed ones, in mid-sentence, rather than a direction."""
    words = inner.split()
    in_sentence = said.rstrip()[-1:].isalnum() or said.rstrip().endswith(",")
    return in_sentence and 1 <= len(words) <= STRESSED_WORDS and not any(ACTED.match(word) for word in words)


def _end(text: str, at: int, closing: str) -> int:
    line_end = text.find("\n", at)
    limit = len(text) if line_end < 0 else line_end
    found = text.find(closing, at + 1, limit)
    return limit if found < 0 else found + 1


def _mark(text: str, at: int, said: str) -> bool:
    """Whether this character is left over from mark-up; a bracket that was kept for its number is closed."""
    char = text[at]
    if char == "_":
        return not (text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum())
    return char in "]}*" or (char == ")" and said.count("(") <= said.count(")"))
