"""A call played from a script: one agent turn a line, desk commands between, times from word counts."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simulator.access import LOCAL_PERSON
from simulator.errors import CallEndedError, FileProblems, Problem, SimulatorError
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice.call import Practice
from simulator.settings import Settings
from simulator.store import CallerKind, CallRecord, Store
from simulator.transcript import Transcript

WORDS_PER_SECOND = 2.5
"""150 words a minute: ordinary telephone speech."""
PAUSE = 0.8
"""Seconds between one speaker and the next."""
HOLD = 30.0
"""Seconds that a scripted hold lasts."""
ACTION = 4.0
"""Seconds that a desk action takes."""

Kind = Literal["say", "action", "hold", "resume", "transfer"]
COMMANDS: dict[str, Kind] = {"hold": "hold", "resume": "resume", "transfer": "transfer"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script."""

    line: int
    kind: Kind
    text: str = ""
    amount: float | None = None


def read_script(text: str, *, name: str) -> list[Step]:
    """The steps of a script; blank lines are skipped. Raises FileProblems with every bad line."""
    steps: list[Step] = []
    problems: list[Problem] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        try:
            steps.append(_step(number, line))
        except ValueError as error:
            problems.append(Problem(name, number, 1, str(error), code="script"))
    if problems:
        raise FileProblems(problems)
    return steps


def _step(number: int, line: str) -> Step:
    if not line.startswith("/"):
        return Step(number, "say", line)
    command, *rest = line[1:].split() or [""]
    if command in COMMANDS and not rest:
        return Step(number, COMMANDS[command])
    if command == "action" and 1 <= len(rest) <= 2:
        amount = None
        if len(rest) == 2:
            try:
                amount = float(rest[1].lstrip("£$€"))
            except ValueError as error:
                raise ValueError(f"found the amount {rest[1]!r}; write a number, e.g. /action goodwill 20") from error
        return Step(number, "action", rest[0], amount)
    raise ValueError(f"found {line!r}; commands are /action ID [amount], /hold, /resume, /transfer")


class ScriptClock:
    """A clock that runs by what is said and done, so that a script takes the same time whenever it is played."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._speech = 0.0

    def __call__(self, _call: CallRecord) -> float:
        """Seconds since the call began. A speech that was announced takes its time after this moment."""
        now = self.seconds
        self.seconds, self._speech = now + self._speech, 0.0
        return round(now, 2)

    def announce(self, text: str) -> None:
        """The turn that is taken next lasts as long as saying this does."""
        self._speech = _duration(text)

    def pass_words(self, text: str) -> None:
        """Let the time pass that saying this takes."""
        self.seconds += _duration(text)


def _duration(text: str) -> float:
    return len(text.split()) / WORDS_PER_SECOND + PAUSE


class Played:
    """A scripted call in a store of its own, which is gone when it is closed."""

    def __init__(self, *, library: Library, settings: Settings, matcher: Matcher) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sidetone-", ignore_cleanup_errors=True)
        self._store = Store(f"sqlite:///{Path(self._folder.name) / 'script.db'}")
        self._store.upgrade()
        self.clock = ScriptClock()
        self.practice = Practice(
            store=self._store, library=library, settings=settings, matcher=matcher, clock=self.clock
        )

    def close(self) -> None:
        """Let go of the store."""
        self.practice.close()
        self._store.dispose()
        self._folder.cleanup()


def play(
    persona: str | Path,
    steps: Sequence[Step],
    *,
    rubric: str | Path,
    seed: int,
    caller: CallerKind,
    library: Library,
    settings: Settings,
    matcher: Matcher,
    difficulty: int = 0,
    name: str = "script",
) -> "Outcome":
    """Play a script to its end, or to the caller's; the same script and seed give the same transcript.

    `name` is the script's, for what could not be carried out.
    """
    played = Played(library=library, settings=settings, matcher=matcher)
    try:
        said = "\n".join(f"{step.kind} {step.text} {step.amount}" for step in steps)
        dialled = f"\n{difficulty}" if difficulty else ""
        call_id = hashlib.sha256(f"{persona}\n{seed}\n{said}{dialled}".encode()).hexdigest()[:32]
        call = played.practice.begin(
            LOCAL_PERSON, persona, rubric=rubric, seed=seed, caller=caller, call_id=call_id, difficulty=difficulty
        )
        refused = list(_take(played, call, steps, name))
        return Outcome(played.practice.look(LOCAL_PERSON, call.id).transcript, tuple(refused))
    finally:
        played.close()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A played script: the call, and the lines that could not be carried out with the reason for each."""

    transcript: Transcript
    refused: tuple[Problem, ...]


def _take(played: Played, call: CallRecord, steps: Sequence[Step], name: str) -> Iterator[Problem]:
    for position, step in enumerate(steps):
        try:
            _do(played, call, step)
        except CallEndedError:
            left = len(steps) - position
            yield Problem(name, step.line, 1, f"the call was over; {left} steps from here on were left out")
            break
        except SimulatorError as error:
            yield Problem(name, step.line, 1, str(error), code="refused")
    played.practice.end(LOCAL_PERSON, call.id, by="script", reason="the script ended")


def _do(played: Played, call: CallRecord, step: Step) -> None:
    practice, clock = played.practice, played.clock
    match step.kind:
        case "say":
            clock.announce(step.text)
            clock.pass_words("".join(practice.say(LOCAL_PERSON, call.id, step.text)))
        case "action":
            practice.act(LOCAL_PERSON, call.id, step.text, step.amount)
            clock.seconds += ACTION
        case "hold":
            practice.hold(LOCAL_PERSON, call.id)
            clock.seconds += HOLD
        case "resume":
            practice.resume(LOCAL_PERSON, call.id)
        case "transfer":
            practice.transfer(LOCAL_PERSON, call.id)
