"""One criterion call by call: a chart, the way to the call behind each point, and a table that says the same."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import altair as alt
import streamlit as st

from simulator.practice.progress import Point, Series
from simulator.web import routes
from simulator.web.wording import day_and_time, plain

LINKS: Final = 8
"""Calls whose links are shown; earlier ones are under a fold."""
KINDS: Final = ("Whole call", "Try of a moment")


def show(series: Series, *, callers: Mapping[str, str]) -> None:
    """Draw the chart of this criterion; `callers` names callers by id."""
    st.markdown(f"**{plain(series.name)}.** {plain(series.trend.words)}, over {_calls(len(series.points))}.")
    rows = [_row(number, point, callers) for number, point in enumerate(series.points, start=1)]
    st.altair_chart(_chart(series, rows), height=260, key="progress-chart", alt=_in_words(series))
    st.markdown("**The calls behind it**, the latest first")
    latest = [*reversed(series.points)]
    _links(latest[:LINKS], callers)
    if latest[LINKS:]:
        with st.expander(f"{len(latest) - LINKS} earlier", type="compact", key="earlier-points"):
            _links(latest[LINKS:], callers)
    with st.expander("The same as a table", icon=":material/table:", key="progress-table"):
        st.table(
            [{name: plain(str(value)) for name, value in row.items()} for row in reversed(rows)],
            border="horizontal",
            hide_index=True,
        )


def _links(points: Sequence[Point], callers: Mapping[str, str]) -> None:
    with st.container(gap=None):
        for point in points:
            again = ", a try" if point.again else ""
            lead = ", a lead’s score" if point.overridden else ""
            st.page_link(
                routes.PAGES / "feedback.py",
                label=f"**{point.score:.1f}** {plain(_name(point, callers))}, {plain(day_and_time(point.started_at))}"
                f"{again}{lead}",
                icon=":material/arrow_forward:",
                query_params={routes.CALL: point.call_id},
            )


def _row(number: int, point: Point, callers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "Call": number,
        "Score": round(point.score, 2),
        "Caller": _name(point, callers),
        "When": day_and_time(point.started_at),
        "What": KINDS[point.again],
        "Scored by": "a lead" if point.overridden else "the evaluator",
    }


def _chart(series: Series, rows: list[dict[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    ink = "#c9c7c2" if st.context.theme.type == "dark" else "#4a4a4a"
    span = [series.lowest, series.highest]
    steps = list(range(series.lowest, series.highest + 1))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("Call:O", title="Your calls, in order", axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y("Score:Q", title=None, scale=alt.Scale(domain=span), axis=alt.Axis(values=steps, format="d")),
    )
    lines = base.transform_filter(f"datum.What == '{KINDS[0]}'").mark_line(strokeWidth=2.5)
    tips = [alt.Tooltip(f"{name}:N") for name in ("Score", "Caller", "When", "What", "Scored by")]
    legend = alt.Legend(title=None, orient="top") if any(row["What"] == KINDS[1] for row in rows) else None
    dots = base.mark_point(size=110, filled=True, opacity=1).encode(
        shape=alt.Shape(
            "What:N", sort=list(KINDS), scale=alt.Scale(domain=list(KINDS), range=["circle", "diamond"]), legend=legend
        ),
        tooltip=tips,
    )
    layered: alt.LayerChart | alt.FacetChart = alt.layer(lines, dots)
    layered.config = alt.Config(
        axis=alt.AxisConfig(labelColor=ink, titleColor=ink), legend=alt.LegendConfig(labelColor=ink)
    )
    return layered


def _in_words(series: Series) -> str:
    first, last = series.points[0].score, series.points[-1].score
    return f"{series.name}: {first:.1f} in the first of {_calls(len(series.points))}, {last:.1f} in the latest."


def _name(point: Point, callers: Mapping[str, str]) -> str:
    return callers.get(point.persona_id, point.persona_id)


def _calls(count: int) -> str:
    return "one call" if count == 1 else f"{count} calls"
