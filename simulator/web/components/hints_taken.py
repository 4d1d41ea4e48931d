"""The hints that were asked for in a call."""

import streamlit as st

from simulator.store import CallRecord
from simulator.web.marking import to_turn
from simulator.web.wording import plain


def show(call: CallRecord) -> None:
    """Name them; nothing where there was none."""
    if not call.hints:
        return
    count = len(call.hints)
    with st.expander(
        f"{count} {'hint' if count == 1 else 'hints'} taken", icon=":material/lightbulb:", key="hints-taken"
    ):
        st.caption("A hint costs no points. It is named so that you can see what you did without one.")
        st.markdown("\n".join(f"- After {_place(hint['turn'])}: {plain(hint['text'])}" for hint in call.hints))


def _place(turn: int) -> str:
    return to_turn(turn, f"turn {turn}") if turn else "the line opened"
