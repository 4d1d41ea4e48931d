"""Calls that were taken: listed, shared, deleted, and tried again from a turn."""

from dataclasses import dataclass
from typing import Final

from simulator.access import Viewer, may_change_call, may_delete_call, may_practise, may_see_call, require
from simulator.errors import CallStateError, UnknownNameError
from simulator.practice.history import EVERYTHING, Sieve, Thread, threads
from simulator.store import CallFilter, CallRecord, CallSummary, Store
from simulator.transcript import Event

LOOKED_BACK: Final = 500
"""The latest calls that somebody's history shows."""
LEFT_BEHIND: Final = frozenset({"end", "fallback", "pause"})
"""Events that a call tried again does not take over: it goes on, unpaused, with the voice that it began with."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The calls in a store, as far as each viewer may see them."""

    store: Store

    def mine(self, viewer: Viewer, *, persona: str | None = None, limit: int = 100) -> list[CallSummary]:
        """The viewer's own calls, the newest first. Raises NotAllowedError for somebody who is here as no trainee."""
        require(may_practise, viewer)
        return self.store.list_calls(CallFilter(owner=viewer.id, persona=persona), limit=limit)

    def history(self, viewer: Viewer, sieve: Sieve = EVERYTHING) -> list[Thread]:
        """The viewer's latest own calls, each with its tries, the newest first. Raises as `mine` does."""
        return threads(self.mine(viewer, limit=LOOKED_BACK), sieve)

    def lines_tried(self, thread: Thread) -> dict[str, str]:
        """What each try of this thread said at its turn instead, by the try's id; nothing where nothing was said."""
        return self.store.lines_tried([one.call.id for one in (thread.first, *thread.tries)])

    def share(self, viewer: Viewer, call_id: str, *, private: bool) -> None:
        """Make a call private, or share it with leads."""
        require(may_change_call, viewer, owner=self._call(call_id).owner)
        self.store.set_private(call_id, private)

    def delete(self, viewer: Viewer, call_id: str) -> None:
        """Delete a call with all that hangs on it."""
        require(may_delete_call, viewer, owner=self._call(call_id).owner)
        self.store.delete_call(call_id)

    def try_again(self, viewer: Viewer, call_id: str, turn: int) -> CallRecord:
        """A new call of the viewer's that goes as this one did up to agent turn `turn`, which is open again.

        Raises CallStateError where that turn is not the agent's, NotAllowedError for somebody who takes no calls.
        """
        require(may_practise, viewer)
        call = self._call(call_id)
        require(may_see_call, viewer, owner=call.owner, private=call.private)
        transcript = self.store.transcript(call_id)
        opened = next((t for t in transcript.turns if t.n == turn and t.speaker == "agent"), None)
        if opened is None:
            raise CallStateError(f"Turn {turn} is not one of yours, so it cannot be tried again.")
        self.store.ensure_person(viewer.id, viewer.name, [role.value for role in viewer.roles])
        again = self.store.add_call(
            viewer.id,
            persona=call.persona,
            persona_hash=call.persona_hash,
            rubric=call.rubric,
            rubric_hash=call.rubric_hash,
            seed=call.seed,
            caller_kind=call.caller_kind,
            caller_model=call.caller_model,
            private=True,
            parent=call.id,
            forked_at=turn,
            on_the_clock=opened.at or 0.0,
            difficulty=call.difficulty,
        )
        for said in (t for t in transcript.turns if t.n < turn):
            self.store.add_turn(again.id, said.n, said.speaker, said.text, said.at or 0.0, said.status)
        for event in (e for e in transcript.events if e.turn < turn and e.kind not in LEFT_BEHIND):
            self._retell(again.id, event)
        return again

    def _retell(self, call_id: str, event: Event) -> None:
        self.store.add_event(
            call_id,
            turn=event.turn,
            at=event.at or 0.0,
            kind=event.kind,
            event_id=event.id,
            reason=event.reason,
            extra=event.model_extra,
        )

    def _call(self, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        return call
