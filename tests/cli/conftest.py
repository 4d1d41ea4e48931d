"""The command line as a person runs it, in this process: arguments in, exit code and both streams out."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from simulator import cli
from simulator.cli import services

CACHED = (services.settings, services.store, services.practice, services.patience)


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch, capfd, matcher, library, tmp_path) -> Run:
    """Run a command; `stdin` may be text or bytes. What services keep is forgotten between tests."""
    monkeypatch.setattr(services, "matcher", lambda: matcher)
    monkeypatch.setattr(services, "library", lambda: library)
    monkeypatch.setenv("SIDETONE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "120")

    def run_command(*arguments, stdin=b"") -> Ran:
        forget()
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["simulator", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        capfd.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        shown = capfd.readouterr()
        return Ran(code, shown.out, shown.err)

    yield run_command
    forget()


def forget() -> None:
    """Let go of what services keep."""
    if services.practice.cache_info().currsize:
        services.practice().close()
    if services.store.cache_info().currsize:
        services.store().dispose()
    for service in CACHED:
        service.cache_clear()
