"""The whole call again, each agent turn marked with what it does and what it did."""

import streamlit as st

from simulator.evaluator import Reading
from simulator.practice import CallView
from simulator.practice.marks import felt
from simulator.terms import ACTS, said_of
from simulator.web.components import conversation
from simulator.web.marking import LEGEND, badges, turn_heading
from simulator.web.wording import plain


def show(view: CallView, reading: Reading) -> None:
    """Draw the marked transcript with its legend; every turn has a heading that links lead to."""
    st.markdown(LEGEND)
    heard = {one.turn.n: [act.act for act in one.acts] for one in reading.agent}
    effect = {turn: plain(words) for turn, words in felt(view.state.curve, view.persona).items()}
    with st.container(border=True, gap=None, key="marked"):
        for turn in view.transcript.turns:
            mine = turn.speaker == "agent"
            moved = f":small[They felt it: {effect[turn.n]}.]" if mine and effect.get(turn.n) else ""
            marks = badges(heard.get(turn.n, []))
            under = f"\n\n{marks} {moved}" if marks or moved else ""
            with conversation.message(turn.speaker, view.persona):
                st.markdown(f"{turn_heading(turn.n)}\n\n{plain(turn.text) or '*(says nothing)*'}{under}")
                if turn.status == "interrupted":
                    st.caption("The line broke off here.")
            conversation.happened(view, turn.n)
            if not mine and effect.get(turn.n):  # what was told was hard to tell, or something was done for them
                st.caption(effect[turn.n][:1].upper() + effect[turn.n][1:], text_alignment="center")
    named = sorted({act for acts in heard.values() for act in acts})
    if named:
        with st.expander("What these words mean", icon=":material/menu_book:", key="meanings"):
            st.markdown("\n".join(f"- **{said_of(act)}.** {plain(ACTS[act])}" for act in named))
