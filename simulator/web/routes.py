"""The pages, their addresses, and the ways between them."""

from pathlib import Path
from typing import Final, Literal, NoReturn

import streamlit as st
from streamlit.navigation.page import Page

from simulator.access import Role

HERE: Final = Path(__file__).resolve().parent
MARK: Final = HERE / "mark.svg"
PAGES: Final = HERE / "pages"

CALLERS: Final = "Callers"
LIBRARY: Final = "Callers and rubrics"
REVIEW: Final = "Graded calls"
SCORE: Final = "Score blind"
CALIBRATION: Final = "Calibration"
WIDE: Final = frozenset({CALLERS, LIBRARY, REVIEW, SCORE, CALIBRATION, "Edit", "Try-out"})
"""Pages that may use the whole width."""
CALL: Final = "call"
"""Query parameter that names a call, so that a reload comes back to it."""
PERSONA: Final = "caller"
"""Query parameter that names a caller."""
FILE: Final = "file"
"""Query parameter that names a trainer's file, as `persona/ID` or `rubric/ID`."""


SIDES: Final[dict[Role, tuple[str, ...]]] = {
    Role.TRAINEE: ("callers", "my_calls", "progress", "before", "call", "feedback"),
    Role.TRAINER: ("library", "edit", "tryout"),
    Role.LEAD: ("review", "score", "calibration", "reviewed"),
}
"""Addresses of the pages on each side of the house, the first of them its front page."""
HIDDEN: Final = frozenset({"before", "call", "feedback", "edit", "tryout", "reviewed"})
"""Addresses that need a call, a caller or a file named, and so are in no menu."""


def pages(role: Role) -> list[Page]:
    """Every page; the menu shows those of this role. Each asks the domain again who may see it."""
    return [
        _page("choose", CALLERS, "callers", role, default=True),
        _page("my_calls", "My calls", "my_calls", role),
        _page("progress", "My progress", "progress", role),
        _page("before", "Before the call", "before", role),
        _page("call", "Call", "call", role),
        _page("feedback", "Feedback", "feedback", role),
        _page("library", LIBRARY, "library", role),
        _page("edit", "Edit", "edit", role),
        _page("tryout", "Try-out", "tryout", role),
        _page("review", REVIEW, "review", role),
        _page("score", SCORE, "score", role),
        _page("calibration", CALIBRATION, "calibration", role),
        _page("reviewed", "Graded call", "reviewed", role),
        _page("privacy", "Who sees what", "privacy", role),
    ]


def role_of(address: str) -> Role:
    """The side on which an address lies; a trainee's where it lies on none, as at the front door."""
    slug = address.rstrip("/").rpartition("/")[2]
    return next((role for role, slugs in SIDES.items() if slug in slugs), Role.TRAINEE)


def _page(name: str, title: str, slug: str, role: Role, *, default: bool = False) -> Page:
    shown = slug not in HIDDEN and (slug in SIDES[role] or slug == "privacy")
    return st.Page(
        PAGES / f"{name}.py",
        title=title,
        url_path=slug,
        default=default,
        visibility="visible" if shown else "hidden",
    )


def layout(page: Page) -> Literal["centered", "wide"]:
    """Cards may use the whole width; words read best in a column.

    Set once a run: where a page set it again, the browser now and then kept the wrong one.
    """
    return "wide" if page.title in WIDE else "centered"


def named(parameter: str) -> str | None:
    """What the address names, or None."""
    return st.query_params.get(parameter) or None


def to_callers() -> NoReturn:
    """Go to the callers."""
    st.switch_page(PAGES / "choose.py")


def to_my_calls() -> NoReturn:
    """Go to the calls that were taken."""
    st.switch_page(PAGES / "my_calls.py")


def to_before(persona_id: str) -> NoReturn:
    """Go to what is worth knowing before a call with this caller."""
    st.switch_page(PAGES / "before.py", query_params={PERSONA: persona_id})


def to_call(call_id: str) -> NoReturn:
    """Go to a call."""
    st.switch_page(PAGES / "call.py", query_params={CALL: call_id})


def to_feedback(call_id: str) -> NoReturn:
    """Go to the feedback on a call."""
    st.switch_page(PAGES / "feedback.py", query_params={CALL: call_id})


def to_front(role: Role) -> NoReturn:
    """Go to the first page of a role."""
    front = {Role.TRAINEE: "choose.py", Role.TRAINER: "library.py", Role.LEAD: "review.py"}
    st.switch_page(PAGES / front[role])


def to_privacy() -> NoReturn:
    """Go to who sees what."""
    st.switch_page(PAGES / "privacy.py")


def to_library() -> NoReturn:
    """Go to the trainers' files."""
    st.switch_page(PAGES / "library.py")


def to_edit(file: str) -> NoReturn:
    """Go to the editor of a file, named as `persona/ID` or `rubric/ID`."""
    st.switch_page(PAGES / "edit.py", query_params={FILE: file})


def to_tryout(persona_id: str) -> NoReturn:
    """Go to the try-out of a caller."""
    st.switch_page(PAGES / "tryout.py", query_params={PERSONA: persona_id})


def to_review() -> NoReturn:
    """Go to the graded calls that leads may read."""
    st.switch_page(PAGES / "review.py")


def to_score(call_id: str | None = None) -> NoReturn:
    """Go to scoring this call blind, or the next one that waits."""
    st.switch_page(PAGES / "score.py", query_params={} if call_id is None else {CALL: call_id})


def to_reviewed(call_id: str) -> NoReturn:
    """Go to a graded call, as a lead reads it."""
    st.switch_page(PAGES / "reviewed.py", query_params={CALL: call_id})
