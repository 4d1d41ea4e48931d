"""What steers a try-out: its seed, a step back, a new start, and the way to the text."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st


@dataclass(frozen=True, slots=True)
class Wish:
    """How the try-out is to go on."""

    seed: int
    do: Literal["back", "again", "edit", "library"] | None


def show(*, steps: int) -> Wish:
    """Draw the bar; `steps` is how many were taken."""
    do: Literal["back", "again", "edit", "library"] | None = None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="tryout-bar"):
        seed = st.number_input(
            "Seed", key="tryout-seed", min_value=0, max_value=2**31 - 1, value=7, width=150,
            help="The same seed and the same words give the same call. Change it to hear other lines.",
        )  # fmt: skip
        if st.button("Step back", key="step-back", icon=":material/undo:", disabled=not steps):
            do = "back"
        if st.button("Start again", key="start-again", icon=":material/restart_alt:", disabled=not steps):
            do = "again"
        if st.button("Edit the text", key="to-edit", icon=":material/edit:"):
            do = "edit"
        if st.button("All files", key="to-library", type="tertiary", icon=":material/arrow_back:"):
            do = "library"
    return Wish(int(seed), do)
