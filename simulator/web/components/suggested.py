"""One caller that would be a good next one, and why."""

import streamlit as st

from simulator.persona import Persona
from simulator.web.components import face
from simulator.web.wording import plain


def show(persona: Persona, *, reason: str, open_already: bool) -> bool:
    """Draw the suggestion as one line; True where it is taken up. `open_already` says that this call can go on."""
    name = plain(persona.name)
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key="suggested"):
        face.show(persona.id, persona.name, width=48)
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{'Still on the line' if open_already else 'A good next call'}: {name}**")
            st.markdown(plain(reason))
        label, icon = ("Go on", "phone_in_talk") if open_already else (f"Meet {name}", "call")
        return st.button(label, key="meet-suggested", icon=f":material/{icon}:", type="primary")
