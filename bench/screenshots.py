"""Takes a picture of every page in light, dark and at phone width into screenshots/, and the README's two."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from simulator.access import LOCAL_PERSON
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice import Practice
from simulator.practice.script import ScriptClock
from simulator.settings import Settings
from simulator.store import Store

ROOT: Final = Path(__file__).resolve().parent.parent
IMAGES: Final = ROOT / "docs" / "images"
EVERY: Final = ROOT / "screenshots"
WIDOW: Final = "bereaved-account-holder"
LINES: Final = (
    "Good morning, you're through to Sam at Northern Energy. How can I help you today?",
    "I'm so sorry, Mrs Ellis. You're through to the right person. May I take your full name and address, "
    "so that I open the right account?",
    "Thank you. Nineteen days, and you're the one ringing everybody. What has it been like with the bills since?",
    "At least it's only paperwork. Have you got the account number there?",
    "You've told us this three times and nobody wrote it down. This call is recorded for training. "
    "I'll put a hold on everything today, and I'll ring you on Tuesday before noon.",
    "How are you managing for money since Thomas died?",
)

SILENCES: Final = ("",) * 3


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at the app."""

    name: str
    width: int
    height: int
    scheme: str


LOOKS: Final = (
    Look("light", 1280, 860, "light"),
    Look("dark", 1280, 860, "dark"),
    Look("phone", 390, 844, "light"),
)
PHONE: Final = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)
README: Final = Look("readme", 1280, 960, "light")


@dataclass(frozen=True, slots=True)
class Calls:
    """Ids of the calls that are pictured."""

    opened: str
    going: str
    held: str
    graded: str
    over: str


class Booth:
    """Calls in every state, in a store of their own."""

    def __init__(self, data: Path) -> None:
        self._settings = Settings(data_dir=data, _env_file=None)
        self._store = Store(self._settings.store_url)
        self._store.upgrade()
        self._store.ensure_person(LOCAL_PERSON.id, LOCAL_PERSON.name, [role.value for role in LOCAL_PERSON.roles])
        self._library, self._matcher = Library.from_settings(self._settings), Matcher()

    def call(self, lines: tuple[str, ...], *, minutes: float = 0, hold: bool = False, end: bool = False) -> str:
        """A call that began so many minutes ago, in which these lines were said."""
        clock = ScriptClock()
        practice = Practice(
            store=self._store, library=self._library, settings=self._settings, matcher=self._matcher, clock=clock
        )
        begun = self._begin(minutes)
        for number, line in enumerate(lines):
            clock.announce(line)
            clock.pass_words("".join(practice.say(LOCAL_PERSON, begun, line)))
            if number == 4:
                practice.act(LOCAL_PERSON, begun, "hold-account")
        if hold:
            practice.hold(LOCAL_PERSON, begun)
        if end:
            practice.end(LOCAL_PERSON, begun)
        practice.close()
        return begun

    def calls(self) -> Calls:
        """One call in each state."""
        return Calls(
            graded=self.call(LINES, minutes=40, end=True),
            over=self.call((*LINES[:3], *SILENCES), minutes=30),
            held=self.call(LINES[:2], minutes=1, hold=True),
            opened=self.call(()),
            going=self.call(LINES[:3], minutes=2),
        )

    def close(self) -> None:
        """Let go of the store."""
        self._store.dispose()

    def _begin(self, minutes: float) -> str:
        persona, rubric = self._library.loaded_persona(WIDOW), self._library.loaded_rubric("compassionate-call")
        return self._store.add_call(
            LOCAL_PERSON.id,
            persona=persona.model.reference,
            persona_hash=self._store.freeze("persona", persona.text),
            rubric=rubric.model.reference,
            rubric_hash=self._store.freeze("rubric", rubric.text),
            seed=11,
            caller_kind="embedded",
            private=True,
            started_at=datetime.now(UTC) - timedelta(minutes=minutes),
        ).id


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The app over that data folder, without a model; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SIDETONE_", "OPENAI_"))}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=kept | {"SIDETONE_DATA_DIR": str(data)}, stdout=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def pages(calls: Calls) -> dict[str, tuple[str, str]]:
    """Name of each picture: the address, and a text that shows once the page is there."""
    return {
        "callers": ("/", "Who is on the line?"),
        "before": (f"/before?caller={WIDOW}", "How it is judged"),
        "open": (f"/call?call={calls.opened}", "The line is open"),
        "call": (f"/call?call={calls.going}", "On the line"),
        "held": (f"/call?call={calls.held}", "Resume"),
        "over": (f"/call?call={calls.over}", "Your feedback is ready"),
        "feedback": (f"/feedback?call={calls.graded}", "To take away"),
        "my-calls": ("/my_calls", "My calls"),
        "nothing": ("/call", "No call is open"),
        "gone": ("/call?call=gone", "There is no call"),
    }


def picture(browser: Browser, look: Look, url: str, text: str, path: Path, *, whole: bool) -> None:
    """Open the page as the look says and take its picture; `whole` takes the page to its end."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        reduced_motion="reduce",
        user_agent=PHONE if look.name == "phone" else None,
    )
    page = context.new_page()
    page.goto(url)
    page.get_by_text(text).last.wait_for(state="attached", timeout=30_000)
    settled(page)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
        page.set_viewport_size({"width": look.width, "height": height + 80})
        settled(page)
    page.screenshot(path=path)
    context.close()
    with Image.open(path) as taken:  # a third of the size, and no eye sees it
        taken.convert("RGB").quantize(192).save(path, optimize=True)


def settled(page: Page) -> None:
    """Wait until the script has run and the page has stopped moving."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)
    page.wait_for_timeout(900)


def main(argv: list[str]) -> int:
    """Take all pictures; 2 where there is no Chromium."""
    parser = argparse.ArgumentParser(prog="python -m bench screenshots", description=__doc__)
    parser.add_argument("--only", nargs="*", help="names of pages")
    only = parser.parse_args(argv).only
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("There is no Chromium; install it with: apt-get install chromium", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    EVERY.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sidetone-") as folder:
        booth = Booth(Path(folder))
        wanted = {name: page for name, page in pages(booth.calls()).items() if not only or name in only}
        booth.close()
        with served(Path(folder)) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (path, text) in wanted.items():
                for look in LOOKS:
                    image = EVERY / f"{name}-{look.name}.png"
                    picture(browser, look, url + path, text, image, whole=name == "feedback")
                    print(image.relative_to(ROOT))
            for name in {"call", "feedback"} & wanted.keys():
                path, text = wanted[name]
                picture(browser, README, url + path, text, IMAGES / f"{name}.png", whole=False)
            browser.close()
    return 0
