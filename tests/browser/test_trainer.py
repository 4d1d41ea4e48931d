"""A trainer at work in a real browser: a broken file is uploaded, mended on the sheet, saved, and tried out."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Start, Tab
from tests.browser.running import ROOT, Running

pytestmark = pytest.mark.browser
MO = "cheerful-routine"


def shelved(start: Start, tmp_path: Path) -> Running:
    """The app over a small library that may be written in."""
    (tmp_path / "personas").mkdir()
    shutil.copy(ROOT / "personas" / f"{MO}.yaml", tmp_path / "personas")
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    folders = {name: str(tmp_path / name) for name in ("personas", "rubrics")}
    return start(SIDETONE_PERSONAS_DIR=folders["personas"], SIDETONE_RUBRICS_DIR=folders["rubrics"])


def upload(page: Page, name: str, text: str) -> None:
    """Give a file to the library."""
    page.get_by_role("button", name="Upload a file").first.click()
    given = {"name": name, "mimeType": "application/yaml", "buffer": text.encode()}
    page.locator("input[type=file]").first.set_input_files([given])


def test_a_broken_upload_is_mended_on_the_sheet_and_saved(start: Start, tab: Tab, tmp_path: Path) -> None:
    app = shelved(start, tmp_path)
    good = (tmp_path / "personas" / f"{MO}.yaml").read_text("utf-8").replace(f"id: {MO}", "id: mo-two")
    page = tab(f"{app.url}/library")
    upload(page, "mo-two.yaml", good.replace("sector:", "sektor:"))
    expect(page.get_by_text("Cannot be used: 2 problems")).to_be_visible()
    sheet = page.get_by_label("mo-two.yaml, as YAML")
    number = good.splitlines().index("sector: utilities") + 1
    page.get_by_role("button", name="Go there").last.click()
    expect(sheet).to_be_focused()
    assert sheet.evaluate("box => box.selectionStart === box.selectionEnd")  # a stray key deletes nothing
    assert str(sheet.evaluate("box => box.value.slice(box.selectionStart)")).startswith("sektor: utilities")
    page.keyboard.press("Shift+End")
    page.keyboard.type("sector: utilities")
    expect(page.get_by_text("Nothing to mend")).to_be_visible()
    expect(page.get_by_text(f"Line {number}, column 1")).to_have_count(0)
    expect(sheet).to_be_focused()  # what is checked meanwhile takes nothing away from who writes
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("As it is saved")).to_be_visible()
    assert (tmp_path / "personas" / "mo-two.yaml").read_text("utf-8") == good
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_text("shows what a caller keeps to itself")).to_be_visible()


def test_what_was_typed_survives_a_reload_and_a_dead_server(start: Start, tab: Tab, tmp_path: Path) -> None:
    app = shelved(start, tmp_path)
    address = f"{app.url}/edit?file=persona/{MO}"
    page = tab(address)
    sheet = page.get_by_label(f"{MO}.yaml, as YAML")
    expect(sheet).to_have_value(saved(tmp_path))
    sheet.press("Control+Home")
    page.keyboard.type("# A remark that is not saved yet\n")
    expect(page.get_by_text("Draft, not saved yet")).to_be_visible()
    app.kill()
    app.start()
    later = tab(address)
    expect(later.get_by_text("Draft, not saved yet")).to_be_visible()
    typed = later.get_by_label(f"{MO}.yaml, as YAML").input_value()
    assert typed == "# A remark that is not saved yet\n" + saved(tmp_path)
    later.get_by_role("button", name="Discard the draft").click()
    later.get_by_role("button", name="Discard it").click()
    expect(later.get_by_label(f"{MO}.yaml, as YAML")).to_have_value(saved(tmp_path))
    expect(later.get_by_text("As it is saved")).to_be_visible()


def saved(tmp_path: Path) -> str:
    """What is saved."""
    return (tmp_path / "personas" / f"{MO}.yaml").read_text("utf-8")
