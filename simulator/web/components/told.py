"""What the caller told, what earned it, and what would have earned the rest; for after the call only."""

import streamlit as st

from simulator.practice import CallView
from simulator.practice.earning import advice
from simulator.web.marking import to_turn
from simulator.web.wording import plain


def show(view: CallView) -> None:
    """Draw the facts of this caller: those told in their order, then those kept back."""
    persona, state = view.persona, view.state
    earned = {one.fact: one for one in state.earned}
    things = "thing" if len(persona.facts) == 1 else "things"
    st.markdown(f"**{len(earned)} of {len(persona.facts)}** {things} that this caller does not tell everybody.")
    for one in sorted(state.earned, key=lambda told: told.turn):
        words = next((turn.text for turn in view.transcript.turns if turn.n == one.turn), "")
        by = f"  \n:gray[Asked for with] “{plain(one.asked.words)}” ({to_turn(one.asked.turn)})" if one.asked else ""
        st.markdown(f":green[:material/lock_open:] **Told**, {to_turn(one.turn)}: “{plain(words)}”{by}")
    for fact in persona.facts:
        if fact.id not in earned:
            st.markdown(f":material/lock: **Kept back.** {plain(advice(fact, state))}")
