"""Understanding beside the clock: what a finished call gave the caller, and what it took; measures, no score."""

from dataclasses import dataclass
from typing import Final

from simulator.evaluator.reading import Reading
from simulator.grade import Grade
from simulator.persona import Persona

UNDERSTANDING: Final = frozenset(
    {"empathy", "validation", "simple_reflection", "complex_reflection", "paraphrase", "summary", "mirroring"}
    | {"apology", "condolence"}
)
"""Acts whose words are spent on taking the caller in."""
WORDS_PER_SECOND: Final = 2.5
"""150 words a minute: ordinary telephone speech."""
OVER: Final = 1.1
"""Share of the target from which a call ran over."""
UNTIMED: Final = "No time is set for this caller. Hurrying would be wrong here, so the clock counts for nothing."


@dataclass(frozen=True, slots=True)
class Pace:
    """The two sides in words, and one sentence on how they go together."""

    understanding: tuple[str, ...]
    time: tuple[str, ...]
    says: str


def pace(persona: Persona, reading: Reading, grade: Grade, *, taken: float) -> Pace | None:
    """Understanding beside efficiency; None where this caller has no target, because hurrying would be wrong.

    `taken` is the length of the call in seconds, as it is shown everywhere else.
    """
    target = persona.target_handle_time
    if target == "none" or grade.measures.get("handle_time") is None:
        return None
    seconds = round(sum(_words_of_understanding(reading)) / WORDS_PER_SECOND)
    openings = len(reading.opportunities)
    caught = sum(one.outcome == "taken" for one in reading.opportunities)
    return Pace(
        understanding=(
            _openings(caught, openings),
            f"About {seconds} seconds of it, said aloud" if seconds else "No words were spent on it",
        ),
        time=(
            f"{_minutes(taken)} taken, {_minutes(target)} aimed at",
            _times(grade.measures.get("holds"), "Never on hold", "On hold"),
            _times(grade.measures.get("repeated_questions"), "Nothing was asked twice", "Asked again"),
            *_settled(grade.measures.get("resolved")),
        ),
        says=_says(
            over=taken > OVER * target,
            openings=openings,
            caught=caught,
            left=grade.measures.get("resolved") == 0,
        ),
    )


def _words_of_understanding(reading: Reading) -> list[int]:
    """For each agent turn the words that take the caller in; words that do two such things count once."""
    counts: list[int] = []
    for heard in reading.agent:
        spans = [(act.start, act.end) for act in heard.acts if act.act in UNDERSTANDING]
        kept = "".join(
            letter if any(start <= at < end for start, end in spans) else " "
            for at, letter in enumerate(heard.turn.text)
        )
        counts.append(len(kept.split()))
    return counts


def _says(*, over: bool, openings: int, caught: int, left: bool) -> str:
    if left and not over:
        return "It was short because it was not settled. What is left undone rings again, and that call counts too."
    if not openings:
        return (
            "They showed no feeling that needed time, so what ran over went elsewhere."
            if over
            else "They showed no feeling that needed time, and the call kept to its own."
        )
    if 2 * caught >= openings:
        return (
            "It ran over, and they were heard. Look for the time in holds, long turns and things asked twice first."
            if over
            else "They were heard, within the time. The two do not compete."
        )
    return (
        "It ran over, and most of what they showed was still passed over: the time did not go into listening."
        if over
        else "There was time left for what they showed. Taking up one opening is a sentence, about five seconds."
    )


def _openings(caught: int, openings: int) -> str:
    if openings == 1:
        return "The one opening was taken up" if caught else "The one opening was passed over"
    return f"{caught} of {openings} openings taken up" if openings else "No opening came up"


def _times(count: float | None, never: str, often: str) -> str:
    if not count:
        return never
    return f"{often} once" if count == 1 else f"{often} twice" if count == 2 else f"{often} {count:.0f} times"


def _settled(resolved: float | None) -> tuple[str, ...]:
    return () if resolved is None else ("Settled in this call" if resolved else "Not settled in this call",)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
