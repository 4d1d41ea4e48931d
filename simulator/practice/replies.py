"""Produces the caller's lines on pool threads, so that a closed tab, a reload or a second tab loses nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from threading import Lock

from simulator.caller import Brief, Caller, State
from simulator.errors import SimulatorError, TurnInProgressError
from simulator.practice.book import Book, moving
from simulator.practice.line import Line
from simulator.practice.speaking import Row, Scribe, Speaking
from simulator.practice.voices import Voices
from simulator.settings import Settings
from simulator.store import CallRecord, Store, TurnTakenError
from simulator.transcript import Transcript, Turn

Clock = Callable[[CallRecord], float]
"""Seconds since the call began."""
SPEAKERS = 64
"""Lines that can be spoken at the same time in one process."""


class Replies:
    """The lines being spoken in this process, at most one a call."""

    def __init__(self, *, store: Store, book: Book, voices: Voices, settings: Settings, clock: Clock) -> None:
        self._store, self._book, self._voices, self._settings = store, book, voices, settings
        self._clock = clock
        self._pool = ThreadPoolExecutor(max_workers=SPEAKERS, thread_name_prefix="speaking")
        self._scribe = Scribe()
        self._lines: dict[str, Speaking] = {}
        self._lock = Lock()

    def spoken_now(self, call_id: str) -> Speaking | None:
        """The line that this process speaks in this call, or is about to."""
        return self._lines.get(call_id)

    def reserve(self, call_id: str) -> Speaking:
        """The next line of this call, for whoever comes first. Raises TurnInProgressError for all others."""
        with self._lock:
            if call_id in self._lines:
                raise TurnInProgressError("The caller is still speaking. Let them finish.")
            self._lines[call_id] = speaking = Speaking()
        return speaking

    def release(self, call_id: str, speaking: Speaking, failure: BaseException | None = None) -> None:
        """The line is over, or never began; a failure is raised in whoever follows it."""
        self._scribe.let_go(speaking)
        with self._lock:
            if self._lines.get(call_id) is speaking:
                del self._lines[call_id]
        speaking.finish(failure)

    def start(self, call: CallRecord, transcript: Transcript, state: State, speaking: Speaking) -> Iterator[str]:
        """Begin the reply to the last turn of the transcript, which is the agent's; returns its pieces.

        `state` is the state before that turn. Raises TurnInProgressError where another process is replying.
        """
        n, at = transcript.turns[-1].n + 1, self._clock(call)
        try:
            self._store.add_turn(call.id, n, "caller", "", at, "partial")
        except TurnTakenError as error:
            raise TurnInProgressError("The caller is already answering.") from error
        speaking.row = Row(self._store, call.id, n)
        self._scribe.follow(speaking)
        self._pool.submit(self._produce, call, transcript, state, speaking, speaking.row, at)
        return speaking.tail()

    def break_off(self, call_id: str) -> None:
        """Stop whoever speaks in this call, in any process; what was said of the line is kept as interrupted."""
        with self._lock:
            speaking = self._lines.pop(call_id, None)
        if speaking is not None:
            speaking.break_off()
        self._store.take_back(call_id)
        self._store.mark_interrupted(call_id)

    def close(self) -> None:
        """Let the lines being spoken finish, and start no more."""
        self._pool.shutdown(wait=True)

    def _produce(
        self, call: CallRecord, transcript: Transcript, state: State, speaking: Speaking, row: Row, at: float
    ) -> None:
        failure: BaseException | None = None
        try:
            self._speak(call, transcript, state, speaking, row, at)
        except BaseException as error:
            failure = error
            _keep(row, speaking.text)
            raise
        finally:
            self.release(call.id, speaking, failure)

    def _speak(
        self, call: CallRecord, transcript: Transcript, state: State, speaking: Speaking, row: Row, at: float
    ) -> None:
        caller, said = self._book.caller(call), transcript.turns[-1]
        state = caller.hear(state, said, earlier=transcript.turns[:-1])
        brief = caller.brief(state)
        line = self._line(call, caller, state, brief, transcript)
        with closing(line.words()) as words:
            for piece in words:
                speaking.add(piece)
                if row.final:  # the call was ended, or deleted, in mid-line
                    return
        if not row.close(line.text, status=line.status):
            return
        turn = Turn(n=row.n, speaker="caller", text=line.text, at=at, status=line.status)
        if line.failure is not None:
            self._fall_back(call, turn, line.failure)
        after = caller.speak(state, turn)
        self._record_facts(call, turn, state, after)
        if moving(self._store.events(call.id)) == moving(transcript.events):  # else it is replayed, with what was done
            spoken = transcript.model_copy(update={"turns": [*transcript.turns, turn]})
            self._book.keep(call, spoken, after)
        if brief.ends is not None:
            self._end(call, turn, brief.ends)

    def _line(self, call: CallRecord, caller: Caller, state: State, brief: Brief, transcript: Transcript) -> Line:
        """The line to come: the model's where it still plays this caller and the trainee's words may go there."""
        fallen_back = any(event.kind == "fallback" for event in transcript.events)
        line = Line(caller, state, brief, transcript.turns, None, self._settings.caller.max_tokens)
        if call.caller_kind == "model" and not fallen_back and brief.does != "open":
            try:
                self._voices.require_consent(call.owner, self._settings.caller)
                line.chat = self._voices.caller()
            except SimulatorError as error:
                line.failure = error
        return line

    def _fall_back(self, call: CallRecord, turn: Turn, failure: SimulatorError) -> None:
        hint = getattr(failure, "hint", "")
        self._store.add_event(
            call.id,
            turn=turn.n,
            at=self._clock(call),
            kind="fallback",
            event_id=type(failure).__name__,
            reason=f"{failure} {hint}".strip(),
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
        if self._store.end_call(call.id, datetime.now(UTC), how):
            reason = "the caller ended the call"
            self._store.add_event(call.id, turn=turn.n, at=at, kind="end", event_id=how, reason=reason)


def _keep(row: Row, text: str) -> None:
    """Keep what was said of a line that failed."""
    try:
        row.close(text, status="interrupted")
    except SimulatorError:
        return  # the store is what failed; the line goes stale there and is taken as lost
