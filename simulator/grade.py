"""What an evaluator found in a call: scores with verified quotes, what was missed, and better lines."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

EvaluatorName = Literal["embedded", "model"]


class Found(BaseModel):
    """Base of every part of a grade."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    beyond: ClassVar[frozenset[str]] = frozenset()
    """Keys that the `grade/1` form does not name; they are written only where they say something."""

    @model_serializer(mode="wrap")
    def _written(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        silent = {key for key in self.beyond if getattr(self, key) == type(self).model_fields[key].default}
        return {key: value for key, value in written.items() if key not in silent}


class Evidence(Found):
    """Words of the agent that show something; `quote` stands in that turn to the letter."""

    turn: int
    quote: str
    shows: str
    """An act id, a measure id or a short phrase."""


class Missed(Found):
    """A caller turn that asked for something and did not get it; `quote` is the caller's."""

    turn: int
    cue: str
    quote: str


class Better(Found):
    """A line the agent could have said instead."""

    turn: int
    said: str
    say: str
    because: str


class CriterionGrade(Found):
    """How one criterion came out. Only `graded` carries a score."""

    beyond = frozenset({"flag", "raw", "trusted"})
    id: str
    status: Literal["graded", "not_applicable", "not_graded"]
    score: float | None = None
    """On the rubric's scale, at most two decimals."""
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    why: str
    flag: str | None = None
    """Why a person should look at this criterion, in a sentence; None where nothing calls for it."""
    evidence: list[Evidence] = []
    missed: list[Missed] = []
    better: list[Better] = []
    raw: float | None = None
    """The evaluator's own score, where a correction moved it."""
    trusted: bool = True
    """False where the evaluator agrees too little with people here: shown, and left out of overall and of passing."""


class CriticalFailure(Found):
    """A critical failure and where it happened."""

    id: str
    turn: int
    quote: str


class Provenance(Found):
    """What the grade was made from: hashes or values."""

    beyond = frozenset({"calibration"})
    persona: str | None = None
    rubric: str
    prompt: str | None = None
    model: str | None = None
    settings: str | None = None
    evaluator: str
    seed: int | None = None
    calibration: str | None = None
    """Version and hash of the corrections that were applied."""


class Grade(Found):
    """A whole grade in the `grade/1` form."""

    beyond = frozenset({"unjudged"})
    schema_: Annotated[Literal["grade/1"], Field(alias="schema")] = "grade/1"
    transcript: str
    rubric: str
    """`id@version`."""
    evaluator: EvaluatorName
    status: Literal["graded", "partly_graded", "not_graded"]
    overall: float | None = None
    passed: bool | None = None
    criteria: list[CriterionGrade]
    critical: list[CriticalFailure] = []
    unjudged: list[str] = []
    """Critical failures of the rubric that were not looked for or could not be judged: nobody knows of them."""
    measures: dict[str, float | None]
    provenance: Provenance

    def criterion(self, criterion_id: str) -> CriterionGrade:
        """The grade of that criterion. Raises KeyError where there is none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def to_json(self) -> str:
        """The grade as one line of JSON, keys of the interchange form."""
        return self.model_dump_json(by_alias=True)
