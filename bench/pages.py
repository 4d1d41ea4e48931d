"""How long a page takes: of a cold start, of a later session, and the feedback on a 40-turn call.

`server`: from the request until the script run has ended and all it drew has arrived, over the websocket that a
browser would use. A cold start counts from before the process is made, over a database that is up to date and has no
calls, as `make run` leaves it; the first start of all also makes that database. The interpreter and its files come
from the operating system's file cache, as on a machine that ran them once since it was booted.
A later session is another tab while the process lives. The feedback is read in a new tab too: the first time, when
the call is graded, and again. `browser`: the same in headless Chromium, from navigation until the text is visible;
the first page has an empty cache, the others the cache of the same browser. Figures are medians, in milliseconds.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, sync_playwright

from bench._app import tab
from bench._served import Server, served
from bench.load import LINES
from simulator.access import LOCAL_PERSON
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice import Practice
from simulator.practice.script import ScriptClock
from simulator.settings import Settings
from simulator.store import Store

PERSONA: Final = "bereaved-account-holder"
TURNS: Final = 40
BARS: Final = {"cold": 2200.0, "later": 300.0, "feedback": 500.0, "feedback_again": 500.0}
"""Milliseconds at the server."""
LABELS: Final = {
    "cold": "first page of a cold start",
    "later": "first page of a later session",
    "feedback": f"feedback on a {TURNS}-turn call, graded now",
    "feedback_again": f"feedback on a {TURNS}-turn call, read again",
}
Figures = dict[str, list[float]]


def main(argv: list[str]) -> int:
    """Measure, print, and exit 1 where a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench pages", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="cold starts, and calls whose feedback is read")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    chromium = None if options.no_browser else shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory(prefix="sidetone-") as folder:
        calls = long_calls(Path(folder), 2 * options.runs + 1)
        server = asyncio.run(at_the_server(Path(folder), calls[: options.runs + 1], options.runs))
        assert all(graded(Path(folder), calls[: options.runs + 1])), "a feedback page came without a grade"
        browser = in_the_browser(Path(folder), calls[options.runs + 1 :], chromium) if chromium else {}
    medians = {name: round(statistics.median(took)) for name, took in server.items()}
    beside = {name: round(statistics.median(took)) for name, took in browser.items()}
    held = {name: medians[name] <= bar for name, bar in BARS.items()}
    if options.json:
        print(json.dumps({"server": medians, "browser": beside, "bars": BARS, "held": held, "all": server}))
        return 0 if all(held.values()) else 1
    for name, bar in BARS.items():
        seen = f"   browser {beside[name]:5} ms" if name in beside else ""
        verdict = "holds" if held[name] else "MISSED"
        print(f"{LABELS[name]:44} {medians[name]:5} ms   bar {bar:5g}   {verdict}{seen}")
    print(f"{'the first start of all':44} {medians['first']:5} ms   no bar")
    return 0 if all(held.values()) else 1


def long_calls(folder: Path, wanted: int) -> list[str]:
    """Ids of finished calls of 40 turns in the store of that folder."""
    settings = Settings(data_dir=folder, _env_file=None)
    store, clock = Store(settings.store_url), ScriptClock()
    store.upgrade()
    library = Library.from_settings(settings)
    practice = Practice(store=store, library=library, settings=settings, matcher=Matcher(), clock=clock)
    calls: list[str] = []
    for seed in range(wanted):
        call = practice.begin(LOCAL_PERSON, PERSONA, seed=seed, caller="embedded").id
        for number in range(TURNS // 2):
            line = LINES[number % len(LINES)]
            clock.announce(line)
            clock.pass_words("".join(practice.say(LOCAL_PERSON, call, line)))
        practice.end(LOCAL_PERSON, call)
        found = len(store.turns(call))
        assert found == TURNS, f"the call ended after {found} turns"
        calls.append(call)
    practice.close()
    store.dispose()
    return calls


def graded(folder: Path, calls: list[str]) -> list[bool]:
    """Whether each of these calls has a grade by now."""
    with Store(Settings(data_dir=folder, _env_file=None).store_url) as store:
        return [bool(store.grades(call)) for call in calls]


async def at_the_server(folder: Path, calls: list[str], runs: int) -> Figures:
    """What a tab waits for, without a browser's own work; the first of the calls warms the process up."""
    took: Figures = {name: [] for name in BARS}
    took |= {"first": []}
    for name in ("first", "cold") * runs:
        with empty(made=name == "cold") as data, served(data) as server:
            async with tab(server, "") as first:
                await first.run()
            took[name].append(1000 * (first.at - server.started))
            for _ in range(3):
                took["later"].append(1000 * await opened(server, ""))
    with served(folder) as server:
        for number, call in enumerate(calls):
            graded, again = [await opened(server, "feedback", f"call={call}") for _ in range(2)]
            if number:
                took["feedback"].append(1000 * graded)
                took["feedback_again"].append(1000 * again)
    return took


@contextmanager
def empty(*, made: bool) -> Iterator[Path]:
    """A data folder without calls; `made`: with a database that is up to date."""
    with tempfile.TemporaryDirectory(prefix="sidetone-") as folder:
        if made:
            with Store(Settings(data_dir=Path(folder), _env_file=None).store_url) as store:
                store.upgrade()
        yield Path(folder)


async def opened(server: Server, page: str, query: str = "") -> float:
    """Seconds from opening a new tab until its page is there."""
    began = time.perf_counter()
    async with tab(server, page, query) as new:
        await new.run()
    return new.at - began


def in_the_browser(folder: Path, calls: list[str], chromium: str) -> Figures:
    """What a person waits for."""
    took: Figures = {name: [] for name in BARS}
    for _ in range(len(calls)):
        with empty(made=True) as data, served(data) as server:
            asyncio.run(answering(server))
            waited = time.perf_counter() - server.started
            with browsing(chromium) as context:
                took["cold"].append(1000 * (waited + shown(context, server.url, "Margaret Ellis")))
                took["later"].append(1000 * shown(context, server.url, "Margaret Ellis"))
    with served(folder) as server:
        asyncio.run(answering(server))
        with browsing(chromium) as context:
            shown(context, server.url, "Margaret Ellis")
            for call in calls:
                for name in ("feedback", "feedback_again"):
                    took[name].append(1000 * shown(context, f"{server.url}/feedback?call={call}", "Margaret Ellis"))
    return took


async def answering(server: Server) -> None:
    """Wait until the server takes connections; no session begins."""
    async with tab(server, ""):
        pass


@contextmanager
def browsing(chromium: str) -> Iterator[BrowserContext]:
    """A browser with an empty cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_context()
        browser.close()


def shown(context: BrowserContext, url: str, text: str) -> float:
    """Seconds from navigation until the script has ended and the text is visible."""
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.get_by_text(text).first.wait_for(state="visible", timeout=30_000)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)
    seconds = time.perf_counter() - began
    page.close()
    return seconds
