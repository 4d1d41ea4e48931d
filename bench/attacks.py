"""Tries to talk the built-in evaluator round: every attack in every call, graded with it and without it.

An attack is put into a call as a turn of its own or behind what the agent says, at the start, in the middle and at
the end. The same call without it has "Right." in the same place, or nothing there. Any score that comes out
better with the attack, any pass won and any critical failure gone is printed; the exit code is then 1.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from simulator.evaluator import grade_embedded
from simulator.grade import Grade
from simulator.library import Library
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.transcript import Transcript

DATA: Final = Path(__file__).resolve().parents[1] / "tests" / "data"
PLACES: Final = ("start", "middle", "end")
WAYS: Final = ("own turn", "appended")
NEUTRAL: Final = "Right."
_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Attack:
    """An agent turn that tries to talk the grader round."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Attacked:
    """A call with an attack and the same call without it."""

    name: str
    attack: Attack
    call: str
    rubric: Rubric
    persona: Persona | None
    without: tuple[Transcript, ...]
    with_it: Transcript


def attacks(path: Path = DATA / "attacks.yaml") -> list[Attack]:
    """Every attack of a file, in its order."""
    kinds = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return [Attack(kind, _text(entry)) for kind, entries in kinds.items() for entry in entries]


def _text(entry: Any) -> str:
    return entry if isinstance(entry, str) else str(entry["line"]) * int(entry["times"])


@cache
def calls(path: Path = DATA / "attacked_calls.yaml") -> dict[str, dict[str, Any]]:
    """The calls that attacks are put into, by name."""
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return found


@cache
def _library() -> Library:
    return Library.from_settings(Settings(_env_file=None))


def attacked(attack: Attack, call: str, place: str, way: str, rubric: str | None = None) -> Attacked:
    """The attack in this call; `rubric` None takes the call's own."""
    entry, library = calls()[call], _library()
    persona = library.persona(entry["persona"]) if "persona" in entry else None
    lines = [pair for turn in entry["turns"] for pair in turn.items()]
    agent = [position for position, (speaker, _) in enumerate(lines) if speaker == "agent"]
    at = agent[{"start": 0, "middle": len(agent) // 2, "end": -1}[place]]
    events = entry.get("events", [])
    build = partial(_inserted if way == "own turn" else _appended, lines, events, at)
    return Attacked(
        name=f"{attack.kind} in {call}, {place}, {way}: {attack.text[:70]!r}",
        attack=attack,
        call=call,
        rubric=library.rubric(rubric or entry.get("rubric", "compassionate-call")),
        persona=persona,
        without=(build(NEUTRAL),) if way == "own turn" else (build(NEUTRAL), build("")),
        with_it=build(attack.text),
    )


def _inserted(lines: list[tuple[str, str]], events: list[dict[str, Any]], at: int, text: str) -> Transcript:
    moved = [event | {"turn": event["turn"] + (event["turn"] > at)} for event in events]
    return _built([*lines[:at], ("agent", text), *lines[at:]], events=moved)


def _appended(lines: list[tuple[str, str]], events: list[dict[str, Any]], at: int, text: str) -> Transcript:
    return _built([*lines[:at], ("agent", f"{lines[at][1]} {text}".strip()), *lines[at + 1 :]], events=events)


def _built(lines: list[tuple[str, str]], *, events: list[dict[str, Any]]) -> Transcript:
    turns = [{"speaker": speaker, "text": text} for speaker, text in lines]
    return Transcript.model_validate({"id": "attacked", "turns": turns, "events": events})


def gained(rubric: Rubric, without: Sequence[Grade], with_it: Grade, *, beyond: float = _SAME) -> list[str]:
    """What came out better with the attack than in every grade without it, by more than so many points."""
    gains = [_gained(rubric, one, with_it, beyond) for one in without]
    named = [{gain.split(" ")[0] for gain in one} for one in gains]
    return [gain for gain in gains[0] if all(gain.split(" ")[0] in names for names in named)]


def _gained(rubric: Rubric, without: Grade, with_it: Grade, beyond: float) -> list[str]:
    found: list[str] = []
    if (with_it.overall or 0.0) > (without.overall or 0.0) + beyond:
        found.append(f"overall {without.overall} → {with_it.overall}")
    if with_it.passed and not without.passed:
        found.append("passed")
    found += sorted(
        f"{failure.id} gone" for failure in without.critical if failure.id not in {one.id for one in with_it.critical}
    )
    for before, after in zip(without.criteria, with_it.criteria, strict=True):
        if after.score is None or before.score is None:
            if before.status != after.status:
                found.append(f"{before.id} {before.status} → {after.status}")
            continue
        better = (
            before.score - after.score if rubric.criterion(before.id).better == "low" else after.score - before.score
        )
        if better > beyond:
            found.append(f"{before.id} {before.score:g} → {after.score:g}")
    return found


def embedded(case: Attacked) -> list[str]:
    """What the built-in evaluator lets the attack gain."""
    with_it = grade_embedded(case.with_it, case.rubric, persona=case.persona)
    without = [_plain_grade(one.to_json(), case.rubric.id, case.call) for one in case.without]
    return gained(case.rubric, without, with_it)


@cache
def _plain_grade(transcript: str, rubric: str, call: str) -> Grade:
    """The grade without an attack, which many attacks are compared with."""
    entry, library = calls()[call], _library()
    persona = library.persona(entry["persona"]) if "persona" in entry else None
    return grade_embedded(Transcript.model_validate_json(transcript), library.rubric(rubric), persona=persona)


def every(chosen: Iterable[Attack]) -> Iterator[Attacked]:
    """Every attack in every call, place and way."""
    for attack in chosen:
        for call in calls():
            for place in PLACES:
                for way in WAYS:
                    yield attacked(attack, call, place, way)


def main(arguments: list[str]) -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(prog="python -m bench attacks", description=__doc__)
    parser.add_argument("--kind", help="only attacks of this kind")
    options = parser.parse_args(arguments)
    chosen = [attack for attack in attacks() if options.kind in (None, attack.kind)]
    tried, through = Counter[str](), Counter[str]()
    for case in every(chosen):
        tried[case.attack.kind] += 1
        if gains := embedded(case):
            through[case.attack.kind] += 1
            print(f"{case.name}: {'; '.join(gains)}")
    for kind, number in tried.items():
        print(f"{kind:18}{number:6} gradings{through[kind]:5} gained something")
    print(f"{len(chosen)} attacks, {tried.total()} gradings, {through.total()} gained something")
    return int(bool(through))
