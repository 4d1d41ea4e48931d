"""A caller as a card: who, what it trains, how hard and how heavy it is, and how it went before."""

import streamlit as st

from simulator.persona import Persona
from simulator.web.components import face
from simulator.web.wording import plain, said_of


def show(persona: Persona, *, taken: str | None) -> bool:
    """Draw the card in its cell; True where this caller is chosen. `taken` is how the last call with it went."""
    with st.container(border=True, height="stretch", gap="small", key=f"card-{persona.id}"):
        with st.container(height="stretch", gap="small"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                face.show(persona.id, persona.name)
                with st.container(gap=None):
                    st.subheader(plain(persona.name), anchor=False)
                    st.caption(plain(said_of(persona.sector)))
            st.markdown(plain(persona.summary))
        traits(persona)
        st.caption(f":material/history: {plain(taken or 'Not taken yet')}")
        return st.button(
            f"Meet {plain(persona.name)}", key=f"meet-{persona.id}", icon=":material/call:", width="stretch"
        )


def traits(persona: Persona) -> None:
    """What it trains, difficulty and weight, in words."""
    with st.container(horizontal=True, gap="xsmall"):
        for criterion in persona.trains:
            st.badge(plain(said_of(criterion)), color="green")
    dots = "●" * persona.difficulty + "○" * (5 - persona.difficulty)
    note = f" · {plain(persona.content_note.rstrip('.'))}" if persona.content_note else ""
    st.caption(
        f"{dots} Difficulty {persona.difficulty} of 5  \n:material/spa: Emotional weight: {persona.intensity}{note}"
    )
