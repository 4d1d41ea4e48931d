"""Every page of the app in every state: what is pictured, and what is checked. A new one is a line in `scenes`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from playwright.sync_api import Page

from bench._booth import BROKEN, WIDOW, Calls

Side = Literal["full", "fresh", "model", "scored"]
"""Over which data a page is looked at: with a history, on a fresh machine, with a model that speaks slowly, with calls
that people scored."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One page in one state."""

    name: str
    path: str
    shows: str
    """A text that is there once the page is drawn."""
    side: Side = "full"
    act: Callable[[Page], None] | None = None
    """What is done once the page is drawn, to bring it into its state."""
    whole: bool = False
    """Whether a picture takes the page to its end."""


def scenes(calls: Calls) -> list[Scene]:
    """The table."""
    return [
        Scene("callers", "/", "Who is on the line?", whole=True),
        Scene("callers-first", "/", "Who is on the line?", side="fresh"),
        Scene("callers-model", "/", "Who is on the line?", side="model"),
        Scene("before", f"/before?caller={WIDOW}", "How it is judged", whole=True),
        Scene("call-open", f"/call?call={calls.opened}", "The line is open"),
        Scene("call", f"/call?call={calls.going}", "On the line"),
        Scene("call-streaming", f"/before?caller={WIDOW}", "How it is judged", side="model", act=speak),
        Scene("call-fallen", f"/call?call={calls.fallen}", "carries this call on"),
        Scene("call-held", f"/call?call={calls.held}", "Resume"),
        Scene("call-paused", f"/call?call={calls.paused}", "aused"),
        Scene("call-over", f"/call?call={calls.over}", "Your feedback is ready"),
        Scene("call-nothing", "/call", "No call is open"),
        Scene("call-gone", "/call?call=gone", "There is no call"),
        Scene("feedback", f"/feedback?call={calls.graded}", "To take away", whole=True),
        Scene("feedback-long", f"/feedback?call={calls.long}", "To take away", whole=True),
        Scene("feedback-changed", f"/feedback?call={calls.changed}", "To take away", whole=True),
        Scene("feedback-stopped", f"/feedback?call={calls.changed}", "To take away", act=unfold, whole=True),
        Scene("my-calls", "/my_calls", "My calls", whole=True),
        Scene("my-calls-empty", "/my_calls", "My calls", side="fresh"),
        Scene("progress", "/progress", "My progress", whole=True),
        Scene("progress-empty", "/progress", "My progress", side="fresh"),
        Scene("privacy", "/privacy", "Who sees what", whole=True),
        Scene("library", "/library", "Callers and rubrics", whole=True),
        Scene("edit", f"/edit?file=persona/{WIDOW}", "Edit"),
        Scene("edit-broken", f"/edit?file=persona/{BROKEN}", "difficulty", whole=True),
        Scene("tryout", f"/tryout?caller={WIDOW}", "A try-out"),
        Scene("review", "/review", "Graded calls"),
        Scene("review-stopped", "/review", "Where the script", act=unfold, whole=True),
        Scene("review-empty", "/review", "Graded calls", side="fresh"),
        Scene("reviewed", f"/reviewed?call={calls.changed}", "Margaret Ellis", whole=True),
        Scene("score", "/score", "Your name or initials", side="scored", act=say_who, whole=True),
        Scene("score-empty", "/score", "No shared calls", side="fresh"),
        Scene("calibration", "/calibration", "Scored blind so far", side="scored", act=measure, whole=True),
        Scene("reviewed-stopped", f"/reviewed?call={calls.changed}", "To take away", act=unfold, whole=True),
        Scene("reviewed-private", f"/reviewed?call={calls.graded}", "private"),
    ]


SPOKEN: Final = (
    "I don't know where to start, dear. He did all of that, the bills and the forms, all of it, and I have a pad here "
    "with nothing on it yet, and I have lost my thread. I keep laying two cups out, and then I put one away again."
)
"""What the model says, a word at a time."""
PACE: Final = 1.5
"""Words a second: slow enough to look at the page meanwhile."""


def speak(page: Page) -> None:
    """Pick up, greet, ask, and leave the caller in the middle of a slow line."""
    page.get_by_role("button", name="Take this call").click()
    for text, turns in (("Good morning, you're through to Sam.", 2), ("What has it been like since then?", 4)):
        box = page.locator("[data-testid=stChatInputTextArea]:enabled")
        box.fill(text)
        box.press("Enter")
        page.get_by_test_id("stChatMessage").nth(turns - 1).wait_for()
    page.get_by_text("I don't know where to start").wait_for()


MEASURING: Final = 60_000
"""Milliseconds that measuring may take on a busy machine."""
FOLDS: Final = ("Opening and scripted wording", "How far to trust these scores", "Where the script is the problem")


def unfold(page: Page) -> None:
    """Open what is said on trust and on what stopped somebody, as far as it is there."""
    settled(page)
    for fold in FOLDS:
        heads = page.locator("summary").filter(has_text=fold)
        if heads.count():
            heads.first.click()
    settled(page)


def say_who(page: Page) -> None:
    """Say who scores, so that the first call is there."""
    box = page.get_by_role("textbox", name="Your name or initials")
    box.fill("Cleo")
    box.press("Enter")
    page.get_by_text("Save and take the next call").wait_for()
    settled(page)


def measure(page: Page) -> None:
    """Measure, which takes seconds, and let the result hold."""
    page.get_by_role("button", name="Measure on what was scored so far").click()
    keep = page.get_by_role("button", name="Let this hold from now on")
    keep.wait_for(timeout=MEASURING)
    settled(page)
    keep.click()
    page.get_by_text("Nothing of this is in force yet.").wait_for(state="detached", timeout=MEASURING)
    page.get_by_role("heading", name="Every version").wait_for()
    settled(page)


def open_scene(page: Page, url: str, scene: Scene) -> None:
    """Open the page and bring it into its state."""
    page.goto(url + scene.path)
    page.get_by_text(scene.shows).last.wait_for(state="attached", timeout=30_000)
    if scene.act is not None:
        scene.act(page)
    else:
        settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run and the page has stopped moving."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)
    page.wait_for_timeout(500)
