"""Many people in calls with the embedded caller, on one process: how long a turn takes them.

Each is a real websocket session on the call page, with the page's own timers running. A turn counts from the wish to
send the message, for which the box may still be shut, until the caller's reply is complete, the run has ended and the
box is open again; 0.15 s of it are the page's own pause for reading. People read, think and type for PAUSE seconds on
average, from half to one and a half times that, each at their own pace. The driver shares the machine's cores, so its
own CPU is reported too.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench._app import PageError, tab
from bench._served import Server, cpu_of, served
from simulator.access import LOCAL_PERSON
from simulator.library import Library
from simulator.settings import Settings
from simulator.store import Store

LINES: Final = (
    "Good morning, you're through to Sam. How can I help you today?",
    "You're through to the right person, and I'll see this through with you. What has happened so far?",
    "You said it has been going on a while. What happened the last time you rang?",
    "That sounds exhausting, having to start again every time.",
    "How has it been at home with all of this going on?",
    "It makes sense that you would be worried about it.",
    "What would help you most today?",
    "I'll write it down now so that you don't have to explain it again.",
)
BAR: Final = 1.5
"""Seconds that no turn may take."""
OVER_AFTER: Final = 15.0
"""Seconds without an open box after which a person takes the call as over; whether it was, the store tells."""
MOST: Final = 400
"""People at the most."""


@dataclass
class Took:
    """Seconds, one each, of all people together."""

    opening: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    failed: int = 0
    """People whose page showed an exception, who got no answer, or whose words were not taken."""


def main(argv: list[str]) -> int:
    """Measure, print, and exit 1 where the bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench load", description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--turns", type=int, default=len(LINES), help="agent turns each")
    parser.add_argument("--pause", type=float, default=20.0, help="mean seconds between a reply and the next line")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    people = min(options.people, MOST)
    with tempfile.TemporaryDirectory(prefix="sidetone-") as folder:
        store = Store(Settings(data_dir=Path(folder), _env_file=None).store_url)
        calls = begun(store, people)
        figures = asyncio.run(driven(Path(folder), calls, turns=options.turns, pause=options.pause))
        figures["unanswered"] = sum(not answered(store, call, options.turns) for call in calls)
        store.dispose()
    held = figures["turn_max"] <= BAR and not figures["failed"] and not figures["unanswered"]
    if options.json:
        print(json.dumps(figures | {"bar": BAR, "held": held}))
    else:
        for name, figure in figures.items():
            print(f"{name:20} {figure:8.3f}" if isinstance(figure, float) else f"{name:20} {figure:8}")
        print(f"no turn over {BAR:g} s: {'holds' if held else 'MISSED'}")
    return 0 if held else 1


def begun(store: Store, people: int) -> list[str]:
    """Ids of new calls, the shipped callers in turn."""
    settings = Settings(_env_file=None)
    library = Library.from_settings(settings)
    store.upgrade()
    store.ensure_person(LOCAL_PERSON.id, LOCAL_PERSON.name, [role.value for role in LOCAL_PERSON.roles])
    rubric = library.loaded_rubric("compassionate-call")
    callers = [library.loaded_persona(persona.id) for persona in library.personas()]
    calls = []
    for number in range(people):
        persona = callers[number % len(callers)]
        call = store.add_call(
            LOCAL_PERSON.id,
            persona=persona.model.reference,
            persona_hash=store.freeze("persona", persona.text),
            rubric=rubric.model.reference,
            rubric_hash=store.freeze("rubric", rubric.text),
            seed=number,
            caller_kind="embedded",
            private=True,
        )
        calls.append(call.id)
    return calls


def answered(store: Store, call_id: str, turns: int) -> bool:
    """Whether every line of this person was taken and answered, up to the end of the call where it came earlier."""
    said = store.turns(call_id)
    call = store.call(call_id)
    over = call is not None and call.ended_at is not None
    whole = all(turn.status == "complete" for turn in said) and len(said) % 2 == 0
    return whole and (over or len(said) == 2 * turns)


async def driven(folder: Path, calls: list[str], *, turns: int, pause: float) -> dict[str, Any]:
    """All people at once; the figures."""
    took = Took()
    with served(folder) as server:
        async with tab(server, "") as first:
            await first.run()
        await asyncio.sleep(5)  # for what start-up loads in the background
        began, cpu, own = time.perf_counter(), server.cpu(), cpu_of(os.getpid())
        await asyncio.gather(*(person(server, call, took, turns=turns, pause=pause) for call in calls))
        lasted = time.perf_counter() - began
        cpu, own = server.cpu() - cpu, cpu_of(os.getpid()) - own
    ordered = sorted(took.turns)
    return {
        "people": len(calls),
        "turns": len(ordered),
        "failed": took.failed,
        "seconds": lasted,
        "turns_a_second": len(ordered) / lasted,
        "opening_median": statistics.median(took.opening),
        "opening_max": max(took.opening),
        "turn_median": statistics.median(ordered),
        "turn_p95": ordered[int(0.95 * (len(ordered) - 1))],
        "turn_max": ordered[-1],
        "server_cores": cpu / lasted,
        "driver_cores": own / lasted,
    }


async def person(server: Server, call: str, took: Took, *, turns: int, pause: float) -> None:
    """One person: open the page, speak, wait for the reply, read, think, type."""
    chance = random.Random(call)
    await asyncio.sleep(chance.uniform(0, pause))
    try:
        async with tab(server, "call", f"call={call}") as page:
            took.opening.append(await page.run())
            for number in range(turns):
                await asyncio.sleep(chance.uniform(0.5, 1.5) * pause)
                wished = time.perf_counter()
                if not await page.open_box(OVER_AFTER):
                    break
                await page.run(LINES[number % len(LINES)])
                took.turns.append(page.at - wished)
    except (TimeoutError, OSError, PageError):
        took.failed += 1
