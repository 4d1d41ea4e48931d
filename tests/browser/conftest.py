"""A real headless Chromium before the app as its own process; no request may leave the machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.guard import NOWHERE, PATIENCE, Windows
from tests.browser.house import House
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
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", NOWHERE])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The app over data that tests share: for what is looked at, and for calls that mind no others."""
    built = House(tmp_path_factory.mktemp("house"))
    yield built
    built.close()


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
        running.check()


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    """Windows of the test's own, from which nothing may leave."""
    opened = Windows(browser)
    yield opened
    opened.close()


@pytest.fixture
def tab(windows: Windows) -> Tab:
    """Opens a page in a window of its own: tab(url, width=…, dark=…)."""

    def open_tab(url: str, *, width: int = 1280, height: int = 860, **how: Any) -> Page:
        page = windows.open(width=width, height=height, **how).new_page()
        page.goto(url)
        return page

    return open_tab
