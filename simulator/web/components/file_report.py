"""The problems of a trainer's file: where, what was found, how to mend it, and the line itself."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from simulator.errors import Problem
from simulator.practice.checked import Checked
from simulator.rubric import Rubric
from simulator.web.wording import with_code

MOST: Final = 40
"""Problems of one kind that are drawn; with more, these come first."""
QUOTED: Final = 160
"""Characters of a quoted line."""


def show(checked: Checked, text: str) -> int | None:
    """Draw errors apart from warnings, or say that there is nothing to mend; the line that is to be gone to."""
    _unjudged(checked)
    if not checked.problems:
        st.success("Nothing to mend. This file can be used as it is.", icon=":material/check_circle:")
        return None
    line: int | None = None
    if checked.errors:
        st.header("Cannot be used like this", anchor=False)
        st.caption("Each of these has to be mended before the file can be saved.")
        line = _quoted(checked.errors, text.splitlines())
    if checked.warnings:
        st.header("Unwise", anchor=False)
        st.caption("The file can be saved all the same. Look at each once.")
        line = _quoted(checked.warnings, text.splitlines()) or line
    return line


def _unjudged(checked: Checked) -> None:
    """Name the rules that only a model can judge: without one, no call fails on them."""
    if not isinstance(checked.model, Rubric):
        return
    alone = [critical.id for critical in checked.model.critical if not critical.check]
    if alone:
        st.info(
            f"Judged only where a model is connected: {', '.join(f'`{one}`' for one in alone)} in `critical`. Without "
            "a `check`, the sentence after `when` is read by the model alone. Where none is connected, no call fails "
            "on it, and trainees are told so before the call.",
            icon=":material/info:",
        )


def listed(problems: Sequence[Problem]) -> None:
    """Draw each problem with its place in one paragraph."""
    for problem in problems[:MOST]:
        st.markdown(f"{_mark(problem)} **Line {problem.line}, column {problem.column}.** {_worded(problem.message)}")
    _rest(problems)


def _quoted(problems: Sequence[Problem], lines: list[str]) -> int | None:
    line: int | None = None
    for number, problem in enumerate(problems[:MOST]):
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{_mark(problem)} **Line {problem.line}, column {problem.column}**", width="stretch")
                key = f"go-{problem.level}-{number}"
                if st.button("Go there", key=key, type="tertiary", help=f"Line {problem.line}"):
                    line = problem.line
            st.markdown(_worded(problem.message))
            if problem.line <= len(lines):
                st.code(f"{problem.line}  {lines[problem.line - 1][:QUOTED]}", language=None, wrap_lines=True)
    _rest(problems)
    return line


def _rest(problems: Sequence[Problem]) -> None:
    if len(problems) > MOST:
        st.caption(f"And {len(problems) - MOST} more; mend these first.")


def _mark(problem: Problem) -> str:
    return ":red[:material/error:]" if problem.level == "error" else ":orange[:material/warning:]"


def _worded(message: str) -> str:
    """The message as Markdown, in which only what stands in backticks is more than letters."""
    sentence = message[:1].upper() + message[1:]
    worded = with_code(sentence)
    return worded if sentence.endswith((".", "?", "!")) else f"{worded}."
