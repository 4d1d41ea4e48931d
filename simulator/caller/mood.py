"""How far words and deeds move a caller: quick to fall, slow to rise, and nothing for a phrase said twice."""

import re
from dataclasses import dataclass, replace

from simulator.caller.state import Heard, MoodPoint, Moved, Standing, State
from simulator.listening import is_stock
from simulator.persona import Move, Persona

DEFAULT_MOVES: dict[str, Move] = {
    "empathy": Move(trust=6, distress=-6, anger=-5),
    "validation": Move(trust=5, distress=-5, anger=-4),
    "complex_reflection": Move(trust=5, distress=-3, anger=-3),
    "simple_reflection": Move(trust=3, distress=-2, anger=-2),
    "mirroring": Move(trust=1, distress=-1),
    "summary": Move(trust=2, anger=-2),
    "open_question": Move(trust=2),
    "probe": Move(trust=2, distress=-1),
    "leading_question": Move(trust=-2),
    "stacked_question": Move(trust=-2, distress=2),
    "blaming_why": Move(trust=-8, distress=4, anger=6),
    "condolence": Move(trust=2, distress=-1),
    "sympathy": Move(trust=1),
    "apology": Move(trust=4, anger=-6),
    "non_apology": Move(trust=-4, anger=5),
    "dismissal": Move(trust=-10, distress=5, anger=7),
    "self_orientation": Move(trust=-3, anger=1),
    "advice": Move(trust=-3, anger=2),
    "ownership": Move(trust=5, distress=-4, anger=-5),
    "signpost": Move(trust=2, distress=-3),
    "script_bridge": Move(trust=2),
    "fob_off": Move(trust=-8, distress=4, anger=9),
    "command": Move(trust=-8, distress=4, anger=9),
    "wounding_word": Move(trust=-9, distress=7, anger=4),
    "name_used": Move(trust=3, distress=-2),
    "rude": Move(trust=-20, distress=8, anger=20),
    "silence": Move(trust=-3, distress=3, anger=2),
    "nonsense": Move(trust=-2, anger=2),
    "repeated_question": Move(trust=-3, anger=4),
    "missed_cue": Move(trust=-2, distress=2, anger=1),
    "unanswered": Move(trust=-2, anger=2),
    "hold": Move(distress=2, anger=3),
    "long_hold": Move(trust=-4, distress=4, anger=6),
    "fact_told": Move(trust=-1, distress=-4),
}
"""Points that an act or event moves a caller by, unless the persona says otherwise; what is not here moves nothing."""

WARM = frozenset(
    {"empathy", "validation", "sympathy", "condolence", "apology", "simple_reflection", "complex_reflection"}
)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that one turn may move one value, in points."""

    gain: float = 10
    """Trust up, or distress and anger down: slow."""
    loss: float = 25
    """Trust down, or distress and anger up: quick."""


CAPS = Caps()
EASY = 60.0
"""Strain above which relief counts in full; below it less and less, so that nobody is won over wholly."""
NAME_USES_THAT_COUNT = 3
FADES = 0.85
"""Share of its good that an act still does each further time it is used in a call."""
SURE, DOUBT = 0.5, 0.5
"""An act heard with less confidence than this (a vague promise, a faint reflection) does half its good."""


def normal(text: str) -> str:
    """Words of a phrase, lower-cased and without punctuation, so that a repeat is known as one."""
    return " ".join(re.findall(r"[\w']+", text.lower().replace("’", "'")))


def move_of(persona: Persona, cause: str) -> Move:
    """How far `cause` (an act, mood event or action id) moves this caller."""
    if cause in persona.mood.moves:
        return persona.mood.moves[cause]
    action = persona.action(cause)
    if action is not None:
        return action.moves
    return DEFAULT_MOVES.get(cause, Move())


def moved_by_words(persona: Persona, state: State, heard: Heard) -> tuple[Moved, ...]:
    """What in this agent turn moves the caller; a warm phrase already used, or a second stock phrase, does not."""
    causes: list[Moved] = []
    for act in heard.acts:
        if any(cause.cause == act.act for cause in causes) or _spent(state, act.act, act.text):
            continue
        doubt = DOUBT if act.confidence < SURE else 1.0
        move = _eased(move_of(persona, act.act), doubt * FADES ** state.uses.get(act.act, 0))
        if _weighs(move):
            causes.append(_moved(act.act, move, act.text))
    for event in sorted(heard.events):
        if event == "name_used" and state.names_used >= NAME_USES_THAT_COUNT:
            continue
        if _weighs(move := move_of(persona, event)):
            causes.append(_moved(event, move, ""))
    return tuple(causes)


def moved_by_event(persona: Persona, cause: str) -> tuple[Moved, ...]:
    """What a desk action, a hold or a hard telling does to the caller."""
    move = move_of(persona, cause)
    return (_moved(cause, move, ""),) if _weighs(move) else ()


def apply(state: State, turn: int, moved: tuple[Moved, ...]) -> State:
    """The state after these moves together: capped for the turn, slower the better things stand, within 0 to 100."""
    was = state.mood
    mood = Standing(
        trust=100 - _towards_rest(100 - was.trust, -sum(m.trust for m in moved)),
        distress=_towards_rest(was.distress, sum(m.distress for m in moved)),
        anger=_towards_rest(was.anger, sum(m.anger for m in moved)),
    )
    return replace(state, mood=mood, curve=(*state.curve, MoodPoint(turn, mood, moved)))


def _towards_rest(strain: float, change: float) -> float:
    """What is left of a strain (100 less trust, distress, anger): it grows freely and wears off ever more slowly."""
    if change >= 0:
        return min(100.0, strain + min(change, CAPS.loss))
    return max(0.0, strain - min(-change * min(1.0, strain / EASY), CAPS.gain))


def remember_phrases(state: State, heard: Heard) -> State:
    """The state with this turn's warm words and stock phrases marked as used."""
    warm = {normal(act.text) for act in heard.acts if act.act in WARM}
    stock = sum(is_stock(act.text) for act in heard.acts if act.act in WARM)
    uses = {act: state.uses.get(act, 0) + 1 for act in heard.act_ids}
    return replace(state, phrases=state.phrases | warm, stock=state.stock + stock, uses={**state.uses, **uses})


def _eased(move: Move, left: float) -> Move:
    """The move with so much left of the good in it; what hurts stays whole."""
    return Move(
        trust=round(move.trust * left, 2) if move.trust > 0 else move.trust,
        distress=round(move.distress * left, 2) if move.distress < 0 else move.distress,
        anger=round(move.anger * left, 2) if move.anger < 0 else move.anger,
    )


def _spent(state: State, act: str, words: str) -> bool:
    if act not in WARM:
        return False
    return normal(words) in state.phrases or (state.stock > 0 and is_stock(words))


def _moved(cause: str, move: Move, words: str) -> Moved:
    return Moved(cause, move.trust, move.distress, move.anger, words)


def _weighs(move: Move) -> bool:
    return bool(move.trust or move.distress or move.anger)
