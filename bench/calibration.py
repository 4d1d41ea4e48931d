"""Shows what corrections do: where they are switched on, how much they help, and that they stay off elsewhere.

First on Lend an Ear: raters who are no experts, and an expert with a known fault, take the evaluator's place; the
experts (the other two, where one is the evaluator) are the people. Then on made-up calls, where the truth is known: how
often a correction is switched on, and what it is worth on 4,000 calls that it was not fitted to.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bench.acts import DATA
from simulator.evaluator import kappa as k
from simulator.evaluator.calibration import Calibration, calibrated
from simulator.evaluator.correcting import calibrate
from simulator.grade import CriterionGrade, Grade, Provenance
from simulator.library import Library
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.transcript import Transcript

PUBLISHED: Final = DATA.with_name("lend_an_ear.dev.jsonl")
EXPERTS: Final = ("expert1", "expert2", "expert3")
Score = Callable[[Transcript, str], float]
"""The score of a call on a criterion."""
FRESH: Final = 4000
WORLDS: Final = (
    ("no fault", 25, 0.0, 1.0, 0.7),
    ("no fault, very noisy", 25, 0.0, 1.0, 1.5),
    ("no fault", 60, 0.0, 1.0, 0.7),
    ("half a point too high", 25, 0.5, 1.0, 0.7),
    ("half a point too high", 60, 0.5, 1.0, 0.7),
    ("a point too high", 25, 1.0, 1.0, 0.7),
    ("a point too high", 60, 1.0, 1.0, 0.7),
    ("uses two fifths of the scale", 60, 0.0, 0.4, 0.4),
)
"""Evaluators: name, calls that people scored, bias, how much of the scale is used, noise (standard deviation)."""


def main(arguments: Sequence[str]) -> int:
    """Print both tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench calibration", description=__doc__)
    parser.add_argument("--data", type=Path, default=PUBLISHED, help="labelled transcripts")
    parser.add_argument("--runs", type=int, default=60, help="made-up installations for each line; 0: none")
    chosen = parser.parse_args(arguments)
    if chosen.data.is_file():
        on_published(chosen.data)
    else:
        print(f"{chosen.data} is not there; nothing is measured on it.")
    if chosen.runs:
        on_made_up(chosen.runs)
    return 0


