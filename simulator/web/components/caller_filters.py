"""What somebody looks for among the callers: words in a box, and the rest behind one button."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import streamlit as st

from simulator.persona import Persona
from simulator.web.finding import Wanted
from simulator.web.wording import said_of

WEIGHTS: Final = ("low", "medium", "high")


def show(personas: Sequence[Persona]) -> Wanted:
    """Draw the search in one row; what is looked for. It lasts as long as the tab; keys are those of state.FINDING."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="find-callers"):
        text = st.text_input(
            "Search callers",
            key="find-text",
            type="search",
            placeholder="Name, story or sector",
            icon=":material/search:",
            label_visibility="collapsed",
            live=True,  # a pause of our own would be read by pandas, half a second on the first page
            width=235,
            persist_state="session",
        )
        with st.popover("Filter", icon=":material/tune:", key="filters"):
            return _filters(personas, text or "")


def _filters(personas: Sequence[Persona], text: str) -> Wanted:
    trains = _several("What it trains", _all(one for persona in personas for one in persona.trains), "find-trains")
    sectors = _several("Sector", _all(persona.sector for persona in personas), "find-sectors")
    weights = _several("Emotional weight", WEIGHTS, "find-weights")
    difficulties = _several("Difficulty", _all(persona.difficulty for persona in personas), "find-difficulties")
    taken = st.pills("Taken before", ["No", "Yes"], key="find-taken", persist_state="session")
    return Wanted(text, trains, sectors, weights, difficulties, None if taken is None else taken == "Yes")


def _several(label: str, options: Sequence[Any], key: str) -> tuple[Any, ...]:
    chosen = st.pills(
        label,
        options,
        selection_mode="multi",
        format_func=_shown,
        key=key,
        persist_state="session",
    )
    return tuple(chosen)


def _shown(option: str | int) -> str:
    return str(option) if isinstance(option, int) else said_of(option)


def _all(values: Iterable[Any]) -> list[Any]:
    return sorted(set(values))
