"""The patterns of conduct.toml, compiled once."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from simulator.listening.dialect import standard


@cache
def _file() -> dict[str, list[str]]:
    with Path(__file__).with_name("conduct.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All patterns of that name as one. Raises KeyError where there is none."""
    return re.compile("|".join(f"(?:{one})" for one in _file()[name]), re.I)


@lru_cache(maxsize=16384)
def shows(name: str, text: str) -> bool:
    """Whether one of these patterns stands in the text."""
    return pattern(name).search(standard(text)) is not None


def without(name: str, text: str) -> str:
    """The text with these patterns taken out."""
    return pattern(name).sub(" ", standard(text))
