"""How the calls in a lead's filter came out: a line of figures, and the criteria from the weakest on."""

from collections.abc import Sequence

import streamlit as st

from simulator.cohorts.review import LATEST, Mean, Standing
from simulator.web.wording import plain


def show(standings: Sequence[Standing]) -> None:
    """Draw it for each rubric in use; nothing where nothing was graded."""
    if not standings:
        return
    latest = sum(one.calls for one in standings) >= LATEST
    st.markdown("  \n".join(f":material/monitoring: {_in_a_line(one, latest=latest)}" for one in standings))
    with st.expander("Every criterion, the weakest first", key="standings"):
        for one in standings:
            if len(standings) > 1:
                st.markdown(f"**{_name(one)}**")
            st.table(_rows(one), border="horizontal", hide_index=True)
        st.caption(
            "Averages of what was graded; a score that a person gave counts instead of the evaluator's. "
            "One call is a hint, several are a pattern, and hard callers lower scores."
        )


def _in_a_line(one: Standing, *, latest: bool) -> str:
    which = f"the latest {one.calls:,}" if latest else f"{one.calls:,}"
    parts = [f"{which} graded {'call' if one.calls == 1 else 'calls'}"]
    if one.overall is not None:
        parts.append(f"average **{one.overall:.1f}** of {one.rubric.scale.max}")
    if one.decided:
        parts.append(f"**{one.passed:,} of {one.decided:,}** passed")
    if one.criteria:
        weakest = one.criteria[0]
        parts.append(f"weakest: **{plain(weakest.criterion.name)}** ({weakest.mean:.1f})")
    return f"**{_name(one)}:** {' · '.join(parts)}"


def _name(one: Standing) -> str:
    return f"{plain(one.rubric.name)} {plain(one.rubric.version)}"


def _rows(one: Standing) -> dict[str, list[str]]:
    return {
        "Criterion": [_named(mean) for mean in one.criteria],
        "Average": [f"{mean.mean:.1f} of {one.rubric.scale.max}" for mean in one.criteria],
        "Calls": [f"{mean.calls:,}" for mean in one.criteria],
        "Below its minimum": ["–" if mean.criterion.minimum is None else f"{mean.missed:,}" for mean in one.criteria],
    }


def _named(mean: Mean) -> str:
    low = " (a low score is good)" if mean.criterion.better == "low" else ""
    return f"{plain(mean.criterion.name)}{low}"
