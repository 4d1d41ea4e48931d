"""From graded criteria to a grade: applicability, weighted mean, minimums, critical failures, pass."""

import hashlib
from typing import Final

from pydantic import BaseModel

from simulator.evaluator.caps import death_call
from simulator.evaluator.checks import check
from simulator.evaluator.measures import Measures, earned
from simulator.evaluator.occasion import no_ground
from simulator.evaluator.reading import Reading
from simulator.grade import CriterionGrade, CriticalFailure, EvaluatorName, Grade, Provenance
from simulator.persona import Persona
from simulator.rubric import Criterion, Rubric
from simulator.transcript import Transcript

_EMPTY: Final[tuple[object, ...]] = (None, "", "none", [], {}, ())


def model_hash(model: BaseModel) -> str:
    """SHA-256 of a model's JSON by its file keys: the same file gives the same hash, whatever its layout."""
    return hashlib.sha256(model.model_dump_json(by_alias=True).encode()).hexdigest()


def _filled(persona: Persona, key: str) -> bool:
    """Whether the persona has this dotted key filled."""
    found: object = persona
    for part in key.split("."):
        found = getattr(found, part, None)
    return found not in _EMPTY


def _shows_vulnerability(reading: Reading, persona: Persona | None) -> bool:
    """Whether the caller gave one of the persona's own hints or facts, for callers who are vulnerable."""
    if persona is None or persona.vulnerability is None:
        return False
    hints = [hint for fact in persona.facts for hint in fact.hints]
    said = (heard.turn.text for heard in reading.caller)
    return bool(earned(reading)) or any(hint in text for text in said for hint in hints)


def not_applicable(criterion: Criterion, reading: Reading, persona: Persona | None) -> str | None:
    """Why the criterion does not apply to this call, or None where it does."""
    applies = criterion.applies
    if (groundless := no_ground(criterion, reading, persona)) is not None:
        return groundless
    if applies == "always":
        return None
    if applies.cue is not None:
        # FIELD: an empathic opportunity shows *or hints at* feeling; a disclosure or a complaint hints at it.
        shown = bool(reading.opportunities if applies.cue == "feeling" else reading.cues(applies.cue))
        if applies.cue == "feeling":
            shown = shown or death_call(reading, persona) or (persona is not None and persona.intensity != "low")
        if applies.cue == "vulnerability":
            shown = shown or _shows_vulnerability(reading, persona)
        return None if shown else f"The caller showed no {applies.cue} that this could be judged by."
    if applies.fact is not None:
        there = persona is not None and any(fact.id == applies.fact for fact in persona.facts)
        return None if there else f"This caller has no '{applies.fact}'."
    if applies.event is not None:
        happened = any(event.kind == applies.event for event in reading.transcript.events)
        return None if happened else f"There was no {applies.event} in this call."
    if applies.persona is not None:
        there = persona is not None and _filled(persona, applies.persona)
        return None if there else f"Nothing is laid down for this caller under {applies.persona}."
    return None


def criticals(rubric: Rubric, reading: Reading, persona: Persona | None) -> list[CriticalFailure]:
    """The critical failures that code finds, each at its first place; `when:` ones are not among them."""
    found: list[CriticalFailure] = []
    for critical in rubric.critical:
        hits = check(critical.check, reading, persona) if critical.check else []
        if hits:
            found.append(CriticalFailure(id=critical.id, turn=hits[0].turn, quote=hits[0].quote))
    return found


def unlooked(rubric: Rubric) -> list[str]:
    """The critical failures that code cannot look for: those of a `when:` sentence without a check."""
    return [critical.id for critical in rubric.critical if critical.when and not critical.check]


def overall(rubric: Rubric, grades: list[CriterionGrade]) -> float | None:
    """Weighted mean of the graded criteria, those with `better: low` reversed; None where none is graded.

    A criterion that is not trusted stays out of it, and out of passing.
    """
    total = weights = 0.0
    for criterion, grade in zip(rubric.criteria, grades, strict=True):
        if grade.status == "graded" and grade.score is not None and grade.trusted:
            low, high = rubric.scale.min, rubric.scale.max
            total += criterion.weight * (low + high - grade.score if criterion.better == "low" else grade.score)
            weights += criterion.weight
    return round(total / weights, 2) if weights else None


def _meets_minimum(criterion: Criterion, grade: CriterionGrade) -> bool:
    if criterion.minimum is None or grade.score is None or not grade.trusted:
        return True
    return grade.score <= criterion.minimum if criterion.better == "low" else grade.score >= criterion.minimum


def passed(
    rubric: Rubric, grades: list[CriterionGrade], mean: float | None, *, critical: bool, unjudged: bool = False
) -> bool | None:
    """Whether the call passed; None where that cannot be said or the rubric names no mark to reach.

    A pass claims that no critical failure happened: where one could not be judged, nobody can say so.
    """
    pairs = list(zip(rubric.criteria, grades, strict=True))
    if mean is None or any(c.minimum is not None and g.status == "not_graded" for c, g in pairs):
        return None
    minimums = any(c.minimum is not None and g.trusted for c, g in pairs)
    marks = rubric.pass_.overall is not None or minimums or rubric.critical
    if not marks:
        return None
    reached = rubric.pass_.overall is None or mean >= rubric.pass_.overall
    met = reached and not critical and all(_meets_minimum(c, g) for c, g in pairs)
    return None if met and unjudged else met


def assemble(
    transcript: Transcript,
    rubric: Rubric,
    grades: list[CriterionGrade],
    *,
    critical: list[CriticalFailure],
    unjudged: list[str],
    measures: Measures,
    provenance: Provenance,
    evaluator: EvaluatorName,
) -> Grade:
    """The whole grade. `grades` has one entry a criterion, in the rubric's order."""
    mean = overall(rubric, grades)
    missing = any(grade.status == "not_graded" for grade in grades)
    return Grade(
        transcript=transcript.id,
        rubric=rubric.reference,
        evaluator=evaluator,
        status="not_graded" if mean is None else "partly_graded" if missing else "graded",
        overall=mean,
        passed=passed(rubric, grades, mean, critical=bool(critical), unjudged=bool(unjudged)),
        criteria=grades,
        critical=critical if mean is not None else [],
        unjudged=unjudged,
        measures=measures,
        provenance=provenance,
    )
