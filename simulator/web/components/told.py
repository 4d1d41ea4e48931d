"""What the caller told, what earned it, and what would have earned the rest; for after the call only."""

import streamlit as st

from simulator.practice import CallView
from simulator.web.earning import advice
from simulator.web.wording import plain


def show(view: CallView) -> None:
    """Draw the facts of this caller."""
    persona, state = view.persona, view.state
    earned = {one.fact: one for one in state.earned}
    st.caption(f"{len(earned)} of the {len(persona.facts)} things that this caller does not tell everybody.")
    for fact in persona.facts:
        one = earned.get(fact.id)
        if one is None:
            st.markdown(f":material/lock: **Kept back.** {plain(advice(fact, state))}")
            continue
        words = next((turn.text for turn in view.transcript.turns if turn.n == one.turn), fact.say[0])
        asked = f" You had asked: “{plain(one.asked.words)}” (turn {one.asked.turn})" if one.asked else ""
        st.markdown(f":green[:material/lock_open:] **Told at turn {one.turn}.** “{plain(words)}”{asked}")
