"""Commands about trust in scores: agreement with people, corrections, and the scores that people gave here."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from simulator.access import LOCAL_PERSON
from simulator.cli import services
from simulator.cli.calls import CalibrationFile, Evaluator, Json, RubricName
from simulator.cli.show import emit, note, progress
from simulator.cohorts.labelling import add_labelled, labelled
from simulator.errors import SetUpError
from simulator.evaluator.calibration import Calibration
from simulator.grade import EvaluatorName, Grade
from simulator.library import name_or_file
from simulator.rubric import Rubric
from simulator.transcript import Transcript
from simulator.transcript_files import write

Raters = Annotated[str | None, typer.Option(help="Names joined by commas; none: expert…, else all.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(agreement)
    app.command()(calibrate)
    scores = typer.Typer(help="What people scored here, before they saw the evaluator's scores.", no_args_is_help=True)
    scores.command("export")(export)
    scores.command("import")(import_)
    app.add_typer(scores, name="scores")


def agreement(
    labelled: Annotated[Path, typer.Argument(help="transcript/1 lines with `ratings`.")],
    rubric: RubricName,
    evaluator: Evaluator = None,
    raters: Raters = None,
    calibration: CalibrationFile = None,
    confusion: Annotated[bool, typer.Option("--confusion", help="Print who gave which level how often, too.")] = False,
    as_json: Json = False,
) -> None:
    """Measure agreement with people: quadratic-weighted kappa per criterion, with intervals."""
    from simulator.cli.measured import print_agreement, print_confusion
    from simulator.evaluator.agreement import agreement as measure

    judged_by = services.library().rubric(name_or_file(rubric))
    items, corrections = services.transcripts([labelled]), services.calibration(calibration)
    with progress() as bar:
        task = bar.add_task("Grading", total=len(items))

        def graded(transcript: Transcript) -> Grade:
            bar.advance(task)
            one = services.judge_one(transcript, judged_by, evaluator=evaluator)
            return services.corrected(one, judged_by, corrections)

        result = measure(items, judged_by, grade=graded, raters=_names(raters))
    if as_json:
        emit(json.dumps(result.as_json(), ensure_ascii=False))
        return
    print_agreement(result)
    if confusion:
        print_confusion(result)


def calibrate(
    rubric: RubricName,
    labelled: Annotated[
        Path | None, typer.Argument(help="transcript/1 lines with `ratings`; none: what people scored here.")
    ] = None,
    evaluator: Evaluator = None,
    raters: Raters = None,
    save: Annotated[bool, typer.Option("--save/--dry-run", help="Have the corrections hold here from now on.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Let the evaluator's own scores stand again.")] = False,
    reason: Annotated[str, typer.Option(help="Why; kept with the version. A revocation needs one.")] = "",
    as_json: Json = False,
) -> None:
    """Fit a correction to each criterion, and show agreement with people before and after, on calls left out."""
    from simulator.cli.measured import print_calibration

    judged_by = services.library().rubric(name_or_file(rubric))
    if revoke and (save or labelled is not None):
        raise SetUpError("--revoke takes back what holds here; it goes with neither a file nor --save.")
    room = services.calibrating()
    if revoke:
        done = [room.revoke(LOCAL_PERSON, one, reason=reason) for one in _holding(judged_by, evaluator)]
    elif labelled is not None:
        done = [_fitted(labelled, judged_by, evaluator=evaluator, raters=raters)]
    else:
        done = [one for one in room.measure(LOCAL_PERSON, judged_by) if _by(one, evaluator)]
    if save:
        why = reason or f"fitted to {labelled.name if labelled else 'what people scored here'}"
        done = [room.keep(LOCAL_PERSON, one, reason=why) for one in done]
    for one in done:
        if as_json:
            emit(one.model_dump_json(by_alias=True))
        else:
            print_calibration(one)
    for one in done:
        held = "revoked" if revoke else "holds from now on" if save else "nothing was kept; --save keeps it"
        note(f"{one.of}: {f'version {one.version}, ' if one.version else ''}{held}")
    if not done:
        note("Nothing was graded by that evaluator.")
        raise typer.Exit(1)


def export(rubric: RubricName, as_json: Json = False) -> None:
    """Print the shared calls that people scored blind, as transcript/1 lines with `ratings`."""
    del as_json  # the output is machine output either way
    judged_by = services.library().rubric(name_or_file(rubric))
    count = write(labelled(LOCAL_PERSON, services.store(), judged_by.id), sys.stdout)
    note(f"{count} calls that people scored")


def import_(
    files: Annotated[list[Path], typer.Argument(help="transcript/1 lines with `ratings`.")], as_json: Json = False
) -> None:
    """Keep ratings for the calls of a labelled set that are here, as if given on the screen."""
    items = services.transcripts(files)
    kept = add_labelled(LOCAL_PERSON, services.store(), items, rubrics=services.practice().book.rubric)
    calls = len({one.call_id for one in kept})
    if as_json:
        emit(json.dumps({"calls": calls, "scores": len(kept)}))
    note(f"{len(kept)} scores of {calls} calls kept; {len(items)} calls were in the files")


def _fitted(path: Path, rubric: Rubric, *, evaluator: EvaluatorName | None, raters: str | None) -> Calibration:
    """What a labelled set says about the evaluator."""
    from simulator.evaluator.correcting import calibrate as fit

    items = services.transcripts([path])
    with progress() as bar:
        rows = bar.track([item for item in items if item.ratings], description="Grading")
        grades = [services.judge_one(item, rubric, evaluator=evaluator) for item in rows]
    rated = [item for item in items if item.ratings]
    return fit(rated, grades, rubric, raters=_names(raters), trust=services.settings().trust)


def _holding(rubric: Rubric, evaluator: EvaluatorName | None) -> list[Calibration]:
    held = services.calibrating().holding(LOCAL_PERSON, rubric.id)
    found = [one for one in held if _by(one, evaluator) and not one.revoked]
    if not found:
        raise SetUpError(f"No correction holds for {rubric.id}, so there is none to revoke.")
    return found


def _by(one: Calibration, evaluator: EvaluatorName | None) -> bool:
    return evaluator is None or one.evaluator.partition("/")[0] == evaluator


def _names(raters: str | None) -> list[str] | None:
    return [name.strip() for name in raters.split(",")] if raters else None
