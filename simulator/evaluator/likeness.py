"""How like a criterion's strong and weak examples an agent's sentences are, by sentence embedding."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from simulator.evaluator.reading import Reading
from simulator.listening import Matcher
from simulator.rubric import Criterion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

ENOUGH: Final = 3
"""Strong and weak examples that a criterion needs before its examples are used."""

_BEST: Final = 3
"""Sentences whose likeness is averaged: a skill is seen in its best moments, a fault in its worst."""
_SPAN: Final = 0.25
"""Difference of cosine at which likeness is plainly to one side."""
_MOST: Final = 120
"""Sentences of a call that are compared; an embedding costs one to two milliseconds."""


@cache
def matcher() -> Matcher:
    """The one matcher of this room; its model loads at first use. It remembers nothing (see `vectors`)."""
    return Matcher(remember=0)


@lru_cache(maxsize=64)
def vectors(texts: tuple[str, ...]) -> "Vectors":
    """One row a text. The last digits of a row depend on its batch, so a call's sentences go in the same ones."""
    return matcher().embed(texts)


def has_examples(criterion: Criterion) -> bool:
    """Whether there are enough examples to compare with."""
    return min(len(criterion.examples.strong), len(criterion.examples.weak)) >= ENOUGH


def agent_sentences(reading: Reading) -> list[tuple[int, str]]:
    """Turn number and text of the agent's sentences of two words and more, the first of a very long call."""
    every = ((heard.turn.n, piece) for heard in reading.agent for piece in heard.sentences if " " in piece)
    return [pair for pair, _ in zip(every, range(_MOST), strict=False)]


def _alike(criterion: Criterion, reading: Reading) -> "tuple[Vectors, Vectors] | None":
    """Cosine of every sentence to the nearest strong and the nearest weak example; None without either side."""
    texts = tuple(text for _, text in agent_sentences(reading))
    if not texts or not has_examples(criterion):
        return None
    said = vectors(texts)
    strong: Vectors = (said @ vectors(tuple(criterion.examples.strong)).T).max(axis=1)
    weak: Vectors = (said @ vectors(tuple(criterion.examples.weak)).T).max(axis=1)
    return strong, weak


def likeness(criterion: Criterion, reading: Reading) -> float | None:
    """0 (like the weak examples) to 1 (like the strong ones), 0.5 between; None without sentences or examples."""
    alike = _alike(criterion, reading)
    if alike is None:
        return None
    strong, weak = (sum(sorted(side.tolist())[-_BEST:]) / min(_BEST, len(side)) for side in alike)
    return float(min(1.0, max(0.0, 0.5 + (strong - weak) / (2 * _SPAN))))


def lean(criterion: Criterion, reading: Reading) -> float:
    """Mean over the sentences of likeness to a strong example less that to a weak one; 0 where neither can be told."""
    alike = _alike(criterion, reading)
    return 0.0 if alike is None else round(float((alike[0] - alike[1]).mean()), 4)


def nearest(criterion: Criterion, reading: Reading) -> tuple[int, str] | None:
    """Turn number and text of the sentence most like a strong example, and more so than like a weak one."""
    alike = _alike(criterion, reading)
    if alike is None:
        return None
    strong, weak = alike
    best = int((strong - 0.5 * weak).argmax())
    return agent_sentences(reading)[best] if strong[best] > max(float(weak[best]), 0.35) else None
