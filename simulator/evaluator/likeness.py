"""How like a criterion's strong and weak examples an agent's sentences are, by sentence embedding."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from simulator.evaluator.persons import names_in, unnamed
from simulator.evaluator.reading import Reading
from simulator.grade import Evidence
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
_PLAINLY: Final = 0.45
"""Cosine from which a sentence is like an example at all."""
FLOOR: Final = 0.3
"""Cosine up to which a sentence is like nothing in particular: without it any sentence would move a score a little."""
_DECORATION: Final = re.compile(r"<[^<>]*>|[^\w\s.,;:!?'’-]")
_MOST: Final = 120
"""Sentences of a call that are compared; an embedding costs one to two milliseconds."""


Side = Literal["strong", "weak"]

_SIDES: Final[tuple[Side, ...]] = ("strong", "weak")


class Near(NamedTuple):
    """A sentence of the agent's and the example that it is like."""

    turn: int
    sentence: str
    example: str


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
    texts = _plain(tuple(text for _, text in agent_sentences(reading)), tuple(turn.text for turn in reading.turns))
    if not texts or not has_examples(criterion):
        return None
    said = vectors(texts)
    strong: Vectors = (said @ vectors(_plain(tuple(criterion.examples.strong))).T).max(axis=1)
    weak: Vectors = (said @ vectors(_plain(tuple(criterion.examples.weak))).T).max(axis=1)
    return strong.clip(min=FLOOR), weak.clip(min=FLOOR)


def _faulty(criterion: Criterion) -> int:
    """The place among `_SIDES` of the examples that show a fault."""
    return 0 if criterion.better == "low" else 1


def _hidden(criterion: Criterion, reading: Reading) -> list[float]:
    """Cosine to the examples of a fault of each sentence that was typed and not said: no mark hides one."""
    typed = tuple(_DECORATION.sub(" ", piece).strip() for heard in reading.agent for piece in heard.hidden)[:_MOST]
    if not typed:
        return []
    examples = _plain(tuple(getattr(criterion.examples, _SIDES[_faulty(criterion)])))
    cosines: list[float] = (
        (vectors(_plain(typed, tuple(turn.text for turn in reading.turns))) @ vectors(examples).T)
        .max(axis=1)
        .clip(min=FLOOR)
        .tolist()
    )
    return cosines


@lru_cache(maxsize=64)
def _plain(sentences: tuple[str, ...], call: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentences without the names that they or the call's turns have: who is meant makes nothing alike."""
    names = names_in((*sentences, *call))
    return tuple(unnamed(sentence, names) for sentence in sentences)


def likeness(criterion: Criterion, reading: Reading) -> float | None:
    """0 (like the weak examples) to 1 (like the strong ones), 0.5 between; None without sentences or examples."""
    alike = _alike(criterion, reading)
    if alike is None:
        return None
    sides = [[FLOOR] * _BEST + side.tolist() for side in alike]
    sides[_faulty(criterion)] += _hidden(criterion, reading)
    strong, weak = (float(sum(sorted(side)[-_BEST:])) / _BEST for side in sides)
    return float(min(1.0, max(0.0, 0.5 + (strong - weak) / (2 * _SPAN))))


def lean(criterion: Criterion, reading: Reading) -> float:
    """Sum over the sentences of likeness to a strong example less that to a weak one, for each turn of the agent.

    Over turns and not sentences: a turn that says more beside the point comes out the same.
    """
    alike = _alike(criterion, reading)
    if alike is None:
        return 0.0
    hidden = sum(cosine - FLOOR for cosine in _hidden(criterion, reading))
    total = float((alike[0] - alike[1]).sum()) + (hidden if _faulty(criterion) == 0 else -hidden)
    return round(total / len(reading.agent), 4)


def nearest(criterion: Criterion, reading: Reading, side: Side = "strong") -> Near | None:
    """The sentence most like an example of this side, and more so than like one of the other; None where none is."""
    alike = _alike(criterion, reading)
    if alike is None:
        return None
    this, other = alike if side == "strong" else (alike[1], alike[0])
    best = int((this - 0.5 * other).argmax())
    if this[best] <= max(float(other[best]), _PLAINLY):
        return None
    turn, sentence = agent_sentences(reading)[best]
    examples = criterion.examples.strong if side == "strong" else criterion.examples.weak
    said = vectors(_plain((sentence,), tuple(turn.text for turn in reading.turns)))
    closest = int((vectors(_plain(tuple(examples))) @ said[0]).argmax())
    return Near(turn, sentence, examples[closest])


def like_examples(criterion: Criterion, reading: Reading) -> list[Evidence]:
    """The sentences nearest to the examples of either side, where any is near."""
    found = ((nearest(criterion, reading, side), side) for side in _SIDES)
    return [
        Evidence(turn=n.turn, quote=n.sentence, shows=f"like a {side} example") for n, side in found if n is not None
    ]
