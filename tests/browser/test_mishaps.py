"""What goes wrong in mid-call: a second tab, a failing model, a killed server. No word is lost."""

import pytest
from playwright.sync_api import Page, expect

from bench.mock_server import MockServer
from tests.browser.conftest import Start, Tab
from tests.browser.phone import GREETING, pick_up, say, spoken, type_line

pytestmark = pytest.mark.browser
LONG = (
    "I don't know where to start, dear. He did all of that, the bills and the forms, all of it, and I have a pad "
    "here with nothing on it yet, and I have lost my thread."
)


def model(server: MockServer) -> dict[str, str]:
    """Settings for a model on this machine."""
    return {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none"}


def open_call(page: Page) -> None:
    """Pick up and get past the opening, which is an authored line."""
    pick_up(page)
    say(page, GREETING)


def test_a_second_tab_watches_and_cannot_send_twice(start: Start, tab: Tab) -> None:
    with MockServer(reply=LONG, first_token=0.3, words_per_second=2.5) as server:
        first = tab(start(**model(server)).url)
        open_call(first)
        type_line(first, "What has it been like since then?")
        expect(spoken(first, "I don't know where to start")).to_be_visible()
        second = tab(first.url)
        expect(spoken(second, "I don't know where to start")).to_be_visible()
        expect(second.get_by_test_id("stChatInputTextArea")).to_be_disabled()
        for page in (first, second):
            expect(spoken(page, "I have lost my thread")).to_be_visible()
            expect(page.get_by_test_id("stChatMessage")).to_have_count(4)
            expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
        assert len(server.requests) == 1


def test_an_idle_second_tab_follows_the_call(start: Start, tab: Tab) -> None:
    first = tab(start().url)
    open_call(first)
    second = tab(first.url)
    expect(second.get_by_test_id("stChatMessage")).to_have_count(2)
    say(first, "May I take your full name and address?")
    expect(second.get_by_test_id("stChatMessage")).to_have_count(4)


def test_words_sent_from_a_tab_that_is_behind_are_never_lost(start: Start, tab: Tab) -> None:
    """Whichever tab comes first: the other's words are said after it, once, or wait in their box."""
    first = tab(start().url)
    open_call(first)
    second = tab(first.url)
    expect(second.get_by_test_id("stChatMessage")).to_have_count(2)
    box = second.get_by_test_id("stChatInputTextArea")
    box.fill("My own words")
    type_line(first, "May I take your full name and address?")
    first.wait_for_timeout(150)
    box.press("Enter")
    expect(first.get_by_text("May I take your full name and address?", exact=True)).to_have_count(1)
    said = second.get_by_text("My own words", exact=True).and_(second.locator("[data-testid=stChatMessage] *"))
    kept = second.get_by_text("Your words are still in the box")
    expect(kept.or_(said.first)).to_be_visible()
    if kept.is_visible():
        expect(box).to_have_value("My own words")
    else:
        expect(said).to_have_count(1)


def test_a_reload_in_mid_reply_comes_back_to_it(start: Start, tab: Tab) -> None:
    with MockServer(reply=LONG, first_token=0.3, words_per_second=3) as server:
        page = tab(start(**model(server)).url)
        open_call(page)
        type_line(page, "What has it been like since then?")
        expect(spoken(page, "I don't know where to start")).to_be_visible()
        page.reload()
        expect(spoken(page, "I have lost my thread")).to_be_visible()
        expect(page.get_by_test_id("stChatMessage")).to_have_count(4)
        assert len(server.requests) == 1


@pytest.mark.parametrize("fault", ["fault", "cut"])
def test_a_failing_model_is_told_and_the_call_goes_on(start: Start, tab: Tab, fault: str) -> None:
    with MockServer(reply=LONG, first_token=0.05) as server:
        page = tab(start(**model(server)).url)
        open_call(page)
        say(page, "What has it been like since then?")
        server.fault = fault
        say(page, "That must have been a long nineteen days.")
        expect(page.get_by_text("the built-in caller carries this call on")).to_be_visible()
        say(page, "May I take your full name and address?")
        expect(page.get_by_test_id("stChatMessage")).to_have_count(8)
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_killed_server_loses_nothing_that_was_shown(start: Start, tab: Tab) -> None:
    with MockServer(reply=LONG, first_token=0.2, words_per_second=4) as server:
        app = start(**model(server))
        page = tab(app.url)
        open_call(page)
        type_line(page, "What has it been like since then?")
        expect(spoken(page, "the bills and")).to_be_visible()
        app.kill()
        app.start()
        page.goto(page.url)
        expect(spoken(page, "What has it been like since then?")).to_be_visible()
        expect(spoken(page, "He did all of that")).to_be_visible()
        expect(spoken(page, "The line broke off here.")).to_be_visible()
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
        say(page, "I think I lost you for a moment. You were saying?")
        expect(spoken(page, "He did all of that").first).to_be_visible()
