"""A caller's line while it is spoken: written down as it grows, watched by any number of readers."""

import time
from collections.abc import Iterator
from threading import Condition
from typing import Literal

from simulator.store import Store

WRITE_EVERY = 0.5
"""Seconds between writes of a line that is still being spoken: the most that a killed process can lose."""


class Speaking:
    """What has been said of one line so far. One producer adds; readers tail it from the start."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._text = ""
        self._finished = False
        self._failure: BaseException | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self._finished

    def add(self, words: str) -> str:
        """Append words and wake the readers; returns all that was said so far."""
        with self._changed:
            self._text += words
            self._changed.notify_all()
            return self._text

    def finish(self, failure: BaseException | None = None) -> None:
        """Nothing more will come; a failure is raised in every reader."""
        with self._changed:
            self._finished, self._failure = True, failure
            self._changed.notify_all()

    def tail(self) -> Iterator[str]:
        """What was said so far and then each new piece, until the line is finished."""
        sent = 0
        while True:
            with self._changed:
                while len(self._text) == sent and not self._finished:
                    self._changed.wait()
                fresh, done = self._text[sent:], self._finished
            if fresh:
                sent += len(fresh)
                yield fresh
            if done and sent == len(self._text):
                break
        if self._failure is not None:
            raise self._failure


class Row:
    """The caller's turn in the store, brought up to date at most every half second until it is closed."""

    def __init__(self, store: Store, call_id: str, n: int, *, at: float) -> None:
        self._store, self._call_id, self._n, self._at = store, call_id, n, at
        self._written = 0.0

    def grow(self, text: str) -> None:
        """Note what has been said so far, if the last note is old enough."""
        if time.monotonic() - self._written >= WRITE_EVERY:
            self._store.write_turn(self._call_id, self._n, text=text, status="partial", at=self._at)
            self._written = time.monotonic()

    def close(self, text: str, *, status: Literal["complete", "interrupted"]) -> None:
        """Write the line as it ended up."""
        self._store.write_turn(self._call_id, self._n, text=text, status=status, at=self._at)
