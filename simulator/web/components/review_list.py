"""Graded calls as a lead's list: who, with whom, when, and how it came out; each line opens its call."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from simulator.cohorts.review import LATEST, PAGE, pages
from simulator.grade import EvaluatorName
from simulator.practice.verdict import in_figures
from simulator.rubric import Rubric
from simulator.store import CallSummary
from simulator.web import routes
from simulator.web.wording import day_and_time, plain

BY: Final[dict[EvaluatorName, str]] = {"embedded": "built-in evaluator", "model": "model evaluator"}
ONE_LINE: Final = 36
"""Letters of two names that stand on one line of a phone."""


def show(
    calls: Sequence[CallSummary],
    names: Mapping[str, str],
    *,
    rubrics: Callable[[str], Rubric],
    beside: Mapping[str, str] | None = None,
) -> None:
    """Draw the calls of one page; `names` are the callers' by id, `rubrics` by hash, `beside` a word for each call."""
    with st.container(gap="xsmall", key="review-list"):
        for summary in calls:
            mark = rubrics(summary.call.rubric_hash).pass_.overall
            came_out = " · ".join([score(summary, mark), *filter(None, [(beside or {}).get(summary.call.id)])])
            _row(summary, names.get(summary.call.persona_id, summary.call.persona_id), came_out)


def say_ranked(criterion: str, count: int) -> None:
    """Say what an order by one criterion is made of; `count` are the calls in it."""
    st.caption(
        f"Weakest first in {plain(criterion)}, among the latest {LATEST} graded calls in your filters: "
        f"{_calls(count).lower()} with a score in it. Calls in which it did not come up are left out."
    )


def page_asked(total: int, mark: str) -> int:
    """Draw the way to the other pages; the page that is asked for. `mark` changes with what the list shows."""
    count = pages(total)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        where = st.empty()
        page = st.pagination(count, key=f"review-page-{mark}", persist_state="session") if count > 1 else 1
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, total)
    where.caption(f"{first:,} to {last:,} of {total:,} calls" if count > 1 else _calls(total))
    return page


def back() -> None:
    """Draw the way back to the list, as it was left."""
    st.page_link(routes.PAGES / "review.py", label="All graded calls", icon=":material/arrow_back:")


def nothing_shared() -> None:
    """Draw the empty state where nobody shares a call yet."""
    with st.container(horizontal_alignment="center", gap="xsmall", key="nothing-shared"):
        st.space("large")
        st.subheader("No shared calls yet", anchor=False, text_alignment="center")
        st.markdown(
            "A trainee's first three calls are private, and so is every moment tried again. Ask for one to be shared: "
            "it is one click under **My calls**, and can be taken back.",
            text_alignment="center",
        )


def nothing_found() -> None:
    """Draw the empty state where no call passes the filters."""
    with st.container(horizontal_alignment="center", gap="xsmall", key="nothing-found"):
        st.space("medium")
        st.subheader("No call fits these filters", anchor=False, text_alignment="center")
        st.markdown("Clear one of them, or look at a longer time.", text_alignment="center")


def score(summary: CallSummary, mark: float | None = None) -> str:
    """How the call came out, as Markdown, with what people changed in it; `mark` is the pass mark."""
    if summary.grade_status is None:
        return ":gray-badge[Not graded yet]"
    look = " :orange-badge[:material/person_search: A person should look]" if summary.flagged else ""
    if summary.settled_overall is None:
        return f":gray-badge[Not graded]{look}"
    verdict = {
        True: " :green-badge[:material/check: Passed]",
        False: " :orange-badge[Not passed]",
        None: "",
    }[summary.settled_passed]
    if summary.critical:
        verdict = " :red-badge[:material/report: Critical failure]"
    changed = {0: "", 1: " :violet-badge[:material/edit: 1 score changed]"}.get(
        summary.changed, f" :violet-badge[:material/edit: {summary.changed} scores changed]"
    )
    return f"**{in_figures(summary.settled_overall, mark)}**{verdict}{changed}{look}"


def _row(summary: CallSummary, name: str, came_out: str) -> None:
    call, who = summary.call, plain(summary.owner_name)
    fits = len(summary.owner_name) + len(name) <= ONE_LINE  # a link is cut short where it does not
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="xsmall", key=f"review-{call.id}"):
        st.page_link(
            routes.PAGES / "reviewed.py",
            label=f"**{who}** with {plain(name)}" if fits else f"**{who}**",
            query_params={routes.CALL: call.id},
            width=330,
        )
        st.caption(_about(summary) if fits else f"with {plain(name)} · {_about(summary)}", width="stretch")
        st.markdown(came_out, width=300)


def _about(summary: CallSummary) -> str:
    call = summary.call
    again = ["tried again"] if call.forked_at is not None else []
    by = [BY[summary.evaluator]] if summary.evaluator else []
    return " · ".join([plain(day_and_time(call.started_at)), *again, f"{summary.turns} turns", *by])


def _calls(count: int) -> str:
    return "One call" if count == 1 else f"{count:,} calls"
