"""Every page in every state, light and dark: no violation that axe finds, nothing cut when zoomed, nothing moving."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from playwright.sync_api import Browser, BrowserContext

from bench._booth import Calls
from bench._scenes import open_scene, scenes
from tests.browser.audit import cut_off, errors, moving, violations
from tests.browser.guard import Windows
from tests.browser.house import House

pytestmark = pytest.mark.browser
SCHEMES = ["light", "dark"]
NAMES = [scene.name for scene in scenes(Calls(**{field.name: "" for field in fields(Calls)}))]
DESK = (1280, 860)
ZOOMED = (640, 430)
"""A window of 1280 by 860 at 200 %."""
PHONE = (390, 844)
REFLOWED = (320, 430)
"""A window of 1280 at 400 %, at which words must still flow into the window."""


@pytest.fixture(scope="module")
def one_window(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """One window for each scheme, in which every page is opened: what is loaded once is not loaded again."""
    windows = Windows(browser)
    yield {scheme: windows.open(width=DESK[0], height=DESK[1], dark=scheme == "dark", still=True) for scheme in SCHEMES}
    windows.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page(house: House, one_window: dict[str, BrowserContext], name: str, scheme: str) -> None:
    scene = next(scene for scene in scenes(house.calls) if scene.name == name)
    page = one_window[scheme].new_page()
    open_scene(page, house.url(scene.side), scene)
    found = errors(page) + violations(page) + moving(page)
    if scheme == "light":
        for width, height in (DESK, ZOOMED, PHONE, REFLOWED):
            found += cut_off(page, width=width, height=height)
    page.close()
    assert found == []
