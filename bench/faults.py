"""The same faults through our evaluator and through three other graders: crash, silent number, loud or recovered.

Every case runs over real HTTP against the mock server through each grader's own client. The others live in an
environment of their own, made from `faults-requirements.txt` where it is missing (`--venv`). `--write` puts the table
into docs/faults.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Final, Literal

from bench.mock.mishaps import MISHAPS, Form, Mishap
from simulator.evaluator.judge import grade_with_model
from simulator.llm import open_chat, tokens
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.transcript import Transcript

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
DOC: Final = ROOT / "docs" / "faults.md"
REQUIREMENTS: Final = HERE / "faults-requirements.txt"
PATIENCE: Final = 40.0
"""Seconds after which a grader that has said nothing is given up."""
OTHERS: Final = ("openevals", "deepeval", "inspect_ai")
Verdict = Literal["fine", "recovered", "loud", "silent number", "crash", "no end"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a user would see."""

    verdict: Verdict
    detail: str = ""

    def __str__(self) -> str:
        told = self.detail and self.verdict != "loud"
        return f"{self.verdict} ({self.detail})" if told else self.verdict


def main(argv: list[str]) -> int:
    """Run every case through every grader; exit 1 where ours crashes, hangs or makes a number up."""
    parser = argparse.ArgumentParser(prog="python -m bench faults", description=__doc__.partition("\n")[0])
    parser.add_argument("--venv", type=Path, default=ROOT / ".bench-venv")
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--write", action="store_true", help="write docs/faults.md")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="sidetone-") as folder:
        columns = {"Sidetone": [ours(mishap, Path(folder)) for mishap in MISHAPS]}
        for name in () if options.only_ours else OTHERS:
            columns[name] = others(name, environment(options.venv), Path(folder))
    table = as_table(columns)
    print(table)
    if options.write:
        write(table)
    good = {"fine", "recovered", "loud"}
    return 0 if all(outcome.verdict in good for outcome in columns["Sidetone"]) else 1


TRANSCRIPT: Final = {
    "id": "faults",
    "turns": [
        {"speaker": "agent", "text": "Good morning, you're through to Sam. How can I help?"},
        {"speaker": "caller", "text": "It's my husband's account. I've had a letter again."},
        {"speaker": "agent", "text": "You said 'again'. What happened the other times?"},
        {"speaker": "caller", "text": "Nobody wrote it down."},
    ],
}
RUBRIC: Final = {
    "id": "one",
    "version": "1.0.0",
    "name": "One",
    "criteria": [
        {
            "id": "probing",
            "name": "Probing",
            "question": "Did the agent take up something that the caller said?",
            "anchors": {1: "No.", 3: "Once.", 5: "Throughout."},
        }
    ],
}


def ours(mishap: Mishap, folder: Path, *, timeout: float = 2.0) -> Outcome:
    """What comes of the case in our evaluator; `timeout` is in seconds."""
    with mishap.server(FORMS["Sidetone"]) as server:
        use = {"timeout": timeout}
        settings = Settings(
            _env_file=None, openai_base_url=server.url, openai_api_key="none", data_dir=folder, evaluator=use
        )
        chat = open_chat(settings.evaluator, settings)
        try:
            grade = grade_with_model(
                Transcript.model_validate(TRANSCRIPT), Rubric.model_validate(RUBRIC), chat=chat,
                settings=settings.evaluator,
            )  # fmt: skip
        except Exception as error:  # whatever leaves the call is what this bench is after
            return Outcome("crash", type(error).__name__)
        [criterion] = grade.criteria
    seen = {"told": criterion.why} if criterion.score is None else {"number": criterion.score}
    return judged(mishap, seen, 4.0, len(server.requests))


def judged(mishap: Mishap, seen: dict[str, Any], expected: object, requests: int) -> Outcome:
    """The name for what a user sees. A number is recovered where the model was asked again and then gave it."""
    if "raised" in seen:
        return Outcome("crash", str(seen["raised"]).partition(":")[0])
    if "told" in seen:
        return Outcome("loud", str(seen["told"]))
    if mishap.name == MISHAPS[0].name:
        return Outcome("fine" if seen["number"] == expected else "silent number", f"{seen['number']}")
    if mishap.once and requests > 1 and seen["number"] == expected:
        return Outcome("recovered")
    return Outcome("silent number", f"{seen['number']}")


