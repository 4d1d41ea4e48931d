"""What somebody looks for among their own calls."""

from collections.abc import Mapping
from typing import Final, cast

import streamlit as st

from simulator.practice.history import Result, Sieve
from simulator.web import state
from simulator.web.wording import plain

RESULTS: Final[dict[str, str]] = {
    "passed": "Passed",
    "not_passed": "Not passed yet",
    "not_graded": "Not graded",
    "open": "Still open",
}
SEEN: Final = {True: "Only by me", False: "By my leads too"}


def show(names: Mapping[str, str]) -> Sieve:
    """Draw the filters behind one button, with what they ask for beside it; `names` are of the callers taken, by id.

    It lasts as long as the tab; keys are those of state.SIFTING.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sift-calls"):
        with st.popover("Filter", icon=":material/tune:", key="call-filters"):
            persona = st.selectbox(
                "Caller",
                sorted(names, key=names.__getitem__),
                index=None,
                format_func=names.__getitem__,
                placeholder="Any caller",
                key="sift-caller",
                persist_state="session",
            )
            result = st.pills(
                "Result", list(RESULTS), format_func=RESULTS.__getitem__, key="sift-result", persist_state="session"
            )
            private = st.pills(
                "Seen", list(SEEN), format_func=SEEN.__getitem__, key="sift-seen", persist_state="session"
            )
        parts = [names[persona]] if persona else []
        parts += [RESULTS[result]] if result else []
        parts += [] if private is None else [f"seen {SEEN[private].lower()}"]
        if parts:
            st.markdown(plain(", ".join(parts)), width="content")
            st.button("Show all", key="show-all", type="tertiary", on_click=state.set_back, args=(state.SIFTING,))
    return Sieve(persona, cast(Result | None, result), private)
