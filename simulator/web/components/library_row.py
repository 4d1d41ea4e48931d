"""One of the trainers' files, as a line of a list: what it is, how it stands, and what can be done with it."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator.persona import Persona
from simulator.practice.workshop import Row
from simulator.rubric import Rubric
from simulator.web.components import face, file_report
from simulator.web.editing import lint_badge
from simulator.web.wording import plain, said_of

SHOWN = 5
"""Problems of a broken file that the list tells; the editor tells them all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done with a file."""

    do: Literal["edit", "try", "clone"]
    new_id: str = ""
    """The id of the copy, or a title that one is made of."""
    place: DeltaGenerator | None = None
    """Where to say why it cannot be done."""


def show(row: Row) -> Wish | None:
    """Draw the file; what the trainer wants to do with it."""
    model, key = row.checked.model, f"{row.name.kind}-{row.name.id}"
    with st.container(border=True, gap="small", key=f"file-{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            if row.name.kind == "persona":
                face.show(row.name.id, model.name if model is not None else row.name.id, width=44)
            with st.container(gap=None, width="stretch"):
                st.markdown(f"**{plain(row.title)}**")
                st.caption(_about(row))
                if model is not None:
                    st.markdown(f":small[:gray[{plain(model.reference)}]]")
            with st.container(gap="xxsmall", width=230):
                st.markdown(lint_badge(row.checked))
                if row.drafted:
                    st.markdown(f":blue-badge[:material/edit_note: {_draft(row)}]")
            wish = _buttons(row, key)
        if row.checked.errors:
            with st.expander("What is wrong", key=f"wrong-{key}"):
                file_report.listed(row.checked.errors[:SHOWN])
                if len(row.checked.errors) > SHOWN:
                    st.caption(f"And {len(row.checked.errors) - SHOWN} more. Edit the file to see them all.")
    return wish


def _about(row: Row) -> str:
    match row.checked.model:
        case Persona() as persona:
            trains = ", ".join(said_of(one).lower() for one in persona.trains)
            return plain(f"Trains {trains}" if trains else "Says nothing of what it trains")
        case Rubric() as rubric:
            mark = f", pass mark {rubric.pass_.overall:g}" if rubric.pass_.overall is not None else ""
            return plain(f"{len(rubric.criteria)} {'criterion' if len(rubric.criteria) == 1 else 'criteria'}{mark}")
    return "No trainee meets it before it is mended" if row.saved else plain(row.file)


def _draft(row: Row) -> str:
    return "Has a draft, not saved yet" if row.saved else "Draft, not saved yet"


def _buttons(row: Row, key: str) -> Wish | None:
    wish: Wish | None = None
    with st.container(horizontal=True, width=245 if row.name.kind == "persona" else 155, gap="small"):
        if st.button("Edit", key=f"edit-{key}", icon=":material/edit:", disabled=row.text is None):
            wish = Wish("edit")
        if row.name.kind == "persona" and st.button(
            "Try", key=f"try-{key}", icon=":material/forum:", disabled=row.checked.model is None
        ):
            wish = Wish("try")
        with st.popover("", icon=":material/more_vert:", key=f"more-{key}", help="More for this file"):
            wish = _more(row, key) or wish
    return wish


def _more(row: Row, key: str) -> Wish | None:
    if row.text is None:
        st.caption("This file is no text. Save it again as UTF-8, outside of here.")
        return None
    st.download_button(
        "Download", row.text, row.file, "application/yaml",
        key=f"download-{key}", icon=":material/download:", on_click="ignore", width="stretch",
    )  # fmt: skip
    with st.form(f"clone-{key}", border=False):
        new_id = st.text_input("Id of the copy", key=f"copy-id-{key}", placeholder=f"{row.name.id}-2")
        if st.form_submit_button("Make a copy", key=f"copy-{key}", icon=":material/content_copy:", width="stretch"):
            return Wish("clone", new_id, st.container())
    return None
