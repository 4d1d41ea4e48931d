"""A trainer's file between the workshop and the screen: what was typed is kept, and how a file stands in words."""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import streamlit as st

from simulator.practice.checked import Checked
from simulator.practice.drafts import FileName
from simulator.practice.workshop import Opened
from simulator.web import routes, services, state
from simulator.web.wording import plain

NOUNS = {"persona": "caller", "rubric": "rubric"}


@dataclass(frozen=True, slots=True)
class Trial:
    """A caller to be tried out."""

    file: str
    checked: Checked
    which: str
    """Which text it is, in words."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One place where a draft differs from what is saved."""

    line: int
    """Where it begins in the draft."""
    was: tuple[str, ...]
    now: tuple[str, ...]


def laid_open(name: FileName) -> Opened:
    """The file for its editor, laid on the sheet of this tab unless it lies there already."""
    opened = services.workshop().open(services.viewer(), name)
    state.lay(str(name), opened.text, opened.base, shown=opened.text == state.laid_text(str(name)))
    return opened


def keep(name: FileName, typed: str) -> None:
    """Keep what was typed in this tab as the viewer's draft. Raises FileProblems where it is too long."""
    base = state.laid_base(str(name))
    services.workshop().keep(services.viewer(), name, typed, base=base)
    state.lay(str(name), typed, base, shown=True)


def go_on(opened: Opened) -> None:
    """Go on without the draft: with the file, or with all files where there is none."""
    if opened.saved is None:
        routes.to_library()
    st.rerun()


def to_try(name: FileName) -> Trial:
    """What a try-out talks to: the viewer's draft where that can be used, else what is saved."""
    workshop = services.workshop()
    opened = workshop.open(services.viewer(), name)
    checked = workshop.check(opened)
    if not opened.drafted:
        return Trial(opened.file, checked, "You talk to what is saved")
    if checked.model is not None:
        return Trial(opened.file, checked, "You talk to your draft, as it is not saved yet")
    saved = workshop.check(replace(opened, text=opened.saved)) if opened.saved is not None else checked
    if saved.model is None:
        return Trial(opened.file, checked, "Your draft cannot be used yet")
    return Trial(opened.file, saved, "You talk to what is saved, because your draft cannot be used yet")


def title_of(opened: Opened, checked: Checked) -> str:
    """What the editor calls the file, as Markdown."""
    return f"Edit {plain(checked.model.name if checked.model is not None else opened.file)}"


def lint_badge(checked: Checked) -> str:
    """How a file stands, as a badge in words."""
    errors, warnings = len(checked.errors), len(checked.warnings)
    if errors:
        return f":red-badge[:material/error: Cannot be used: {errors} {'problem' if errors == 1 else 'problems'}]"
    if warnings:
        return f":orange-badge[:material/warning: {warnings} {'thing' if warnings == 1 else 'things'} unwise]"
    return ":green-badge[:material/check_circle: Fine]"


def difference(opened: Opened) -> list[Changed]:
    """What the draft changes, place by place; empty where nothing is saved or nothing differs."""
    if opened.saved is None or opened.saved == opened.text:
        return []
    was, now = opened.saved.splitlines(), opened.text.splitlines()
    return [
        Changed(to + 1, tuple(was[start:end]), tuple(now[to:until]))
        for what, start, end, to, until in SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        if what != "equal"
    ]
