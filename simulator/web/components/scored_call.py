"""A call as whoever is to score it reads it: the words, the desk, what was done. No mood, no marks, no grade."""

from typing import Final

import streamlit as st

from simulator.persona import Persona
from simulator.transcript import Transcript
from simulator.web import devices
from simulator.web.components import conversation, earlier
from simulator.web.wording import money, plain, said_of

HEIGHT: Final = 680
"""Pixels of the transcript beside the sheet; on a phone it is as long as it is."""


def show(transcript: Transcript, persona: Persona) -> None:
    """Draw the situation, the desk under a fold, and every turn with what was done after it."""
    st.markdown(plain(persona.summary))
    with st.container(border=True, height="content" if devices.phone() else HEIGHT, gap="xxsmall", key="scored-call"):
        _desk(persona)  # in here, the keyboard has something to stop at, and so can scroll
        _events(transcript, persona, 0)
        for turn in transcript.turns:
            conversation.said(turn, persona, numbered=True)
            _events(transcript, persona, turn.n)


def _events(transcript: Transcript, persona: Persona, turn: int) -> None:
    for words in conversation.events(transcript, persona, turn):
        st.caption(words, text_alignment="center")


def _desk(persona: Persona) -> None:
    desk = persona.desk
    with st.expander("What the agent had on the desk", icon=":material/badge:", key="scored-desk"):
        if persona.verify is not None:
            st.markdown(f"**To be checked first:** {plain(', '.join(persona.verify.needs))}.")
        if desk.account:
            entries = {said_of(name): plain(str(value)) for name, value in desk.account.items()}
            st.table(entries, border="horizontal", hide_header=True)
        if desk.earlier:
            st.markdown("**Earlier contacts**")
            earlier.show(desk.earlier)
        limits = {one.id: f" (up to {plain(money(one.limit))})" if one.limit else "" for one in desk.actions}
        could = [f"{plain(one.label)}{limits[one.id]}" for one in desk.actions]
        if could:
            st.markdown(f"**Could do:** {', '.join(could)}.")
        for wording in desk.must_say:
            st.markdown(f"**Had to be said:** “{plain(wording.text)}”")
