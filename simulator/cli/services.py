"""What commands work with, made when a command needs it."""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from simulator.access import LOCAL_PERSON
from simulator.cli.show import note
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
    """The store, brought up to date."""
    opened = Store(settings().store_url)
    opened.upgrade()
    return opened


@cache
def practice() -> Practice:
    """Practice calls over the store."""
    return Practice(store=store(), library=library(), settings=settings(), matcher=matcher())


def default_caller() -> CallerKind:
    """The model where one is configured, else the embedded caller."""
    return "model" if settings().connected(settings().caller) else "embedded"


def grading() -> Grading:
    """Grading of stored calls."""
    room = practice()
    return Grading(room.store, room.settings, room.voices, room.book)


def grade_call(call_id: str) -> Graded:
    """Grade a stored call, and say so where the embedded evaluator had to take over."""
    graded = grading().grade(LOCAL_PERSON, call_id)
    if graded.fallback:
        note(f"The model could not grade; the embedded evaluator did. {graded.fallback}")
    return graded


def judge_one(
    transcript: Transcript, rubric: Rubric, *, persona: Persona | None = None, evaluator: EvaluatorName | None
) -> Grade:
    """Grade a transcript that is not in the store; its persona is looked up by its name unless given."""
    voices, use = practice().voices, settings().evaluator
    if evaluator is None:
        agreed = voices.connected(use) and voices.needs_consent(LOCAL_PERSON, use) is None
        evaluator = "model" if agreed else "embedded"
    if evaluator == "model":
        voices.require_consent(LOCAL_PERSON, use)
    judged = judge(
        transcript,
        rubric,
        persona=persona or persona_of(transcript, library()),
        evaluator=evaluator,
        voices=voices,
        settings=settings(),
    )
    if judged.fallback:
        note(f"{transcript.id}: the model could not grade; the embedded evaluator did. {judged.fallback}")
    return judged.grade


def transcripts(files: Sequence[Path], *, speakers: Mapping[str, str] | None = None) -> list[Transcript]:
    """All transcripts of these files, in order; `-` is stdin. Raises FileProblems."""
    found: list[Transcript] = []
    for path in files:
        source = (sys.stdin, "stdin") if str(path) == "-" else (path, None)
        found += read(source[0], speakers=speakers, name=source[1])
    return found
