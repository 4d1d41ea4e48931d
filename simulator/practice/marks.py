"""How each turn of a finished call is marked: what it does, in families of acts, and what it did to the caller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from simulator.caller import MoodPoint
from simulator.caller.state import Moved
from simulator.persona import Persona
from simulator.terms import said_of

Family = Literal["warm", "asking", "plain", "careful", "hurts"]
"""What acts have in common for somebody who reads a call again."""

WARM: Final = frozenset(
    {"empathy", "validation", "simple_reflection", "complex_reflection", "mirroring", "paraphrase", "summary"}
    | {"apology", "ownership", "signpost", "script_bridge", "condolence"}
)
ASKING: Final = frozenset({"open_question", "probe"})
CAREFUL: Final = frozenset(
    {"sympathy", "advice", "self_orientation", "leading_question", "stacked_question", "non_apology"}
)
HURTING: Final = frozenset({"dismissal", "fob_off", "command", "blaming_why"})
SPECIFIC: Final = {
    "simple_reflection": frozenset({"mirroring", "paraphrase", "summary", "complex_reflection"}),
    "complex_reflection": frozenset({"mirroring", "paraphrase", "summary"}),
    "closed_question": frozenset({"probe", "leading_question", "blaming_why"}),
}
"""Acts that say nothing more where one of these is named too."""
MOODS: Final = ("trust", "distress", "anger")
MEANING: Final[dict[Family, str]] = {
    "warm": "understands, owns or helps",
    "asking": "opens the talk",
    "plain": "facts and checks",
    "careful": "often lands badly",
    "hurts": "shuts the caller",
}

HAPPENED: Final = {
    "missed_cue": "what they had said was passed over",
    "unanswered": "their question was left unanswered",
    "fact_told": "telling it was hard",
    "wounding_word": "a word that wounds",
    "name_used": "the name that matters was used",
    "repeated_question": "asked for the second time",
    "rude": "rudeness",
    "silence": "nothing was said",
    "nonsense": "it made no sense to them",
    "hold": "put on hold",
    "long_hold": "a long hold",
}
"""Events that move a caller, as somebody would say it who has read no table of them."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What a turn did to the caller, in points after all caps."""

    trust: float = 0.0
    distress: float = 0.0
    anger: float = 0.0

    @property
    def good(self) -> float:
        """Points of good it did the caller; harm is below zero."""
        return self.trust - self.distress - self.anger

    @property
    def words(self) -> str:
        """What can be seen of it, e.g. `trust +6, distress −4`; empty where nothing moved."""
        return ", ".join(f"{mood} {signed(getattr(self, mood))}" for mood in MOODS if round(getattr(self, mood)))


@dataclass(frozen=True, slots=True)
class Level:
    """Where a score lies among the levels that a rubric describes; there may be none in words for every number."""

    nearest: int
    between: tuple[int, int] | None = None
    """The levels on both sides; None where the score is one of them."""

    @property
    def words(self) -> str:
        """Where it is, e.g. `Between levels 3 and 5`."""
        if self.between is None:
            return f"Level {self.nearest}"
        return f"Between levels {self.between[0]} and {self.between[1]}"


def family(act: str) -> Family:
    """The family of an act."""
    if act in WARM:
        return "warm"
    if act in ASKING:
        return "asking"
    if act in HURTING:
        return "hurts"
    return "careful" if act in CAREFUL else "plain"


def told_apart(acts: Iterable[str]) -> list[str]:
    """The acts of a turn, each once; the plainer of two names for one thing is left out."""
    named = list(dict.fromkeys(acts))
    return [act for act in named if not SPECIFIC.get(act, frozenset()) & set(named)]


def shifts(curve: Sequence[MoodPoint]) -> dict[int, Shift]:
    """What each turn did to the caller; a turn with several points counts as one."""
    found: dict[int, Shift] = {}
    before = curve[0].mood
    for turn, points in groupby(curve, key=lambda point: point.turn):
        after = list(points)[-1].mood
        found[turn] = Shift(**{mood: getattr(after, mood) - getattr(before, mood) for mood in MOODS})
        before = after
    return found


def effects(curve: Sequence[MoodPoint]) -> dict[int, str]:
    """The same in words."""
    return {turn: shift.words for turn, shift in shifts(curve).items()}


def level_of(anchors: Mapping[int, str], score: float) -> Level:
    """Where the score, as it is shown, lies among the levels; the lower one is the nearest to a score half-way."""
    shown, levels = round(score, 1), sorted(anchors)
    nearest = min(levels, key=lambda level: (round(abs(level - shown), 1), level))
    below = [level for level in levels if level < shown]
    above = [level for level in levels if level > shown]
    if nearest == shown or not (below and above):
        return Level(nearest)
    return Level(nearest, (below[-1], above[0]))


def by_turn(curve: Iterable[MoodPoint]) -> list[MoodPoint]:
    """One point a turn: the mood it ended with, and all that moved it there."""
    grouped = [list(points) for _, points in groupby(curve, key=lambda point: point.turn)]
    return [
        MoodPoint(points[-1].turn, points[-1].mood, tuple(one for point in points for one in point.moved))
        for points in grouped
    ]


def causes(point: MoodPoint, persona: Persona) -> str:
    """What moved the caller at this point, in words: what pulled the way that it went, on the whole."""
    names = [_happened(cause, persona) or said_of(cause).lower() for cause in _pulling(point)]
    return ", ".join(dict.fromkeys(names))


def felt(curve: Sequence[MoodPoint], persona: Persona) -> dict[int, str]:
    """As `effects`, with what moved them and is no act of the turn, e.g. `anger +5 (rudeness)`."""
    found = effects(curve)
    for point in by_turn(curve):
        besides = [name for name in (_happened(cause, persona) for cause in _pulling(point)) if name]
        if besides and found[point.turn]:
            found[point.turn] += f" ({', '.join(dict.fromkeys(besides))})"
    return found


def _pulling(point: MoodPoint) -> list[str]:
    net = sum(_good(one) for one in point.moved)
    return [one.cause for one in point.moved if _good(one) * net >= 0]


def _happened(cause: str, persona: Persona) -> str | None:
    """What happened, in words; None where it is an act that the turn is marked with."""
    action = persona.action(cause)
    return action.label if action else HAPPENED.get(cause)


def _good(moved: Moved) -> float:
    return moved.trust - moved.distress - moved.anger


def signed(value: float) -> str:
    """A whole number with its sign, e.g. `−4`."""
    return f"{'+' if value > 0 else '−'}{abs(value):.0f}"
