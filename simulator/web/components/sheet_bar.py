"""How a trainer's file stands, and what can be done with it: save, try, discard, download."""

from typing import Literal

import streamlit as st

from simulator.practice.checked import Checked
from simulator.practice.workshop import Opened
from simulator.web.editing import lint_badge

Wish = Literal["save", "try", "discard", "keep-over", "library"]


def show(opened: Opened, checked: Checked) -> Wish | None:
    """Draw the bar; what the trainer wants."""
    wish: Wish | None = None
    st.markdown(f"{_standing(opened)} {lint_badge(checked)}")
    with st.container(horizontal=True, gap="small", key="sheet-bar"):
        ready = opened.drafted and not checked.errors and not opened.stale
        why = _why(opened, checked)
        if st.button("Save", key="save", type="primary", icon=":material/save:", disabled=not ready, help=why):
            wish = "save"
        if opened.name.kind == "persona" and st.button(
            "Try it out", key="try", icon=":material/forum:", disabled=checked.model is None
        ):
            wish = "try"
        st.download_button(
            "Download", opened.text, opened.file, "application/yaml",
            key="download", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        if opened.drafted and st.button("Discard the draft", key="discard", icon=":material/delete:"):
            wish = "discard"
        if st.button("All files", key="to-library", type="tertiary", icon=":material/arrow_back:"):
            wish = "library"
    return _conflict(opened) or wish if opened.stale else wish


def _standing(opened: Opened) -> str:
    if opened.drafted:
        return ":blue-badge[:material/edit_note: Draft, not saved yet]"
    return ":gray-badge[:material/save: As it is saved]"


def _why(opened: Opened, checked: Checked) -> str:
    if not opened.drafted:
        return "Nothing was changed since it was saved."
    if checked.errors:
        return "What cannot be used cannot be saved. Your draft is kept meanwhile."
    if opened.stale:
        return "Decide first what holds: your draft, or the file as it is now."
    return "Trainees meet it from their next call. A call that was taken keeps the file as it was then."


def _conflict(opened: Opened) -> Wish | None:
    gone = "was taken away" if opened.saved is None else "was changed by somebody else"
    st.warning(
        f"The file {gone} after you began this draft. Nothing is overwritten before you decide. "
        "Below the text you see what your draft would change in it.",
        icon=":material/sync_problem:",
    )
    with st.container(horizontal=True, gap="small"):
        if st.button("Go on with my draft", key="keep-over", icon=":material/edit_note:"):
            return "keep-over"
        theirs = "Let it go" if opened.saved is None else "Take the file as it is now"
        if st.button(f"{theirs}, without my draft", key="take-theirs", icon=":material/description:"):
            return "discard"
    return None
