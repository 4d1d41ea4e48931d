"""Produces the caller's lines on pool threads, so that a closed tab, a reload or a second tab loses nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Lock

from simulator.caller import Brief, Caller, State
from simulator.errors import ProviderError, TurnInProgressError
from simulator.practice.book import Book, moving_events
from simulator.practice.line import Line
from simulator.practice.speaking import Row, Speaking
from simulator.practice.voices import Voices
from simulator.settings import Settings
from simulator.store import CallRecord, Store
from simulator.transcript import Transcript, Turn

Clock = Callable[[CallRecord], float]
"""Seconds since the call began."""
SPEAKERS = 64
"""Lines that can be spoken at the same time in one process."""


class Replies:
    """The lines being spoken in this process, at most one a call."""

    def __init__(self, *, store: Store, book: Book, voices: Voices, settings: Settings, clock: Clock) -> None:
        self._store, self._book, self._voices, self._settings, self._clock = (
            store,
            book,
            voices,
            settings,
            clock,
        )
        self._pool = ThreadPoolExecutor(max_workers=SPEAKERS, thread_name_prefix="speaking")
        self._lines: dict[str, Speaking] = {}
        self._lock = Lock()

    def spoken_now(self, call_id: str) -> Speaking | None:
        """The line that is being spoken in this call."""
        return self._lines.get(call_id)

    def start(self, call: CallRecord, transcript: Transcript, state: State) -> Iterator[str]:
        """Begin the reply to the last turn of the transcript, which is the agent's; returns its pieces.

        `state` is the state before that turn. Raises TurnInProgressError where this call is being replied to already.
        """
        speaking = Speaking()
        with self._lock:
            if call.id in self._lines:
                raise TurnInProgressError("The caller is still speaking.")
            self._lines[call.id] = speaking
        self._pool.submit(self._produce, call, transcript, state, speaking)
        return speaking.tail()

    def close(self) -> None:
        """Let the lines being spoken finish, and start no more."""
        self._pool.shutdown(wait=True)

    def _produce(self, call: CallRecord, transcript: Transcript, state: State, speaking: Speaking) -> None:
        failure: BaseException | None = None
        try:
            self._speak(call, transcript, state, speaking)
        except BaseException as error:
            failure = error
            raise
        finally:
            with self._lock:
                self._lines.pop(call.id, None)
            speaking.finish(failure)

    def _speak(self, call: CallRecord, transcript: Transcript, state: State, speaking: Speaking) -> None:
        caller, said = self._book.caller(call), transcript.turns[-1]
        state = caller.hear(state, said, earlier=transcript.turns[:-1])
        brief = caller.brief(state)
        line = self._line(call, caller, state, brief, transcript)
        at = self._clock(call)
        row = Row(self._store, call.id, said.n + 1, at=at)
        for words in line.words():
            row.grow(speaking.add(words))
        turn = Turn(n=said.n + 1, speaker="caller", text=line.text, at=at, status=line.status)
        row.close(turn.text, status=turn.status)
        if line.failure is not None:
            self._fall_back(call, turn, line.failure)
        after = caller.speak(state, turn)
        self._record_facts(call, turn, state, after)
        stored = self._store.transcript(call.id)
        if moving_events(stored) == moving_events(transcript):  # else it is replayed, with what was done meanwhile
            self._book.keep(call, stored, after)
        if brief.ends is not None:
            self._end(call, turn, brief.ends)

    def _line(self, call: CallRecord, caller: Caller, state: State, brief: Brief, transcript: Transcript) -> Line:
        fallen_back = any(event.kind == "fallback" for event in transcript.events)
        chat = self._voices.caller() if call.caller_kind == "model" and not fallen_back else None
        return Line(caller, state, brief, transcript.turns, chat, self._settings.caller.max_tokens)

    def _fall_back(self, call: CallRecord, turn: Turn, failure: ProviderError) -> None:
        self._store.add_event(
            call.id,
            turn=turn.n,
            at=self._clock(call),
            kind="fallback",
            event_id=type(failure).__name__,
            reason=f"{failure} {failure.hint}",
        )

    def _record_facts(self, call: CallRecord, turn: Turn, before: State, after: State) -> None:
        for earned in after.earned[len(before.earned) :]:
            self._store.add_event(
                call.id,
                turn=turn.n,
                at=turn.at or 0.0,
                kind="fact",
                event_id=earned.fact,
                reason=earned.asked.words if earned.asked else None,
                extra={"asked_turn": earned.asked.turn} if earned.asked else None,
            )

    def _end(self, call: CallRecord, turn: Turn, how: str) -> None:
        at = self._clock(call)
        self._store.add_event(call.id, turn=turn.n, at=at, kind="end", event_id=how, reason="the caller ended the call")
        self._store.end_call(call.id, datetime.now(UTC), how)
