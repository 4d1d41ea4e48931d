"""The sheet on which a trainer's file is written, with numbered lines, and what a draft changes under a fold."""

import functools
from importlib.resources import files
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from simulator.practice.checked import Checked
from simulator.practice.workshop import Opened
from simulator.web import state
from simulator.web.editing import Changed, difference

NAME: Final = "sidetone_sheet"
MARKUP: Final = (
    '<div class="sheet"><div class="gutter" aria-hidden="true"></div>'
    '<textarea spellcheck="false" autocapitalize="off" autocomplete="off" '
    'aria-label="The file, as YAML"></textarea><div class="ruler" aria-hidden="true"></div></div>'
)
MOST_CHANGES: Final = 30
"""Places that are drawn of a draft that changes more."""
MOST: Final = 180_000
"""Characters; more than any file needs, and less than reading refuses."""


def show(opened: Opened, checked: Checked) -> str | None:
    """Draw the sheet; what was typed on it, where that is something new."""
    file = str(opened.name)
    st.caption(f"{opened.file} · checked as you write, and kept as your draft")
    answer = _sheet()(
        key=state.sheet_key(file),
        data={
            "text": opened.text,
            "stamp": state.laid_stamp(file),
            "label": f"{opened.file}, as YAML",
            "most": MOST,
            "marks": {str(one.line): one.level for one in (*checked.warnings, *checked.errors)},
            "go": state.going_to(file),
        },
        on_typed_change=_taken,
    )
    state.drop_sheet(file)
    changed = difference(opened)
    if changed:
        with st.expander("What your draft changes", icon=":material/difference:", key="difference"):
            for one in changed[:MOST_CHANGES]:
                _changed(one)
            if len(changed) > MOST_CHANGES:
                st.caption(f"And {len(changed) - MOST_CHANGES} more places further down.")
    words = answer.typed
    if words is None or words["stamp"] != state.laid_stamp(file) or words["text"] == opened.text:
        return None
    return str(words["text"])


def _changed(one: Changed) -> None:
    st.markdown(f":small[**Line {one.line}**]")
    for word, lines in (("was", one.was), ("now", one.now)):
        shown = "\n".join(f"{word}  {line}" for line in lines) or f"{word}  (nothing)"
        st.code(shown, language=None, wrap_lines=True)


def _taken() -> None:
    """Nothing is to be done before the run that follows."""


@functools.cache
def _sheet() -> ComponentRenderer:
    here = files("simulator.web.components")
    return st.components.v2.component(
        NAME,
        html=MARKUP,
        css=here.joinpath("sheet.css").read_text("utf-8"),
        js=here.joinpath("sheet.js").read_text("utf-8"),
    )
