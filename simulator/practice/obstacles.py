"""What stopped me: tags that trainees put on the criteria of their own calls. They never change a score."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from simulator.access import Viewer, may_change_call, may_see_call, require
from simulator.errors import CallStateError, UnknownNameError
from simulator.rubric import Rubric
from simulator.store import CallRecord, ObstacleKind, ObstacleRecord, Store

KINDS: Final[tuple[ObstacleKind, ...]] = ("wording", "authority", "system")
LONGEST_NOTE: Final = 300
"""Characters; what is longer is cut there."""


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stopped the agent, in the calls of one store."""

    store: Store
    rubrics: Callable[[str], Rubric]
    """The rubric that is stored under that hash."""

    def say(
        self, viewer: Viewer, call_id: str, criterion: str, *, kinds: Collection[ObstacleKind], note: str = ""
    ) -> None:
        """Say what stopped the viewer in this criterion of their own call, in place of what was said before.

        No kinds take it away, note and all. Raises NotAllowedError, UnknownNameError, and CallStateError before the
        call has ended.
        """
        call = self._call(call_id)
        require(may_change_call, viewer, owner=call.owner)
        if call.ended_at is None:
            raise CallStateError("The call is still going on. What stopped you can be said once it has ended.")
        rubric = self.rubrics(call.rubric_hash)
        if criterion not in {one.id for one in rubric.criteria}:
            raise UnknownNameError(f"{rubric.name} has no criterion {criterion!r}.")
        in_order = [kind for kind in KINDS if kind in kinds]
        self.store.set_obstacle(call_id, criterion, kinds=in_order, note=note.strip()[:LONGEST_NOTE])

    def of(self, viewer: Viewer, call_id: str) -> dict[str, ObstacleRecord]:
        """What stopped the agent in this call, by criterion; for all who may see the call. Raises NotAllowedError."""
        call = self._call(call_id)
        require(may_see_call, viewer, owner=call.owner, private=call.private)
        return self.store.obstacles(call_id)

    def _call(self, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        return call
