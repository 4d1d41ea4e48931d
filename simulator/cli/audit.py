"""Commands that audit the evaluator: fairness of scores, and stored grades against what they were made from."""

import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape
from rich.table import Table

from simulator.cli import services
from simulator.cli.calls import Evaluator, Json, RubricName
from simulator.cli.show import emit, note, out, progress
from simulator.evaluator import fairness as fairness_audit
from simulator.library import name_or_file
from simulator.practice import persona_of
from simulator.practice.verifying import verify as verify_grades
from simulator.transcript import Transcript

OWN_CALLS: Final = Path(fairness_audit.__file__).with_name("fairness_calls.toml")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    audit = typer.Typer(help="Whether scores can be trusted: fairness, and stored grades.", no_args_is_help=True)
    audit.command()(fairness)
    audit.command()(verify)
    app.add_typer(audit, name="audit")


def fairness(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Transcripts in any known form; none: ten of ours.")
    ] = None,
    rubric: RubricName = "compassionate-call",
    evaluator: Evaluator = "embedded",
    as_json: Json = False,
) -> None:
    """Swap names, titles, dialect and manners in calls, one kind at a time, and say how far scores move."""
    judged_by = services.library().rubric(name_or_file(rubric))
    calls = services.transcripts(files) if files else own_calls()
    cases = [(call, persona_of(call, services.library())) for call in calls]
    with progress() as bar:
        task = bar.add_task("Grading", total=len(cases) * fairness_audit.swaps())
        result = fairness_audit.audit(
            cases,
            judged_by,
            grade=lambda call, persona: services.judge_one(call, judged_by, persona=persona, evaluator=evaluator),
            told=lambda: bar.advance(task),
        )
    if as_json:
        emit(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        _print(result)
    note(f"{result.calls} calls, {len(result.shifts)} comparisons, {len(result.broken)} beyond the limit")
    if result.broken:
        raise typer.Exit(1)


def verify(as_json: Json = False) -> None:
    """Check every stored grade: quotes to the letter, frozen texts against their hashes, sums against the scores."""
    result = verify_grades(services.store())
    for one in result.mismatches:
        line = (
            json.dumps(asdict(one), ensure_ascii=False)
            if as_json
            else f"{one.call_id} grade {one.grade_id}: {one.what}"
        )
        emit(line)
    note(f"{result.grades} grades, {len(result.mismatches)} mismatches")
    if result.mismatches:
        raise typer.Exit(1)


def own_calls() -> list[Transcript]:
    """The calls that are audited where no others are given."""
    entries = tomllib.loads(OWN_CALLS.read_text(encoding="utf-8"))["calls"]
    return [
        Transcript.model_validate(
            entry | {"turns": [{"speaker": speaker, "text": text} for speaker, text in entry["turns"]]}
        )
        for entry in entries
    ]


def _print(result: fairness_audit.Audit) -> None:
    """For each swap the criterion that moved most, and every one beyond the limit."""
    table = Table("swapped", "calls", "criterion", "mean shift", "95 % interval", "largest", "limit")
    table.columns[0].overflow = "fold"  # a narrow terminal cuts no name short
    for swap, changed in result.changed.items():
        shifts = [one for one in result.shifts if f"{one.kind}: {one.variant}" == swap]
        most = max(shifts, key=lambda one: abs(one.mean), default=None)
        shown = [one for one in shifts if one.broken or one is most]
        if not shown:
            table.add_row(escape(swap), str(changed), "nothing to swap", "", "", "", "")
        for one in shown:
            span = f"{one.interval.low:+.2f} to {one.interval.high:+.2f}" if one.interval else ""
            limit = "none" if one.most is None else f"{one.most:g}{' (broken)' if one.broken else ''}"
            table.add_row(swap, str(changed), one.criterion, f"{one.mean:+.2f}", span, f"{one.largest:.2f}", limit)
    out.print(table)
