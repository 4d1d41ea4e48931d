"""What pages on trust in scores work with: measured agreement, scores given blind, and corrections."""

from collections.abc import Iterable

from simulator.access import Viewer
from simulator.cohorts.calibrating import Calibrating
from simulator.cohorts.labelling import labelled as with_ratings
from simulator.cohorts.scoring import Scoring
from simulator.practice import Graded
from simulator.practice.fresh import Fresh
from simulator.practice.trust import Trust, holding
from simulator.practice.trust import trust as of_grade
from simulator.rubric import Rubric
from simulator.transcript import Transcript
from simulator.web import services


def trust(graded: Graded, rubric: Rubric) -> list[Trust]:
    """How well whoever made this grade agrees with people, criterion by criterion."""
    grade = graded.record.grade
    return of_grade(grade, rubric, holding(services.practice().store, grade, rubric))


def fresh() -> Fresh:
    """Grading calls again."""
    return Fresh(services.grading())


def named(ids: Iterable[str]) -> dict[str, str]:
    """Names of rubrics by id; one that is no longer on the shelf is called by its id."""
    shelf = {rubric.id: rubric.name for rubric in services.library().rubrics()}
    return {one: shelf.get(one, one) for one in ids}


def scoring() -> Scoring:
    """Scores that people give before they see the evaluator's."""
    at = services.practice()
    return Scoring(at.store, at.book.rubric)


def labelled(viewer: Viewer, rubric_id: str) -> list[Transcript]:
    """The calls that people scored blind, with their scores."""
    return with_ratings(viewer, services.practice().store, rubric_id)


def calibrating() -> Calibrating:
    """Corrections of the evaluators."""
    at = services.practice()
    return Calibrating(at.store, at.book.rubric, services.grading().uncorrected, at.settings.trust)
