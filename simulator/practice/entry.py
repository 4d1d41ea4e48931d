"""The way into a stored call: who may come in, whether it still goes on, and a note of what happens in it."""

from dataclasses import replace

from simulator.access import Viewer, may_change_call, may_see_call, require
from simulator.errors import CallEndedError, CallStateError, UnknownNameError
from simulator.practice.replies import Clock
from simulator.store import CallRecord, Store
from simulator.transcript import EventKind


class Entry:
    """Opens calls of one store for those who may."""

    store: Store
    clock: Clock

    def _call(self, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        return call

    def _seen(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._call(call_id)
        require(may_see_call, viewer, owner=call.owner, private=call.private)
        mine = may_change_call(viewer, owner=call.owner)
        return call if mine else replace(call, notes="")  # what was noted at the desk is nobody else's

    def _mine(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._call(call_id)
        require(may_change_call, viewer, owner=call.owner)
        return call

    def _open(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._mine(viewer, call_id)
        if call.ended_at is not None:
            raise CallEndedError("The call is over; nothing more can be said or done in it.")
        return call

    def _going(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._open(viewer, call_id)
        if call.paused_at is not None:
            raise CallStateError("The call is paused. Carry on with it first.")
        return call

    def _note(
        self,
        call: CallRecord,
        kind: EventKind,
        event_id: str | None = None,
        *,
        reason: str | None = None,
        **extra: float | None,
    ) -> None:
        turns = self.store.turns(call.id)
        self.store.add_event(
            call.id,
            turn=turns[-1].n if turns else 0,
            at=self.clock(call),
            kind=kind,
            event_id=event_id,
            reason=reason,
            extra={key: value for key, value in extra.items() if value is not None},
        )
