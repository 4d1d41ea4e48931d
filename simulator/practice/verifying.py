"""Checks stored grades against what they were made from: quotes, frozen texts and sums."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulator import yaml_source
from simulator.errors import FileProblems, UnknownNameError
from simulator.evaluator.scoring import overall, passed
from simulator.grade import Grade
from simulator.rubric import Rubric
from simulator.store import CallFilter, CallRecord, GradeRecord, Store
from simulator.transcript import Transcript

PAGE: Final = 200
"""Calls that are read at a time."""
_CLOSE: Final = 0.005


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something in a stored grade that does not hold."""

    call_id: str
    grade_id: int
    what: str
    """In a sentence."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at every stored grade found."""

    grades: int
    mismatches: tuple[Mismatch, ...]


def verify(store: Store) -> Verified:
    """Check every stored grade: quotes to the letter, texts against their hashes, sums against the scores."""
    found: list[Mismatch] = []
    count = 0
    for call in _calls(store):
        transcript = store.transcript(call.id)
        for record in store.grades(call.id):
            count += 1
            found += (Mismatch(call.id, record.id, what) for what in _wrong(store, call, record, transcript))
    return Verified(count, tuple(found))


def _calls(store: Store) -> Iterator[CallRecord]:
    offset = 0
    while page := store.list_calls(CallFilter(), descending=False, limit=PAGE, offset=offset):
        yield from (summary.call for summary in page)
        offset += PAGE


def _wrong(store: Store, call: CallRecord, record: GradeRecord, transcript: Transcript) -> Iterator[str]:
    made_from = record.grade.provenance
    for name, digest in (("persona", made_from.persona), ("rubric", made_from.rubric), ("prompt", made_from.prompt)):
        if digest is not None:
            yield from _text(store, name, digest)
    if made_from.rubric != call.rubric_hash:
        yield "It was graded with another rubric than the call was taken for."
    yield from _quotes(record.grade, transcript)
    yield from _sums(store, record.grade)


def _text(store: Store, name: str, digest: str) -> Iterator[str]:
    try:
        text = store.frozen(digest)
    except UnknownNameError:
        yield f"The {name} that it names is not stored ({digest[:12]})."
        return
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        yield f"The {name} that is stored is not the one that it names ({digest[:12]})."


def _quotes(grade: Grade, transcript: Transcript) -> Iterator[str]:
    """The quotes that do not stand, to the letter, in a turn of the speaker whose words they are."""
    agent = {turn.n: turn.text for turn in transcript.agent_turns()}
    caller = {turn.n: turn.text for turn in transcript.caller_turns()}
    for criterion in grade.criteria:
        for one in criterion.evidence:
            if one.quote not in agent.get(one.turn, ""):
                yield f"{criterion.id}: the agent did not say “{one.quote}” in turn {one.turn}."
        for missed in criterion.missed:
            if missed.quote not in caller.get(missed.turn, ""):
                yield f"{criterion.id}: the caller did not say “{missed.quote}” in turn {missed.turn}."
        for better in criterion.better:
            if better.said not in agent.get(better.turn, ""):
                yield f"{criterion.id}: the agent did not say “{better.said}” in turn {better.turn}."
    for failure in grade.critical:
        if failure.quote not in agent.get(failure.turn, ""):
            yield f"{failure.id}: the agent did not say “{failure.quote}” in turn {failure.turn}."


def _sums(store: Store, grade: Grade) -> Iterator[str]:
    """What does not follow from the scores. A pass may be left unsaid where something could not be judged."""
    try:
        rubric = yaml_source.loads(store.frozen(grade.provenance.rubric), name="stored rubric", model=Rubric)
    except (UnknownNameError, FileProblems):
        return  # said already, or written for another version of the form
    if [one.id for one in grade.criteria] != [one.id for one in rubric.criteria]:
        yield "Its criteria are not those of its rubric."
        return
    mean = overall(rubric, grade.criteria)
    if (mean is None) != (grade.overall is None) or abs((mean or 0) - (grade.overall or 0)) > _CLOSE:
        yield f"Its overall score is {grade.overall}, and its criteria make {mean}."
    verdict = passed(rubric, grade.criteria, mean, critical=bool(grade.critical))
    if grade.passed is not None and grade.passed != verdict:
        yield f"It says {'passed' if grade.passed else 'not passed'}, which does not follow from its scores."
