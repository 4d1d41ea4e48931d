"""What many tests need: the shipped library, one warm matcher, and no way to a real model."""

from pathlib import Path

import pytest
from hypothesis import settings

from simulator.caller import Caller
from simulator.library import Library
from simulator.listening import Matcher
from simulator.persona import Persona
from simulator.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
settings.register_profile("house", deadline=None)  # how long an example takes says more of the machine than of us
settings.load_profile("house")
CALLERS = tuple(sorted(path.stem for path in (ROOT / "personas").glob("*.yaml")))
"""Ids of every caller that ships, so that a new one is tested as soon as it is there."""


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key, no endpoint, and a data folder of the test's own: a real model call is impossible by default."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SIDETONE_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped callers, rubrics and articles."""
    return Library.from_settings(Settings(_env_file=None))


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    """A warm sentence matcher."""
    made = Matcher()
    made.warm()
    return made


@pytest.fixture(scope="session")
def margaret(library: Library) -> Persona:
    """The widow."""
    return library.persona("bereaved-account-holder")


@pytest.fixture(scope="session")
def caller(margaret: Persona, matcher: Matcher) -> Caller:
    """The widow on the line."""
    return Caller(margaret, 7, matcher)
