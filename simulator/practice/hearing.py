"""How far a stored call has come: what was said for good, and whether somebody speaks just now."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from simulator.practice.speaking import STALE, lost
from simulator.store import Store, TurnRecord, transcript_of
from simulator.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as it can be heard at one moment."""

    transcript: Transcript
    """Without a line that is still being spoken."""
    spoken: TurnRecord | None
    """The caller's line that somebody, here or in another process, is speaking."""
    last: TurnRecord | None
    """The last turn that was said for good."""

    @property
    def waiting(self) -> bool:
        """Whether the agent spoke last, and nobody is answering."""
        return self.spoken is None and self.last is not None and self.last.speaker == "agent"

    @property
    def about_to_speak(self) -> bool:
        """Whether the agent spoke last, so lately that another process may be about to answer."""
        return self.waiting and self.last is not None and _age(self.last) < STALE


def hear_out(store: Store, call_id: str, *, here: bool) -> Heard:
    """What was said so far; a line whose speaker is gone is interrupted, or taken back where it had no word.

    `here`: this process speaks in this call, so that nothing is taken as lost.
    """
    whole = store.whole(call_id)
    if not here and any(lost(turn) for turn in whole.turns):
        store.take_back(call_id, idle=STALE)
        store.mark_interrupted(call_id, idle=STALE)
        whole = store.whole(call_id)
    said = [turn for turn in whole.turns if turn.status != "partial"]
    return Heard(
        transcript=transcript_of(replace(whole, turns=said)),
        spoken=next((turn for turn in whole.turns if turn.status == "partial"), None),
        last=said[-1] if said else None,
    )


def _age(turn: TurnRecord) -> float:
    """Seconds since the turn was taken."""
    return (datetime.now(UTC) - turn.created).total_seconds()
