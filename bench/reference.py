"""Writes the reference pages in docs/ from the models, the terms and the commands, so that they cannot drift.

`python -m bench reference` writes them; `--check` writes nothing and fails where one is stale.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from ruamel.yaml import YAML
from typer.main import get_command
from typer.testing import CliRunner

from bench._schema_words import allowed, reference
from simulator.caller.mood import CAPS, DEFAULT_MOVES
from simulator.cli.app import app
from simulator.evaluator.features import SHARES
from simulator.evaluator.fitted import FOLDER, CriterionWeights, weights
from simulator.persona import Move
from simulator.schema import schema, starter
from simulator.terms import ACTS, CHECKS, CUES, LINES, MEASURES, MOOD_EVENTS
from simulator.transcript import EventKind
from simulator.yaml_source import Kind

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
NOTICE: Final = "<!-- Made by `python -m bench reference`. Do not edit. -->"
WIDTH: Final = "80"
"""Columns of the help texts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file: where it stands, its schema, and what the starter file has there."""

    path: str
    schema: Mapping[str, Any]
    example: Any


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "fields-persona.md": persona_page(),
        "fields-rubric.md": rubric_page(),
        "cli.md": cli_page(),
        "fitted-weights.md": weights_page(),
    }


def persona_page() -> str:
    """All keys of a persona, and the ids that one may name, with how far each moves a caller by default."""
    return _page(
        "Persona: every key",
        "How to use them is told in [trainer.md](trainer.md). Examples come from `python -m simulator new persona ID`.",
        *_parts("persona"),
        "## Acts",
        "What an agent's words do, and how far each moves a caller in points (trust, distress, anger) unless "
        f"`mood.moves` says otherwise. One turn moves a value by at most {CAPS.gain:g} points for the better and "
        f"{CAPS.loss:g} for the worse. A dash moves nothing.",
        _moves(ACTS),
        "## Mood events",
        "What happens beside the acts. They can be named in `mood.moves` too.",
        _moves(MOOD_EVENTS),
        "## Lines",
        "Moments for which `speech.lines` may hold this caller's own words. Shared phrases serve for the rest.",
        _terms(LINES, "when it is said"),
    )


def rubric_page() -> str:
    """All keys of a rubric, and the ids that one may name."""
    return _page(
        "Rubric: every key",
        "How to use them is told in [trainer.md](trainer.md). Examples come from `python -m simulator new rubric ID`.",
        *_parts("rubric"),
        "## Acts",
        "For `looks_for` and `counts_against`: what an agent's words do.",
        _terms(ACTS),
        "## Measures",
        "For `looks_for` and `counts_against`: what is counted over the whole call.",
        _terms(MEASURES),
        "## Cues",
        "For `applies: {cue: …}`: what a caller's words show.",
        _terms(CUES),
        "## Event kinds",
        "For `applies: {event: …}`: " + ", ".join(f"`{kind}`" for kind in get_args(EventKind)) + ".",
        "## Checks",
        "For `critical`: failures that code finds.",
        _terms(CHECKS),
    )


def cli_page() -> str:
    """The help of every command."""
    runner, texts = CliRunner(), []
    for words in [[], *_commands(get_command(app), [])]:
        made = runner.invoke(app, [*words, "--help"], prog_name="python -m simulator", env={"COLUMNS": WIDTH})
        texts += [f"## {' '.join(words)}" if words else "", f"```text\n{made.output.strip()}\n```"]
    return _page("The command line", "Every command, as its own `--help` tells it.", *filter(None, texts))


def weights_page() -> str:
    """The weights that were fitted to rated calls, with the agreement that calls left out of the fit reached."""
    texts = []
    for file in sorted(FOLDER.glob("*.json")):
        made = weights(file.stem)
        assert made is not None  # the file is there
        rows = [
            [f"`{name}`", _figure(one.kappa), _figure(one.raters_kappa), _sum(one), one.reason]
            for name, one in made.criteria.items()
        ]
        median = f"Median κ over the criteria: {_figure(made.median_kappa)}, from {made.calls} calls."
        head = ["criterion", "κ, left out", "κ, people", "level", "why these"]
        texts += [f"## {made.rubric}", median, _table(head, rows)]
    return _page(
        "Fitted weights",
        "What a level from 1 to 5 is made of where it was fitted to calls that people rated; "
        "[evaluator.md](evaluator.md) tells when it is used. κ is quadratic-weighted; *left out* means that each call "
        "was graded by a fit on all the others; *people* is what the raters reach among themselves.",
        *texts,
        "## What the names stand for",
        "Shares of the agent's turns, 0 to 1:",
        _table(["name", "the agent…"], [[f"`{name}`", share.did] for name, share in SHARES.items()]),
        "`self_words` is the share of words such as *I* and *we*; `likeness` is how far sentences lean to the rubric's "
        "own strong or weak examples.",
    )


def _sum(entry: CriterionWeights) -> str:
    parts = (f"{'−' if weight < 0 else '+'} {abs(weight):.2f} `{name}`" for name, weight in entry.weights.items())
    return " ".join([f"{entry.intercept:.2f}", *parts])


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _commands(group: Any, above: list[str]) -> Iterator[list[str]]:
    for name, command in getattr(group, "commands", {}).items():
        below = list(_commands(command, [*above, name]))
        yield from below or [[*above, name]]


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join([NOTICE, f"# {title}", *blocks]) + "\n"


def _parts(kind: Kind) -> Iterator[str]:
    whole = json.loads(schema(kind))
    example = YAML(typ="safe", pure=True).load(starter(kind, "an-id"))
    defs = whole["$defs"]
    for part in _walk(Part("", whole, example), defs):
        yield f"## `{part.path}`" if part.path else "## The file"
        yield str(part.schema["description"])
        yield _fields(part, defs)


def _walk(part: Part, defs: Mapping[str, Any]) -> Iterator[Part]:
    """The part and every part below it, each at its path."""
    yield part
    for key, value in part.schema["properties"].items():
        below = reference(value)
        if below is None:
            continue
        listed, keyed = value.get("type") == "array", value.get("type") == "object"
        path = f"{part.path}.{key}".strip(".") + ("[]" if listed else ".ID" if keyed else "")
        example = part.example.get(key) if isinstance(part.example, dict) else None
        if example and listed:
            example = example[0]
        elif example and keyed:
            example = next(iter(example.values()))
        yield from _walk(Part(path, defs[below], example), defs)


def _fields(part: Part, defs: Mapping[str, Any]) -> str:
    needed = part.schema.get("required", [])
    rows = []
    for key, value in part.schema["properties"].items():
        default = "must be given" if key in needed else _default(value)
        rows.append([f"`{key}`", allowed(value), default, _meaning(key, value, part, defs)])
    return _table(["key", "what may stand there", "left out", "meaning"], rows)


def _default(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    return (
        "–" if default in (None, [], {}) or isinstance(default, dict) else f"`{json.dumps(default)}`".replace('"', "")
    )


def _meaning(key: str, value: Mapping[str, Any], part: Part, defs: Mapping[str, Any]) -> str:
    """The sentence under the field, else that of the part it holds, else what the starter has there."""
    below = reference(value)
    said = value.get("description") or (defs[below]["description"] if below else "")
    shown = part.example.get(key) if isinstance(part.example, dict) else None
    if isinstance(shown, list) and shown:
        shown = shown[0]
    if said or not isinstance(shown, str | int | float):
        return str(said)
    return f"For example: {str(shown).strip()}"


def _moves(terms: Mapping[str, str]) -> str:
    rows = [[f"`{name}`", meaning, *_points(DEFAULT_MOVES.get(name, Move()))] for name, meaning in terms.items()]
    return _table(["id", "meaning", "trust", "distress", "anger"], rows)


def _points(move: Move) -> list[str]:
    return [f"{value:+g}".replace("-", "−") if value else "–" for value in (move.trust, move.distress, move.anger)]


def _terms(terms: Mapping[str, str], meaning: str = "meaning") -> str:
    return _table(["id", meaning], [[f"`{name}`", said] for name, said in terms.items()])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in lines
    )


def main(argv: Sequence[str] = ()) -> int:
    """Write the pages, or with `--check` only say which are stale; 1 where one is."""
    parser = argparse.ArgumentParser(prog="python -m bench reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is stale")
    options = parser.parse_args(list(argv))
    made = pages()
    stale = [name for name, text in made.items() if not _is(DOCS / name, text)]
    for name in stale:
        if options.check:
            print(f"docs/{name} is stale: run python -m bench reference", file=sys.stderr)
        else:
            (DOCS / name).write_text(made[name], encoding="utf-8")
            print(f"docs/{name}")
    return 1 if options.check and stale else 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
