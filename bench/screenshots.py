"""Takes a picture of every page in every state: light, dark and at phone width into screenshots/, some for docs/."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bench._booth import Booth, Calls, shelf_with_a_broken_file
from bench._scenes import PACE, SPOKEN, Scene, Side, open_scene, scenes, settled
from bench._scored import ScoredBooth
from bench._served import ROOT, answering, served
from bench.mock_server import MockServer

IMAGES: Final = ROOT / "docs" / "images"
EVERY: Final = ROOT / "screenshots"
FOR_DOCS: Final = frozenset(
    {"callers", "call", "feedback", "progress", "tryout", "edit-broken"}
    | {"review", "reviewed", "score", "calibration"}
)
"""Scenes that the README and the guides show."""
COLOURS: Final = 192
"""A third of the size, and no eye sees it."""
PHONE: Final = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at the app."""

    name: str
    width: int
    height: int
    dark: bool = False


LOOKS: Final = (Look("light", 1280, 860), Look("dark", 1280, 860, dark=True), Look("phone", 390, 844))
DOCS: Final = Look("docs", 1280, 960)


@contextmanager
def side(name: Side, folder: Path) -> Iterator[str]:
    """The app over the data of that side; its address."""
    folder.mkdir(exist_ok=True)
    if name == "model":
        with (
            MockServer(reply=SPOKEN, first_token=0.2, words_per_second=PACE) as model,
            served(folder, OPENAI_BASE_URL=model.url, OPENAI_API_KEY="none") as server,
        ):
            yield answering(server).url
        return
    shelf = {"SIDETONE_PERSONAS_DIR": str(shelf_with_a_broken_file(folder))} if name == "full" else {}
    with served(folder, **shelf) as server:
        yield answering(server).url


def picture(browser: Browser, look: Look, url: str, scene: Scene, path: Path, *, whole: bool) -> None:
    """Bring the page into its state as the look says and take its picture; `whole` takes it to its end."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
        user_agent=PHONE if look.name == "phone" else None,
    )
    page = context.new_page()
    open_scene(page, url, scene)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
        page.set_viewport_size({"width": look.width, "height": height + 80})
        settled(page)
    page.screenshot(path=path)
    context.close()
    with Image.open(path) as taken:
        taken.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def take(browser: Browser, url: str, scene: Scene) -> None:
    """All pictures of one scene."""
    for look in LOOKS:
        image = EVERY / f"{scene.name}-{look.name}.png"
        picture(browser, look, url, scene, image, whole=scene.whole)
        print(image.relative_to(ROOT), flush=True)
    if scene.name in FOR_DOCS:
        picture(browser, DOCS, url, scene, IMAGES / f"{scene.name}.png", whole=False)


def scored(folder: Path) -> None:
    """Calls that people scored, in the data of that side."""
    folder.mkdir()
    booth = ScoredBooth(folder)
    try:
        booth.scored()
    finally:
        booth.close()


def prepared(folder: Path) -> Calls:
    """Calls in every state, in the data of the full side."""
    folder.mkdir()
    booth = Booth(folder)
    try:
        return booth.calls()
    finally:
        booth.close()


def main(argv: list[str]) -> int:
    """Take all pictures; 2 where there is no Chromium."""
    parser = argparse.ArgumentParser(prog="python -m bench screenshots", description=__doc__)
    parser.add_argument("--only", nargs="*", help="names of scenes")
    only = parser.parse_args(argv).only
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("There is no Chromium; install it with: apt-get install chromium", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    EVERY.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sidetone-") as temporary, sync_playwright() as playwright:
        wanted = [scene for scene in scenes(prepared(Path(temporary, "full"))) if not only or scene.name in only]
        if any(scene.side == "scored" for scene in wanted):
            scored(Path(temporary, "scored"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in dict.fromkeys(scene.side for scene in wanted):
            with side(name, Path(temporary, name)) as url:
                for scene in (one for one in wanted if one.side == name):
                    take(browser, url, scene)
        browser.close()
    return 0