def on_published(path: Path) -> None:
    """The table on Lend an Ear."""
    items = [Transcript.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rubric = Library.from_settings(Settings()).rubric("lend-an-ear")
    noise = np.random.default_rng(7)
    first, others = rated_by("expert1"), EXPERTS[1:]
    cases: list[tuple[str, Score, Sequence[str]]] = [
        *((name, rated_by(name), EXPERTS) for name in ("gpt-4o", "gemini-2.5-pro", "claude-3.7-sonnet", "crowd")),
        ("expert 1", first, others),
        ("expert 1, a point higher", lambda item, name: first(item, name) + 1, others),
        ("expert 1, a point lower", lambda item, name: first(item, name) - 1, others),
        ("expert 1, noisy (deviation 1.5)", lambda item, name: first(item, name) + noise.normal(0, 1.5), others),
        ("dice", lambda _item, _name: float(noise.integers(1, 6)), EXPERTS),
    ]
    print(heading("in the evaluator's place", "median κ before", "after", "corrected", "not trusted"))
    for name, score, raters in cases:
        grades = [graded(item, rubric, score) for item in items]
        print(line_of(name, calibrate(items, grades, rubric, raters=raters)))


def heading(*names: str) -> str:
    """The first two lines of a table."""
    return f"| {' | '.join(names)} |\n| {' | '.join('---' for _ in names)} |"


def line_of(name: str, found: Calibration) -> str:
    """One line of the table; scores that are not corrected count as they are."""
    before = [one.before.kappa or 0.0 for one in found.criteria.values()]
    after = [(one.after if one.on and one.after else one.before).kappa or 0.0 for one in found.criteria.values()]
    on = [
        f"{criterion} {one.before.kappa:.2f} → {one.after.kappa:.2f} ({one.correction.kind})"
        for criterion, one in found.criteria.items()
        if one.on and one.after and one.correction
    ]
    doubtful = [criterion for criterion, one in found.criteria.items() if not one.trusted]
    cells = (
        name,
        f"{np.median(before):.2f}",
        f"{np.median(after):.2f}",
        ", ".join(on) or "–",
        ", ".join(doubtful) or "–",
    )
    return f"| {' | '.join(cells)} |"


def on_made_up(runs: int) -> None:
    """The table on made-up calls."""
    print()
    print(heading("evaluator", "scored calls", "switched on", "κ on fresh calls, where on", "made worse"))
    for name, calls, bias, used, spread in WORLDS:
        gains = [gain for seed in range(runs) if (gain := gain_of(seed, calls, bias, used, spread)) is not None]
        worth = f"{np.mean(gains):+.2f}" if gains else "–"
        worse = sum(gain < 0 for gain in gains)
        print(f"| {name} | {calls} | {len(gains) / runs:.0%} | {worth} | {worse} of {runs} |", flush=True)


def gain_of(seed: int, calls: int, bias: float, used: float, spread: float) -> float | None:
    """What a correction is worth in κ on fresh calls; None where none was switched on."""
    rubric = Rubric.model_validate(
        {
            "id": "made-up",
            "version": "1.0.0",
            "name": "Made up",
            "criteria": [{"id": "c", "name": "C", "question": "?", "anchors": {1: "No."}}],
        }
    )
    draw = np.random.default_rng(seed)
    items, grades = sample(draw, rubric, calls, bias=bias, used=used, spread=spread)
    found = calibrate(items, grades, rubric, resamples=500)
    if not found.criteria["c"].on:
        return None
    fresh, raw = sample(draw, rubric, FRESH, bias=bias, used=used, spread=spread)
    people = np.array([[item.ratings["a"]["c"], item.ratings["b"]["c"]] for item in fresh if item.ratings], float).T
    before, after = (
        k.with_raters(k.levels(np.array([one.criteria[0].score for one in some], float), rubric.scale), people)
        for some in (raw, [calibrated(one, rubric, found) for one in raw])
    )
    return after - before


def sample(
    draw: np.random.Generator, rubric: Rubric, calls: int, *, bias: float, used: float, spread: float
) -> tuple[list[Transcript], list[Grade]]:
    """Calls that two people scored, with a deviation of .7 each, and the evaluator's grades of them."""
    true = draw.normal(3, 1.1, calls)
    people = np.clip(np.round(true + draw.normal(0, 0.7, (2, calls))), 1, 5)
    machine = 3 + used * (true - 3) + bias + draw.normal(0, spread, calls)
    items = [
        Transcript(id=str(i), turns=[], ratings={"a": {"c": people[0, i]}, "b": {"c": people[1, i]}})
        for i in range(calls)
    ]
    return items, [graded(item, rubric, lambda item, _: machine[int(item.id)]) for item in items]


def rated_by(rater: str) -> Score:
    """What this rater of the set gave."""
    return lambda item, name: float((item.ratings or {})[rater][name] or 0)


def graded(item: Transcript, rubric: Rubric, score: Score) -> Grade:
    """A grade with these scores, kept on the scale."""
    low, high = rubric.scale.min, rubric.scale.max
    criteria = [
        CriterionGrade(id=c.id, status="graded", score=round(min(high, max(low, score(item, c.id))), 2), why="-")
        for c in rubric.criteria
    ]
    made = Provenance(rubric="-", evaluator="stand-in")
    of = {"transcript": item.id, "rubric": rubric.reference, "evaluator": "embedded", "status": "graded"}
    return Grade.model_validate(of | {"criteria": criteria, "measures": {}, "provenance": made})
