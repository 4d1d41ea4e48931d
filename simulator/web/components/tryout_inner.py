"""Where a tried-out caller stands now: the mood in numbers, and each thing kept back with what it waits for."""

from typing import Final

import streamlit as st

from simulator.persona import Fact, Persona
from simulator.practice.tryout import Tryout, standing_of
from simulator.web import inner
from simulator.web.wording import plain

STANDS: Final = {
    "locked": ":gray-badge[:material/lock: Locked]",
    "unlocked": ":blue-badge[:material/lock_open: Unlocked, not told yet]",
    "earned": ":green-badge[:material/check_circle: Told]",
}
MET: Final = ":green[:material/check:]"
OPEN: Final = ":material/radio_button_unchecked:"


def show(played: Tryout, persona: Persona) -> None:
    """Draw the mood and the facts."""
    state = played.state
    st.header("Mood now", anchor=False)
    for name in inner.MOODS:
        value = round(getattr(state.mood, name))
        band = f" · {state.mood.band}" if name == "trust" else ""
        st.progress(value, text=f"{name.capitalize()} {value} of 100{band}")
    limit = persona.ends.hangs_up.anger
    st.caption(f"They hang up at an anger of {limit}. Closed below a trust of 40, open from 60.")
    st.header("What they keep back", anchor=False)
    if not persona.facts:
        st.caption("Nothing: this caller has no `facts`.")
    for fact in persona.facts:
        _fact(fact, played)


def _fact(fact: Fact, played: Tryout) -> None:
    stands = standing_of(fact, played.state)
    with st.container(border=True, gap="xsmall", key=f"fact-{fact.id}"):
        st.markdown(f"**{plain(fact.id)}** :small[worth {fact.worth}] {STANDS[stands]}")
        if stands == "earned":
            told = next(moment for moment in played.moments if fact.id in moment.earned)
            st.markdown(f":small[“{plain(told.reply or '')}”]")
        elif stands == "unlocked":
            st.markdown(":small[It comes with the next question about it, or by itself when there is room.]")
        else:
            waits = inner.needs(fact, played.state) or [(True, "nothing: it may be told from the first turn")]
            st.markdown("  \n".join(f"{MET if met else OPEN} :small[{words}]" for met, words in waits))
