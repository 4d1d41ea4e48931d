"""The evaluator: reads a finished call and grades it against a rubric, apart from the caller."""

from .embedded import EMBEDDED_VERSION, grade_embedded
from .feedback import Feedback, feedback
from .measures import measure
from .reading import Reading, read

__all__ = ["EMBEDDED_VERSION", "Feedback", "Reading", "feedback", "grade_embedded", "measure", "read"]
