"""What is unwise in a rubric that can be loaded: criteria that cannot be graded, levels left undescribed."""

from collections.abc import Iterator
from typing import Final

from simulator.lint.leaks import Path
from simulator.rubric import Criterion, Rubric

ENOUGH_EXAMPLES: Final = 3


def rubric_warnings(rubric: Rubric) -> Iterator[tuple[Path, str, str]]:
    """Everything unwise in the rubric: where, the kind of warning, and what to do."""
    for number, criterion in enumerate(rubric.criteria):
        yield from _criterion(criterion, rubric, ("criteria", number))


def _criterion(criterion: Criterion, rubric: Rubric, here: Path) -> Iterator[tuple[Path, str, str]]:
    strong, weak = criterion.examples.strong, criterion.examples.weak
    enough = len(strong) >= ENOUGH_EXAMPLES and len(weak) >= ENOUGH_EXAMPLES
    if not (criterion.looks_for or criterion.counts_against or enough):
        message = (
            f"`{criterion.id}` is not graded without a model: it has no `looks_for`, no `counts_against`, "
            f"and {len(strong)} strong and {len(weak)} weak examples; add ids, or {ENOUGH_EXAMPLES} of each"
        )
        yield here, "not-graded", message
    for level in (rubric.scale.min, rubric.scale.max):
        if level not in criterion.anchors:
            message = f"level {level}, an end of the scale, is not described; add an anchor"
            yield (*here, "anchors"), "no-anchor", message
    for number, name in enumerate(criterion.counts_against):
        if name in criterion.looks_for:
            message = f"`{name}` both counts for and against `{criterion.id}`; take it out of one"
            yield (*here, "counts_against", number), "both-ways", message
    for number, line in enumerate(weak):
        if line in strong:
            message = "the same example is both strong and weak; take it out of one"
            yield (*here, "examples", "weak", number), "both-ways", message
