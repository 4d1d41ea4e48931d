"""A try-out: what a caller makes of some steps, with the inner state after each; nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from simulator.caller import Brief, Caller, Heard, Moved, Standing, State
from simulator.errors import ActionRefusedError
from simulator.listening import Matcher
from simulator.persona import Fact, Persona
from simulator.practice.desk import allowed
from simulator.transcript import Event, Turn

Kind = Literal["say", "action", "hold", "resume"]
FactState = Literal["locked", "unlocked", "earned"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the trainer says as the agent, or does at the desk."""

    kind: Kind
    text: str = ""
    """What is said, or the action's id."""
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One step, and what it did to the caller."""

    step: Step
    n: int
    """Number of the agent's turn, or of the turn after which something was done."""
    before: Standing
    after: Standing
    moved: tuple[Moved, ...]
    heard: Heard | None = None
    brief: Brief | None = None
    """What the caller's line was to do."""
    reply: str | None = None
    unlocked: tuple[str, ...] = ()
    earned: tuple[str, ...] = ()
    refused: str | None = None
    """Why this could not be done."""


@dataclass(frozen=True, slots=True)
class Tryout:
    """All steps so far, and where the caller stands."""

    moments: tuple[Moment, ...]
    state: State

    @property
    def ended(self) -> str | None:
        """How the caller ended it: `resolved`, `unresolved`, `hung_up` or `out_of_time`; None while it goes on."""
        last = next((moment.brief for moment in reversed(self.moments) if moment.brief is not None), None)
        return last.ends if last is not None else None


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a fact waits for."""

    kind: Literal["asked", "trust", "distress", "after", "acts", "by_turn"]
    met: bool


@dataclass(slots=True)
class _Played:
    """How far the steps were taken."""

    state: State
    turns: list[Turn] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)


def tryout(persona: Persona, steps: Sequence[Step], *, seed: int, matcher: Matcher) -> Tryout:
    """The whole try-out from its beginning; the same steps and seed give the same, as in a call."""
    caller = Caller(persona, seed, matcher)
    played = _Played(caller.start())
    for step in steps:
        reason = _refusal(persona, Tryout(tuple(played.moments), played.state), step)
        if reason is not None:
            mood = played.state.mood
            moment = Moment(step, len(played.turns), mood, mood, (), refused=reason)
        else:
            moment = _say(caller, played, step) if step.kind == "say" else _do(caller, played, step)
        played.moments.append(moment)
    return Tryout(tuple(played.moments), played.state)


def conditions(fact: Fact, state: State) -> tuple[Condition, ...]:
    """What the fact waits for, in the order of the guide, and whether each holds now; all have to hold together."""
    rule, asked = fact.unlock, state.asked.get(fact.id)
    due = rule.by_turn is not None and state.agent_turns >= rule.by_turn
    found: list[Condition] = []
    if rule.asked is not None:
        found.append(Condition("asked", due or (asked is not None and (rule.asked == "any" or asked.open))))
    if rule.trust is not None:
        found.append(Condition("trust", state.mood.trust >= rule.trust))
    if rule.distress_below is not None:
        found.append(Condition("distress", state.mood.distress < rule.distress_below))
    if rule.after:
        found.append(Condition("after", set(rule.after) <= state.earned_ids))
    if rule.acts:
        found.append(Condition("acts", bool(state.acts & set(rule.acts))))
    if rule.by_turn is not None and not found:  # beside other keys it only stands in for the question
        found.append(Condition("by_turn", due))
    return tuple(found)


def standing_of(fact: Fact, state: State) -> FactState:
    """Whether the fact is locked, unlocked and not told yet, or told."""
    if fact.id in state.earned_ids:
        return "earned"
    return "unlocked" if fact.id in state.unlocked else "locked"


def _refusal(persona: Persona, so_far: Tryout, step: Step) -> str | None:
    """Why this step cannot be taken now, as in a call; None where it can."""
    if so_far.ended is not None:
        return "The call is over. Step back or start again."
    if step.kind == "say" and so_far.state.on_hold:
        return "The caller is on hold and cannot hear you. Take them off hold first."
    if step.kind == "action":
        try:
            allowed(persona, step.text, step.amount)
        except ActionRefusedError as error:
            return str(error)
    return None


def _say(caller: Caller, played: _Played, step: Step) -> Moment:
    before = played.state
    turn = Turn(n=len(played.turns) + 1, speaker="agent", text=step.text)
    heard = caller.hear(before, turn, earlier=played.turns)
    brief = caller.brief(heard)
    reply = Turn(n=turn.n + 1, speaker="caller", text=caller.line(heard, brief))
    after = caller.speak(heard, reply)
    played.turns += [turn, reply]
    played.state = after
    return _moment(step, turn.n, before, after, heard=heard.heard, brief=brief, reply=reply.text)


def _do(caller: Caller, played: _Played, step: Step) -> Moment:
    before, n = played.state, len(played.turns)
    match step.kind:
        case "hold" if before.on_hold:
            return _moment(step, n, before, before)
        case "resume" if not before.on_hold:
            return _moment(step, n, before, before)
        case "action":
            event = Event(turn=n, kind="action", id=step.text)
        case "hold":
            event = Event(turn=n, kind="hold")
        case _:
            event = Event(turn=n, kind="resume")
    played.state = caller.notice(before, event)
    return _moment(step, n, before, played.state)


def _moment(
    step: Step,
    n: int,
    before: State,
    after: State,
    *,
    heard: Heard | None = None,
    brief: Brief | None = None,
    reply: str | None = None,
) -> Moment:
    return Moment(
        step,
        n,
        before.mood,
        after.mood,
        tuple(moved for point in after.curve[len(before.curve) :] for moved in point.moved),
        heard,
        brief,
        reply,
        unlocked=tuple(fact for fact in after.unlocked if fact not in before.unlocked),
        earned=tuple(one.fact for one in after.earned[len(before.earned) :]),
    )
