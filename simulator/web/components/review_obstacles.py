"""Where the script is the problem: what stopped trainees, counted over the calls in a lead's filter."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from simulator.cohorts.obstacles import Obstacles, Place
from simulator.practice.obstacles import KINDS
from simulator.store import CallFilter, ObstacleListed
from simulator.web import routes, services, stopping
from simulator.web.components.what_stopped import SAID, badges
from simulator.web.wording import day, plain

NOTES: Final = 8
"""Notes that are shown; the file has all of them."""


def show(wanted: CallFilter, callers: Mapping[str, str]) -> None:
    """Draw it under a fold; nothing where nobody put a tag on a call. `callers` are names by id."""
    viewer, stopped = services.viewer(), stopping.shared()
    places = stopped.places(viewer, wanted)
    if not places:
        return
    with st.expander("Where the script is the problem", icon=":material/front_hand:", key="where-stopped"):
        st.markdown(
            "What trainees say stopped them, in the calls that they share. It changes no score. A place that is named "
            "by several people is a matter for the script or the system, not for them."
        )
        st.table(_rows(places, callers), border="horizontal", hide_index=True)
        noted = [one for one in stopped.listed(viewer, wanted) if one.obstacle.note]
        if noted:
            for one in noted[:NOTES]:
                with st.container(gap=None):
                    _note(one, stopped)
        st.download_button(
            "All of it, for a spreadsheet", lambda: stopped.csv(viewer, wanted), "what-stopped-them.csv", "text/csv",
            key="download-stopped", icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _rows(places: Sequence[Place], callers: Mapping[str, str]) -> dict[str, list[str]]:
    counts = {SAID[kind]: [_count(place.by_kind.get(kind, 0)) for place in places] for kind in KINDS}
    return {
        "Criterion": [plain(place.criterion) for place in places],
        "Caller": [plain(callers.get(place.persona_id, place.persona_id)) for place in places],
        **counts,
        "Calls": [_count(place.calls) for place in places],
        "People": [_count(place.people) for place in places],
    }


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _note(one: ObstacleListed, stopped: Obstacles) -> None:
    said = one.obstacle
    st.page_link(
        routes.PAGES / "reviewed.py", label=f"**{plain(stopped.named(one))}**, {plain(day(said.changed))}",
        query_params={routes.CALL: said.call_id},
    )  # fmt: skip
    st.markdown(f"{badges(said.kinds)} “{plain(said.note)}”")
