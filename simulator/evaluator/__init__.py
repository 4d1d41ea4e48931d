"""The evaluator: reads a finished call and grades it against a rubric, apart from the caller."""

from simulator.evaluator.embedded import EMBEDDED_VERSION, grade_embedded
from simulator.evaluator.feedback import Feedback, feedback
from simulator.evaluator.measures import measure
from simulator.evaluator.reading import Reading, read

__all__ = ["EMBEDDED_VERSION", "Feedback", "Reading", "feedback", "grade_embedded", "measure", "read"]
