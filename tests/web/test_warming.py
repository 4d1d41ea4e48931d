"""Warming up: what the first turn would wait for is there, whatever the library holds."""

from pathlib import Path

from simulator.library import Library
from simulator.listening import Matcher
from simulator.settings import Settings
from simulator.web.warming import warm


def library(folder: Path) -> Library:
    return Library(personas_dir=folder, rubrics_dir=folder, knowledge_dir=folder)


def test_every_question_that_a_caller_waits_for_is_known() -> None:
    shipped, matcher = Library.from_settings(Settings(_env_file=None)), Matcher()
    warm(shipped, matcher)
    known = matcher.remembered
    for persona in shipped.personas():
        matcher.embed(persona.asks)
    assert matcher.remembered == known > 0


def test_a_library_without_files_is_no_trouble(tmp_path: Path) -> None:
    matcher = Matcher()
    warm(library(tmp_path), matcher)
    assert matcher.remembered == 1
