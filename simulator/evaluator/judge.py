"""The model evaluator: one criterion at a time, with quotes that code verifies; what fails is not graded."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, TypeVar

from simulator.errors import (
    ConsentNeededError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnreachableError,
    SpendingCapError,
)
from simulator.evaluator.judge_prompts import Prompts, again, prompt_hash, prompts_for
from simulator.evaluator.measures import measure
from simulator.evaluator.reading import Reading, read
from simulator.evaluator.scoring import assemble, criticals, model_hash, not_applicable
from simulator.evaluator.verdict import (
    CANNOT_JUDGE,
    NOT_APPLICABLE,
    Finding,
    Rating,
    Unusable,
    Words,
    finding_schema,
    menu_of,
    rating_schema,
)
from simulator.grade import CriterionGrade, CriticalFailure, Grade, Provenance
from simulator.llm import Chat, Message, Usage
from simulator.persona import Persona
from simulator.rubric import Criterion, Critical, Rubric
from simulator.settings import EvaluatorSettings
from simulator.transcript import Transcript

MODEL_EVALUATOR_VERSION: Final = "model/1"
NOTHING_TO_JUDGE: Final = "There is nothing to judge: the agent and a caller have to have spoken."
AT_ONCE: Final = 4
"""Criteria judged side by side, after the first has warmed the provider's prefix cache."""
HOPELESS: Final = (ProviderRefusedError, ProviderUnreachableError, SpendingCapError, ConsentNeededError)
"""Failures that the next criterion would meet as well."""
Item = TypeVar("Item")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to the model and its raw reply, for the record beside the grade."""

    about: str
    """Id of the criterion or the critical failure."""
    messages: tuple[Message, ...]
    reply: str
    usage: Usage


def grade_with_model(
    transcript: Transcript,
    rubric: Rubric,
    *,
    persona: Persona | None = None,
    chat: Chat,
    settings: EvaluatorSettings,
    record: Callable[[Exchange], None] | None = None,
) -> Grade:
    """Grade a call with a model. What could not be judged is not graded, with why; no ProviderError leaves.

    `record` is told of every exchange, possibly from several threads.
    """
    reading = read(transcript, persona)
    judge = _Judge(transcript, rubric, persona, chat, settings, record)
    if reading.judgeable:
        grades = judge.criteria(reading)
        failures, unsure = judge.failures()
    else:
        grades = [_not_graded(criterion.id, NOTHING_TO_JUDGE) for criterion in rubric.criteria]
        failures, unsure = list[CriticalFailure](), False
    grade = assemble(
        transcript,
        rubric,
        grades,
        critical=[*criticals(rubric, reading, persona), *failures],
        measures=measure(reading, persona),
        provenance=_provenance(transcript, rubric, persona, chat, settings),
        evaluator="model",
    )
    # A pass would claim that no critical failure happened; where one could not be judged, nobody knows.
    return grade.model_copy(update={"passed": None}) if unsure and grade.passed else grade


class _Judge:
    """One call being judged."""

    def __init__(
        self,
        transcript: Transcript,
        rubric: Rubric,
        persona: Persona | None,
        chat: Chat,
        settings: EvaluatorSettings,
        record: Callable[[Exchange], None] | None,
    ) -> None:
        self._rubric, self._persona = rubric, persona
        self._chat, self._settings, self._record = chat, settings, record
        self._prompts: Prompts = prompts_for(transcript, rubric, persona)
        self._words = Words(transcript)
        self._menu = menu_of(rubric.scale)
        self._gone: ProviderError | None = None

    def criteria(self, reading: Reading) -> list[CriterionGrade]:
        """Every criterion, in the rubric's order."""
        grades: dict[str, CriterionGrade] = {}
        waiting: list[Criterion] = []
        for criterion in self._rubric.criteria:
            if (why := not_applicable(criterion, reading, self._persona)) is not None:
                grades[criterion.id] = CriterionGrade(id=criterion.id, status="not_applicable", why=why)
            else:
                waiting.append(criterion)
        for criterion, grade in zip(waiting, self._side_by_side(self._criterion, waiting), strict=True):
            grades[criterion.id] = grade
        return [grades[criterion.id] for criterion in self._rubric.criteria]

    def failures(self) -> tuple[list[CriticalFailure], bool]:
        """The critical failures that the model finds, and whether one could not be judged."""
        sought = [critical for critical in self._rubric.critical if critical.when and not critical.check]
        found = self._side_by_side(self._failure, sought)
        failures = [
            CriticalFailure(id=critical.id, turn=finding.evidence[0].turn, quote=finding.evidence[0].quote)
            for critical, finding in zip(sought, found, strict=True)
            if finding.happened == "yes"
        ]
        return failures, any(finding.happened == CANNOT_JUDGE for finding in found)

    def _side_by_side(self, judge: Callable[[Item], Found], items: Sequence[Item]) -> list[Found]:
        """The first alone, so that their common prefix is in the provider's cache, then the rest together."""
        if not items:
            return []
        first = judge(items[0])
        with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="judge") as pool:
            return [first, *pool.map(judge, items[1:])]

    def _criterion(self, criterion: Criterion) -> CriterionGrade:
        asked = self._prompts.criterion(criterion, self._menu)
        schema = rating_schema(self._menu)
        ratings: list[Rating] = []
        problem = ""
        for _ in range(self._settings.samples):
            try:
                ratings.append(self._ask(criterion.id, asked, schema, self._rating))
            except (ProviderError, Unusable) as error:
                problem = _why(error)
        return _agreed(criterion, self._rubric, ratings, problem)

    def _failure(self, critical: Critical) -> Finding:
        asked = self._prompts.critical(critical, ("yes", "no", CANNOT_JUDGE))
        try:
            return self._ask(critical.id, asked, finding_schema(), self._words.finding)
        except (ProviderError, Unusable):
            return Finding(CANNOT_JUDGE)

    def _rating(self, parsed: object) -> Rating:
        return self._words.rating(parsed, self._menu)

    def _ask(
        self, about: str, messages: list[Message], schema: dict[str, Any], use: Callable[[object], Found]
    ) -> Found:
        """What the model finds; a reply that cannot be used is asked for once more, with the reason."""
        reply, parsed = self._exchange(about, messages, schema)
        try:
            return use(parsed)
        except Unusable as unusable:
            messages = again(messages, reply, unusable.problems)
        _, parsed = self._exchange(about, messages, schema)
        return use(parsed)

    def _exchange(self, about: str, messages: list[Message], schema: dict[str, Any]) -> tuple[str, object | None]:
        if self._gone is not None:
            raise self._gone
        try:
            reply = self._chat.structured(messages, schema, max_tokens=self._settings.max_tokens)
        except HOPELESS as error:
            self._gone = error
            raise
        if self._record is not None:
            self._record(Exchange(about, tuple(messages), reply.text, reply.usage))
        return reply.text, reply.parsed


