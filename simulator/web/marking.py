"""How each turn of a finished call is marked: acts in words with a colour, and what they did to the caller."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, Literal

from simulator.caller import MoodPoint
from simulator.persona import Persona
from simulator.web.wording import plain, said_of

Colour = Literal["green", "blue", "gray", "orange", "red"]

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
LEGEND: Final = (
    ":green-badge[Warm] understands, owns or helps · :blue-badge[Asking] opens the talk · "
    ":gray-badge[Plain] facts and checks · "
    ":orange-badge[Careful] often lands badly · :red-badge[Hurts] shuts the caller"
)


def colour(act: str) -> Colour:
    """The colour beside the word, never instead of it."""
    if act in WARM:
        return "green"
    if act in ASKING:
        return "blue"
    if act in HURTING:
        return "red"
    return "orange" if act in CAREFUL else "gray"


def badges(acts: Iterable[str]) -> str:
    """The acts of a turn in words, as Markdown; the plainer of two names for one thing is left out."""
    named = list(dict.fromkeys(acts))
    told = [act for act in named if not SPECIFIC.get(act, frozenset()) & set(named)]
    return " ".join(f":{colour(act)}-badge[{said_of(act)}]" for act in told)


def effects(curve: Sequence[MoodPoint]) -> dict[int, str]:
    """What each turn did to the caller, in points after all caps, e.g. `trust +6, distress −4`."""
    told: dict[int, str] = {}
    before = curve[0].mood
    for turn, points in groupby(curve, key=lambda point: point.turn):
        after = list(points)[-1].mood
        shifts = {name: getattr(after, name) - getattr(before, name) for name in MOODS}
        told[turn] = ", ".join(f"{name} {_signed(value)}" for name, value in shifts.items() if round(value))
        before = after
    return told


def level_reached(anchors: Mapping[int, str], score: float) -> int:
    """The highest level at or below the score as it is shown, else the lowest."""
    return max((level for level in anchors if level <= round(score, 1)), default=min(anchors))


def by_turn(curve: Iterable[MoodPoint]) -> list[MoodPoint]:
    """One point a turn: the mood it ended with, and all that moved it there."""
    grouped = [list(points) for _, points in groupby(curve, key=lambda point: point.turn)]
    return [
        MoodPoint(points[-1].turn, points[-1].mood, tuple(one for point in points for one in point.moved))
        for points in grouped
    ]


def causes(point: MoodPoint, persona: Persona) -> str:
    """What moved the caller at this point, in words."""
    names = []
    for one in point.moved:
        action = persona.action(one.cause)
        names.append(action.label if action else said_of(one.cause))
    return ", ".join(names)


def kept_in_mind(text: str, most: int = 120) -> str:
    """A quotation short enough for a line of a list."""
    return plain(text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…")


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−'}{abs(value):.0f}"
