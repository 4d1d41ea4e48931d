"""What in an agent's turn was not said to the caller: forged speakers, words to the grader, markup and encodings.

A trainee may type anything. What is addressed to whoever grades, or put into another speaker's mouth, earns
nothing: both evaluators read and quote the turn without it. `masking.toml` holds the patterns.
"""

import codecs
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from simulator.persona import Persona

PATTERNS: Final = Path(__file__).with_suffix(".toml")
WITHHELD: Final = "[…]"
"""What stands in a prompt for words that were masked."""
_UNSEEN: Final = ("Cf", "Cc", "Co", "Cs", "Cn")
_QUOTES: Final = str.maketrans({**dict.fromkeys("‘’ʼ＇`´‚‛′", "'"), **dict.fromkeys("“”„‟″«»", '"'), "：": ":"})
_LEET: Final = str.maketrans("0134578@$!|+€", "oieastbasiite")
_MIXED: Final = re.compile(r"(?<![\w@$!|+€])(?=[^\W\d_]{0,20}[\d@$!|+€])(?=[\d@$!|+€]{0,20}[^\W\d_])[\w@$!|+€]{1,60}")
_ENGLISH: Final = re.compile(
    r"\b(?:the|you|i|to|a|is|it|and|for|of|your|that|yes|no|ok|okay|sorry|right|thank|thanks)\b"
)
_DECORATION: Final = " \t\n\"'*_#>-[](){}<|"
_LABEL: Final = re.compile(r"(?:^|\n|[.!?]\s)[ \t]?[*_\[(#>|-]{0,6}[ \t]?(?P<label>[A-Z]\w{0,20})[*_\])]{0,4}:\s")
_OVER_AND_OVER: Final = re.compile(r"(?i)\b(?P<word>\w+)(?:\W+(?P=word)\b){5,}")
_ORDINARY: Final = re.compile(
    r"(?!.*(?:(?:\b[0-9a-f]{2}\s){7}|(?:\b[a-z]{2,}ay ){3}))(?:(?:\w{2,11}|[ai])(?:[.,;!?…' -]+|$))*"
)
"""Short words and the marks of speech: nothing that markup or a cipher could be made of."""
Kind = Literal["speaker", "grader", "markup", "encoded", "repeat"]
SENTENCE: Final = re.compile(r"[.!?…]*[^.!?…。！？؟।\n]*[.!?…。！？؟।\n]*[\"'”’)\]]*\s*")
FEWEST_WORDS: Final = 3
"""A shorter piece is read together with the next, so that full stops cannot take an order apart."""


@dataclass(frozen=True, slots=True, order=True)
class Masked:
    """A stretch of a turn that does not count, by its places in the text."""

    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=8192)
def masks(text: str, names: tuple[str, ...] = ()) -> tuple[Masked, ...]:
    """The stretches of an agent's turn that were not said to the caller, in order, apart from each other.

    `names` are people whose name with a colon marks a forged turn, such as the persona's.
    """
    plain = _fold(text)
    found = [*_marks(plain, "markup"), *_marks(plain, "encoded"), *_repeats(text)]
    for read in (plain,) if text.isascii() else (plain, _fold(text, lookalikes=True)):
        found += _speakers(text, read, names)
    found += (Masked(start, end, "grader") for start, end in _to_the_grader(text))
    return tuple(_joined(sorted(found), text))


def masked(text: str, names: tuple[str, ...] = ()) -> str:
    """The turn with those stretches blanked by spaces, so that every other place stays what it was."""
    for one in masks(text, names):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def withheld(text: str, names: tuple[str, ...] = ()) -> str:
    """The turn with a short mark in place of each of those stretches, for a prompt."""
    for one in reversed(masks(text, names)):
        before, after = text[: one.start].rstrip(), text[one.end :].lstrip()
        text = " ".join(part for part in (before, WITHHELD, after) if part)
    return text


def names_of(persona: Persona | None) -> tuple[str, ...]:
    """The names under which this caller's lines might be forged."""
    return (persona.name, *persona.name.split()) if persona is not None else ()


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text made plain, and for each of its characters the place where it came from."""

    text: str
    places: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The places in the first text that a stretch of this one came from."""
        return self.places[start], self.places[end] if end < len(self.places) else self.length


def _fold(text: str, lookalikes: bool = False) -> _Folded:
    """Compatibility forms, capitals, curly quotes and invisible characters made plain."""
    if text.isascii() and text.isprintable():
        return _Folded(text.lower(), tuple(range(len(text))), len(text))
    alike = _lookalikes() if lookalikes else {}
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).casefold().translate(_QUOTES)
        for one in plain:
            one = alike.get(one, one)
            if one in "\n\t" or not (unicodedata.category(one) in _UNSEEN or "\u0300" <= one <= "\u036f"):
                characters.append(one)
                places.append(place)
    return _Folded("".join(characters), tuple(places), len(text))


