"""The one place where the simulator's errors meet the person: kindly, with what to do, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from simulator.access import Role
from simulator.errors import (
    ActionRefusedError,
    CallStateError,
    FileProblems,
    NotAllowedError,
    ProviderError,
    SimulatorError,
    UnknownNameError,
)
from simulator.web import routes, services
from simulator.web.wording import plain, with_code

WAYS_BACK: Final[dict[Role, tuple[str, str]]] = {
    Role.TRAINEE: ("my_calls.py", "To my calls"),
    Role.TRAINER: ("library.py", "To all files"),
    Role.LEAD: ("review.py", "To the graded calls"),
}
"""The page of each side that a closed door leads to, and its words."""


@contextmanager
def kindly() -> Iterator[None]:
    """Show any SimulatorError that the block raises, and go on after it."""
    try:
        yield
    except SimulatorError as error:
        show(error)


def show(error: SimulatorError) -> None:
    """What went wrong in the simulator's own words, and what helps."""
    match error:
        case ActionRefusedError() | CallStateError():
            st.info(plain(str(error)), icon=":material/info:")
        case NotAllowedError():
            st.info(plain(str(error)), icon=":material/lock:")
            file, label = WAYS_BACK[services.role()]
            st.page_link(routes.PAGES / file, label=label, icon=":material/arrow_back:")
        case UnknownNameError():
            st.warning(plain(str(error)), icon=":material/search_off:")
            if services.role() is Role.TRAINER:
                st.page_link(routes.PAGES / "library.py", label="To all files", icon=":material/arrow_back:")
            else:
                st.page_link(routes.PAGES / "choose.py", label="To the callers", icon=":material/call:")
        case FileProblems():
            st.warning("A file cannot be used as it is. A trainer can mend it:", icon=":material/description:")
            st.code("\n".join(str(problem) for problem in error.problems), language=None)
        case ProviderError():
            st.warning(f"{plain(str(error))}  \n{plain(error.hint)}", icon=":material/cloud_off:")
        case _:
            st.warning(with_code(str(error)), icon=":material/error:")
