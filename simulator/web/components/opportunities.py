"""Openings that the caller gave: what they showed or hinted at, and what the next words made of it."""

from typing import Final

import streamlit as st

from simulator.evaluator import Reading
from simulator.evaluator.reading import Opportunity, Outcome
from simulator.web.marking import kept_in_mind, to_turn

BADGES: Final[dict[Outcome, str]] = {
    "dismissed": ":red-badge[:material/block: Dismissed]",
    "missed": ":orange-badge[:material/trending_flat: Missed]",
    "taken": ":green-badge[:material/check: Taken]",
}
"""In the order in which they are read: what hurt comes first."""
LONGEST: Final = 160
"""Characters of a quotation."""


def show(reading: Reading) -> None:
    """Draw every opening with its answer, those that were dismissed or missed first."""
    every = reading.opportunities
    if not every:
        st.markdown("This caller showed no feeling in the call, so there was none to take up.")
        return
    counts = [(outcome, sum(one.outcome == outcome for one in every)) for outcome in ("taken", "missed", "dismissed")]
    st.markdown(
        "A feeling, a worry or something hard to say, shown or hinted at. "
        + ", ".join(f"**{count} {outcome}**" for outcome, count in counts if count)
        + "."
    )
    for outcome, badge in BADGES.items():
        for one in every:
            if one.outcome == outcome:
                words = kept_in_mind(one.cue.text.strip(), LONGEST)
                st.markdown(f"{badge} {to_turn(one.caller.turn.n)}: “{words}”  \n:gray[{_answer(one)}]")


def _answer(one: Opportunity) -> str:
    if one.agent is None:
        return "The call ended there."
    where = to_turn(one.agent.turn.n, f"turn {one.agent.turn.n}")
    words = one.by.text if one.by is not None and one.outcome != "missed" else one.agent.turn.text
    if not words.strip():
        return f"The answer, {where}, was silence."
    return f"The answer, {where}: “{kept_in_mind(words.strip(), LONGEST)}”"
