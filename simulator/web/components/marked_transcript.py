"""The whole call again, each agent turn marked with what it does and what it did."""

import streamlit as st

from simulator.evaluator import read
from simulator.practice import CallView
from simulator.terms import ACTS
from simulator.web.components import conversation
from simulator.web.marking import LEGEND, badges, effects
from simulator.web.wording import plain, said_of


def show(view: CallView) -> None:
    """Draw the marked transcript with its legend."""
    st.markdown(LEGEND)
    heard = {one.turn.n: [act.act for act in one.acts] for one in read(view.transcript).agent}
    effect = effects(view.state.curve)
    with st.container(border=True, gap=None, key="marked"):
        for turn in view.transcript.turns:
            felt = f" · {effect[turn.n]}" if effect.get(turn.n) else ""
            marks = badges(heard[turn.n]) if turn.n in heard else ""
            with conversation.message(turn.speaker, view.persona):
                st.markdown(f"{plain(turn.text) or '*(says nothing)*'}\n\n:small[:gray[Turn {turn.n}{felt}]] {marks}")
            conversation.happened(view, turn.n)
    named = sorted({act for acts in heard.values() for act in acts})
    if named:
        with st.expander("What these words mean", icon=":material/menu_book:", key="meanings"):
            for act in named:
                st.markdown(f"**{said_of(act)}.** {plain(ACTS[act])}")
