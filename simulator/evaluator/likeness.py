"""How like a criterion's strong and weak examples an agent's sentences are, by sentence embedding."""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.listening import Matcher
from simulator.rubric import Criterion

from .reading import Reading

ENOUGH: Final = 3
"""Strong and weak examples that a criterion needs before its examples are used."""

_BEST: Final = 3
"""Sentences whose likeness is averaged: a skill is seen in its best moments, a fault in its worst."""
_SPAN: Final = 0.25
"""Difference of cosine at which likeness is plainly to one side."""
_MOST: Final = 120
"""Sentences of a call that are compared; an embedding costs about a millisecond."""


@cache
def matcher() -> Matcher:
    """The one matcher of this room; its model loads at first use."""
    return Matcher()


def has_examples(criterion: Criterion) -> bool:
    """Whether there are enough examples to compare with."""
    return min(len(criterion.examples.strong), len(criterion.examples.weak)) >= ENOUGH


def agent_sentences(reading: Reading) -> list[tuple[int, str]]:
    """Turn number and text of the agent's sentences of two words and more, the first of a very long call."""
    every = ((heard.turn.n, piece) for heard in reading.agent for piece in heard.sentences if " " in piece)
    return [pair for pair, _ in zip(every, range(_MOST), strict=False)]


def _best(alike: NDArray[np.float32]) -> float:
    return float(np.sort(alike.max(axis=1))[-_BEST:].mean())


def likeness(criterion: Criterion, sentences: list[str]) -> float | None:
    """0 (like the weak examples) to 1 (like the strong ones), 0.5 between; None without sentences or examples."""
    if not sentences or not has_examples(criterion):
        return None
    said = matcher().embed(sentences)
    strong = _best(said @ matcher().embed(criterion.examples.strong).T)
    weak = _best(said @ matcher().embed(criterion.examples.weak).T)
    return float(np.clip(0.5 + (strong - weak) / (2 * _SPAN), 0.0, 1.0))


def nearest(criterion: Criterion, sentences: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The sentence that is most like a strong example and more so than like a weak one."""
    if not sentences or not has_examples(criterion):
        return None
    said = matcher().embed([text for _, text in sentences])
    strong = (said @ matcher().embed(criterion.examples.strong).T).max(axis=1)
    weak = (said @ matcher().embed(criterion.examples.weak).T).max(axis=1)
    best = int(np.argmax(strong - 0.5 * weak))
    return sentences[best] if strong[best] > max(weak[best], 0.35) else None
