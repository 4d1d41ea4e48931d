"""What a screen reader is told in a call: each finished turn of the caller once, and nothing while it is spoken."""

import pytest
from playwright.sync_api import Page, expect

from bench.mock_server import MockServer
from tests.browser.conftest import Start, Tab
from tests.browser.house import House
from tests.browser.phone import GREETING, pick_up, say, type_line

pytestmark = pytest.mark.browser
REPLY = "I keep laying two cups out, and then I put one of them away again."
LISTEN = """() => {
  window.announced = [];
  const region = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
    .map(e => e.shadowRoot.querySelector('[role=status]')).find(e => e);
  new MutationObserver(() => announced.push(region.textContent)).observe(region, {childList: true, subtree: true});
}"""


def told(page: Page) -> list[str]:
    """What was announced since the listening began."""
    return list(page.evaluate("window.announced"))


def in_the_tree(page: Page) -> list[str]:
    """The words in live regions of the accessibility tree, as the browser hands it to a screen reader."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    regions = [node for node in nodes if node.get("role", {}).get("value") == "status"]
    children = [by_id[child] for region in regions for child in region.get("childIds", []) if child in by_id]
    return [child["name"]["value"] for child in children if child.get("name", {}).get("value")]


def test_each_finished_turn_is_announced_once(start: Start, tab: Tab) -> None:
    with MockServer(reply=REPLY, first_token=0.2, words_per_second=5) as server:
        page = tab(start(OPENAI_BASE_URL=server.url, OPENAI_API_KEY="none").url)
        pick_up(page)
        expect(page.get_by_role("status").get_by_text("The line is open. Greet your caller.")).to_be_attached()
        page.evaluate(LISTEN)
        opening = say(page, GREETING)
        type_line(page, "What has it been like since then?")
        expect(page.get_by_text("I keep laying two cups")).to_be_visible()
        assert told(page) == [f"Margaret Ellis: {opening}"], "a line that is being spoken is not announced"
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_focused()
        expect(page.get_by_role("status").get_by_text(REPLY)).to_be_attached()
        assert in_the_tree(page) == [f"Margaret Ellis: {REPLY}"]
        page.get_by_role("button", name="Hold", exact=True).click()
        expect(page.get_by_role("status").get_by_text("On hold. They cannot hear you.")).to_be_attached()
        assert told(page)[1:] == [f"Margaret Ellis: {REPLY}", "On hold. They cannot hear you."]


def test_the_region_takes_no_room_and_is_not_seen(house: House, tab: Tab) -> None:
    page = tab(house.url("fresh"))
    pick_up(page)
    region = page.get_by_role("status").first
    expect(region).to_be_attached()
    box = region.bounding_box()
    assert box is not None
    assert box["width"] <= 1
    assert box["height"] <= 1
    frame = page.locator("[data-testid=stElementContainer]").filter(has=page.locator("[data-testid^=stBidiComponent]"))
    assert frame.first.evaluate("e => getComputedStyle(e).position") == "absolute"
