"""Commands about calls: practise one, grade some, name their acts."""

import json
import secrets
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli import services
from simulator.cli.show import (
    emit,
    note,
    out,
    print_grade,
    print_problems,
    print_transcript,
    progress,
)
from simulator.cli.terminal import converse
from simulator.grade import EvaluatorName, Grade
from simulator.library import name_or_file
from simulator.listening import hear
from simulator.practice.script import play, read_script
from simulator.store import CallerKind
from simulator.yaml_source import decode, read_text

Json = Annotated[bool, typer.Option("--json", help="Machine output on stdout.")]
RubricName = Annotated[str, typer.Option("--rubric", help="Id or file of a rubric.")]
CalibrationFile = Annotated[Path | None, typer.Option("--calibration", help="Corrections to apply; see `calibrate`.")]
Evaluator = Annotated[EvaluatorName | None, typer.Option(help="Who grades; none: the model where one is connected.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (practice, grade, acts):
        app.command()(command)


def practice(
    persona: Annotated[str, typer.Argument(help="Id or file of a caller.")],
    rubric: RubricName = "compassionate-call",
    caller: Annotated[CallerKind | None, typer.Option(help="Who voices the caller; none: the model if any.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed and words give the same call.")] = None,
    difficulty: Annotated[int, typer.Option(min=-1, max=1, help="-1 gentler, 0 as written, 1 harder.")] = 0,
    script: Annotated[Path | None, typer.Option(help="One agent turn a line; /action ID, /hold, /resume.")] = None,
    as_json: Json = False,
) -> None:
    """Take a practice call in the terminal, or play a script; the grade follows."""
    if script is None:
        _live(persona, rubric, caller=caller, seed=seed, difficulty=difficulty, as_json=as_json)
        return
    name = "stdin" if str(script) == "-" else str(script)
    text = decode(sys.stdin.buffer.read(), name=name) if name == "stdin" else read_text(script)
    voiced_by = services.scripted_caller(caller)
    outcome = play(
        name_or_file(persona),
        read_script(text, name=name),
        rubric=name_or_file(rubric),
        seed=secrets.randbelow(2**31) if seed is None else seed,
        caller=voiced_by,
        difficulty=difficulty,
        library=services.library(),
        settings=services.scripted_settings(voiced_by),
        matcher=services.matcher(),
        name=name,
    )
    print_problems(outcome.refused)
    if as_json:
        emit(outcome.transcript.to_json())
        return
    judged_by = services.library().rubric(name_or_file(rubric))
    played = services.library().persona(name_or_file(persona))
    print_transcript(outcome.transcript)
    print_grade(services.judge_one(outcome.transcript, judged_by, persona=played, evaluator=None), judged_by)


def grade(
    files: Annotated[list[Path], typer.Argument(help="Transcripts in any known form.")],
    rubric: RubricName,
    evaluator: Evaluator = None,
    calibration: CalibrationFile = None,
    as_json: Json = False,
) -> None:
    """Grade transcripts, one grade each, in their order."""
    judged_by = services.library().rubric(name_or_file(rubric))
    corrections = services.calibration(calibration)
    transcripts = services.transcripts(files)
    grades: list[Grade] = []
    with progress() as bar:
        for transcript in bar.track(transcripts, description="Grading"):
            one = services.judge_one(transcript, judged_by, evaluator=evaluator)
            one = services.corrected(one, judged_by, corrections)
            grades.append(one)
            if as_json:
                emit(one.to_json())
            else:
                out.print(f"\n[bold]{one.transcript}[/bold]")
                print_grade(one, judged_by)
    note(f"{sum(one.status != 'not_graded' for one in grades)} of {len(grades)} graded")
    if all(one.status == "not_graded" for one in grades):
        raise typer.Exit(1)


def acts(
    file: Annotated[str, typer.Argument(help="Transcripts in any known form; - reads transcript/1 from stdin.")],
    as_json: Json = False,
) -> None:
    """Say what each agent turn does, a line a turn."""
    for transcript in services.transcripts([Path(file)]):
        for i, turn in enumerate(transcript.turns):
            if turn.speaker == "agent":
                found = [asdict(act) for act in hear(turn.text, earlier=transcript.turns[:i])]
                line = {"id": transcript.id, "turn": turn.n, "acts": found}
                names = ", ".join(act["act"] for act in found) or "nothing named"
                emit(json.dumps(line, ensure_ascii=False) if as_json else f"{transcript.id} {turn.n}: {names}")


def _live(
    persona: str, rubric: str, *, caller: CallerKind | None, seed: int | None, difficulty: int, as_json: bool
) -> None:
    """A call that is typed; it is kept in the store and graded when it is over."""
    room = services.practice()
    call = converse(room, name_or_file(persona), name_or_file(rubric), seed=seed, caller=caller, difficulty=difficulty)
    transcript = room.store.transcript(call.id)
    if as_json:
        emit(transcript.to_json())
    elif transcript.agent_turns():
        graded = services.grade_call(call.id)
        print_grade(graded.record.grade, room.book.rubric(call.rubric_hash))
