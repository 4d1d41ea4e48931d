"""Every page, light and dark: nothing that axe calls a violation, and no way in that needs a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Start, Tab
from tests.browser.phone import GREETING, end, say

pytestmark = pytest.mark.browser
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(page: Page) -> list[str]:
    """What axe finds on the page, as rule and element."""
    page.wait_for_timeout(700)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page(start: Start, tab: Tab, dark: bool) -> None:
    page = tab(start().url, dark=dark)
    expect(page.get_by_role("button", name="Meet Margaret Ellis")).to_be_visible()
    found = {"callers": violations(page)}
    page.get_by_role("button", name="Meet Margaret Ellis").click()
    expect(page.get_by_text("How it is judged")).to_be_visible()
    found["before"] = violations(page)
    page.get_by_role("button", name="Take this call").click()
    expect(page.get_by_text("The line is open")).to_be_visible()
    found["ringing"] = violations(page)
    say(page, GREETING)
    say(page, "At least he had a long life. Account number?")
    found["call"] = violations(page)
    end(page)
    expect(page.get_by_role("heading", name="To take away")).to_be_visible()
    found["feedback"] = violations(page)
    page.get_by_role("link", name="My calls").click()
    expect(page.get_by_role("heading", name="My calls")).to_be_visible()
    found["my calls"] = violations(page)
    assert {name: seen for name, seen in found.items() if seen} == {}


def test_a_call_by_keyboard_alone(start: Start, tab: Tab) -> None:
    page = tab(start().url)
    chosen = page.get_by_role("button", name="Meet Margaret Ellis")
    expect(chosen).to_be_visible()
    _tab_to(page, "Meet Margaret Ellis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take this call")).to_be_visible()
    _tab_to(page, "Take this call")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The line is open")).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.testid") == "stChatInputTextArea":
            break
    page.keyboard.type(GREETING)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.tagName === 'BUTTON' ? document.activeElement.innerText : ''"):
            return
    raise AssertionError(f"{name} cannot be reached with Tab")
