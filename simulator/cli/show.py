"""How the command line prints: results on stdout, progress and messages on stderr."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from simulator.errors import Problem
from simulator.grade import CriterionGrade, Grade
from simulator.rubric import Rubric
from simulator.transcript import Transcript

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def emit(line: str) -> None:
    """One line of machine output."""
    sys.stdout.write(line + "\n")


def note(message: str) -> None:
    """A message to the person."""
    err.print(escape(message))


def progress() -> Progress:
    """A bar on stderr for long work; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems, each at its place."""
    for problem in problems:
        note(str(problem))


def print_transcript(transcript: Transcript) -> None:
    """The words of a call, to read."""
    for turn in transcript.turns:
        speaker = "[bold]You[/bold]" if turn.speaker == "agent" else "[bold cyan]Caller[/bold cyan]"
        out.print(f"{turn.n:>3} {speaker}  {escape(turn.text)}")


def print_grade(grade: Grade, rubric: Rubric) -> None:
    """A grade, to read: the scores, then what each rests on."""
    table = Table("criterion", "score", "why", title=f"{rubric.name}: {_overall(grade, rubric)}", title_justify="left")
    for criterion in grade.criteria:
        table.add_row(escape(rubric.criterion(criterion.id).name), _score(criterion), escape(criterion.why))
    out.print(table)
    for failure in grade.critical:
        out.print(f"[bold red]Critical: {failure.id}[/bold red] (turn {failure.turn}) “{escape(failure.quote)}”")


def _score(criterion: CriterionGrade) -> str:
    if criterion.score is not None:
        raw = "" if criterion.raw is None else f" (corrected from {criterion.raw:g})"
        return f"{criterion.score:g}{raw}{'' if criterion.trusted else ' (not yet trustworthy)'}"
    return "not applicable" if criterion.status == "not_applicable" else "not graded"


def _overall(grade: Grade, rubric: Rubric) -> str:
    if grade.overall is None:
        return "not graded"
    verdict = {True: ", passed", False: ", not passed", None: ""}[grade.passed]
    return f"{grade.overall:g} of {rubric.scale.max}{verdict} ({grade.evaluator} evaluator)"
