"""Who scores, by which rubric, and how far the scoring has come."""

from collections.abc import Mapping

import streamlit as st

from simulator.access import LOCAL_PERSON, Viewer
from simulator.cohorts.scoring import Progress
from simulator.web import routes


def name_of(viewer: Viewer) -> str | None:
    """The name under which scores are kept, asked for where nobody signs in; None where it is not needed."""
    if viewer.id != LOCAL_PERSON.id:
        return None
    return st.text_input(
        "Your name or initials", key="scorer", persist_state="session", max_chars=40, width=260,
        help="Several people can score on this machine. The name tells their scores apart, and is kept with them.",
    ).strip()  # fmt: skip


def rubric_of(rubrics: Mapping[str, str]) -> str:
    """The id of the rubric by which calls are scored, of these names by id."""
    if len(rubrics) == 1:
        return next(iter(rubrics))
    names = list(rubrics)
    return st.selectbox(
        "Rubric", names, format_func=rubrics.__getitem__, key="scored-rubric", persist_state="session", width=320
    )


def progress(now: Progress) -> None:
    """Say how far it has come."""
    st.caption(
        f"You have scored {_calls(now.mine)}; {now.waiting} wait for you. By anybody: {_calls(now.scored)}, "
        f"{now.double} of them by two people or more."
    )


def nothing_left(now: Progress) -> None:
    """Draw the empty state once every call is scored."""
    with st.container(horizontal_alignment="center", gap="xsmall", key="nothing-left"):
        st.space("medium")
        st.subheader("No call waits for you", anchor=False, text_alignment="center")
        st.markdown(
            f"You have scored {_calls(now.mine)} blind. A call whose grade you have read cannot be scored blind any "
            "more. Calls come in as trainees share them; a second person's scores count most.",
            text_alignment="center",
        )
        st.page_link(routes.PAGES / "calibration.py", label="What the scores say", icon=":material/balance:")


def _calls(number: int) -> str:
    return "1 call" if number == 1 else f"{number:,} calls"
