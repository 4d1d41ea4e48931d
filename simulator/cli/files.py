"""Commands about files: lint, schema, new, import."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli import services
from simulator.cli.show import emit, note
from simulator.errors import Problem, SetUpError
from simulator.library import ENDINGS
from simulator.lint import lint_file
from simulator.schema import schema as schema_text
from simulator.schema import starter
from simulator.transcript_files import write
from simulator.yaml_source import Kind

Json = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(lint)
    app.command()(schema)
    app.command()(new)
    app.command("import")(import_)


def lint(
    files: Annotated[list[Path] | None, typer.Argument(help="Personas and rubrics; none: all that ship.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as problems.")] = False,
    as_json: Json = False,
) -> None:
    """Check files: what keeps one from being loaded, and what in it is unwise."""
    library = services.library()
    chosen = [file for path in files or [library.personas_dir, library.rubrics_dir] for file in _yaml_files(path)]
    problems = [p for path in chosen for p in lint_file(path, library=library)]
    for problem in problems:
        emit(_as_json(problem) if as_json else str(problem))
    errors = sum(problem.level == "error" for problem in problems)
    note(f"{len(chosen)} files, {errors} errors, {len(problems) - errors} warnings")
    if errors or (strict and problems):
        raise typer.Exit(1)


def schema(kind: Annotated[Kind, typer.Argument(help="persona or rubric")]) -> None:
    """Print the JSON Schema that editors check a file against."""
    sys.stdout.write(schema_text(kind))


def new(
    kind: Annotated[Kind, typer.Argument(help="persona or rubric")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="Lower-case words joined by hyphens.")],
) -> None:
    """Start a persona or rubric from a template with comments."""
    library = services.library()
    folder = library.personas_dir if kind == "persona" else library.rubrics_dir
    path = folder / f"{id_}.yaml"
    text = starter(kind, id_)
    if path.exists():
        raise SetUpError(f"{path} exists; choose another id or edit that file.")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    emit(str(path))
    note(f"Edit it, then check it: python -m simulator lint {path}")


def import_(
    files: Annotated[
        list[Path], typer.Argument(help="transcript/1 JSON or JSONL, CSV, WebVTT, SRT, or Speaker: text.")
    ],
    speaker: Annotated[list[str] | None, typer.Option(help="Who is who, e.g. --speaker Anna=agent.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; none: stdout.")] = None,
    as_json: Json = False,
) -> None:
    """Read transcripts in any known form and write them as transcript/1, one a line."""
    del as_json  # the output is machine output either way
    who = dict(_pair(text) for text in speaker or [])
    count = write(services.transcripts(files, speakers=who), sys.stdout if out is None else out)
    note(f"{count} transcripts")


def _yaml_files(path: Path) -> list[Path]:
    """The file, or the YAML files of the folder. Raises SetUpError where there are none."""
    found = sorted(file for ending in ENDINGS for file in path.glob(f"*{ending}")) if path.is_dir() else [path]
    if not found or not found[0].exists():
        raise SetUpError(f"There is no file to check at {path}; check the path.")
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, role = text.partition("=")
    if not equals or role not in ("agent", "caller"):
        raise SetUpError(f"--speaker {text}: write NAME=agent or NAME=caller.")
    return name, role


def _as_json(problem: Problem) -> str:
    return json.dumps({key: getattr(problem, key) for key in Problem.__slots__}, ensure_ascii=False)
