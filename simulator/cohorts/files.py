"""A call's scores as they stand, as a file beside the evaluator's grade, which stays as it was."""

import json
from typing import Any

from simulator.cohorts.overriding import Settled
from simulator.grade import Grade


def settled_json(call_id: str, grade: Grade, stands: Settled) -> str:
    """The evaluator's and the settled result, both scores of each criterion, every change, and what stopped the agent.

    The `grade/1` form has no place for a person's scores, and its provenance would not be true of them.
    """
    file: dict[str, Any] = {
        "call": call_id,
        "rubric": grade.rubric,
        "evaluator": _result(grade),
        "settled": _result(stands.grade),
        "criteria": [
            {"id": one.id, "evaluator": one.score, "settled": stands.grade.criterion(one.id).score}
            for one in grade.criteria
        ],
        "changes": [
            {
                "criterion": one.criterion,
                "evaluator": one.was,
                "score": one.score,
                "taken_back": one.score is None,
                "by": one.author_name,
                "at": one.created.isoformat(),
                "reason": one.reason,
            }
            for one in stands.changes
        ],
        "stopped": [{"criterion": one.criterion, "by": one.kinds, "note": one.note} for one in stands.stopped.values()],
    }
    return json.dumps(file, ensure_ascii=False, indent=2)


def _result(grade: Grade) -> dict[str, Any]:
    return {"overall": grade.overall, "passed": grade.passed, "critical": [one.id for one in grade.critical]}
