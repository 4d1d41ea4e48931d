"""A call as a page shows it, and how long it has been."""

from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.caller import State
from simulator.persona import Persona
from simulator.practice.replies import Clock
from simulator.rubric import Rubric
from simulator.store import CallRecord
from simulator.transcript import Transcript


@dataclass(frozen=True, slots=True)
class CallView:
    """A call as a page shows it."""

    call: CallRecord
    persona: Persona
    rubric: Rubric
    transcript: Transcript
    state: State
    speaking: bool
    """The caller's line is being spoken; `watch` follows it, and it is not in the transcript yet."""
    unanswered: bool
    """The agent's last turn has no reply and nobody is giving one: the process that did was stopped."""
    fallback: str | None
    """Why the embedded caller took over from the model, where it did."""
    elapsed: float
    """Seconds since the first word, or the call's length once it is over."""

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.call.ended_at is not None

    @property
    def paused(self) -> bool:
        """Whether everything is frozen."""
        return self.call.paused_at is not None and not self.ended


def wall_clock(call: CallRecord) -> float:
    """Seconds on the clock since the call began; pauses are left out."""
    return _between(call, call.paused_at or datetime.now(UTC))


def elapsed(call: CallRecord, transcript: Transcript, clock: Clock) -> float:
    """Seconds since the first word; once the call is over, its length. Nought where nobody has spoken yet."""
    if not transcript.turns:
        return 0.0
    return max(0.0, _so_far(call, transcript, clock) - (transcript.turns[0].at or 0.0))


def _so_far(call: CallRecord, transcript: Transcript, clock: Clock) -> float:
    ends = [event.at for event in transcript.events if event.kind == "end" and event.at is not None]
    if ends:
        return ends[-1]
    if call.ended_at is not None:  # the process stopped between the end and the note of it
        return _between(call, call.ended_at)
    return clock(call)


def _between(call: CallRecord, until: datetime) -> float:
    return max(0.0, round((until - call.started_at).total_seconds() - call.paused_seconds, 2))
