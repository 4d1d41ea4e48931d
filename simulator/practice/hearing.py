"""How far a stored call has come: what was said for good, and whether somebody speaks just now."""

from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.practice.speaking import STALE, lost
from simulator.store import Store, TurnRecord
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
    turns = store.turns(call_id)
    if not here and any(lost(turn) for turn in turns):
        store.take_back(call_id, idle=STALE)
        store.mark_interrupted(call_id, idle=STALE)
        turns = store.turns(call_id)
    transcript = store.transcript(call_id)
    # The transcript is read later than the turns: what it calls interrupted may have begun in between.
    broken = {turn.n for turn in turns if turn.status == "interrupted"}
    said = [turn for turn in transcript.turns if turn.status == "complete" or turn.n in broken]
    counted = {turn.n for turn in said}
    return Heard(
        transcript=transcript.model_copy(update={"turns": said}),
        spoken=next((turn for turn in turns if turn.status == "partial" and turn.n not in counted), None),
        last=next((turn for turn in reversed(turns) if turn.n in counted), None),
    )


def _age(turn: TurnRecord) -> float:
    """Seconds since the turn was taken."""
    return (datetime.now(UTC) - turn.created).total_seconds()
