"""A whole call in a real browser: choose, greet, talk, reload, do something, pause, end, read; and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.audit import cut_off
from tests.browser.conftest import Tab
from tests.browser.house import House
from tests.browser.phone import GREETING, end, pick_up, say, settled, spoken, type_line

pytestmark = pytest.mark.browser
ASKED = "What has it been like with the bills since Thomas died?"
PHONE = (390, 844)


def test_a_whole_call(house: House, tab: Tab) -> None:
    page = tab(house.url("fresh"))
    pick_up(page)
    heard = [say(page, GREETING), say(page, "I'm so sorry. May I take your full name and address?"), say(page, ASKED)]
    page.reload()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(6)
    for line in heard:
        expect(spoken(page, line).first).to_be_visible()
    page.get_by_role("button", name="Put a hold on collections").click()
    expect(page.get_by_role("button", name="Put a hold on collections (done)")).to_be_disabled()
    say(page, "I've put a hold on everything, and I'll ring you on Tuesday before noon.")
    end(page)
    expect(page.get_by_text("What worked", exact=True)).to_be_visible()
    strength = page.locator(".st-key-strength")
    assert any(word in strength.inner_text() for word in ("Tuesday", "bills", "sorry", "Sam"))
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    page.get_by_role("link", name="My calls").click()
    expect(page.locator("[class*=st-key-row-]").get_by_text("Private").first).to_be_visible()


def test_a_whole_call_at_phone_width(house: House, tab: Tab) -> None:
    """The desk folds away and comes when it is called; nothing is cut on the way, and nothing is lost."""
    page = tab(house.url("fresh"), width=PHONE[0], height=PHONE[1], phone=True)
    expect(page.get_by_role("button", name="Meet Margaret Ellis")).to_be_attached()
    assert _cut(page) == []
    pick_up(page)
    heard = say(page, GREETING)
    expect(spoken(page, heard).first).to_be_in_viewport()
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_in_viewport()
    expect(page.get_by_text("Mr T Ellis").first).not_to_be_in_viewport()
    assert _cut(page) == []
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("button", name="Put a hold on collections")).to_be_in_viewport()
    page.get_by_role("button", name="Put a hold on collections").click()
    expect(page.get_by_role("button", name="Put a hold on collections (done)")).to_be_disabled()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    say(page, "I've put a hold on everything, and I'll ring you on Tuesday before noon.")
    end(page)
    expect(page.get_by_role("heading", name="To take away")).to_be_attached()
    assert _cut(page) == []


def test_a_pause_freezes_the_call_and_it_goes_on_where_it_was(house: House, tab: Tab) -> None:
    """The word does it as the button does; a reload comes back to the pause, and no turn is made of the word."""
    page = tab(house.url("fresh"))
    pick_up(page)
    heard = say(page, GREETING)
    type_line(page, "pause")
    expect(page.get_by_role("button", name="Carry on")).to_be_visible()
    settled(page)
    stood = page.get_by_text("The clock stands at").inner_text()
    page.reload()
    expect(page.get_by_role("button", name="Carry on")).to_be_visible()
    settled(page)
    expect(page.get_by_text("The clock stands at")).to_have_text(stood)
    expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
    page.get_by_role("button", name="Carry on").click()
    expect(spoken(page, heard).first).to_be_visible()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Carry on")).to_be_visible()


def test_taking_a_call_again_from_a_turn(house: House, tab: Tab) -> None:
    page = tab(house.url("fresh"))
    pick_up(page)
    say(page, GREETING)
    say(page, "At least he had a long life. Account number?")
    end(page)
    page.get_by_role("button", name="Take the call again from turn").first.click()
    expect(page.get_by_text("You are trying again from turn")).to_be_visible()
    say(page, "I'm so sorry about Thomas. Take your time.")


def _cut(page: Page) -> list[str]:
    return cut_off(page, width=PHONE[0], height=PHONE[1])
