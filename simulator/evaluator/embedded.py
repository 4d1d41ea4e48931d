"""The embedded evaluator: acts, measures and examples become a score for every criterion of any rubric.

The level runs from 1 to 5 and is then laid on the rubric's scale. `looks_for` raises it and `counts_against`
lowers it: where the strongest three of what is looked for are plainly there it reaches 5, where none is it stays
at 1.5 (nothing seen is not yet the worst); faults take away up to 2.2. Where only faults are named it starts from
5. Examples speak with a fifth of the weight, or alone where nothing else is named. A fitted file in weights/
replaces this for the criteria that it names. The caller's mood never enters.
"""

import math
from typing import Final

from simulator.evaluator.asking import check_in_words
from simulator.evaluator.caps import cap
from simulator.evaluator.conduct import answers
from simulator.evaluator.evidence import standing
from simulator.evaluator.fitted import entry_for, explain_fitted, level_of, shown_by
from simulator.evaluator.likeness import has_examples, likeness, nearest
from simulator.evaluator.measures import Measures, mean_confidence, measure
from simulator.evaluator.moments import Moments, moments
from simulator.evaluator.reading import Reading, read
from simulator.evaluator.reasons import explain, explain_alike
from simulator.evaluator.scoring import assemble, criticals, model_hash, not_applicable, unlooked
from simulator.evaluator.signals import Observed, observe
from simulator.grade import CriterionGrade, Grade, Provenance
from simulator.persona import Persona
from simulator.rubric import Criterion, Rubric
from simulator.transcript import Transcript, Turn

EMBEDDED_VERSION: Final = "embedded/4"
"""Changes whenever the same call could come out with another grade."""

_BASE: Final = 1.5
_RISE: Final = 3.5
_FALL: Final = 2.2
_RANKED: Final = (0.5, 0.3, 0.2)
"""Weights of the strongest three signals: a trainer may list alternatives, and nobody shows them all."""
_EXAMPLES: Final = 0.2
_OPENING: Final = frozenset({"opened_warmly", "wording_said", "wording_required", "script_bridge"})
"""What a greeting alone can show."""


class Level:
    """A level from 1 to 5 with what it was made from."""

    def __init__(self, value: float, found: list[Observed], against: list[Observed], ceiling: str = "") -> None:
        self.value = value
        self.found = found
        self.against = against
        self.ceiling = ceiling


def _rise(found: list[Observed]) -> float:
    """0 to 1: the strongest three, by rank."""
    strengths = sorted((one.strength for one in found), reverse=True)[: len(_RANKED)]
    weights = _RANKED[: len(strengths)]
    return sum(w * s for w, s in zip(weights, strengths, strict=True)) / sum(weights) if strengths else 0.0


def _from_signals(criterion: Criterion, found: list[Observed], against: list[Observed]) -> float | None:
    fall = min(1.0, sum(one.strength for one in against))
    if found:
        if criterion.better == "low":
            return 1 + 4 * min(1.0, sum(one.strength for one in found)) - _FALL * fall
        return _BASE + _RISE * _rise(found) - _FALL * fall
    if against:
        return 5 - 4 * fall
    return None


def _told(one: Observed, reading: Reading, persona: Persona | None) -> Observed:
    """The finding with what an unfinished identity check lacked."""
    if one.id != "identity_checked" or one.value or persona is None:
        return one
    return one.model_copy(update={"said": check_in_words(reading, persona)})


def _level(criterion: Criterion, reading: Reading, measures: Measures, persona: Persona | None) -> Level | None:
    """The level of a criterion, or None where nothing in this call bears on it."""
    low = criterion.better == "low"
    looked = [observe(name, reading, measures, against=low) for name in criterion.looks_for]
    counted = [observe(name, reading, measures, against=True) for name in criterion.counts_against]
    found = [_told(one, reading, persona) for one in looked if one is not None]
    against = [one for one in counted if one is not None]
    if criterion.looks_for and not found:
        return None
    value = _from_signals(criterion, found, against)
    alike = likeness(criterion, reading)
    if alike is not None:
        by_example = 1 + 4 * (1 - alike if low else alike)
        value = by_example if value is None else (1 - _EXAMPLES) * value + _EXAMPLES * by_example
    if value is None:
        return None
    ceiling = cap(criterion, reading, persona)
    if ceiling is not None and value > ceiling.at_most:
        return Level(ceiling.at_most, found, against, ceiling.why)
    return Level(min(5.0, max(1.0, value)), found, against)