def _agreed(criterion: Criterion, rubric: Rubric, ratings: list[Rating], problem: str) -> CriterionGrade:
    """One grade from the samples: the median level, its own words, and a confidence from the spread."""
    levels = [rating.level for rating in ratings if rating.level is not None]
    if not ratings:
        return _not_graded(criterion.id, problem)
    if len(levels) * 2 <= len(ratings):
        declined = next(rating for rating in ratings if rating.level is None)
        if declined.choice == NOT_APPLICABLE:
            return CriterionGrade(id=criterion.id, status="not_applicable", why=declined.reason)
        return _not_graded(criterion.id, declined.reason)
    middle = float(median(levels))
    closest = min((r for r in ratings if r.level is not None), key=lambda r: abs((r.level or 0) - middle))
    spread = (max(levels) - min(levels)) / max(1, rubric.scale.max - rubric.scale.min)
    return CriterionGrade(
        id=criterion.id,
        status="graded",
        score=round(middle, 2),
        confidence=round(1 - spread, 2) if len(levels) > 1 else None,
        why=closest.reason,
        evidence=list(closest.evidence),
        missed=list(closest.missed),
        better=list(closest.better),
    )


def _not_graded(criterion_id: str, why: str) -> CriterionGrade:
    return CriterionGrade(id=criterion_id, status="not_graded", why=why)


def _why(error: ProviderError | Unusable) -> str:
    if isinstance(error, Unusable):
        return f"The model's answer could not be used, twice: {error}"
    return f"The model could not be asked: {error}"


def _provenance(
    transcript: Transcript, rubric: Rubric, persona: Persona | None, chat: Chat, settings: EvaluatorSettings
) -> Provenance:
    return Provenance(
        persona=model_hash(persona) if persona else None,
        rubric=model_hash(rubric),
        prompt=prompt_hash(),
        model=chat.name,
        settings=model_hash(settings),
        evaluator=MODEL_EVALUATOR_VERSION,
        seed=transcript.seed,
    )
