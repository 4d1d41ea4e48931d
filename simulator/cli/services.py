"""What commands work with, made when a command needs it."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.cli.show import note
from simulator.cohorts.calibrating import Calibrating
from simulator.errors import SetUpError
from simulator.evaluator.calibration import Calibration, calibrated
from simulator.grade import EvaluatorName, Grade
from simulator.library import Library
from simulator.listening import Matcher
from simulator.persona import Persona
from simulator.practice import Graded, Grading, Practice, judge, persona_of
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.store import CallerKind, Store
from simulator.transcript import Transcript
from simulator.transcript_files import read
from simulator.yaml_source import read_text

MOST_FAILURES = 3
"""Calls in a row that the model could not grade, after which it is not asked again in this run."""


@dataclass
class Patience:
    """How often in a row the model could not grade a call."""

    failures: int = 0

    @property
    def over(self) -> bool:
        """Whether the model is not asked again."""
        return self.failures >= MOST_FAILURES


@cache
def settings() -> Settings:
    """The settings of this process. Raises SettingsError."""
    return Settings.load()


@cache
def library() -> Library:
    """Personas, rubrics and articles."""
    return Library.from_settings(settings())


@cache
def matcher() -> Matcher:
    """The sentence matcher."""
    return Matcher()


@cache
def store() -> Store:
    """The store; one on SQLite is brought up to date, a shared one only by `db upgrade`."""
    opened = Store(settings().store_url)
    if settings().store_url.startswith("sqlite"):
        opened.upgrade()
    return opened


@cache
def practice() -> Practice:
    """Practice calls over the store."""
    return Practice(store=store(), library=library(), settings=settings(), matcher=matcher())


@cache
def patience() -> Patience:
    """What is left of this run's patience with the model that grades."""
    return Patience()


def scripted_caller(wanted: CallerKind | None) -> CallerKind:
    """Who voices a scripted call, in which nobody can be asked: the model where it is connected and agreed to.

    Raises SettingsError or ConsentNeededError where the model is wanted and may not be used.
    """
    use = settings().caller
    if wanted == "embedded" or (wanted is None and not settings().connected(use)):
        return "embedded"
    voices = practice().voices
    if wanted == "model":
        voices.require_model(LOCAL_PERSON, use)
    endpoint = voices.needs_consent(LOCAL_PERSON, use)
    if endpoint is not None:
        note(f"Nothing is sent to {endpoint}: nobody has agreed to that. The embedded caller takes the call.")
        return "embedded"
    return "model"


def grading() -> Grading:
    """Grading of stored calls."""
    room = practice()
    return Grading(room.store, room.settings, room.voices, room.book)


def grade_call(call_id: str) -> Graded:
    """Grade a stored call, and say so where the embedded evaluator had to take over."""
    graded = grading().grade(narrowed(LOCAL_PERSON, Role.TRAINEE), call_id)
    if graded.fallback:
        note(f"The model could not grade; the embedded evaluator did. {graded.fallback}")
    return graded


def judge_one(
    transcript: Transcript, rubric: Rubric, *, persona: Persona | None = None, evaluator: EvaluatorName | None
) -> Grade:
    """Grade a transcript that is not in the store; its persona is looked up by its name unless given.

    Once the model could not grade several in a row, the embedded evaluator grades all that follow in this run.
    """
    chosen = _chosen(evaluator)
    judged = judge(
        transcript,
        rubric,
        persona=persona or persona_of(transcript, library()),
        evaluator=chosen,
        voices=practice().voices,
        settings=settings(),
    )
    if judged.fallback:
        patience().failures += 1
        note(f"{transcript.id}: the model could not grade; the embedded evaluator did. {judged.fallback}")
        if patience().over:
            note("The model is not asked again in this run.")
    elif chosen == "model":
        patience().failures = 0
    return judged.grade


def calibration(path: Path | None) -> Calibration | None:
    """The corrections in that file. Raises SetUpError where it is no such file."""
    if path is None:
        return None
    try:
        return Calibration.model_validate_json(read_text(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise SetUpError(
            f"{path} holds no corrections ({where}: {first['msg']}); `calibrate … --json` writes such a file."
        ) from error


def corrected(grade: Grade, rubric: Rubric, corrections: Calibration | None) -> Grade:
    """The grade under these corrections; it says so where they are for other grades."""
    if corrections is not None and not corrections.fits(rubric, grade.provenance):
        made = f"{grade.provenance.evaluator} by {grade.rubric}"
        note(f"{grade.transcript}: not corrected. It was graded with {made}, the corrections are for {corrections.of}.")
    return calibrated(grade, rubric, corrections)


def calibrating() -> Calibrating:
    """The corrections of this installation."""
    room = practice()
    return Calibrating(room.store, room.book.rubric, grading().uncorrected, settings().trust)


def _chosen(wanted: EvaluatorName | None) -> EvaluatorName:
    """Who grades: the model where it is wanted, or connected and agreed to, and has not failed in this run."""
    voices, use = practice().voices, settings().evaluator
    if wanted == "model":
        voices.require_model(LOCAL_PERSON, use)
    agreed = voices.connected(use) and voices.needs_consent(LOCAL_PERSON, use) is None
    chosen = wanted or ("model" if agreed else "embedded")
    return "embedded" if patience().over else chosen


def scripted_settings(caller: CallerKind) -> Settings:
    """The settings for a scripted call, whose store of its own knows nothing of what was agreed to."""
    return settings().model_copy(update={"consent": settings().consent or caller == "model"})


def transcripts(files: Sequence[Path], *, speakers: Mapping[str, str] | None = None) -> list[Transcript]:
    """All transcripts of these files, in order; `-` is stdin. Raises FileProblems."""
    found: list[Transcript] = []
    for path in files:
        source = (sys.stdin.buffer, "stdin") if str(path) == "-" else (path, None)
        found += read(source[0], speakers=speakers, name=source[1])
    return found
