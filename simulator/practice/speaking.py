"""A caller's line while it is spoken: watched by any number of readers, and kept as it grows."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Condition, Lock, Thread
from typing import Literal

from simulator.errors import SimulatorError
from simulator.store import Store, TurnRecord

WRITE_EVERY = 0.4
"""Seconds between writes of a line that is being spoken: with the writing, a killed process loses at most 0.5 s."""
ALIVE_EVERY = 1.5
"""Seconds after which a line is written again though nothing was added, as a sign that its speaker lives."""
STALE = 6.0
"""Seconds without such a sign after which a half-spoken line is taken as lost with its process."""
LOOK_EVERY = 0.25
"""Seconds between looks at a line that another process speaks."""


class Row:
    """The caller's turn in the store. Once it is closed, here or by whoever ended the call, it is final."""

    def __init__(self, store: Store, call_id: str, n: int) -> None:
        self._store, self.call_id, self.n = store, call_id, n
        self._lock = Lock()
        self._written, self._at = "", time.monotonic()
        self.final = False

    def save(self, text: str) -> None:
        """Write what has been said so far where it is new, and now and then where it is not."""
        with self._lock:
            if self.final or (text == self._written and time.monotonic() - self._at < ALIVE_EVERY):
                return
            self._at = time.monotonic()
            self.final = not self._store.write_turn(self.call_id, self.n, text=text, status="partial")
            self._written = text

    def close(self, text: str, *, status: Literal["complete", "interrupted"]) -> bool:
        """Write the line as it ended up; False where it was final before. A line without a word is taken back."""
        with self._lock:
            if self.final:
                return False
            self.final = True
            if not text and status == "interrupted":
                return self._store.take_back(self.call_id) > 0
            return self._store.write_turn(self.call_id, self.n, text=text, status=status)


class Speaking:
    """What has been said of one line so far. One producer adds; readers tail it from the start."""

    def __init__(self) -> None:
        self.row: Row | None = None
        """Where the line is kept, as soon as its turn was taken."""
        self._changed = Condition()
        self._text = ""
        self._finished = False
        self._failure: BaseException | None = None

    @property
    def text(self) -> str:
        """All that was said so far."""
        return self._text

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self._finished

    def add(self, words: str) -> None:
        """Append words and wake the readers; a finished line stays as it ended."""
        with self._changed:
            if not self._finished:
                self._text += words
                self._changed.notify_all()

    def finish(self, failure: BaseException | None = None) -> None:
        """Nothing more will come; a failure is raised in every reader."""
        with self._changed:
            if not self._finished:
                self._finished, self._failure = True, failure
                self._changed.notify_all()

    def break_off(self) -> None:
        """End the line where it stands, as when the other side puts the phone down."""
        self.finish()
        if self.row is not None:
            self.row.close(self._text, status="interrupted")

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


class Scribe:
    """Writes down every line that is spoken in this process, in one thread that rests while nobody speaks."""

    def __init__(self) -> None:
        self._changed = Lock()
        self._lines: set[Speaking] = set()
        self._thread: Thread | None = None

    def follow(self, speaking: Speaking) -> None:
        """Keep this line written down until it is finished."""
        with self._changed:
            self._lines.add(speaking)
            if self._thread is None:
                self._thread = Thread(target=self._write, name="writing-lines", daemon=True)
                self._thread.start()

    def let_go(self, speaking: Speaking) -> None:
        """Its last words are written by whoever closes its row."""
        with self._changed:
            self._lines.discard(speaking)

    def _write(self) -> None:
        while True:
            time.sleep(WRITE_EVERY)
            with self._changed:
                if not self._lines:
                    self._thread = None
                    return
                lines = list(self._lines)
            for speaking in lines:
                self._save(speaking)

    def _save(self, speaking: Speaking) -> None:
        try:
            if speaking.row is not None and not speaking.finished:
                speaking.row.save(speaking.text)
        except SimulatorError:
            return  # tried again at the next turn of the loop; closing the row tells the reader if it still fails


def lost(turn: TurnRecord) -> bool:
    """Whether a half-spoken turn has lost its speaker."""
    return turn.status == "partial" and (datetime.now(UTC) - turn.written).total_seconds() > STALE


def follow(store: Store, call_id: str, n: int) -> Iterator[str]:
    """A line that another process speaks, in pieces as it writes them down."""
    sent = 0
    while (turn := store.turn(call_id, n)) is not None:
        if len(turn.text) > sent:
            yield turn.text[sent:]
            sent = len(turn.text)
        if turn.status != "partial" or lost(turn):
            return
        time.sleep(LOOK_EVERY)
