"""What gives a model away, and what personas may rule out: phrases as regular expressions, in guard.toml."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("guard.toml")
LITERAL_WORDS = 3
"""Words from which an entry of `never_says` is also kept from being said as it stands."""


@cache
def out_of_character() -> dict[str, re.Pattern[str]]:
    """What no caller says, by the reason why."""
    table: dict[str, list[str]] = _table()["out_of_character"]
    return {reason: _any_of(phrases) for reason, phrases in table.items()}


@cache
def suspect() -> re.Pattern[str]:
    """First words of which four are held back: the fifth shows whether they are out of character."""
    return _any_of(_table()["suspect"]["first_words"])


@cache
def ruled_out(entry: str) -> tuple[re.Pattern[str], ...]:
    """What an entry of a persona's `never_says` keeps from being said, as far as code can know it by its words.

    A topic from the table is known by the words that it is talked of in; an entry of three words or more also as it
    stands; any other is a description that only the prompt can use.
    """
    topics = [_any_of(topic["says"]) for topic in _table()["never_says"] if re.search(topic["about"], entry, re.I)]
    words = re.findall(r"[\w']+", entry.replace("’", "'"))
    if len(words) < LITERAL_WORDS:
        return tuple(topics)
    return (*topics, re.compile(r"\b" + r"\W+".join(map(re.escape, words)) + r"\b", re.IGNORECASE))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.IGNORECASE)
