"""The feedback on a call as one file to keep or print: HTML with its own print style, no scripts, nothing fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from simulator.caller.survey import survey
from simulator.caller.thoughts import thoughts
from simulator.evaluator import Reading, read
from simulator.grade import Better, Grade
from simulator.persona import Persona
from simulator.practice import failures
from simulator.practice.earning import advice
from simulator.practice.grading import Graded
from simulator.practice.marks import MEANING, MOODS, by_turn, causes, family, felt, level_of, told_apart
from simulator.practice.pace import UNTIMED, pace
from simulator.practice.trust import Trust
from simulator.practice.verdict import why_not_passed
from simulator.practice.view import CallView
from simulator.rubric import Rubric
from simulator.store import ObstacleRecord, OverrideRecord
from simulator.terms import ACTS, said_of
from simulator.transcript import REFUSED, Event

WIDE: Final = 640
"""Units of the mood curve's drawing, across."""
HIGH: Final = 200
DASHES: Final = {"trust": "none", "distress": "8 4", "anger": "2 3"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the mood curve, ready to be drawn."""

    name: str
    points: str
    """As SVG has them, from the upper left."""
    dashes: str
    end: float
    """Where its name stands, from the top."""


def report(
    view: CallView,
    graded: Graded,
    *,
    stands: Grade,
    by_person: Mapping[str, OverrideRecord],
    changes: Sequence[OverrideRecord] = (),
    stopped: Mapping[str, ObstacleRecord] | None = None,
    trusted: Sequence[Trust] = (),
    own: bool = True,
) -> str:
    """The whole feedback as an HTML page, in the order in which it is read.

    `stands` is the grade with the scores that people put over the evaluator's, and `by_person` are those;
    `changes` are all that were made, the oldest first; `stopped` is what stopped the agent, by criterion, and `trusted`
    how well the evaluator agrees with people. Hints stand on the `own` page of whoever took the call alone.
    """
    grade = graded.record.grade
    reading = read(view.transcript, view.persona)
    return _template().render(
        view=view,
        grade=grade,
        stands=stands,
        by_person=by_person,
        changes=changes,
        stopped=stopped or {},
        trusted=[one for one in trusted if one.kappa is not None],
        own=own,
        hints=view.call.hints if own else [],
        why_not=why_not_passed(stands, view.rubric),
        feedback=graded.feedback,
        openings=reading.opportunities,
        **_of_the_grade(graded, view.rubric),
        marks={one.turn.n: told_apart(act.act for act in one.acts) for one in reading.agent},
        effects=felt(view.state.curve, view.persona),
        named=_named(reading),
        **_of_the_caller(view),
        pace=pace(view.persona, reading, grade, taken=view.elapsed),
    )


def _of_the_grade(graded: Graded, rubric: Rubric) -> dict[str, Any]:
    """Its criteria and critical failures with the rubric's words for them, better lines, and what it was made from."""
    grade = graded.record.grade
    return {
        "criteria": [(one, grade.criterion(one.id)) for one in rubric.criteria],
        "criticals": [(one, failures.named(one, rubric)) for one in grade.critical],
        "not_looked_for": failures.unjudged(grade, rubric),
        "moments": _moments(grade),
        "made": graded.record.created.astimezone(),
        "provenance": grade.provenance.model_dump(exclude_none=True),
    }


def _of_the_caller(view: CallView) -> dict[str, Any]:
    """What they told and kept back, how their mood moved, and what they made of it."""
    return {
        "begun": view.call.started_at.astimezone(),
        "events": _events(view),
        "untimed": UNTIMED,
        "told": _told(view),
        "kept": [advice(fact, view.state) for fact in view.persona.facts if fact.id not in view.state.earned_ids],
        "lines": _lines(view),
        "curve": [(point, causes(point, view.persona)) for point in by_turn(view.state.curve)],
        "survey": survey(view.persona, view.state, seed=view.call.seed),
        "thoughts": {one.turn: one.words for one in thoughts(view.persona, view.state, view.transcript)},
    }


@cache
def _template() -> Template:
    rooms = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rooms.filters |= {"said_of": said_of, "clock": _clock, "family": family, "meaning": ACTS.__getitem__}
    rooms.globals |= {"level_of": level_of, "families": MEANING, "moods": MOODS}
    return rooms.get_template("report.html.j2")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def _moments(grade: Grade) -> list[Better]:
    """Every better line once, in the order of the turns."""
    found = {(one.turn, one.said): one for criterion in grade.criteria for one in reversed(criterion.better)}
    return [one for _, one in sorted(found.items())]


def _named(reading: Reading) -> list[str]:
    return sorted({act.act for heard in reading.agent for act in heard.acts})


def _told(view: CallView) -> list[dict[str, Any]]:
    """What the caller told, with the words and the question that earned them."""
    said = {turn.n: turn.text for turn in view.transcript.turns}
    earned = sorted(view.state.earned, key=lambda one: one.turn)
    return [{"turn": one.turn, "words": said.get(one.turn, ""), "asked": one.asked} for one in earned]


def _events(view: CallView) -> dict[int, list[str]]:
    """What was done after each turn, in words."""
    found: dict[int, list[str]] = {}
    for event in view.transcript.events:
        words = _happened(event, view.persona)
        if words:
            found.setdefault(event.turn, []).append(words)
    return found


def _happened(event: Event, persona: Persona) -> str | None:
    match event.kind:
        case "action":
            action = persona.action(event.id or "")
            label = action.label if action else said_of(event.id or "")
            amount = (event.model_extra or {}).get("amount")
            tried = f"{label}, amount {amount:g}" if amount else label
            return f"Refused, beyond your authority: {tried}" if event.reason == REFUSED else f"Done: {tried}"
        case "hold":
            return "On hold"
        case "resume":
            return "Off hold"
        case "end":
            return (event.reason or "the call ended").capitalize()
        case _:
            return None


def _lines(view: CallView) -> list[Line]:
    """The mood curve as lines of a drawing WIDE by HIGH."""
    curve = by_turn(view.state.curve)
    last = max(curve[-1].turn, 1)

    def line(mood: str) -> Line:
        places = [(point.turn / last * WIDE, HIGH - getattr(point.mood, mood) / 100 * HIGH) for point in curve]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        return Line(mood.capitalize(), points, DASHES[mood], places[-1][1])

    return _apart([line(mood) for mood in MOODS])


def _apart(lines: list[Line], least: float = 14.0) -> list[Line]:
    """The lines with their names far enough from each other to be read."""
    placed: list[Line] = []
    for one in sorted(lines, key=lambda line: line.end):
        end = max(one.end, placed[-1].end + least) if placed else one.end
        placed.append(Line(one.name, one.points, one.dashes, end))
    return placed
