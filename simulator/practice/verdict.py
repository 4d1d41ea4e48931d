"""Why a call did not pass: the pass mark, a minimum, or a critical failure, each with its figures."""

from simulator.grade import Grade
from simulator.rubric import Criterion, Rubric


def why_not_passed(grade: Grade, rubric: Rubric) -> list[str]:
    """Sentences on everything that stands in the way of a pass; nothing where the call passed."""
    if grade.passed or grade.overall is None:
        return []
    least = [one for one in rubric.criteria if one.minimum is not None and grade.criterion(one.id).trusted]
    if grade.passed is None:
        open_ones = [one.name for one in least if grade.criterion(one.id).status == "not_graded"]
        why = [f"{name} has a minimum and was not graded" for name in open_ones]
        why += ["a critical failure that a person or a model has to judge was not looked for"] if grade.unjudged else []
        return [f"Whether it passed cannot be said: {reason}." for reason in why]
    found = []
    mark = rubric.pass_.overall
    if mark is not None and grade.overall < mark:
        found.append(f"The overall score, {grade.overall:.2f}, is below the pass mark of {mark:g}.")
    found += [words for one in least if (words := _missed(one, grade.criterion(one.id).score)) is not None]
    if grade.critical:
        found.append("It failed critically, which no score makes up for.")
    return found


def in_figures(overall: float, mark: float | None) -> str:
    """An overall score with one decimal, or two where rounding would lift it to the pass mark."""
    near_miss = mark is not None and overall < mark <= round(overall, 1)
    return f"{overall:.{2 if near_miss else 1}f}"


def _missed(criterion: Criterion, score: float | None) -> str | None:
    least = criterion.minimum
    if least is None or score is None:
        return None
    if criterion.better == "low":
        return f"{criterion.name}, at {score:.1f}, is above the most it may be, {least:g}." if score > least else None
    return f"{criterion.name}, at {_below(score, least)}, is below its minimum of {least:g}." if score < least else None


def _below(score: float, least: float) -> str:
    """One decimal, or two where rounding would lift it to the minimum."""
    return f"{score:.{2 if round(score, 1) >= least else 1}f}"
