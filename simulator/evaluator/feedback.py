"""What a trainee reads first: the criteria this caller trains, one strength, one thing to change and how."""

from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from simulator.evaluator.failing import mending_line
from simulator.evaluator.masking import masked
from simulator.evaluator.strengths import DID, FAULTS, SMALL, did
from simulator.grade import Better, CriterionGrade, Evidence, Grade
from simulator.listening import hear, tone
from simulator.persona import Persona
from simulator.rubric import Criterion, Rubric
from simulator.transcript import Transcript, Turn

_LEADING = 3
_CURT = 4
"""Words up to which a turn is too little to be praised ("What do you want?")."""


class Shown(BaseModel):
    """Base of the parts of feedback."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Leading(Shown):
    """A criterion that is shown first."""

    id: str
    name: str
    status: str
    score: float | None
    anchor: str | None
    """The rubric's words for the highest level reached: they describe the level; `why` describes this call."""
    why: str


class Strength(Shown):
    """Something that worked, in the trainee's own words."""

    turn: int
    quote: str
    did: str
    """What it did."""


class Change(Shown):
    """The one thing to change: try again from this turn."""

    turn: int
    said: str
    say: str
    because: str
    caller_turn: int | None = None
    caller_said: str | None = None
    """The caller's words that were passed over, where there are such words."""


class Feedback(Shown):
    """What a trainee reads first. Without a grade there are no strengths and nothing to change, only why."""

    summary: str
    leading: list[Leading]
    strength: Strength | None
    change: Change | None


def _anchor(criterion: Criterion | None, score: float | None) -> str | None:
    """The highest anchor at or below the score, else the lowest: it claims no more than was reached."""
    if criterion is None or score is None:
        return None
    levels = sorted(criterion.anchors)
    reached = [level for level in levels if level <= score]
    return criterion.anchors[reached[-1] if reached else levels[0]]


def _label(criterion_id: str) -> str:
    words = criterion_id.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _ordered(grade: Grade, persona: Persona | None, rubric: Rubric | None) -> list[CriterionGrade]:
    """What this caller trains first, then by weight, graded ones before the others."""
    trained = persona.trains if persona is not None else []
    weights = {c.id: c.weight for c in rubric.criteria} if rubric is not None else {}
    places = {name: place for place, name in enumerate(trained)}

    def rank(one: CriterionGrade) -> tuple[bool, int, float]:
        return one.status != "graded", places.get(one.id, len(places)), -weights.get(one.id, 1.0)

    return sorted(grade.criteria, key=rank)


def _lead(one: CriterionGrade, rubric: Rubric | None) -> Leading:
    criterion = next((c for c in rubric.criteria if c.id == one.id), None) if rubric is not None else None
    return Leading(
        id=one.id,
        name=criterion.name if criterion is not None else _label(one.id),
        status=one.status,
        score=one.score,
        anchor=_anchor(criterion, one.score),
        why=one.why,
    )


def _height(one: CriterionGrade, rubric: Rubric | None) -> float:
    """The score with `better: low` turned round, for finding what went best and worst."""
    if one.score is None:
        return 0.0
    criterion = next((c for c in rubric.criteria if c.id == one.id), None) if rubric is not None else None
    low = criterion is not None and criterion.better == "low"
    return rubric.scale.min + rubric.scale.max - one.score if low and rubric is not None else one.score


def _strength(
    graded: list[CriterionGrade], transcript: Transcript, rubric: Rubric | None, failing: set[int]
) -> Strength | None:
    """The best that was heard: by what it did for the caller, then by the criterion's height; None where nothing did.

    A turn with a fault, with a better line or with an opening passed over is none. Small things, such as a greeting,
    count only where their criterion reached the middle of its scale.
    """
    spoilt = failing | _spoilt(graded, transcript)
    middle = (rubric.scale.min + rubric.scale.max) / 2 if rubric is not None else 0.0
    heard = [
        (one, e)
        for one in graded
        for e in one.evidence
        if e.turn not in spoilt and (e.shows not in SMALL or _height(one, rubric) >= middle)
    ]
    weight = {name: place for place, name in enumerate(DID)}

    def rank(pair: tuple[CriterionGrade, Evidence]) -> tuple[int, float, int]:
        one, shown = pair
        return weight.get(shown.shows, len(weight)), -_height(one, rubric), shown.turn

    if heard:
        best = min(heard, key=rank)[1]
        return Strength(turn=best.turn, quote=best.quote, did=did(best, transcript))
    return None


