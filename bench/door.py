"""What the door to models costs: first token, whole reply and CPU against the bare client, paired in one run."""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.mock_server import MockServer
from simulator.llm import Message, open_chat
from simulator.settings import Settings

SAID = "You said 'again'. What happened the other times?"


@dataclass(frozen=True, slots=True)
class Timing:
    """One reply, in milliseconds."""

    first: float
    total: float
    cpu: float
    """Of the thread that took the reply."""


def timed(reply: Callable[[], Iterator[str]]) -> Timing:
    """How long one reply takes."""
    began, worked, first = time.perf_counter(), time.thread_time(), 0.0
    for piece in reply():
        if piece and not first:
            first = time.perf_counter() - began
    ended = (first, time.perf_counter() - began, time.thread_time() - worked)
    return Timing(*(seconds * 1000 for seconds in ended))


def measure(rounds: int, first_token: float, words_per_second: float) -> dict[str, dict[str, float]]:
    """Medians through the door, through the bare client, and of the differences within each round."""
    from openai import OpenAI

    with MockServer(first_token=first_token, words_per_second=words_per_second) as server:
        settings = Settings(_env_file=None, openai_base_url=server.url, openai_api_key=None)
        chat, bare = open_chat(settings.caller, settings), OpenAI(base_url=server.url, api_key="none")

        def through_bare_client() -> Iterator[str]:
            replies = bare.chat.completions.create(
                model="mock", messages=[{"role": "user", "content": SAID}], stream=True
            )
            for chunk in replies:
                yield chunk.choices[0].delta.content or ""

        def through_the_door() -> Iterator[str]:
            return chat.stream([Message("user", SAID)])

        timed(through_the_door), timed(through_bare_client)  # imports and connections
        pairs = [(timed(through_the_door), timed(through_bare_client)) for _ in range(rounds)]
    found: dict[str, dict[str, float]] = {}
    for key in ("first", "total", "cpu"):
        ours, theirs = ([getattr(pair[side], key) for pair in pairs] for side in (0, 1))
        gaps = [one - other for one, other in zip(ours, theirs, strict=True)]
        named = {"door": ours, "bare": theirs, "difference": gaps}
        found[f"{key}_ms"] = {name: round(statistics.median(values), 2) for name, values in named.items()}
    return found


def main(argv: list[str]) -> int:
    """Print the medians as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench door", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--first-token", type=float, default=0.3, help="seconds")
    parser.add_argument("--words-per-second", type=float, default=40.0)
    options = parser.parse_args(argv)
    print(json.dumps(measure(options.rounds, options.first_token, options.words_per_second), indent=2))
    return 0
