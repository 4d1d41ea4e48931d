"""How the caller's mood moved, as a chart and as a table that says the same."""

from typing import Any, Final

import altair as alt
import streamlit as st

from simulator.practice import CallView
from simulator.web.marking import MOODS, by_turn, causes

DASHES: Final = ([1, 0], [6, 3], [2, 2])
"""Lines differ in dash as well as in colour."""


def show(view: CallView) -> None:
    """Draw the curve; it moves by rule with what is said and done, and is not the grade."""
    points = [
        {
            "turn": p.turn,
            "mood": mood.capitalize(),
            "value": round(getattr(p.mood, mood)),
            "moved by": causes(p, view.persona),
        }
        for p in by_turn(view.state.curve)
        for mood in MOODS
    ]
    st.altair_chart(_chart(points), height=300, key="mood-curve", alt=_in_words(view))
    with st.expander("The same as a table", icon=":material/table:", key="mood-table"):
        st.table(_rows(view), border="horizontal", hide_index=True)


def _chart(points: list[dict[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    names = [mood.capitalize() for mood in MOODS]
    ink = "#c9c7c2" if st.context.theme.type == "dark" else "#4a4a4a"
    legend = alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=400, symbolStrokeWidth=3)
    base = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X("turn:Q", title="Turn", axis=alt.Axis(tickMinStep=1, format="d", grid=False)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 100])),
    )
    colour = alt.Color("mood:N", sort=names, legend=legend)
    dashed = alt.StrokeDash("mood:N", sort=names, scale=alt.Scale(domain=names, range=list(DASHES)), legend=legend)
    lines = base.mark_line(strokeWidth=2.5, interpolate="linear").encode(color=colour, strokeDash=dashed)
    tips = [alt.Tooltip("turn:Q"), alt.Tooltip("mood:N"), alt.Tooltip("value:Q"), alt.Tooltip("moved by:N")]
    dots = base.mark_circle(size=70, opacity=1).encode(color=colour, tooltip=tips)
    layered: alt.LayerChart | alt.FacetChart = alt.layer(lines, dots)
    layered.config = alt.Config(
        axis=alt.AxisConfig(labelColor=ink, titleColor=ink), legend=alt.LegendConfig(labelColor=ink)
    )
    return layered


def _rows(view: CallView) -> dict[str, list[str]]:
    curve = by_turn(view.state.curve)
    return {
        "Turn": [str(point.turn) for point in curve],
        **{mood.capitalize(): [f"{getattr(point.mood, mood):.0f}" for point in curve] for mood in MOODS},
        "Moved by": [causes(point, view.persona) or "–" for point in curve],
    }


def _in_words(view: CallView) -> str:
    first, last = view.state.curve[0].mood, view.state.curve[-1].mood
    parts = [f"{mood} from {getattr(first, mood):.0f} to {getattr(last, mood):.0f}" for mood in MOODS]
    return "The caller's mood over the call: " + ", ".join(parts) + ". The table below gives every turn."