def _spoilt(graded: list[CriterionGrade], transcript: Transcript) -> set[int]:
    """The agent's turns that some part of the feedback faults, or that nobody could be told had worked."""
    faulted = {e.turn for one in graded for e in one.evidence if e.shows in FAULTS}
    mended = {line.turn for one in graded for line in one.better}
    passed = {past.turn for one in graded for past in one.missed}
    answers = {after.n for before, after in pairwise(transcript.turns) if before.n in passed}
    return faulted | mended | answers | {turn.n for turn in transcript.agent_turns() if _amiss(turn)}


def _amiss(turn: Turn) -> bool:
    """Whether nobody could be told that this worked: a fault, rudeness, or nothing that can be made out."""
    manner = tone(turn.text)
    acts = {act.act for act in hear(turn.text)}
    curt = len(turn.text.split()) <= _CURT and not manner.greeting
    return manner.rude or manner.nonsense or curt or bool(acts & FAULTS) or masked(turn.text) != turn.text


def _failed(line: Better | None, transcript: Transcript) -> Change | None:
    """What failed the call by itself comes before everything else that could be changed."""
    if line is None:
        return None
    before = _just_before(line.turn, transcript)
    return Change(
        turn=line.turn, said=line.said, say=line.say, because=line.because,
        caller_turn=before.n if before else None, caller_said=before.text.strip() if before else None,
    )  # fmt: skip


def _change(ordered: list[CriterionGrade], transcript: Transcript, rubric: Rubric | None) -> Change | None:
    """The line that would help most: in what this caller trains, lowest first; nothing where nothing was amiss."""
    leading = [one for one in ordered[:_LEADING] if one.better]
    rest = sorted((one for one in ordered if one.better), key=lambda one: _height(one, rubric))
    worst = min(leading, key=lambda one: _height(one, rubric), default=None)
    source = worst or (rest[0] if rest else None)
    if source is None:
        return None
    better = source.better[0]
    before = _caller_before(better, source, transcript)
    return Change(
        turn=better.turn, said=better.said, say=better.say, because=better.because,
        caller_turn=before[0] if before else None, caller_said=before[1] if before else None,
    )  # fmt: skip


def _caller_before(better: Better, source: CriterionGrade, transcript: Transcript) -> tuple[int, str] | None:
    """The caller's words that the line answers: the missed ones just before it, else what they had just said."""
    before = _just_before(better.turn, transcript)
    if before is None:
        return None
    missed = next((one for one in source.missed if one.turn == before.n), None)
    return (before.n, missed.quote if missed else before.text.strip())


def _just_before(n: int, transcript: Transcript) -> Turn | None:
    position = next((i for i, t in enumerate(transcript.turns) if t.n == n and t.speaker == "agent"), 0)
    return next((t for t in reversed(transcript.turns[:position]) if t.speaker == "caller" and t.text.strip()), None)


def _summary(grade: Grade, strength: Strength | None, change: Change | None) -> str:
    if grade.status == "not_graded":
        return grade.criteria[0].why if grade.criteria else "Nothing could be graded."
    if grade.critical:
        return "One thing has to come first next time; it is marked below. The rest of the call is worth reading too."
    if change is None:
        return "There is nothing in this call that we would have you say differently."
    if grade.passed:
        return "A call that held. One sentence would have made it better still."
    return (
        "Start with what worked, then try again from the turn below." if strength else "Try again from the turn below."
    )


def feedback(
    grade: Grade, transcript: Transcript, persona: Persona | None = None, *, rubric: Rubric | None = None
) -> Feedback:
    """Feedback on a graded call, from either evaluator. `rubric` adds the criteria's names and anchors."""
    ordered = _ordered(grade, persona, rubric)
    graded = [one for one in ordered if one.status == "graded"]
    strength = _strength(graded, transcript, rubric, {one.turn for one in grade.critical})
    failed = _failed(mending_line(grade, transcript, persona, rubric), transcript)
    change = failed or (_change(graded, transcript, rubric) if graded else None)
    return Feedback(
        summary=_summary(grade, strength, change),
        leading=[_lead(one, rubric) for one in ordered[:_LEADING]],
        strength=strength,
        change=change,
    )
