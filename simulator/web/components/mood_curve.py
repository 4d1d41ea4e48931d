"""How the caller's mood moved: a chart, the sentence behind each of its turns, and a table that says the same."""

from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import streamlit as st

from simulator.caller import MoodPoint
from simulator.practice import CallView
from simulator.practice.marks import MOODS, Shift, by_turn, causes, shifts
from simulator.web.marking import cut, kept_in_mind, to_turn
from simulator.web.wording import plain

DASHES: Final = ([1, 0], [6, 3], [2, 2])
"""Lines differ in dash as well as in colour."""
TIP: Final = 90
"""Characters of a sentence that a tooltip holds."""
FEWEST: Final = 2
"""Turns from which there is something to move along."""


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of the curve: who spoke, in which words, and what it did."""

    turn: int
    point: MoodPoint
    shift: Shift
    speaker: str
    words: str
    moved_by: str


@st.fragment
def show(view: CallView, *, agent: str = "You") -> None:
    """Draw the curve, which moves by rule and is not the grade; `agent` is what the agent is called."""
    steps = _steps(view)
    above = st.container()  # the chart stands over the control that marks a turn in it
    at = _chosen(steps)
    above.altair_chart(_chart(steps, at), height=300, key="mood-curve", alt=_in_words(view))
    if at is not None:
        _sentence(at, view, agent)
    with st.expander("The same as a table", icon=":material/table:", key="mood-table"):
        st.table(_rows(steps), border="horizontal", hide_index=True)


def _steps(view: CallView) -> list[Step]:
    said = {turn.n: turn for turn in view.transcript.turns}
    moved = shifts(view.state.curve)
    return [
        Step(
            turn=point.turn,
            point=point,
            shift=moved.get(point.turn, Shift()),
            speaker=said[point.turn].speaker if point.turn in said else "",
            words=said[point.turn].text if point.turn in said else "",
            moved_by=causes(point, view.persona),
        )
        for point in by_turn(view.state.curve)
    ]


def _chosen(steps: list[Step]) -> Step | None:
    """The turn that is read under the chart: at first the one that moved them most; arrow keys go on from there."""
    by_number = {step.turn: step for step in steps if step.turn}
    if len(by_number) < FEWEST:
        return next(iter(by_number.values()), None)
    most = max(by_number.values(), key=lambda step: sum(abs(getattr(step.shift, mood)) for mood in MOODS))
    chosen = st.select_slider(
        "What moved them, turn by turn", list(by_number), value=most.turn, format_func=_named,
        key="mood-turn", help="Move it with the mouse or with the arrow keys.",
    )  # fmt: skip
    return by_number[int(chosen)]


def _named(turn: int) -> str:
    return f"Turn {turn}"


def _sentence(step: Step, view: CallView, agent: str) -> None:
    with st.container(border=True, gap="xsmall", key="mood-sentence"):
        who = f"{agent} said" if step.speaker == "agent" else f"{plain(view.persona.name)} said"
        words = f": “{kept_in_mind(step.words, 240)}”" if step.words.strip() else " nothing."
        st.markdown(f"{to_turn(step.turn)}. {who}{words}")
        by = f", by {plain(step.moved_by)}" if step.moved_by else ""
        st.markdown(f"**{(step.shift.words or 'nothing moved').capitalize()}**{by}.")


def _chart(steps: list[Step], at: Step | None) -> alt.LayerChart | alt.FacetChart:
    names = [mood.capitalize() for mood in MOODS]
    ink = "#c9c7c2" if st.context.theme.type == "dark" else "#4a4a4a"
    legend = alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=400, symbolStrokeWidth=3)
    base = alt.Chart(alt.InlineData(values=_points(steps))).encode(
        x=alt.X("turn:Q", title="Turn", axis=alt.Axis(tickMinStep=1, format="d", grid=False)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 100])),
    )
    colour = alt.Color("mood:N", sort=names, legend=legend)
    dashed = alt.StrokeDash("mood:N", sort=names, scale=alt.Scale(domain=names, range=list(DASHES)), legend=legend)
    lines = base.mark_line(strokeWidth=2.5, interpolate="linear").encode(color=colour, strokeDash=dashed)
    tips = [alt.Tooltip(f"{name}:N") for name in ("turn", "said", "moved by", "did", "mood now")]
    dots = base.mark_circle(size=90, opacity=1).encode(color=colour, tooltip=tips)
    here = alt.Chart(alt.InlineData(values=[{"turn": at.turn}] if at else [])).mark_rule(
        color=ink, strokeWidth=1.5, strokeDash=[3, 3]
    )
    layered: alt.LayerChart | alt.FacetChart = alt.layer(here.encode(x="turn:Q"), lines, dots)
    layered.config = alt.Config(
        axis=alt.AxisConfig(labelColor=ink, titleColor=ink), legend=alt.LegendConfig(labelColor=ink)
    )
    return layered


def _points(steps: list[Step]) -> list[dict[str, Any]]:
    return [
        {
            "turn": step.turn,
            "mood": mood.capitalize(),
            "value": round(getattr(step.point.mood, mood)),
            "said": cut(step.words, TIP) or "–",
            "moved by": step.moved_by or "–",
            "did": step.shift.words or "nothing moved",
            "mood now": ", ".join(f"{name} {getattr(step.point.mood, name):.0f}" for name in MOODS),
        }
        for step in steps
        for mood in MOODS
    ]


def _rows(steps: list[Step]) -> dict[str, list[str]]:
    return {
        "Turn": [str(step.turn) for step in steps],
        **{mood.capitalize(): [f"{getattr(step.point.mood, mood):.0f}" for step in steps] for mood in MOODS},
        "Moved by": [plain(step.moved_by) or "–" for step in steps],
    }


def _in_words(view: CallView) -> str:
    first, last = view.state.curve[0].mood, view.state.curve[-1].mood
    parts = [f"{mood} from {getattr(first, mood):.0f} to {getattr(last, mood):.0f}" for mood in MOODS]
    return "The caller's mood over the call: " + ", ".join(parts) + ". The table below gives every turn."
