"""One caller that would be a good next one, and why."""

import streamlit as st

from simulator.persona import Persona
from simulator.practice.suggest import Suggestion
from simulator.web.components import face
from simulator.web.wording import plain


def show(persona: Persona, suggestion: Suggestion) -> bool:
    """Draw the suggestion as one line; True where it is taken up."""
    name, open_already = plain(persona.name), suggestion.call_id is not None
    title = "Still on the line" if open_already else "A good first call" if suggestion.first else "A good next call"
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key="suggested"):
        face.show(persona.id, persona.name, width=48)
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{title}: {name}**")
            st.markdown(plain(suggestion.reason))
        label, icon = ("Go on", "phone_in_talk") if open_already else (f"Meet {name}", "call")
        return st.button(label, key="meet-suggested", icon=f":material/{icon}:", type="primary")
