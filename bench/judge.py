"""What the model evaluator sends and waits for over a 40-turn call, a criterion at a time.

A mock server answers at a set pace with replies of the usual length, over real HTTP. Tokens are counted with tiktoken,
without the JSON schema, which is the same for all criteria. A provider that keeps prefixes charges for one that it has
seen at a discount (`--discount`, half by default; what providers asked for in 2025 was between a tenth and a half of
the price). Prices are those of `--model` in prices.toml. The first token takes the same time cached or not.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.mock_server import MockServer
from bench.pages import long_calls
from simulator.evaluator import grade_embedded
from simulator.evaluator.judge import grade_with_model
from simulator.library import Library
from simulator.llm import Chat, Message, open_chat, tokens
from simulator.llm.places import OPENAI
from simulator.llm.spending import price
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.store import Store
from simulator.transcript import Transcript

BAR: Final = 0.80
"""Share of prompt tokens in a prefix that the criteria share."""
PERSONA: Final = "bereaved-account-holder"
WORDS: Final = (
    "The caller says what it costs her, and your next words take up the one thing that she can do least about."
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one grading took."""

    criteria: int
    graded: int
    requests: int
    prompt_tokens: int
    shared: float
    """Share of the prompt tokens that stand in a prefix which all requests have in common."""
    output_tokens: int
    seconds: float
    usd: float
    """Without a discount."""
    usd_cached: float


def main(argv: list[str]) -> int:
    """Measure, print, and exit 1 where the shared prefix is too small or something was not graded."""
    parser = argparse.ArgumentParser(prog="python -m bench judge", description=__doc__.partition("\n")[0])
    parser.add_argument("--rubric", default="compassionate-call")
    parser.add_argument("--model", default="gpt-4o-mini")
    parser.add_argument("--first-token", type=float, default=0.4, help="seconds")
    parser.add_argument("--tokens-per-second", type=float, default=60.0)
    parser.add_argument("--discount", type=float, default=0.5, help="off the price of a prefix that was seen before")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="sidetone-") as folder:
        transcript, persona, rubric = long_call(Path(folder), options.rubric)
        cost = measured(transcript, persona, rubric, options, Path(folder))
    if options.json:
        print(json.dumps(asdict(cost)))
    else:
        show(cost)
    return 0 if cost.shared >= BAR and cost.graded == cost.criteria else 1


def long_call(folder: Path, rubric: str) -> tuple[Transcript, Persona, Rubric]:
    """A finished call of 40 turns with the caller and the rubric."""
    settings = Settings(data_dir=folder, _env_file=None)
    [call] = long_calls(folder, 1)
    library = Library.from_settings(settings)
    with Store(settings.store_url) as store:
        return store.transcript(call), library.persona(PERSONA), library.rubric(rubric)


def measured(
    transcript: Transcript, persona: Persona, rubric: Rubric, options: argparse.Namespace, folder: Path
) -> Cost:
    """Grade the call once and count."""
    part = rating(transcript)
    size = tokens.count(json.dumps(part), folder).tokens
    pace = options.tokens_per_second / size * len(json.dumps(part).split())
    with MockServer(reply=part, first_token=options.first_token, words_per_second=pace) as server:
        settings = Settings(
            _env_file=None, openai_base_url=server.url, data_dir=folder, evaluator={"model": options.model}
        )
        chat = open_chat(settings.evaluator, settings)
        warm(chat)
        grade_embedded(transcript, rubric, persona=persona)
        began = time.perf_counter()
        grade = grade_with_model(transcript, rubric, persona=persona, chat=chat, settings=settings.evaluator)
        seconds = time.perf_counter() - began
        prompts = ["\n".join(message["content"] for message in body["messages"]) for body in server.requests[1:]]
    answered = [one for one in grade.criteria if one.status != "not_applicable"]
    asked = [tokens.count(prompt, folder).tokens for prompt in prompts]
    shared = tokens.count(common(prompts), folder).tokens if len(prompts) > 1 else 0
    rate = price(options.model, OPENAI)
    put_out = size * len(answered)
    full = rate.of(sum(asked), put_out)
    saved = rate.of(shared * (len(prompts) - 1), 0) * options.discount
    return Cost(
        criteria=len(answered),
        graded=sum(one.status == "graded" for one in answered),
        requests=len(prompts),
        prompt_tokens=sum(asked),
        shared=round(shared * len(prompts) / sum(asked), 3),
        output_tokens=put_out,
        seconds=round(seconds, 1),
        usd=round(full, 5),
        usd_cached=round(full - saved, 5),
    )


def common(prompts: Sequence[str]) -> str:
    """The beginning that all of these have in common."""
    first, last = min(prompts), max(prompts)
    differ = (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1])
    return first[: next(differ, len(first))]


def warm(chat: Chat) -> None:
    """Import the client library before the clock starts, as a call in the web app has done by then."""
    schema = {"title": "warm", "type": "object", "properties": {"level": {"type": "string"}}}
    chat.structured([Message("user", "Hello?")], schema)


def rating(transcript: Transcript) -> dict[str, Any]:
    """A rating of the usual length whose quotes stand in the call."""
    said = [turn for turn in transcript.agent_turns() if len(turn.text.split()) > 4]
    quotes = [{"turn": turn.n, "quote": turn.text, "shows": "takes up what she said"} for turn in said[:3]]
    caller = transcript.caller_turns()[1]
    return {
        "restate": WORDS,
        "quotes": quotes,
        "reason": f"{WORDS} {WORDS}",
        "level": "3",
        "missed": [{"turn": caller.n, "quote": caller.text, "cue": "feeling"}],
        "better": [{"turn": said[1].n, "said": said[1].text, "say": WORDS, "because": WORDS}],
    }


def show(cost: Cost) -> None:
    """A line a figure."""
    for name in Cost.__slots__:
        print(f"{name.replace('_', ' '):20}{getattr(cost, name):>10}")
    print(f"shared prefix: {cost.shared:.1%}, bar {BAR:.0%}: {'holds' if cost.shared >= BAR else 'MISSED'}")
