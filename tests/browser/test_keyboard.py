"""A whole call by keyboard alone, from the first page to the finished feedback, with the focus seen all the way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab
from tests.browser.house import House
from tests.browser.keyboard import Keyboard
from tests.browser.phone import GREETING

pytestmark = pytest.mark.browser


def test_a_whole_call_by_keyboard_alone(house: House, tab: Tab) -> None:
    page = tab(house.url("fresh"), still=True)
    keys = Keyboard(page)
    expect(page.get_by_role("button", name="Meet Margaret Ellis")).to_be_visible()
    keys.use("Meet Margaret Ellis")
    expect(page.get_by_role("button", name="Take this call")).to_be_visible()
    keys.use("Take this call")
    expect(page.get_by_placeholder("Greet your caller")).to_be_visible()
    keys.to("Greet your caller")
    _talk(page, keys)
    _use_the_line(page, keys)
    _use_the_desk(page, keys)
    _end(page, keys)
    _read_and_try_again(page, keys)
    assert keys.unseen == []


def _talk(page: Page, keys: Keyboard) -> None:
    """Two turns; after each reply the box has the focus again, and nothing has to be looked for."""
    for turns, text in ((2, GREETING), (4, "At least he had a long life. May I take your full name and address?")):
        keys.say(text)
        expect(page.get_by_test_id("stChatMessage")).to_have_count(turns)
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()
        expect(page.get_by_placeholder("Say something")).to_be_focused()


def _use_the_line(page: Page, keys: Keyboard) -> None:
    """Hold and resume, pause and carry on, and a hint from behind a fold."""
    keys.use("Hold", back=True)
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    keys.use("Resume")
    expect(page.get_by_role("button", name="Hold")).to_be_visible()
    keys.use("Pause")
    expect(page.get_by_role("button", name="Carry on")).to_be_visible()
    keys.use("Carry on")
    expect(page.get_by_placeholder("Say something")).to_be_visible()
    keys.use("Help")
    keys.use("Give me a hint")
    expect(page.get_by_text("1 hint so far").first).to_be_attached()
    keys.press("Escape")


def _use_the_desk(page: Page, keys: Keyboard) -> None:
    keys.use("Put a hold on collections")
    expect(page.get_by_role("button", name="Put a hold on collections (done)")).to_be_disabled()


def _end(page: Page, keys: Keyboard) -> None:
    """The way to end opens, another reason is chosen with an arrow, and the feedback follows."""
    keys.use("End call")
    keys.to("We were finished")
    keys.press("ArrowDown")
    keys.use("End and read feedback")
    expect(page.get_by_role("heading", name="Your call with")).to_be_visible()


def _read_and_try_again(page: Page, keys: Keyboard) -> None:
    """A better line is tried in place, a turn of the mood curve is looked at, and the end of the page is reached."""
    expect(page.get_by_role("heading", name="To take away")).to_be_visible()
    keys.to("What would you say instead?")
    page.keyboard.type("Forty-one years, and now the bills as well. What would help you most today?")
    keys.use("Try this line")
    expect(page.get_by_role("button", name="Go on from here")).to_be_visible()
    keys.to("What moved them, turn by turn")
    keys.press("ArrowLeft")
    keys.to("Transcript")
    expect(page.get_by_role("button", name="Transcript")).to_be_in_viewport()