def others(name: str, python: Path, folder: Path) -> list[Outcome]:
    """What comes of every case in that library; it is started again after a case that it does not end."""
    found: list[Outcome] = []
    worker: Worker | None = None
    for mishap in MISHAPS:
        worker = worker or Worker(name, python, folder)
        with mishap.server(FORMS[name]) as server:
            seen = worker.ask(server.url)
        if seen is None:
            worker.close()
            worker = None
            found.append(Outcome("no end", f"{PATIENCE:.0f} s"))
        else:
            found.append(judged(mishap, seen, EXPECTED[name], len(server.requests)))
        print(f"{name}: {mishap.name}: {found[-1]}  {seen}", file=sys.stderr, flush=True)
    if worker is not None:
        worker.close()
    return found


class Worker:
    """A library's grader in its own process."""

    def __init__(self, name: str, python: Path, folder: Path) -> None:
        ranks = tokens.lay_out(folder / "tiktoken")
        environ = {key: value for key, value in os.environ.items() if not key.startswith(("OPENAI_", "SIDETONE_"))}
        environ |= {"TIKTOKEN_CACHE_DIR": str(ranks.parent)} if ranks else {}
        self._process = subprocess.Popen(
            [python, HERE / "_faults_others.py", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder,
            env=environ,
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self._patience = PATIENCE + 60  # its first case waits for its imports

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def ask(self, url: str) -> dict[str, Any] | None:
        """The outcome of the case at that address, or None where none came in time."""
        assert self._process.stdin is not None
        print(json.dumps({"url": url}), file=self._process.stdin, flush=True)
        try:
            seen: dict[str, Any] = json.loads(self._lines.get(timeout=self._patience))
        except Empty:
            return None
        self._patience = PATIENCE
        return seen

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def environment(folder: Path) -> Path:
    """The interpreter of the others' environment, which is made where it is missing."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", REQUIREMENTS], check=True)
    return python


def _ours(level: str, quote: str | None, key: str | None) -> str:
    quotes = [{"turn": 3, "quote": quote or "What happened the other times", "shows": "takes up her word"}]
    said = {"restate": "-", "quotes": quotes, "reason": "You took up her word.", key or "level": level}
    return json.dumps(said | {"missed": [], "better": []})


def _scored(reason: str) -> Any:
    def write(level: str, quote: str | None, key: str | None) -> str:
        words = f"The agent asked: “{quote or 'What happened the other times'}”."
        number = float(level) if level.replace(".", "").isdigit() else level
        return json.dumps({reason: words, key or "score": number})

    return write


def _inspect(level: str, quote: str | None, key: str | None) -> str:
    words = (
        f"The agent asked: “{quote or 'What happened the other times'}”. That takes up the caller's word, as wanted."
    )
    return f"{words}\n{(key or 'grade').upper()}: {level}"


FORMS: Final = {
    "Sidetone": Form(_ours, good="4", low="2", off="9", between="3.5"),
    "openevals": Form(_scored("reasoning"), good="4", low="2", off="9", between="3.5"),
    "deepeval": Form(_scored("reason"), good="8", low="3", off="42", between="7.5"),
    "inspect_ai": Form(_inspect, good="C", low="I", off="Z", between="C-"),
}
EXPECTED: Final[dict[str, object]] = {"openevals": 4.0, "deepeval": 0.8, "inspect_ai": "C"}


def as_table(columns: Mapping[str, Sequence[Outcome]]) -> str:
    """The outcomes as a Markdown table, a case a line."""
    lines = [f"| what goes wrong | {' | '.join(columns)} |", "| --- " * (len(columns) + 1) + "|"]
    lines += [
        f"| {mishap.name} | {' | '.join(map(str, row))} |"
        for mishap, *row in zip(MISHAPS, *columns.values(), strict=True)
    ]
    return "\n".join(lines)


def write(table: str) -> None:
    """Put the table into the page, between its marks."""
    page = DOC.read_text(encoding="utf-8")
    before, rest = page.split("<!-- table: begin -->")
    after = rest.split("<!-- table: end -->")[1]
    DOC.write_text(f"{before}<!-- table: begin -->\n{table}\n<!-- table: end -->{after}", encoding="utf-8")
