"""Where each criterion stands: the latest score, the way it went, and a small line of how it came there."""

from collections.abc import Sequence
from typing import Any, Final, Literal

import streamlit as st

from simulator.practice.progress import Direction, Series
from simulator.web.wording import plain

COLOURS: Final[dict[Direction, Literal["green", "orange", "gray"]]] = {
    "better": "green",
    "worse": "orange",
    "steady": "gray",
    "too_early": "gray",
}
ICONS: Final[dict[Direction, str]] = {
    "better": ":material/trending_up: ",
    "worse": ":material/trending_down: ",
    "steady": ":material/trending_flat: ",
    "too_early": "",
}


def show(series: Sequence[Series]) -> None:
    """Draw a card for each criterion; all are of one rubric. Tries of moments are left out where there are calls."""
    with st.grid(3, min_column_width=150, gap="small", key="standing"):
        for one in series:
            with st.container(border=True, height="stretch", gap="xsmall"):
                _card(one)


def _card(series: Series) -> None:
    whole = [point.score for point in series.points if not point.again]
    scores, direction = whole or [point.score for point in series.points], series.trend.direction
    low = " (low is good)" if series.better == "low" else ""
    with st.container(height="stretch"):
        st.markdown(f"{plain(series.name)}{low}")
    colour, word = COLOURS[direction], series.trend.label
    st.markdown(f"**{scores[-1]:.1f}** of {series.highest} :{colour}-badge[{ICONS[direction]}{word}]")
    if len(scores) > 1:
        st.vega_lite_chart(_line(scores, series), height=48, alt=f"{series.name} call by call: {_listed(scores)}.")


def _line(scores: Sequence[float], series: Series) -> dict[str, Any]:
    """Every card has the whole scale as its height, so that small steps look small."""
    return {
        "data": {"values": [{"call": number, "score": score} for number, score in enumerate(scores)]},
        "mark": {"type": "line", "strokeWidth": 2, "clip": False},
        "encoding": {
            "x": {"field": "call", "type": "quantitative", "axis": None},
            "y": {
                "field": "score",
                "type": "quantitative",
                "axis": {"values": [series.lowest, series.highest], "labels": False, "ticks": False, "title": None},
                "scale": {"domain": [series.lowest, series.highest]},
            },
        },
        "padding": {"left": 0, "right": 0, "top": 4, "bottom": 4},
    }


def _listed(scores: Sequence[float]) -> str:
    return ", ".join(f"{score:.1f}" for score in scores)
