"""What a call is judged by: criteria with anchors written in behaviours, as a trainer writes them."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.persona import Line, Part, Slug, Version

CriterionId = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]


class Scale(Part):
    """The lowest and highest level."""

    min: int = 1
    max: int = 5


class PassMark(Part):
    """What a call must reach."""

    overall: float | None = None


class Applies(Part):
    """When a criterion applies; exactly one key is given."""

    cue: str | None = None
    """A cue of this kind appears in a caller turn."""
    fact: Slug | None = None
    """The persona has this fact."""
    event: str | None = None
    """An event of this kind happened."""
    persona: str | None = None
    """The persona has this key filled, e.g. `vulnerability`, `verify`, `desk.must_say`."""


class CriterionExamples(Part):
    """Lines that show the criterion done well and badly."""

    strong: list[Line] = []
    weak: list[Line] = []


class Criterion(Part):
    """One thing that is judged, and how."""

    id: CriterionId
    name: Line
    question: Line
    weight: Annotated[float, Field(gt=0, le=100)] = 1
    better: Literal["high", "low"] = "high"
    minimum: float | None = None
    """Failing this fails the call whatever the mean. With `better: low` it is the highest level allowed."""
    applies: Literal["always"] | Applies = "always"
    anchors: Annotated[dict[int, Line], Field(min_length=1)]
    looks_for: list[str] = []
    """Act ids and measure ids."""
    counts_against: list[str] = []
    examples: CriterionExamples = CriterionExamples()


class Critical(Part):
    """A failure that fails the call whatever the scores."""

    id: CriterionId
    check: str | None = None
    """A check that code computes; ids in terms.CHECKS."""
    when: Line | None = None
    """A sentence that the model evaluator alone judges, with quotes."""


class Rubric(Part):
    """A whole rubric: one YAML file, named after its id."""

    id: Slug
    version: Version
    name: Line
    summary: str | None = None
    scale: Scale = Scale()
    pass_: Annotated[PassMark, Field(alias="pass")] = PassMark()
    criteria: Annotated[list[Criterion], Field(min_length=1)]
    critical: list[Critical] = []

    @property
    def reference(self) -> str:
        """`id@version`, as grades name it."""
        return f"{self.id}@{self.version}"

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id. Raises KeyError where there is none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)
