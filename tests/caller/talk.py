"""Plays agent lines against the embedded caller, without store or clock."""

from dataclasses import dataclass, field

from simulator.caller import Brief, Caller, State
from simulator.transcript import Event, Transcript, Turn


@dataclass
class Talk:
    """A call in memory; `say` returns what the caller answers."""

    caller: Caller
    turns: list[Turn] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    briefs: list[Brief] = field(default_factory=list)
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.state = self.caller.start()

    def say(self, text: str) -> str:
        agent = Turn(n=len(self.turns) + 1, speaker="agent", text=text)
        self.state = self.caller.hear(self.state, agent, earlier=self.turns)
        self.turns.append(agent)
        brief = self.caller.brief(self.state)
        line = self.caller.line(self.state, brief)
        reply = Turn(n=len(self.turns) + 1, speaker="caller", text=line)
        self.state = self.caller.speak(self.state, reply)
        self.turns.append(reply)
        self.briefs.append(brief)
        return line

    def do(self, action: str) -> None:
        event = Event(turn=len(self.turns), kind="action", id=action)
        self.state = self.caller.notice(self.state, event)
        self.events.append(event)

    def transcript(self) -> Transcript:
        return Transcript(id="talk", turns=self.turns, events=self.events)

    @property
    def lines(self) -> list[str]:
        return [turn.text for turn in self.turns if turn.speaker == "caller"]
