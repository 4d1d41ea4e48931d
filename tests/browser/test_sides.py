"""The other sides of the house: a lead puts a score over the evaluator's, a trainer mends a file that is broken."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench._booth import ROOT, WIDOW, shelf_with_a_broken_file
from tests.browser.conftest import Start, Tab
from tests.browser.house import House
from tests.browser.phone import GREETING, end, look_as, pick_up, say

pytestmark = pytest.mark.browser
REASON = "He asked what the bills had been like, and waited for the answer."
UPLOADED = "a-second-widow"


def test_a_lead_puts_a_score_over_the_evaluators_and_the_trainee_sees_both(house: House, tab: Tab) -> None:
    page = tab(house.url("fresh"))
    pick_up(page)
    say(page, GREETING)
    say(page, "At least he had a long life. Account number?")
    end(page)
    feedback = page.url
    page.get_by_role("link", name="My calls").click()
    page.locator("[class*=st-key-row-]").first.get_by_role("button", name="More").click()
    page.get_by_text("Share with leads").click()
    expect(page.get_by_text("Shared with leads").first).to_be_visible()

    look_as(page, "lead")
    page.get_by_role("link", name="Margaret Ellis").first.click()
    expect(page.get_by_role("heading", name="Scores", exact=True)).to_be_visible()
    form = _form(page, "Probing")
    form.get_by_role("spinbutton").fill("4.5")
    form.get_by_role("textbox", name="Why").fill("Good.")
    form.get_by_role("button", name="Save this score").click()
    expect(_form(page, "Probing").get_by_text("Say why")).to_be_visible()
    _form(page, "Probing").get_by_role("textbox", name="Why").fill(REASON)
    _form(page, "Probing").get_by_role("button", name="Save this score").click()
    expect(page.get_by_role("heading", name="Scores by people")).to_be_visible()

    page.goto(feedback)
    expect(page.get_by_role("heading", name="Your call with")).to_be_visible()
    expect(page.get_by_text(REASON).first).to_be_attached()


def test_a_private_call_stays_hidden_from_a_lead_who_types_its_address(house: House, tab: Tab) -> None:
    page = tab(f"{house.url('full')}/reviewed?call={house.calls.graded}")
    expect(page.get_by_text("private").first).to_be_visible()
    expect(page.get_by_text("At least it's only paperwork")).to_have_count(0)


def test_a_trainer_uploads_a_broken_file_and_saves_it_once_it_is_mended(start: Start, tab: Tab, tmp_path: Path) -> None:
    personas = shelf_with_a_broken_file(tmp_path)
    page = tab(start(SIDETONE_PERSONAS_DIR=str(personas)).url)
    look_as(page, "trainer")
    expect(page.get_by_text("left-on-read").first).to_be_visible()
    sound = (ROOT / "personas" / f"{WIDOW}.yaml").read_text(encoding="utf-8").replace(f"id: {WIDOW}", f"id: {UPLOADED}")
    sound = sound.replace("name: Margaret Ellis", "name: Joan Ellis")
    line = next(number for number, text in enumerate(sound.splitlines(), start=1) if text.startswith("difficulty: "))
    broken = sound.replace(sound.splitlines()[line - 1], "difficulty: nine")
    page.get_by_role("button", name="Upload a file").first.click()
    page.locator("input[type=file]").first.set_input_files(
        {"name": f"{UPLOADED}.yaml", "mimeType": "application/yaml", "buffer": broken.encode()}
    )
    expect(page.get_by_text(f"Line {line}, column")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    assert not (personas / f"{UPLOADED}.yaml").exists()

    page.get_by_role("textbox", name=f"{UPLOADED}.yaml, as YAML").fill(sound)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_enabled()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("As it is saved")).to_be_visible()
    assert (personas / f"{UPLOADED}.yaml").read_text(encoding="utf-8") == sound
    look_as(page, "trainee", now="trainer")
    expect(page.get_by_role("button", name="Meet Joan Ellis")).to_be_visible()


def _form(page: Page, criterion: str):
    """The form for a person's score of a criterion, unfolded."""
    fold = page.locator("[data-testid=stExpander]").filter(has=page.locator("summary", has_text=criterion)).first
    if fold.locator("details[open]").count() == 0:
        fold.locator("summary").first.click()
    return fold.locator("[data-testid=stForm]").first
