"""Who may see and do what: viewers, roles, and rules that are pure functions."""

from simulator.access.rules import (
    NEWCOMER_CALLS,
    may_calibrate,
    may_change_call,
    may_delete_call,
    may_edit_library,
    may_override,
    may_practise,
    may_review,
    may_score,
    may_see_call,
    require,
    starts_private,
)
from simulator.access.viewer import LOCAL_PERSON, Role, Viewer, called, narrowed

__all__ = [
    "LOCAL_PERSON",
    "NEWCOMER_CALLS",
    "Role",
    "Viewer",
    "called",
    "may_calibrate",
    "may_change_call",
    "may_delete_call",
    "may_edit_library",
    "may_override",
    "may_practise",
    "may_review",
    "may_score",
    "may_see_call",
    "narrowed",
    "require",
    "starts_private",
]
