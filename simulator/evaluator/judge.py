"""The model evaluator: one criterion at a time over a shared prefix, with quotes that code verifies."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from simulator.errors import ProviderError
from simulator.evaluator.exchanges import Answer, Exchange, Line
from simulator.evaluator.judge_prompts import Prompts, again, prompt_hash, prompts_for
from simulator.evaluator.masking import names_of
from simulator.evaluator.measures import measure
from simulator.evaluator.reading import Reading, read
from simulator.evaluator.samples import agreed, not_graded
from simulator.evaluator.scoring import assemble, criticals, model_hash, not_applicable, unlooked
from simulator.evaluator.verdict import (
    CANNOT_JUDGE,
    HAPPENED,
    Finding,
    Rating,
    Unusable,
    Words,
    finding_schema,
    menu_of,
    rating_schema,
)
from simulator.grade import CriterionGrade, CriticalFailure, Grade, Provenance
from simulator.llm import Chat, Message
from simulator.persona import Persona
from simulator.rubric import Criterion, Critical, Rubric
from simulator.settings import EvaluatorSettings
from simulator.transcript import Transcript

MODEL_EVALUATOR_VERSION: Final = "model/2"
NOTHING_TO_JUDGE: Final = "There is nothing to judge: the agent and a caller have to have spoken."
SIDE_BY_SIDE: Final = 5
"""Requests under way at once, after the first has warmed the provider's prefix cache."""
Item = TypeVar("Item")
Found = TypeVar("Found")


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
    judge = _Judge(transcript, rubric, persona, Line(chat, record), settings)
    if reading.judgeable:
        grades = judge.criteria(reading)
        failures, unjudged = judge.failures()
    else:
        grades = [not_graded(criterion.id, NOTHING_TO_JUDGE) for criterion in rubric.criteria]
        failures, unjudged = list[CriticalFailure](), unlooked(rubric)
    return assemble(
        transcript,
        rubric,
        grades,
        critical=[*criticals(rubric, reading, persona), *failures],
        unjudged=unjudged,
        measures=measure(reading, persona),
        provenance=_provenance(transcript, rubric, persona, chat, settings),
        evaluator="model",
    )


class _Judge:
    """One call being judged."""

    def __init__(
        self, transcript: Transcript, rubric: Rubric, persona: Persona | None, line: Line, settings: EvaluatorSettings
    ) -> None:
        self._rubric, self._persona = rubric, persona
        self._line, self._settings = line, settings
        self._prompts: Prompts = prompts_for(transcript, rubric, persona)
        self._words = Words(transcript, names_of(persona))
        self._menu = menu_of(rubric.scale)

    def criteria(self, reading: Reading) -> list[CriterionGrade]:
        """Every criterion, in the rubric's order."""
        grades: dict[str, CriterionGrade] = {}
        waiting: list[Criterion] = []
        for criterion in self._rubric.criteria:
            if (why := not_applicable(criterion, reading, self._persona)) is not None:
                grades[criterion.id] = CriterionGrade(id=criterion.id, status="not_applicable", why=why)
            else:
                waiting.append(criterion)
        grades |= {found.id: found for found in self._side_by_side(self._sampled, waiting)}
        return [grades[criterion.id] for criterion in self._rubric.criteria]

    def failures(self) -> tuple[list[CriticalFailure], list[str]]:
        """The critical failures that the model finds, and the ids of those that could not be judged."""
        sought = [critical for critical in self._rubric.critical if critical.when and not critical.check]
        found = self._side_by_side(self._failure, sought)
        failures = [
            CriticalFailure(id=critical.id, turn=finding.evidence[0].turn, quote=finding.evidence[0].quote)
            for critical, finding in zip(sought, found, strict=True)
            if finding.happened == "yes"
        ]
        pairs = zip(sought, found, strict=True)
        return failures, [critical.id for critical, finding in pairs if finding.happened == CANNOT_JUDGE]

    def _side_by_side(self, judge: Callable[[Item], Found], items: Sequence[Item]) -> list[Found]:
        """The first alone, so that their common prefix is in the provider's cache, then the rest together."""
        if not items:
            return []
        first = judge(items[0])
        with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="judge") as pool:
            return [first, *pool.map(judge, items[1:])]

    def _sampled(self, criterion: Criterion) -> CriterionGrade:
        """The grade of one criterion from as many samples as the settings want."""
        samples = [self._rating(criterion) for _ in range(self._settings.samples)]
        return agreed(criterion.id, self._rubric.scale, samples)

    def _rating(self, criterion: Criterion) -> Rating | str:
        """What the model says of this criterion, asked once more where that cannot be used; else why there is none."""
        asked = self._prompts.criterion(criterion, self._menu)
        try:
            return self._found(criterion.id, asked, rating_schema(self._menu), self._read)
        except Unusable as unusable:
            return f"The model's answer could not be used, twice: {unusable}"
        except ProviderError as error:
            return f"The model could not be asked: {error}"

    def _read(self, parsed: object) -> Rating:
        return self._words.rating(parsed, self._menu)

    def _failure(self, critical: Critical) -> Finding:
        asked = self._prompts.critical(critical, HAPPENED)
        try:
            return self._found(critical.id, asked, finding_schema(), self._words.finding)
        except (ProviderError, Unusable):
            return Finding(CANNOT_JUDGE)

    def _found(
        self, about: str, messages: list[Message], schema: dict[str, Any], use: Callable[[object], Found]
    ) -> Found:
        """What the model finds; an answer that cannot be used is asked for once more, with the reason."""
        answer = self._line.ask(about, messages, schema, max_tokens=self._settings.max_tokens)
        try:
            return use(_there(answer))
        except Unusable as unusable:
            messages = again(messages, answer.text, unusable.problems)
        return use(_there(self._line.ask(about, messages, schema, max_tokens=self._settings.max_tokens)))


def _there(answer: Answer) -> object | None:
    """What an answer holds. Raises Unusable where there was none."""
    if answer.fault is not None:
        raise Unusable([answer.fault])
    return answer.parsed


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
