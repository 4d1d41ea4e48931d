"""What the caller was thinking: shown after the call only, at each turn that moved them, in their inner voice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.caller.lines import Choice
from simulator.caller.mood import WARM
from simulator.caller.state import Asked, MoodPoint, Moved, State
from simulator.caller.wordings import wordings
from simulator.listening import hear, is_stock
from simulator.persona import Fact, Persona
from simulator.transcript import Transcript, Turn

NOTABLE = 8.0
"""Points, over trust, distress and anger together, from which a move is worth a thought."""
ALWAYS = frozenset({"fact_told", "wounding_word", "dismissal"})
"""What is thought about however little it moved."""
SHUT = 20.0
"""Trust below which nothing would have been told to anybody's question."""
KEPT_BACK = 2
"""At most so many thoughts about what was never told."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What the caller thought at one turn and did not say."""

    turn: int
    """The turn it goes with: the agent's where words did it; the caller's own where something was told or kept back,
    or was done at the desk after it."""
    words: str
    cause: str
    """The act, mood event or action that did it, or `let_slip`, `stepped_round`, `never_asked`."""


@dataclass(frozen=True, slots=True)
class _Cause:
    """Why there is a thought at a turn, and how much it moved."""

    turn: int
    id: str
    key: str
    """Where its wordings stand."""
    weight: float


def thoughts(persona: Persona, state: State, transcript: Transcript) -> list[Thought]:
    """What this caller thought, in the order of the turns; no wording comes twice in a call.

    `state` is the state at the end. The draw depends on the transcript's seed alone. Nothing here names a fact, so
    none that was kept back can show. Empty for a language that thoughts have not been written in.
    """
    pools = wordings("thoughts", persona.language)
    choice = Choice((), transcript.seed or 0)
    found: list[Thought] = []
    for cause in _one_a_turn([*_moves(persona, state), *_stock(transcript), *_kept_back(persona, state, transcript)]):
        words = choice.fresh([pools.get(cause.key, ())])
        if words is not None:
            found.append(Thought(cause.turn, words, cause.id))
    return found


def _one_a_turn(causes: Sequence[_Cause]) -> list[_Cause]:
    """For each turn the cause that weighs most, in the order of the turns."""
    best: dict[int, _Cause] = {}
    for cause in causes:
        if cause.turn not in best or cause.weight > best[cause.turn].weight:
            best[cause.turn] = cause
    return [best[turn] for turn in sorted(best)]


def _moves(persona: Persona, state: State) -> Iterator[_Cause]:
    """What moved the caller notably, each time by the cause that did most of it."""
    for before, after in pairwise(state.curve):
        weight = _change(before, after)
        if not after.moved:
            continue
        cause = max(after.moved, key=lambda moved: _towards(moved, after.moved))
        if weight >= NOTABLE or cause.cause in ALWAYS:
            yield _Cause(after.turn, cause.cause, _key(persona, cause), weight)


def _change(before: MoodPoint, after: MoodPoint) -> float:
    was, now = before.mood, after.mood
    return abs(now.trust - was.trust) + abs(now.distress - was.distress) + abs(now.anger - was.anger)


def good_of(moved: Moved) -> float:
    """How much good a move does the caller, in points; harm is below zero."""
    return moved.trust - moved.distress - moved.anger


def _towards(one: Moved, every: Sequence[Moved]) -> float:
    """How far this cause went the way that the whole turn went."""
    return good_of(one) if sum(good_of(moved) for moved in every) >= 0 else -good_of(one)


def _key(persona: Persona, cause: Moved) -> str:
    if persona.action(cause.cause) is None:
        return cause.cause
    return "action" if good_of(cause) >= 0 else "action_unwelcome"


def _stock(transcript: Transcript) -> Iterator[_Cause]:
    """Warm stock phrases from the second on: they move nothing, and that is what is thought about them."""
    heard = 0
    for position, turn in enumerate(transcript.turns):
        if turn.speaker != "agent":
            continue
        acts = hear(turn.text, earlier=transcript.turns[:position])
        stock = sum(act.act in WARM and is_stock(act.text) for act in acts)
        if heard and stock:
            yield _Cause(turn.n, "stock_phrase", "stock_phrase", NOTABLE)
        heard += stock


def _kept_back(persona: Persona, state: State, transcript: Transcript) -> Iterator[_Cause]:
    """What was let slip, or asked for too soon, and never told; weightiest facts first, and no word of what it is."""
    spoken = transcript.caller_turns()
    untold = sorted((f for f in persona.facts if f.id not in state.earned_ids), key=lambda fact: -fact.worth)
    if not untold or not spoken:
        return
    trust = {point.turn: point.mood.trust for point in state.curve}
    places = [place for fact in untold if (place := _place(fact, state.asked.get(fact.id), spoken, trust)) is not None]
    if not places:
        yield _Cause(spoken[-1].n, "never_asked", "never_asked", 0.0)
    taken: set[int] = set()
    for place in places:
        if place.turn not in taken and len(taken) < KEPT_BACK:
            taken.add(place.turn)
            yield place


def _place(fact: Fact, asked: Asked | None, spoken: Sequence[Turn], trust: Mapping[int, float]) -> _Cause | None:
    """The caller's turn where this fact was nearest to being told, or None where it never came near."""
    if asked is not None:
        answer = next((turn.n for turn in spoken if turn.n > asked.turn), None)
        key = "shut" if trust.get(asked.turn, 100.0) < SHUT else "stepped_round"
        return _Cause(answer, "stepped_round", key, NOTABLE) if answer is not None else None
    hinted = [turn.n for turn in spoken if any(hint in turn.text for hint in fact.hints)]
    return _Cause(hinted[-1], "let_slip", "let_slip", NOTABLE) if hinted else None
