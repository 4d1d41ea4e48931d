"""Settings for one call, for those who want them: rubric, difficulty, seed, and who plays the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator.rubric import Rubric

USUAL: Final = "compassionate-call"
DIFFICULTIES: Final = {-1: "Gentler", 0: "As written", 1: "Harder"}
HIGHEST_SEED: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class CallSettings:
    """How a call is to be set up."""

    rubric: str
    """Its id."""
    difficulty: int
    """-1, 0 or 1."""
    seed: int | None
    """None draws one."""
    embedded: bool
    """Whether the built-in caller is wanted although a model is there."""


def show(rubrics: Sequence[Rubric], *, model: str | None) -> CallSettings:
    """Draw the settings under a fold; the usual ones where nothing is touched. `model` may play, where it is named."""
    names = {rubric.id: rubric.name for rubric in rubrics}
    usual = list(names).index(USUAL) if USUAL in names else 0
    with st.expander("Settings for this call", icon=":material/tune:", key="call-settings"):
        rubric = st.selectbox("Rubric", list(names), index=usual, format_func=names.__getitem__, key="call-rubric")
        difficulty = st.segmented_control(
            "Difficulty",
            list(DIFFICULTIES),
            default=0,
            required=True,
            format_func=DIFFICULTIES.__getitem__,
            key="call-difficulty",
        )
        st.caption(
            "Gentler callers begin with more trust and bear more; harder ones with less. Their story is the same."
        )
        seed = st.number_input(
            "Seed",
            min_value=0,
            max_value=HIGHEST_SEED,
            value=None,
            step=1,
            placeholder="Drawn by chance",
            key="call-seed",
            help="The same seed and the same words give the same call again with the built-in caller.",
        )
        embedded = model is not None and _built_in(model)
    return CallSettings(rubric or USUAL, int(difficulty or 0), None if seed is None else int(seed), embedded)


def _built_in(model: str) -> bool:
    voices = {False: f"The model {model}", True: "The built-in caller"}
    chosen = st.radio(
        "Who plays the caller",
        list(voices),
        format_func=voices.__getitem__,
        key="call-caller",
        help="The built-in caller stays on this machine. Where a model grades, it still gets the transcript.",
    )
    return bool(chosen)
