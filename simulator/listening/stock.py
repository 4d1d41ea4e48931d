"""Stock phrases: what every caller has heard from every agent, and what therefore says nothing."""

from collections.abc import Sequence
from typing import Final

from simulator.listening.content import content
from simulator.listening.context import read
from simulator.listening.phrases import phrases, word_list

_FACTS: Final = 2
"""Content words beside the phrase from which a sentence says something of its own."""


def is_stock(text: str) -> bool:
    """Whether a sentence is a stock phrase and nothing else ("I understand your frustration")."""
    return hollow([unit.plain for unit in read(text).units])


def hollow(plains: Sequence[str]) -> bool:
    """Whether these plain units hold a stock phrase and nothing of their own beside it."""
    stock = phrases("stock")
    if not any(stock.in_unit(plain) for plain in plains):
        return False
    left = "".join(stock.without(plain) for plain in plains)
    return len(content(left) - word_list("courtesies", file="content")) < _FACTS
