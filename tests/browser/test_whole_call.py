"""A whole call in a real browser: choose, greet, talk, reload, do something, end, read."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Start, Tab
from tests.browser.phone import GREETING, end, pick_up, say

pytestmark = pytest.mark.browser
ASKED = "What has it been like with the bills since Thomas died?"


def test_a_whole_call(start: Start, tab: Tab) -> None:
    page = tab(start().url)
    pick_up(page)
    heard = [say(page, GREETING), say(page, "I'm so sorry. May I take your full name and address?"), say(page, ASKED)]
    page.reload()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(6)
    for line in heard:
        expect(page.get_by_text(line, exact=True)).to_be_visible()
    page.get_by_role("button", name="Put a hold on collections").click()
    expect(page.get_by_role("button", name="Put a hold on collections (done)")).to_be_disabled()
    say(page, "I've put a hold on everything, and I'll ring you on Tuesday before noon.")
    end(page)
    expect(page.get_by_text("What worked", exact=True)).to_be_visible()
    strength = page.locator(".st-key-strength")
    assert any(word in strength.inner_text() for word in ("Tuesday", "bills", "sorry", "Sam"))
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
    page.get_by_role("link", name="My calls").click()
    expect(page.locator("[class*=st-key-row-]").get_by_text("Private").first).to_be_visible()


def test_a_call_at_phone_width(start: Start, tab: Tab) -> None:
    page = tab(start().url, width=390, height=844)
    pick_up(page)
    say(page, GREETING)
    expect(page.get_by_text("Your desk")).not_to_be_in_viewport()
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_text("Your desk")).to_be_in_viewport()
    expect(page.get_by_text("4471 8820 16")).to_be_visible()


def test_trying_a_moment_again(start: Start, tab: Tab) -> None:
    page = tab(start().url)
    pick_up(page)
    say(page, GREETING)
    say(page, "At least he had a long life. Account number?")
    end(page)
    page.get_by_role("button", name="Try that moment again").click()
    expect(page.get_by_text("You are trying again from turn")).to_be_visible()
    say(page, "I'm so sorry about Thomas. Take your time.")
