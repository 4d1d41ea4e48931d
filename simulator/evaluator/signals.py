"""How strongly each act or measure speaks for or against a criterion, and how that is put into words."""

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from simulator.evaluator.attention import UNDERSTANDING, spoken, understood
from simulator.evaluator.measures import Measures
from simulator.evaluator.reading import Reading
from simulator.terms import ACTS

Points = list[tuple[float, float]]

_WORDS: Final = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ALL_OF: Final = re.compile(r"\b(\w+) of \1 (openings|compulsory sentences)\b")
_SHARES: Final = {"talk_share", "handle_time_ratio"}
_HABIT: Final = 8
"""Spoken turns up to which a count is read as it is; in a longer call as the count of so many turns, so that length
earns nothing: three open questions in eight turns are a habit, three in sixty are not."""


class Signal(BaseModel):
    """One act or measure: its curves and its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: str | None = None
    once: bool = False
    """Whether it belongs to a call and not to its turns: a longer call has no more of it."""
    for_: Points | None = Field(default=None, alias="for")
    against: Points | None = None
    one: str | None = None
    many: str | None = None
    none: str | None = None


class Observed(BaseModel):
    """A signal as it came out in one call."""

    model_config = ConfigDict(frozen=True)

    id: str
    value: float
    strength: float
    """0 to 1."""
    said: str
    """The finding in words; empty where there is nothing to say."""


def number(value: float) -> str:
    """A count in words up to ten, else in figures."""
    return _WORDS[int(value)] if 0 <= value <= 10 and value == int(value) else f"{value:g}"


def along(points: Points, x: float) -> float:
    """The height at x of straight lines between points; level beyond the first and the last."""
    if x <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return points[-1][1]


@cache
def _table() -> tuple[dict[str, Signal], Signal]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        data = tomllib.load(file)
    return {name: Signal(**entry) for name, entry in data["signals"].items()}, Signal(**data["default"])


def _signal(signal_id: str) -> tuple[str, Signal]:
    """The entry for an act or a measure, following `value` to what is read instead."""
    table, default = _table()
    entry = table.get(signal_id, default)
    return _signal(entry.value) if entry.value else (signal_id, entry)


def _pace(signal: Signal, reading: Reading) -> float:
    """What a count of this is multiplied by, for the length of the call."""
    return 1.0 if signal.once else min(1.0, _HABIT / max(1, len(spoken(reading))))


def _value(signal_id: str, reading: Reading, measures: Measures) -> float | None:
    if signal_id in ACTS:
        return reading.count(signal_id)
    if signal_id == "wording_said":
        said, required = measures["wording_said"], measures["wording_required"]
        return said / required if said is not None and required else None
    return measures.get(signal_id)


def _in_words(signal: Signal, signal_id: str, value: float, measures: Measures) -> str:
    text = signal.none if value == 0 else signal.one if value == 1 and signal.one else signal.many
    if text is None:
        return ""
    words = {name: number(found) if found is not None else "unknown" for name, found in measures.items()}
    percent = f"{100 * value:.0f}" if signal_id in _SHARES or value <= 1 else ""
    said = text.format(**{**words, "n": number(value), "percent": percent})
    said = said.replace("three of the three", "all three").replace(" two times", " twice")
    return _ALL_OF.sub(lambda match: _all_of(match.group(1), match.group(2)), said)


def _all_of(count: str, things: str) -> str:
    """`all three openings`, `both openings`, `the one opening`."""
    if count == "one":
        return f"the one {things.removesuffix('s')}"
    return f"both {things}" if count == "two" else f"all {count} {things}"


def observe(signal_id: str, reading: Reading, measures: Measures, *, against: bool) -> Observed | None:
    """The signal in this call, read for or against a criterion; None where it cannot be known."""
    name, signal = _signal(signal_id)
    value = _value(name, reading, measures)
    if value is None:
        return None
    default = _table()[1]
    curve = (signal.against or default.against) if against else (signal.for_ or default.for_)
    weighed = understood(name, reading) if name in UNDERSTANDING and not against else value
    strength = along(curve, weighed * _pace(signal, reading)) if curve else 0.0
    return Observed(id=signal_id, value=value, strength=strength, said=_in_words(signal, name, value, measures))
