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
            with conversation.message(turn.speaker, view.persona):
                st.markdown(plain(turn.text) or "*(says nothing)*")
                felt = f" · {effect[turn.n]}" if effect.get(turn.n) else ""
                if turn.speaker == "agent":
                    st.markdown(f":small[:gray[Turn {turn.n}{felt}]] {badges(heard.get(turn.n, ()))}")
                else:
                    st.markdown(f":small[:gray[Turn {turn.n}{felt}]]")
    named = sorted({act for acts in heard.values() for act in acts})
    if named:
        with st.expander("What these words mean", icon=":material/menu_book:", key="meanings"):
            for act in named:
                st.markdown(f"**{said_of(act)}.** {plain(ACTS[act])}")
