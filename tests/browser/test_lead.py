"""A lead at work in a real browser: a score is put over the evaluator's, and what is private stays hidden."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Start, Tab
from tests.browser.house import House
from tests.browser.phone import GREETING, end, look_as, pick_up, say, settled

pytestmark = pytest.mark.browser
REASON = "He asked what the bills had been like, and waited for the answer."


def test_a_lead_puts_a_score_over_the_evaluators_and_the_trainee_sees_both(start: Start, tab: Tab) -> None:
    page = tab(start().url)  # a newcomer: their first calls are private
    pick_up(page)
    say(page, GREETING)
    say(page, "At least he had a long life. Account number?")
    end(page)
    feedback = page.url
    page.get_by_role("link", name="My calls").click()
    row = page.locator(f".st-key-row-{feedback.rpartition('=')[2]}")
    expect(row).to_be_visible()
    settled(page)
    row.get_by_role("button", name="More").click()
    page.get_by_text("Share with leads").click()
    expect(row.get_by_text("Shared with leads")).to_be_visible()

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


def _form(page: Page, criterion: str) -> Locator:
    """The form for a person's score of a criterion, unfolded."""
    settled(page)
    fold = page.locator("[data-testid=stExpander]").filter(has=page.locator("summary", has_text=criterion)).first
    if fold.locator("details[open]").count() == 0:
        fold.locator("summary").first.click()
    return fold.locator("[data-testid=stForm]").first
