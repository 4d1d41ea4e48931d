"""What a stored call is made of: its frozen persona and rubric, its transcript, and the caller's state in it."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from simulator import yaml_source
from simulator.caller import Caller, State
from simulator.caller.difficulty import adjusted
from simulator.listening import Matcher
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.store import CallRecord, EventRecord, Store
from simulator.transcript import Event, Transcript

KEPT = 256
"""Calls whose state is kept at hand; any other is replayed from its turns and events."""


class Book:
    """Reads stored calls. The state of a call is a pure function of what is stored; keeping it only saves time."""

    def __init__(self, store: Store, matcher: Matcher) -> None:
        self._store, self._matcher = store, matcher
        self._lock = Lock()
        self._states: OrderedDict[str, tuple[tuple[int, int], State]] = OrderedDict()
        self.persona = lru_cache(maxsize=64)(self._persona)
        self.rubric = lru_cache(maxsize=64)(self._rubric)

    def caller(self, call: CallRecord) -> Caller:
        """The caller of this call, as it was when the call began."""
        return Caller(self.persona_of(call), call.seed, self._matcher)

    def persona_of(self, call: CallRecord) -> Persona:
        """The persona of this call, as easy or hard as it was set."""
        return adjusted(self.persona(call.persona_hash), call.difficulty)

    def state(self, call: CallRecord, transcript: Transcript) -> State:
        """The caller's state after all that is in the transcript."""
        with self._lock:
            mark, state = self._states.get(call.id, ((-1, -1), None))
        if state is not None and mark == _mark(transcript):
            return state
        return self.keep(call, transcript, self.caller(call).replay(transcript))

    def keep(self, call: CallRecord, transcript: Transcript, state: State) -> State:
        """Keep the state that belongs to this transcript at hand."""
        with self._lock:
            self._states[call.id] = (_mark(transcript), state)
            self._states.move_to_end(call.id)
            while len(self._states) > KEPT:
                self._states.popitem(last=False)
        return state

    def _persona(self, digest: str) -> Persona:
        return yaml_source.loads(self._store.frozen(digest), name="stored persona", model=Persona)

    def _rubric(self, digest: str) -> Rubric:
        return yaml_source.loads(self._store.frozen(digest), name="stored rubric", model=Rubric)


def moving(events: Sequence[Event] | Sequence[EventRecord]) -> int:
    """How many of these events move the caller."""
    return sum(event.kind in ("action", "hold", "resume") for event in events)


def _mark(transcript: Transcript) -> tuple[int, int]:
    """How far a transcript has come."""
    return len(transcript.turns), moving(transcript.events)
