"""Lints one file: its errors, or, where it can be loaded, its warnings, each at its place."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath

from simulator.errors import FileProblems, Problem
from simulator.library import Library
from simulator.lint.persona import persona_warnings
from simulator.lint.rubric import rubric_warnings
from simulator.lint.traps import trap_warnings
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.yaml_source import Kind, Source, kind_of, read, read_text
from simulator.yaml_source.references import article_problems


def lint_file(path: str | PurePath, *, library: Library | None = None) -> list[Problem]:
    """Errors and warnings of a file in the order of its lines; never raises for what is in the file.

    With a library, `trains` and `desk.knowledge` are checked against it: a missing article is an error
    for a file of the library, and a warning for a file that lies elsewhere.
    """
    try:
        text = read_text(path)
    except FileProblems as error:
        return error.problems
    kind = kind_of(Path(path).resolve(), text) or "persona"
    shelved = library is not None and Path(path).resolve().parent == library.personas_dir.resolve()
    return lint_text(text, kind, str(path), library=library, shelved=shelved)


def lint_text(
    text: str,
    kind: Kind,
    name: str,
    *,
    library: Library | None = None,
    shelved: bool = False,
) -> list[Problem]:
    """Errors and warnings of a text, as `lint_file`; `shelved` says that it is a file of the library."""
    articles = library.articles() if library is not None else None
    found: list[Problem]
    if kind == "rubric":
        rubric = read(text, Rubric, name=name)
        found = [*rubric.problems, *_traps(rubric)]
        if rubric.model is not None:
            found += _placed(rubric, rubric_warnings(rubric.model))
        return sorted(found)
    persona = read(text, Persona, name=name, articles=articles if shelved else None)
    found = [*persona.problems, *_traps(persona)]
    if persona.model is not None:
        rubrics = library.rubrics() if library is not None else []
        found += _placed(persona, persona_warnings(persona.model, rubrics))
        if articles is not None and not shelved:
            missing = article_problems(persona.model, articles)
            found += _placed(persona, ((path, "article", message) for path, message in missing))
    return sorted(found)


def _placed(
    source: Source[Persona] | Source[Rubric], warnings: Iterable[tuple[tuple[str | int, ...], str, str]]
) -> list[Problem]:
    return [
        Problem(source.name, *source.place(*path), message, level="warning", code=code)
        for path, code, message in warnings
    ]


def _traps(source: Source[Persona] | Source[Rubric]) -> list[Problem]:
    return [
        replace(Problem(source.name, line, column, message), level="warning", code="trap")
        for line, column, message in trap_warnings(source)
    ]
