"""Every page in every state, light and dark: no violation that axe finds, nothing cut when zoomed, nothing moving."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from bench._booth import Calls
from bench._scenes import open_scene, scenes
from tests.browser.audit import cut_off, errors, moving, violations
from tests.browser.guard import Windows
from tests.browser.house import House

pytestmark = pytest.mark.browser
NAMES = [scene.name for scene in scenes(Calls(**{field.name: "" for field in fields(Calls)}))]
DESK = (1280, 860)
ZOOMED = (640, 430)
"""A window of 1280 by 860 at 200 %."""
PHONE = (390, 844)
REFLOWED = (320, 430)
"""A window of 1280 at 400 %, at which words must still flow into the window."""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One window, in which every page is opened: what is loaded once is not loaded again."""
    windows = Windows(browser)
    yield windows.open(width=DESK[0], height=DESK[1], still=True)
    windows.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page(house: House, window: BrowserContext, name: str) -> None:
    scene = next(scene for scene in scenes(house.calls) if scene.name == name)
    page = window.new_page()
    open_scene(page, house.url(scene.side), scene)
    found = errors(page) + violations(page) + moving(page)
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    found += [f"dark: {one}" for one in moving(page) + violations(page)]
    page.emulate_media(color_scheme="light")
    for width, height in (DESK, ZOOMED, PHONE, REFLOWED):
        found += cut_off(page, width=width, height=height)
    page.close()
    assert found == []
