"""Two ways to a new file: the template under an id, and an upload."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator.errors import SimulatorError
from simulator.web.editing import NOUNS
from simulator.web.wording import with_code
from simulator.yaml_source import Kind


@dataclass(frozen=True, slots=True)
class Start:
    """A file is to begin from the template."""

    file_id: str
    """An id, or a title that one is made of."""
    place: DeltaGenerator
    """Where to say why it cannot be done: beside what was typed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file was given."""

    file: str
    data: bytes
    place: DeltaGenerator
    """Likewise."""


def show(kind: Kind) -> Start | Upload | None:
    """Draw the ways; the one that was taken."""
    with st.container(horizontal=True, gap="small", key=f"new-{kind}"):
        with st.popover(f"Start a new {NOUNS[kind]}", icon=":material/add:", type="primary", key=f"start-{kind}"):
            started = _start(kind)
        with st.popover("Upload a file", icon=":material/upload_file:", key=f"upload-{kind}"):
            return _upload(kind) or started


def _start(kind: Kind) -> Start | None:
    st.markdown(
        "Begins from a template with a comment at every part. It is a draft until you save it, "
        "and no trainee meets it before."
    )
    with st.form(f"start-form-{kind}", border=False):
        file_id = st.text_input(
            "Its id",
            key=f"new-id-{kind}",
            placeholder="letter-from-the-council" if kind == "persona" else "our-values",
            help="Small letters, digits and single hyphens; a title is turned into one. The file is named after it.",
        )
        begun = st.form_submit_button("Start", key=f"begin-{kind}", icon=":material/edit:", type="primary")
    return Start(file_id, st.container()) if begun else None


def _upload(kind: Kind) -> Upload | None:
    given = st.file_uploader(f"A {NOUNS[kind]} as a YAML file", ["yaml", "yml"], key=f"given-{kind}", max_upload_size=1)
    st.caption("Whatever is wrong in it is shown at its line, so that you can mend it here.")
    if given is None:
        return None
    return Upload(given.name, given.getvalue(), st.container())


def in_the_way(way: Upload, kind: Kind, error: SimulatorError) -> bool:
    """Say that a draft is in the way of the upload; whether it is to be replaced."""
    with way.place:
        st.warning(f"{with_code(str(error))} Replacing it cannot be undone.", icon=":material/edit_note:")
        return st.button("Replace the draft", key=f"replace-{kind}", icon=":material/swap_horiz:")
