"""The rules of privacy and roles, each a pure function; `require` turns a no into NotAllowedError."""

from collections.abc import Callable
from typing import ParamSpec

from simulator.access.viewer import LOCAL_PERSON, Role, Viewer
from simulator.errors import NotAllowedError

Asked = ParamSpec("Asked")

NEWCOMER_CALLS = 3
"""So many first calls are private until their owner shares them."""


def may_see_call(viewer: Viewer, *, owner: str, private: bool) -> bool:
    """Whether the viewer may read this call and its grades: who took it, as a trainee; a lead unless it is private."""
    return _took(viewer, owner) or (Role.LEAD in viewer.roles and not private)


def may_change_call(viewer: Viewer, *, owner: str) -> bool:
    """Whether the viewer may speak in this call, end it, share it or make it private: its owner alone."""
    return _took(viewer, owner)


def may_delete_call(viewer: Viewer, *, owner: str) -> bool:
    """Whether the viewer may delete this call with all that hangs on it: its owner alone."""
    return _took(viewer, owner)


def may_practise(viewer: Viewer) -> bool:
    """Whether the viewer may take calls, and look back at their own: trainees."""
    return Role.TRAINEE in viewer.roles


def may_edit_library(viewer: Viewer) -> bool:
    """Whether the viewer may write personas, rubrics and articles: trainers."""
    return Role.TRAINER in viewer.roles


def may_review(viewer: Viewer) -> bool:
    """Whether the viewer may list the shared calls of others: leads."""
    return Role.LEAD in viewer.roles


def may_override(viewer: Viewer, *, private: bool) -> bool:
    """Whether the viewer may put their own score beside the evaluator's: a lead who may see the call."""
    return Role.LEAD in viewer.roles and not private


def may_score(viewer: Viewer, *, owner: str, private: bool) -> bool:
    """Whether the viewer may score this call apart from the evaluator: a lead, a shared call, and not their own.

    Without sign-in nobody can tell whose call it is; there every shared call may be scored.
    """
    own = viewer.id == owner != LOCAL_PERSON.id
    return Role.LEAD in viewer.roles and not private and not own


def may_calibrate(viewer: Viewer) -> bool:
    """Whether the viewer may correct the evaluator by what people scored: leads."""
    return Role.LEAD in viewer.roles


def starts_private(calls_taken: int) -> bool:
    """Whether the next call of somebody who has taken so many begins as private."""
    return calls_taken < NEWCOMER_CALLS


def _took(viewer: Viewer, owner: str) -> bool:
    """Looking around as a lead or a trainer, even its owner sees no more of a call than these do."""
    return viewer.id == owner and Role.TRAINEE in viewer.roles


REFUSALS: dict[str, str] = {
    may_see_call.__name__: "This call is not yours to open. Ask the person who took it to share it.",
    may_change_call.__name__: "Only the person who took this call can do that.",
    may_delete_call.__name__: "Only the person who took this call can delete it.",
    may_practise.__name__: "Calls are taken by trainees. Look around as a trainee to take one or to see your own.",
    may_edit_library.__name__: "Callers and rubrics are written by trainers. Ask one of them to change this.",
    may_review.__name__: "Graded calls are read by cohort leads.",
    may_score.__name__: "Calls are scored by cohort leads: calls that are shared with them, and not their own.",
    may_calibrate.__name__: "How scores are corrected is decided by cohort leads.",
    may_override.__name__: "A score can be changed by a cohort lead, on a call that is shared with them.",
}


def require(rule: Callable[Asked, bool], *args: Asked.args, **kwargs: Asked.kwargs) -> None:
    """Raise NotAllowedError, with a sentence fit to show, unless the rule says yes to these arguments."""
    if not rule(*args, **kwargs):
        name = getattr(rule, "__name__", "")
        raise NotAllowedError(REFUSALS.get(name, "That is not open to you here."))
