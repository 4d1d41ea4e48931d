"""What a person does in the app, in a browser."""

from playwright.sync_api import Locator, Page, expect

GREETING = "Good morning, you're through to Sam. How can I help you today?"


def settled(page: Page) -> None:
    """Wait until the page is drawn: what is drawn anew under a hand closes what the hand has opened."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def spoken(page: Page, text: str) -> Locator:
    """The turns with these words; a screen reader's region has them too."""
    return page.get_by_test_id("stChatMessage").filter(has_text=text)


def pick_up(page: Page, name: str = "Margaret Ellis") -> None:
    """Choose a caller and pick up."""
    page.get_by_role("button", name=f"Meet {name}").click()
    expect(page.get_by_role("button", name="Take this call")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Take this call").click()
    expect(page.get_by_text("The line is open", exact=True)).to_be_visible()


def type_line(page: Page, text: str) -> None:
    """Say something, without waiting for the reply."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(text)
    box.press("Enter")


def say(page: Page, text: str) -> str:
    """Say something and hear the caller out; their words."""
    turns = page.get_by_test_id("stChatMessage")
    before = turns.count()
    type_line(page, text)
    expect(turns).to_have_count(before + 2)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    return turns.last.inner_text().strip()


def end(page: Page) -> None:
    """End the call and come to the feedback."""
    settled(page)
    page.get_by_role("button", name="End call").click()
    page.get_by_role("button", name="End and read feedback").click()
    expect(page.get_by_role("heading", name="Your call with")).to_be_visible()


def look_as(page: Page, role: str, *, now: str = "trainee") -> None:
    """Look around as somebody else, by the switch beside the title."""
    settled(page)
    page.get_by_role("button", name=f"You are here as: {now}").click()
    page.get_by_role("menuitem", name=f"As a {role}").click()
    expect(page.get_by_role("button", name=f"You are here as: {role}")).to_be_visible()
