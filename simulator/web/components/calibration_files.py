"""What calibration starts from and leaves as files, and its empty state."""

from collections.abc import Sequence

import streamlit as st

from simulator.evaluator.calibration import Calibration
from simulator.transcript import Transcript
from simulator.web import routes


def nothing_scored() -> None:
    """Draw the empty state where nobody has scored a call."""
    with st.container(horizontal_alignment="center", gap="xsmall", key="nothing-scored"):
        st.space("medium")
        st.subheader("Nobody has scored a call blind yet", anchor=False, text_alignment="center")
        st.markdown(
            "It takes 20 calls that two people have scored before anything can be said of a criterion. Until then "
            "every score of the evaluator stands as it is, and is shown as not measured.",
            text_alignment="center",
        )
        st.page_link(routes.PAGES / "score.py", label="Score calls blind", icon=":material/edit_note:")


def show(held: Sequence[Calibration], labelled: Sequence[Transcript], rubric_id: str) -> None:
    """Draw the downloads: the scores that people gave, and each correction that holds."""
    st.caption("For the command line (agreement, calibrate), and to keep:")
    with st.container(horizontal=True):
        st.download_button(
            "Calls with people's scores", "\n".join(one.to_json() for one in labelled), f"scored-{rubric_id}.jsonl",
            "application/jsonl", key="download-labelled", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        for number, one in enumerate(held):
            st.download_button(
                f"Version {one.version} of {one.model or one.evaluator}", one.to_json(),
                f"calibration-{rubric_id}-{one.version}.json", "application/json",
                key=f"download-calibration-{number}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
