"""Grades a finished call, keeps the grade under the hash of everything it was made from, and gives the feedback."""

import hashlib
from dataclasses import asdict, dataclass

from simulator.access import Role, Viewer, may_see_call, require
from simulator.errors import CallStateError, SetUpError, UnknownNameError
from simulator.evaluator import EMBEDDED_VERSION, Feedback, feedback, grade_embedded
from simulator.evaluator.calibration import uncalibrated
from simulator.evaluator.exchanges import Exchange
from simulator.evaluator.in_force import in_force, raw_key
from simulator.evaluator.judge import MODEL_EVALUATOR_VERSION, grade_with_model
from simulator.evaluator.judge_prompts import prompt_hash, prompt_source
from simulator.grade import EvaluatorName, Grade
from simulator.library import Library
from simulator.llm import endpoint_of
from simulator.persona import Persona
from simulator.practice.book import Book
from simulator.practice.voices import Voices
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.store import CallRecord, GradeRecord, Store
from simulator.transcript import Transcript

FALLBACK = "fallback"
"""Key in a grade's log for why the embedded evaluator stood in for the model."""
NOTHING_CAME_UP = "The model found that nothing in this rubric came up in the call."


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade with what it was made from."""

    grade: Grade
    log: object | None = None
    """Exact prompts and replies, where a model was asked."""
    fallback: str | None = None
    """Why the embedded evaluator took over from the model, where it did."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A stored grade and the feedback that goes with it."""

    record: GradeRecord
    feedback: Feedback
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Grading:
    """Grades calls of one store."""

    store: Store
    settings: Settings
    voices: Voices
    book: Book

    def grade(
        self, viewer: Viewer, call_id: str, *, evaluator: EvaluatorName | None = None, fresh: bool = False
    ) -> Graded:
        """The grade of a finished call: the stored one where nothing it is made from has changed, unless `fresh`.

        `evaluator` None takes the model where one is configured and agreed to. Where the embedded evaluator had to
        stand in, its grade stands until a `fresh` one is asked for. Raises CallStateError before the end.
        """
        call = self._seen(viewer, call_id)
        if call.ended_at is None:
            raise CallStateError("The call is still going on. End it first; then it is graded.")
        if evaluator == "model":
            self.voices.require_model(call.owner, self.settings.evaluator)
        transcript = self.store.transcript(call_id)
        chosen = evaluator or self._default(call)
        changed = self._changed_by_a_person(call.id) if evaluator is None and not fresh else None
        record = changed or self._current(call, transcript, chosen, fresh=fresh)
        if viewer.roles & {Role.LEAD, Role.TRAINER}:  # what they score from now on is not blind
            self.store.saw_grade(call_id, viewer.id)
        persona, rubric = self.book.persona_of(call), self.book.rubric(call.rubric_hash)
        told = feedback(record.grade, transcript, persona, rubric=rubric)
        return Graded(record, told, _fallback_in(record))

    def uncorrected(self, call: CallRecord) -> Grade:
        """The grade of a finished call as the evaluator that is in use makes it, without any correction."""
        record = self._current(call, self.store.transcript(call.id), self._default(call))
        return uncalibrated(record.grade, self.book.rubric(call.rubric_hash))

    def _current(
        self, call: CallRecord, transcript: Transcript, chosen: EvaluatorName, *, fresh: bool = False
    ) -> GradeRecord:
        """The stored grade, or one made now, under the correction that holds."""
        stored = None if fresh else self._stored(call, transcript, chosen)
        record = stored or self._graded(call, transcript, chosen, fresh=fresh)
        return in_force(self.store, record, self.book.rubric(call.rubric_hash))

    def _graded(
        self, call: CallRecord, transcript: Transcript, chosen: EvaluatorName, *, fresh: bool = False
    ) -> GradeRecord:
        judged = judge(
            transcript,
            self.book.rubric(call.rubric_hash),
            persona=self.book.persona_of(call),
            evaluator=chosen,
            voices=self.voices,
            settings=self.settings,
        )
        grade = self._named(call, judged.grade)
        if judged.fallback is not None:
            key = self._key(call, transcript, chosen, stands_in=True)
            return self.store.save_grade(call.id, grade, key, {FALLBACK: judged.fallback})
        return self.store.save_grade(call.id, grade, self._key(call, transcript, chosen), judged.log, fresh=fresh)

    def _named(self, call: CallRecord, grade: Grade) -> Grade:
        """The grade with its texts named by the hashes under which the store keeps them."""
        prompt = self.store.freeze("prompt", prompt_source()) if grade.evaluator == "model" else None
        texts = {"persona": call.persona_hash, "rubric": call.rubric_hash, "prompt": prompt}
        return grade.model_copy(update={"provenance": grade.provenance.model_copy(update=texts)})

    def _default(self, call: CallRecord) -> EvaluatorName:
        """The model, where one is connected and whoever took the call has agreed to their words going there."""
        use = self.settings.evaluator
        agreed = self.voices.connected(use) and self.voices.needs_consent(call.owner, use) is None
        return "model" if agreed else "embedded"

    def _stored(self, call: CallRecord, transcript: Transcript, evaluator: EvaluatorName) -> GradeRecord | None:
        """The grade under this key, or the one that stands in for it, so that a page does not ask again each time."""
        records, keys = self.store.grades(call.id), self._keys(call, transcript, evaluator)
        return next((record for key in keys for record in records if raw_key(record.key) == key), None)

    def _changed_by_a_person(self, call_id: str) -> GradeRecord | None:
        """The latest grade where a person put a score over it: a newer evaluator does not undo what they judged."""
        overrides = self.store.overrides(call_id)
        latest = self.store.grades(call_id)[0] if overrides else None
        return latest if latest is not None and latest.id == overrides[-1].grade_id else None

    def is_current(self, record: GradeRecord) -> bool:
        """Whether the evaluator that is in use made this grade, or the one that stands in for it."""
        call = self.store.call(record.call_id)
        return call is not None and raw_key(record.key) in self._keys(
            call, self.store.transcript(call.id), self._default(call)
        )

    def _keys(self, call: CallRecord, transcript: Transcript, evaluator: EvaluatorName) -> list[str]:
        """The key of this evaluator's grade, and of one that stands in for it."""
        return [self._key(call, transcript, evaluator, stands_in=stands_in) for stands_in in (False, True)]

    def _key(
        self, call: CallRecord, transcript: Transcript, evaluator: EvaluatorName, *, stands_in: bool = False
    ) -> str:
        made_of = {"persona": call.persona_hash, "rubric": call.rubric_hash}
        return grade_key(transcript, **made_of, evaluator=evaluator, settings=self.settings, stands_in=stands_in)

    def _seen(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        require(may_see_call, viewer, owner=call.owner, private=call.private)
        return call


def _fallback_in(record: GradeRecord) -> str | None:
    """Why the embedded evaluator stood in, where it did."""
    return record.log.get(FALLBACK) if isinstance(record.log, dict) else None


def grade_key(
    transcript: Transcript,
    *,
    persona: str,
    rubric: str,
    evaluator: EvaluatorName,
    settings: Settings,
    stands_in: bool = False,
) -> str:
    """SHA-256 of everything that decides a grade: the same key, the same grade, and nobody is asked again.

    `persona` and `rubric` are hashes of their texts. How long a model may take decides nothing; where it runs may.
    """
    if evaluator == "embedded":
        version = [EMBEDDED_VERSION]
    else:
        use = settings.evaluator
        where = endpoint_of(use, settings) or ""
        decides = use.model_dump_json(exclude={"timeout", "retries"})
        version = [MODEL_EVALUATOR_VERSION, prompt_hash(), where, decides]
    parts = [transcript.to_json(), persona, rubric, evaluator, *version]
    if stands_in:
        parts.append(EMBEDDED_VERSION)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def judge(
    transcript: Transcript,
    rubric: Rubric,
    *,
    persona: Persona | None,
    evaluator: EvaluatorName,
    voices: Voices,
    settings: Settings,
) -> Judgement:
    """Grade a transcript; where the model can grade nothing, the embedded evaluator takes over, and says so."""
    if evaluator == "embedded":
        return Judgement(grade_embedded(transcript, rubric, persona=persona))
    exchanges: list[Exchange] = []
    try:
        grade = grade_with_model(
            transcript,
            rubric,
            persona=persona,
            chat=voices.evaluator(),
            settings=settings.evaluator,
            record=exchanges.append,
        )
    except SetUpError as error:  # the provider's library or the file of a scripted model is missing
        return Judgement(grade_embedded(transcript, rubric, persona=persona), fallback=str(error))
    embedded = grade_embedded(transcript, rubric, persona=persona) if grade.status == "not_graded" else grade
    if embedded.status == "not_graded" or embedded is grade:
        return Judgement(grade, [asdict(exchange) for exchange in exchanges])
    why = (one.why for one in grade.criteria if one.status == "not_graded")
    return Judgement(embedded, fallback=next(why, NOTHING_CAME_UP))


def persona_of(transcript: Transcript, library: Library) -> Persona | None:
    """The persona that a transcript names, where the library has it."""
    if transcript.persona is None:
        return None
    try:
        return library.persona(transcript.persona.partition("@")[0])
    except UnknownNameError:
        return None