def _on_scale(level: float, rubric: Rubric) -> float:
    low, high = rubric.scale.min, rubric.scale.max
    return round(low + (high - low) * (level - 1) / 4, 2)


def _confidence(reading: Reading, level: Level) -> float:
    """0 to 0.95: how sure the acts are and how much there was to go by; examples alone are weak ground."""
    turns = sum(1 for heard in reading.agent if heard.words)
    ground = 1 - math.exp(-turns / 4)
    alone = 1.0 if level.found or level.against else 0.5
    return round(min(0.95, mean_confidence(reading) * ground * alone), 2)


def _why(criterion: Criterion, level: Level, reading: Reading) -> str:
    said = explain(level.found, level.against, ceiling=level.ceiling, low=criterion.better == "low")
    if criterion.looks_for or not has_examples(criterion):
        return said or "Nothing that it names was heard."
    alike = explain_alike(nearest(criterion, reading), nearest(criterion, reading, "weak"))
    return f"{alike} {said}".strip()


def _gradable(criterion: Criterion) -> bool:
    return bool(criterion.looks_for or criterion.counts_against) or has_examples(criterion)


def _grade(
    criterion: Criterion, rubric: Rubric, reading: Reading, measures: Measures, persona: Persona | None, shown: Moments
) -> CriterionGrade:
    if not _gradable(criterion):
        why = "It names nothing to look for and fewer than three strong and three weak examples."
        return CriterionGrade(id=criterion.id, status="not_graded", why=why)
    opening = criterion.looks_for and _OPENING.issuperset(criterion.looks_for)
    if not opening and not answers(reading):
        why = "The agent said nothing after the caller had spoken, so there is nothing to judge it by."
        return CriterionGrade(id=criterion.id, status="not_graded", why=why)
    why_not = not_applicable(criterion, reading, persona)
    if why_not is not None:
        return CriterionGrade(id=criterion.id, status="not_applicable", why=why_not)
    level = _level(criterion, reading, measures, persona)
    if level is None:
        why = "Nothing in this call called for it, or showed whether it was done."
        return CriterionGrade(id=criterion.id, status="not_applicable", why=why)
    fitted = entry_for(rubric, criterion)
    seen = shown.of(criterion, {one.id for one in [*level.found, *level.against] if one.strength > 0})
    return CriterionGrade(
        id=criterion.id,
        status="graded",
        score=_on_scale(level.value if fitted is None else level_of(fitted, criterion, reading), rubric),
        confidence=_confidence(reading, level),
        why=explain_fitted(fitted, criterion, reading) if fitted is not None else _why(criterion, level, reading),
        evidence=seen.evidence or (shown_by(fitted, criterion, reading) if fitted is not None else []),
        missed=seen.missed,
        better=seen.better,
    )


def _to_the_letter(grade: CriterionGrade, said: dict[int, Turn]) -> CriterionGrade:
    """The grade with every quote as its turn has it, where something in the turn was blanked out."""
    evidence = [one.model_copy(update={"quote": standing(one.quote, said[one.turn])}) for one in grade.evidence]
    better = [one.model_copy(update={"said": standing(one.said, said[one.turn])}) for one in grade.better]
    return grade.model_copy(update={"evidence": evidence, "better": better})


def grade_embedded(transcript: Transcript, rubric: Rubric, *, persona: Persona | None = None) -> Grade:
    """Grade a call by code alone: the same text and files give the same grade, to the letter."""
    reading = read(transcript, persona)
    measures = measure(reading, persona)
    provenance = Provenance(
        persona=model_hash(persona) if persona else None,
        rubric=model_hash(rubric),
        evaluator=EMBEDDED_VERSION,
        seed=transcript.seed,
    )
    if not reading.judgeable:
        why = "The agent said nothing that could be judged." if reading.caller else "There was nobody to answer to."
        grades = [CriterionGrade(id=c.id, status="not_graded", why=why) for c in rubric.criteria]
        failures = []
    else:
        shown = moments(reading, persona, measures)
        grades = [_grade(c, rubric, reading, measures, persona, shown) for c in rubric.criteria]
        failures = criticals(rubric, reading, persona)
        if reading.turns != transcript.turns:
            said = {turn.n: turn for turn in transcript.turns}
            grades = [_to_the_letter(one, said) for one in grades]
            failures = [one.model_copy(update={"quote": standing(one.quote, said[one.turn])}) for one in failures]
    return assemble(
        transcript, rubric, grades,
        critical=failures, unjudged=unlooked(rubric), measures=measures, provenance=provenance, evaluator="embedded",
    )  # fmt: skip
