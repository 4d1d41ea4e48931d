"""A real headless Chromium before the app as its own process; no request may leave the machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.running import Running

NAMES = ("chromium", "chromium-browser", "google-chrome")
Start = Callable[..., Running]
Tab = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the browser tests are skipped, which in CI is a failure."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        advice = "There is no Chromium for the browser tests; install it with: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(advice)
        pytest.skip(advice)
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the app on a data folder of the test's own: start(OPENAI_BASE_URL=…)."""
    started: list[Running] = []

    def start_app(**env: str) -> Running:
        started.append(Running(tmp_path, **env))
        return started[-1]

    yield start_app
    for running in started:
        running.kill()
        assert "Traceback" not in running.log, running.log


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """Opens a page in a window of its own: tab(url, width=…, dark=…)."""
    away: list[str] = []
    contexts = []

    def open_tab(url: str, *, width: int = 1280, height: int = 860, dark: bool = False) -> Page:
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: away.append(request.url) if _leaves(request.url) else None)
        page.goto(url)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert away == [], "requests that left the machine"


def _leaves(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:"))
