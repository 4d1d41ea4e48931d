"""The checks themselves: what they are there for is found."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from tests.browser.audit import cut_off, moving, violations
from tests.browser.guard import Windows
from tests.browser.running import HERMETIC

pytestmark = pytest.mark.browser
BAD = """<main data-testid="stApp"><p style="width: 900px">Far too wide a line of words</p>
<p style="width: 60px; overflow: hidden; white-space: nowrap">These words are cut short</p>
<p style="color: #bbb; background: #fff">Too pale to read</p>
<div style="animation: turn 1s infinite; width: 20px; margin: 80px">o</div>
<style>@keyframes turn { to { rotate: 1turn } }</style></main>"""


def test_what_leaves_the_browser_is_seen(browser: Browser) -> None:
    windows = Windows(browser)
    page = windows.open(width=400, height=400).new_page()
    page.set_content('<img src="http://127.0.0.1.example.com/a.png">')
    page.evaluate("() => { try { new WebSocket('ws://example.com/stream') } catch {} }")
    page.wait_for_timeout(200)
    assert windows.left == ["http://127.0.0.1.example.com/a.png", "ws://example.com/stream"]
    page.context.close()


def test_what_leaves_a_server_is_seen() -> None:
    ask = "import contextlib, socket\nwith contextlib.suppress(OSError): socket.getaddrinfo('somewhere.invalid', 80)"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=os.environ | {"PYTHONPATH": str(HERMETIC)}, capture_output=True, text=True
    )
    assert "LEFT THE MACHINE: socket.getaddrinfo somewhere.invalid" in done.stderr


def test_what_is_cut_pale_or_moving_is_found(browser: Browser) -> None:
    windows = Windows(browser)
    page = windows.open(width=400, height=400).new_page()
    page.set_content(BAD)
    assert any(one.startswith("color-contrast") for one in violations(page))
    assert moving(page)[0].startswith("moves: turn")
    found = cut_off(page, width=400, height=400)
    assert "400 px: scrolls sideways: HTML 908 > 400" in found
    assert "400 px: off the page: Far too wide a line of words" in found
    assert "400 px: cut short: These words are cut short" in found
    windows.close()
