"""The person who is looking: an id, a name to show, and roles."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a person is here to do; one person can hold several roles."""

    TRAINEE = "trainee"
    """Takes practice calls."""
    TRAINER = "trainer"
    """Writes personas and rubrics."""
    LEAD = "lead"
    """Reviews the calls of others, as far as they are shared."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody on whose behalf something is read or done."""

    id: str
    name: str
    roles: frozenset[Role]


def narrowed(viewer: Viewer, role: Role) -> Viewer:
    """The same person looking around as this role alone; without it they may do nothing of its kind."""
    return replace(viewer, roles=viewer.roles & {role})


LOCAL_PERSON = Viewer(id="local", name="You", roles=frozenset(Role))
"""The one person of an installation without sign-in."""


def called(person_id: str, name: str, *, role: Role) -> str:
    """What others call this person: their name; the one of an installation without sign-in by the role they acted in.

    "You" would there name whoever took a call and whoever judged it alike.
    """
    return role.value.capitalize() if person_id == LOCAL_PERSON.id else name
