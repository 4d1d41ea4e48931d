"""Marks as Markdown: acts in words with a colour beside them, links to turns, quotations cut to length."""

from collections.abc import Iterable
from typing import Final, Literal

from simulator.practice.marks import MEANING, Family, family, told_apart
from simulator.terms import said_of
from simulator.web.wording import plain

Colour = Literal["green", "blue", "gray", "orange", "red"]

COLOURS: Final[dict[Family, Colour]] = {
    "warm": "green",
    "asking": "blue",
    "plain": "gray",
    "careful": "orange",
    "hurts": "red",
}
LEGEND: Final = " · ".join(f":{COLOURS[one]}-badge[{one.capitalize()}] {words}" for one, words in MEANING.items())


def badges(acts: Iterable[str]) -> str:
    """The acts of a turn in words, each with its colour beside it, never instead of it."""
    return " ".join(f":{COLOURS[family(act)]}-badge[{said_of(act)}]" for act in told_apart(acts))


def turn_heading(n: int) -> str:
    """The heading that a link to this turn leads to; Streamlit names its place after these very words."""
    return f"###### Turn {n}"


def to_turn(n: int, words: str | None = None) -> str:
    """A link to a turn of the transcript on the same page; `words` are Markdown."""
    return f"[{words or f'Turn {n}'}](#turn-{n})"


def aside(markdown: str) -> str:
    """Something said beside; unlike a caption it leaves the colour of its links alone, which fading would spoil."""
    return f":small[:gray[{markdown}]]"


def kept_in_mind(text: str, most: int = 120) -> str:
    """A quotation short enough for a line of a list."""
    return plain(cut(text, most))


def cut(text: str, most: int = 120) -> str:
    """The beginning of a text, to the end of a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
