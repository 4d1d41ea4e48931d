"""A trainer's file between the workshop and the screen: what was typed is kept, and how a file stands in words."""

from dataclasses import dataclass, replace
from difflib import unified_diff

from simulator.practice.checked import Checked
from simulator.practice.drafts import FileName
from simulator.practice.workshop import Opened
from simulator.web import services, state
from simulator.web.wording import plain

NOUNS = {"persona": "caller", "rubric": "rubric"}


@dataclass(frozen=True, slots=True)
class Trial:
    """A caller to be tried out."""

    file: str
    checked: Checked
    which: str
    """Which text it is, in words."""


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


def difference(opened: Opened) -> str:
    """What the draft changes, line by line; empty where nothing is saved or nothing differs."""
    if opened.saved is None or opened.saved == opened.text:
        return ""
    lines = unified_diff(opened.saved.splitlines(), opened.text.splitlines(), "saved", "draft", lineterm="", n=2)
    return "\n".join(lines)
