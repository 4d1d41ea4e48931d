"""The pages, their addresses, and the ways between them."""

from pathlib import Path
from typing import Final, Literal, NoReturn

import streamlit as st
from streamlit.navigation.page import Page

HERE: Final = Path(__file__).resolve().parent
MARK: Final = HERE / "mark.svg"
PAGES: Final = HERE / "pages"

CALLERS: Final = "Callers"
CALL: Final = "call"
"""Query parameter that names a call, so that a reload comes back to it."""
PERSONA: Final = "caller"
"""Query parameter that names a caller."""


def pages() -> list[Page]:
    """Every page; those that need a call or a caller in their address are not in the menu."""
    return [
        st.Page(PAGES / "choose.py", title=CALLERS, url_path="callers", default=True),
        st.Page(PAGES / "my_calls.py", title="My calls", url_path="my_calls"),
        st.Page(PAGES / "before.py", title="Before the call", url_path="before", visibility="hidden"),
        st.Page(PAGES / "call.py", title="Call", url_path="call", visibility="hidden"),
        st.Page(PAGES / "feedback.py", title="Feedback", url_path="feedback", visibility="hidden"),
    ]


def layout(page: Page) -> Literal["centered", "wide"]:
    """Cards may use the whole width; words read best in a column.

    Set once a run: where a page set it again, the browser now and then kept the wrong one.
    """
    return "wide" if page.title == CALLERS else "centered"


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
