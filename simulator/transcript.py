"""What was said in a call, and what happened in it: the form that every tool reads and writes."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

REFUSED = "over_authority"
"""Reason of an action event that records an attempt beyond the agent's authority; nothing was done."""
Speaker = Literal["agent", "caller"]
EventKind = Literal["action", "fact", "fallback", "hold", "resume", "pause", "end"]


class Turn(BaseModel):
    """One uninterrupted stretch of speech by one speaker."""

    model_config = ConfigDict(extra="allow")

    n: Annotated[int, Field(ge=1)]
    """Number of the turn. Where a file leaves it out, it is the turn's position, from 1."""
    speaker: Speaker
    text: str
    at: float | None = None
    """Seconds since the call began."""
    status: Literal["complete", "interrupted"] = "complete"


class Event(BaseModel):
    """Something that happened beside the words: a desk action, a fact told, a hold, the end."""

    model_config = ConfigDict(extra="allow")

    turn: int
    """The turn after which, or in which, it happened (0: before the first)."""
    at: float | None = None
    """Seconds since the call began."""
    kind: EventKind
    id: str | None = None
    reason: str | None = None


class Transcript(BaseModel):
    """A whole call in the `transcript/1` form. Unknown keys are kept."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    schema_: Annotated[Literal["transcript/1"], Field(alias="schema")] = "transcript/1"
    id: str
    persona: str | None = None
    """`id@version` of the persona, where the call was a practice call."""
    seed: int | None = None
    turns: list[Turn]
    events: list[Event] = []
    meta: dict[str, Any] = {}
    ratings: dict[str, dict[str, float | None]] | None = None
    """Labelled sets only: rater → criterion → score."""

    @model_validator(mode="before")
    @classmethod
    def number_turns(cls, data: Any) -> Any:
        """Number turns that carry no `n` by their position."""
        if isinstance(data, dict) and isinstance(data.get("turns"), list):
            turns = [
                {**turn, "n": position} if isinstance(turn, dict) and turn.get("n") is None else turn
                for position, turn in enumerate(data["turns"], start=1)
            ]
            return {**data, "turns": turns}
        return data

    def agent_turns(self) -> list[Turn]:
        """The trainee's turns, in order."""
        return [turn for turn in self.turns if turn.speaker == "agent"]

    def caller_turns(self) -> list[Turn]:
        """The caller's turns, in order."""
        return [turn for turn in self.turns if turn.speaker == "caller"]

    def to_json(self) -> str:
        """The transcript as one line of JSON, keys of the interchange form."""
        return self.model_dump_json(
            by_alias=True, exclude_none=False, exclude={"ratings"} if self.ratings is None else None
        )
