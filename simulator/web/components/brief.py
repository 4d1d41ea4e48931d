"""The brief before a call: why they ring, how they seem, and what the screen and earlier contacts say."""

import re
from typing import Final

import streamlit as st

from simulator.persona import Persona
from simulator.web.components import earlier
from simulator.web.impressions import impression
from simulator.web.wording import money, plain, said_of

LOCKED: Final = re.compile(r"identity check", re.IGNORECASE)
"""What the desk shows only once it is known who is calling has no place in a brief."""


def show(persona: Persona) -> None:
    """Draw what an agent can know beforehand; the desk holds nothing that gives a fact away, nor does this."""
    st.header("What you know beforehand", anchor=False)
    st.markdown(f"**How they seem.** {impression(persona.mood.start)} What you say and do changes that.")
    account = {name: _shown(value) for name, value in persona.desk.account.items()}
    rows = {plain(said_of(name)): plain(value) for name, value in account.items() if not LOCKED.search(value)}
    with st.grid(2, min_column_width=300, gap="medium"):
        if persona.desk.earlier:
            with st.container(gap="small"):
                st.markdown("**What happened before**")
                earlier.show(persona.desk.earlier)
        if rows:
            with st.container(gap="small"):
                st.markdown("**On the screen**")
                st.table(rows, border="horizontal", hide_header=True)
    if not persona.desk.earlier:
        st.caption("There is no note of an earlier contact.")


def _shown(value: str | float) -> str:
    """A value of the account as the desk would show it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return money(value) if isinstance(value, float) else str(value)
