"""Which graded calls a lead wants to see, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeVar

import streamlit as st

from simulator.store import CallFilter, CallOrder

Name = TypeVar("Name")
Result = Literal["passed", "not_passed", "critical", "not_graded"]
RESULTS: Final[dict[Result, str]] = {
    "passed": "Passed",
    "not_passed": "Not passed",
    "critical": "Critical failure",
    "not_graded": "Not graded",
}
ORDERS: Final[dict[str, tuple[CallOrder, bool]]] = {
    "Newest first": ("started", True),
    "Oldest first": ("started", False),
    "Lowest score first": ("overall", False),
    "Highest score first": ("overall", True),
    "By person, A to Z": ("owner", False),
    "By caller": ("persona", False),
}
"""Each with its order and whether it descends."""
LOOK: Final = {True: "A person should look", False: "Nothing is flagged"}
CHANGED: Final = {True: "Changed by a person", False: "As the evaluator left it"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a lead asked for."""

    filter: CallFilter
    order: CallOrder
    descending: bool
    criterion: str | None = None
    """Where the order is by one criterion, the weakest first: its id."""

    @property
    def mark(self) -> str:
        """Changes with what was asked, so that a new question starts at the first page."""
        return f"{self.filter}{self.order}{self.descending}{self.criterion}"

    @property
    def narrowed(self) -> bool:
        """Whether anything was left out."""
        return self.filter != CallFilter()


def show(
    people: Mapping[str, str],
    *,
    callers: Mapping[str, str],
    rubrics: Mapping[str, str],
    criteria: Mapping[str, str],
) -> Asked:
    """Draw the filters; each mapping gives names by id."""
    by_criterion = {f"Weakest first in {name}": criterion for criterion, name in criteria.items()}
    with st.grid(5, min_column_width=150, gap="small", vertical_alignment="bottom", key="review-filters"):
        person = _one_of("Person", people, "review-person")
        caller = _one_of("Caller", callers, "review-caller")
        result = _one_of("Result", RESULTS, "review-result")
        orders = [*ORDERS, *by_criterion]
        chosen = st.selectbox("Order", orders, key="review-order", persist_state="session") or orders[0]
        order, descending = ORDERS.get(chosen, ("started", True))
        with st.popover("More filters", icon=":material/tune:", width="stretch", key="review-more"):
            rubric = _one_of("Rubric", rubrics, "review-rubric")
            changed = _one_of("Scores", CHANGED, "review-changed")
            flagged = _one_of("Flags", LOOK, "review-flagged")
            since = st.date_input("From", None, key="review-since", format="DD/MM/YYYY", persist_state="session")
            until = st.date_input("Up to and including", None, key="review-until", format="DD/MM/YYYY",
                                  persist_state="session")  # fmt: skip
    wanted = CallFilter(
        owner=person,
        persona=caller,
        rubric=rubric,
        result=result,
        overridden=changed,
        flagged=flagged,
        since=_begins(since),
        until=_begins(until + timedelta(days=1)) if until else None,
    )
    return Asked(wanted, order, descending, by_criterion.get(chosen))


def _one_of(label: str, names: Mapping[Name, str], key: str) -> Name | None:
    """A choice among these names; None for any of them."""
    return st.selectbox(
        label, list(names), index=None, placeholder="Any", format_func=names.__getitem__, key=key,
        persist_state="session",
    )  # fmt: skip


def _begins(day: date | None) -> datetime | None:
    """When that day begins here."""
    return None if day is None else datetime.combine(day, time()).astimezone()
