"""What a grade was made from, and the files to take away."""

import json

import streamlit as st

from simulator.cohorts.files import settled_json
from simulator.cohorts.overriding import Settled
from simulator.practice import CallView, Graded
from simulator.practice.report import report
from simulator.terms import said_of
from simulator.web import trusting
from simulator.web.wording import day_and_time, plain


def show(view: CallView, graded: Graded, stands: Settled, *, own: bool = True) -> None:
    """Draw the downloads, and the provenance under a fold; `stands` is the grade with the scores by people.

    `own` is whether the call is the viewer's: hints that were taken are shown to nobody else.
    """
    grade = graded.record.grade
    st.markdown("To print or to keep, take the page; it opens in any browser. The others are for tools.")
    with st.container(horizontal=True):
        st.download_button(
            "Page to print", lambda: report(
                view, graded, stands=stands.grade, by_person=stands.by_person, changes=stands.changes,
                stopped=stands.stopped, trusted=trusting.trust(graded, view.rubric), own=own,
            ),
            f"feedback-{view.call.id}.html", "text/html",
            key="download-report", icon=":material/print:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "The evaluator's grade" if stands.changes else "Grade", _pretty(grade.to_json()),
            f"grade-{view.call.id}.json", "application/json",
            key="download-grade", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        if stands.changes or stands.stopped:
            st.download_button(
                "Scores as they stand", settled_json(view.call.id, grade, stands), f"scores-{view.call.id}.json",
                "application/json", key="download-scores", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
        st.download_button(
            "Transcript", _pretty(view.transcript.to_json()), f"transcript-{view.call.id}.json", "application/json",
            key="download-transcript", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    if stands.changes or stands.stopped:
        st.caption(
            "The grade is as the evaluator left it. “Scores as they stand” has both scores, every change with its "
            "reason, and what stopped the agent."
        )
    _made_from(view, graded)


def _made_from(view: CallView, graded: Graded) -> None:
    grade = graded.record.grade
    with st.expander("How this grade was made", icon=":material/fingerprint:", key="provenance"):
        who = "the built-in evaluator" if grade.evaluator == "embedded" else "the model evaluator"
        st.markdown(
            f"By {who} on {plain(day_and_time(graded.record.created))}, from the words of the call and the desk alone; "
            "the caller's mood plays no part. A person decides what a grade means for a person."
        )
        made_from = {"call": view.call.id, **grade.provenance.model_dump(exclude_none=True)}
        st.table(
            {said_of(name): plain(str(value)) for name, value in made_from.items()},
            border="horizontal",
            hide_header=True,
        )


def _pretty(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