def _forms(piece: str) -> Iterator[str]:
    """The ways in which a sentence may be read: as it stands, with look-alike letters, in cipher or backwards."""
    plain = _fold(piece).text
    yield plain
    alike = _fold(piece, lookalikes=True).text
    if alike != plain:
        yield alike
    if _MIXED.search(alike):
        yield _MIXED.sub(lambda word: word.group().translate(_LEET), alike)
    if len(_ENGLISH.findall(plain)) * 6 <= len(plain.split()):
        yield codecs.encode(plain, "rot13")
        yield plain[::-1]


def _speakers(text: str, plain: _Folded, names: Sequence[str]) -> Iterator[Masked]:
    """The first forged speaker and all that follows; a label before the agent's own turn is only a label."""
    starts = [
        plain.span(*found.span())[0] for pattern in _patterns("speaker") for found in pattern.finditer(plain.text)
    ]
    labels = [found for found in _LABEL.finditer(text) if found["label"].lower() not in _form_labels()]
    starts += [labels[0].start("label")] if len(labels) > 1 else []
    for found in _marker(tuple(name.casefold() for name in names)).finditer(plain.text):
        start, end = plain.span(found.start("mark"), found.end())
        begins = not plain.text[: found.start("mark")].strip(_DECORATION)
        if begins and found["role"] in _own_labels():
            yield Masked(start, end, "speaker")
        elif begins or (found["before"] or "").strip() or text[plain.places[found.start("role")]].isupper():
            starts.append(start)
    if starts:
        yield Masked(min(starts), len(text), "speaker")


def _repeats(text: str) -> Iterator[Masked]:
    """A sentence said again word for word in the same turn, and a word said over and over: once is enough."""
    seen: set[str] = set()
    for found in SENTENCE.finditer(text):
        words = " ".join(found.group().casefold().split())
        if len(words.split()) >= FEWEST_WORDS and words in seen:
            yield Masked(*found.span(), "repeat")
        seen.add(words)
    yield from (Masked(found.end("word"), found.end(), "repeat") for found in _OVER_AND_OVER.finditer(text))


def _marks(plain: _Folded, kind: Literal["markup", "encoded"]) -> Iterator[Masked]:
    if _ORDINARY.fullmatch(plain.text):
        return
    for pattern in _patterns(kind):
        for found in pattern.finditer(plain.text):
            if found.end() > found.start():
                yield Masked(*plain.span(found.start(), found.end()), kind)


def _to_the_grader(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that speak to whoever grades; pieces of a word or two are also read as one."""
    spans = [found.span() for found in SENTENCE.finditer(text) if found.group().strip()]
    hit = [_addressed(text[start:end]) for start, end in spans]
    yield from (span for span, addressed in zip(spans, hit, strict=True) if addressed)
    run: list[int] = []
    for place, (start, end) in enumerate(spans):
        run.append(place)
        if len(text[start:end].split()) >= FEWEST_WORDS or place == len(spans) - 1:
            whole = spans[run[0]][0], end
            if len(run) > 1 and not any(hit[one] for one in run) and _addressed(text[whole[0] : end]):
                yield whole
            run = []


def _addressed(piece: str) -> bool:
    return any(_stems().search(form) and _grader().search(form) for form in _forms(piece))


def _joined(found: list[Masked], text: str) -> Iterator[Masked]:
    """The stretches without overlaps and with nothing but spaces between them, under the first one's kind."""
    held: Masked | None = None
    for one in found:
        if held is not None and not text[held.end : one.start].strip():
            held = Masked(held.start, max(held.end, one.end), held.kind)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
    return tables


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.DOTALL) for pattern in _tables()[kind]["patterns"])


@cache
def _grader() -> re.Pattern[str]:
    """Every way of speaking to whoever grades, as one pattern."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _tables()["grader"]["patterns"]), re.DOTALL)


@cache
def _stems() -> re.Pattern[str]:
    return re.compile("|".join([*map(re.escape, _tables()["grader"]["stems"]), r"[^\x00-\x7f]"]))


@cache
def _own_labels() -> frozenset[str]:
    return frozenset(_tables()["speaker"]["own"])


@cache
def _marker(names: tuple[str, ...]) -> re.Pattern[str]:
    """A name or a role as transcripts set it before what somebody says."""
    table = _tables()["speaker"]
    known = sorted([*table["roles"], *table["own"], *names], key=len, reverse=True)
    roles = "|".join([r"(?:turn|speaker) ?#?\d{1,4}", *map(re.escape, known)])
    extra = r"(?: ?#?\d{1,4})?(?: ?\([^)\n]{0,30}\)|, ?\w{1,20})?(?: (?:says?|said|replies|replied|then))?"
    return re.compile(
        rf"(?:^|(?P<before>[\n.!?…\"')\]>}}|*]\s?|\s))(?P<mark>[\[(<{{*_#\"'|~-]{{0,6}}[ \t]?(?P<role>{roles})\b{extra}"
        r"[ \t]?[\])}*_\"']{0,6}[ \t]?(?::|=>|->|>|»|\]|\||-{2,3}|[ \t]?[-–—]\s))"
    )


@cache
def _form_labels() -> frozenset[str]:
    return frozenset(_tables()["speaker"]["form"])


@cache
def _lookalikes() -> dict[str, str]:
    """Letters of other scripts that look like ours, by the letter that they look like."""
    return {other: letter for letter, others in _tables()["lookalikes"].items() for other in others}
