"""What the product adds to a turn: first words and whole turns against the bare client, CPU, the embedded path.

The server runs in a process of its own, at 300 ms to the first word and 40 words a second. Bare client and
product take turns within one run, so that both meet the same noise; figures are medians.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openai import OpenAI

from simulator.access import LOCAL_PERSON
from simulator.caller import model_caller
from simulator.evaluator import grade_embedded
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice import Practice
from simulator.settings import Settings
from simulator.store import CallRecord, Store

HELD = 4
"""Words that the guard may hold back."""
REPLY = (
    "Well, I did ring about it last week, and the week before that, and nobody has told me anything. "
    "I just want it put right, if you can do that, and then I will leave you in peace."
)
AGENT = (
    "You're through to the right person, I'll see this through with you.",
    "You said it has been going on a while. What happened the last time you rang?",
    "That sounds exhausting, having to start again every time.",
    "How has it been at home with all of this going on?",
    "It makes sense that you would be worried about it.",
    "I'll write it down now so that you don't have to explain it again.",
    "What would help you most today?",
    "Thank you for telling me. Is there anything I have missed?",
)
PERSONA = "bereaved-account-holder"
BARS = {"first": 1.05, "whole": 1.03, "cpu": 15.0, "embedded": 40.0, "grading": 200.0}


@dataclass(frozen=True, slots=True)
class Sample:
    """One turn, in seconds: when the words that matter were there, the end, and the CPU it took."""

    first: float
    whole: float
    cpu: float


def main(argv: list[str]) -> int:
    """Measure, print, and exit 1 where a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench turn", description=__doc__)
    parser.add_argument("--turns", type=int, default=24)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, model_server() as url:
        figures = compare(Path(folder), url, options.turns) | embedded(Path(folder))
    held = {name: figures[name] <= bar for name, bar in BARS.items()}
    if options.json:
        print(json.dumps({"figures": figures, "bars": BARS, "held": held}))
    else:
        for name, bar in BARS.items():
            print(f"{LABELS[name]:58} {figures[name]:8.3f}   bar {bar:g}   {'holds' if held[name] else 'MISSED'}")
    return 0 if all(held.values()) else 1


LABELS = {
    "first": f"first words over the bare client's word {HELD} (ratio)",
    "whole": "whole turn over the bare client's (ratio)",
    "cpu": "CPU that the product adds to a model turn (ms)",
    "embedded": "embedded caller, a turn (ms)",
    "grading": "embedded grading of a 40-turn call (ms)",
}


@contextmanager
def model_server() -> Iterator[str]:
    """The mock model server in its own process; gives its base URL."""
    command = [sys.executable, "-m", "bench", "mock_server", "--port", "0", "--reply", REPLY]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[0].removeprefix("OPENAI_BASE_URL=")
    finally:
        process.terminate()
        process.wait()


def room(folder: Path, name: str, **settings: Any) -> Practice:
    """A practice room with a store of its own."""
    chosen = Settings(data_dir=folder / name, spending_cap=1e6, **settings)
    store = Store(chosen.store_url)
    store.upgrade()
    matcher = Matcher()
    matcher.warm()
    return Practice(store=store, library=Library.from_settings(chosen), settings=chosen, matcher=matcher)


def compare(folder: Path, url: str, turns: int) -> dict[str, float]:
    """Ratios of the product to the bare client, turn by turn in one run."""
    practice = room(folder, "model", openai_base_url=url, openai_api_key="none")
    client = OpenAI(base_url=url, api_key="none")
    call = practice.begin(LOCAL_PERSON, PERSONA, seed=1, caller="model")
    list(practice.say(LOCAL_PERSON, call.id, "Good morning, accounts, you're through to Sam."))
    pairs: list[tuple[Sample, Sample]] = []
    for i in range(-2, turns):  # the first two warm both sides up
        said = AGENT[i % len(AGENT)]
        if i % 2:
            pair = bare(client, practice, call), product(practice, call, said)
        else:
            ours = product(practice, call, said)
            pair = bare(client, practice, call), ours
        if i >= 0:
            pairs.append(pair)
    practice.close()
    return {
        "first": statistics.median(ours.first / theirs.first for theirs, ours in pairs),
        "whole": statistics.median(ours.whole / theirs.whole for theirs, ours in pairs),
        "cpu": 1000 * statistics.median(ours.cpu - theirs.cpu for theirs, ours in pairs),
    }


def bare(client: OpenAI, practice: Practice, call: CallRecord) -> Sample:
    """The same kind of request through the openai client alone."""
    view = practice.look(LOCAL_PERSON, call.id)
    caller = practice.book.caller(call)
    turns = view.transcript.turns[:-1]
    brief = caller.brief(view.state)
    request = model_caller.messages(view.persona, view.state, brief, turns)
    sent: Any = [{"role": message.role, "content": message.content} for message in request]
    started, cpu = time.perf_counter(), time.process_time()
    heard, fourth = "", 0.0
    for chunk in client.chat.completions.create(model="mock", messages=sent, stream=True):
        heard += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        if not fourth and len(heard.split()) >= HELD:
            fourth = time.perf_counter() - started
    return Sample(fourth, time.perf_counter() - started, time.process_time() - cpu)


def product(practice: Practice, call: CallRecord, said: str) -> Sample:
    """A turn through the whole product, from the trainee's words to the caller's last."""
    started, cpu = time.perf_counter(), time.process_time()
    first = 0.0
    for _words in practice.say(LOCAL_PERSON, call.id, said):
        first = first or time.perf_counter() - started
    return Sample(first, time.perf_counter() - started, time.process_time() - cpu)


def embedded(folder: Path) -> dict[str, float]:
    """A turn of the embedded caller and the grading of a 40-turn call, once warm, in milliseconds."""
    practice = room(folder, "embedded")
    took: list[float] = []
    transcript = None
    for seed in range(3):
        call = practice.begin(LOCAL_PERSON, PERSONA, seed=seed, caller="embedded")
        for i in range(20):
            sample = product(practice, call, AGENT[i % len(AGENT)])
            if seed:
                took.append(sample.whole)
        view = practice.look(LOCAL_PERSON, call.id)
        transcript, persona, rubric = view.transcript, view.persona, view.rubric
    assert transcript is not None
    graded: list[float] = []
    for n in range(7):
        copy = transcript.model_copy(update={"id": f"{transcript.id}-{n}"})
        started = time.perf_counter()
        grade_embedded(copy, rubric, persona=persona)
        graded.append(time.perf_counter() - started)
    practice.close()
    return {"embedded": 1000 * statistics.median(took), "grading": 1000 * statistics.median(graded[1:])}
