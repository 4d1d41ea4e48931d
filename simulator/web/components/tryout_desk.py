"""The desk of a try-out: everything an agent could do beside talking, and hold."""

import streamlit as st

from simulator.caller import State
from simulator.persona import Persona
from simulator.practice.tryout import Step
from simulator.web.wording import money, plain


def show(persona: Persona, state: State, *, ended: bool) -> Step | None:
    """Draw the buttons; what was done."""
    done: Step | None = None
    with st.expander("At the desk", icon=":material/desk:", key="tryout-desk"):
        for action in persona.desk.actions:
            amount: float | None = None
            if action.limit is not None:
                amount = st.number_input(
                    f"{plain(action.label)}: amount, up to {plain(money(action.limit))}",
                    key=f"try-amount-{action.id}", min_value=0.0, step=5.0, format="%.2f", disabled=ended,
                )  # fmt: skip
            if st.button(plain(action.label), key=f"try-act-{action.id}", width="stretch", disabled=ended):
                done = Step("action", action.id, amount)
        hold = ("Take off hold", "phone_in_talk") if state.on_hold else ("Put on hold", "phone_paused")
        if st.button(hold[0], key="try-hold", icon=f":material/{hold[1]}:", width="stretch", disabled=ended):
            done = Step("resume" if state.on_hold else "hold")
    return done
