"""Tells calls that experts held to be good from poor ones: AnnoMI, whole calls, `compassionate-call`.

AUC is the chance that a call of high quality scores above one of low quality (0.5 is none, 1 is always). Nothing is
fitted on these calls; conversations whose number is divisible by three were never looked at and are reported apart.
The length effect is Spearman's correlation of the score with the agent's words among the calls of high quality,
where length is no merit; and the AUC is told again for the first twenty turns of every call.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.stats import bootstrap
from sklearn.metrics import roc_auc_score

from bench.acts import DATA, conversations
from simulator.evaluator import grade_embedded
from simulator.evaluator.kappa import spearman
from simulator.grade import Grade
from simulator.library import Library
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.transcript import Transcript

FIRST: Final = 20
RESAMPLES: Final = 1000
PARTS: Final = (("looked at (two thirds)", False), ("never looked at (third)", True), ("all", None))


@dataclass(frozen=True, slots=True)
class Call:
    """A graded call with what people held of it."""

    grade: Grade
    good: bool
    unseen: bool
    words: float


def graded(path: Path, rubric: Rubric, *, first: int | None = None) -> list[Call]:
    """Every conversation of the file, graded, with no persona; `first` keeps that many turns of each."""
    calls: list[Call] = []
    for row in conversations(path):
        row["turns"] = row["turns"][:first]
        grade = grade_embedded(Transcript.model_validate(row), rubric)
        unseen = int(row["id"].rpartition("-")[2]) % 3 == 0
        calls.append(Call(grade, row["meta"]["quality"] == "high", unseen, grade.measures["agent_words"] or 0))
    return calls


def auc(good: Sequence[bool], scores: Sequence[float]) -> float | None:
    """The area under the curve; None where one kind is missing."""
    return float(roc_auc_score(good, scores)) if len(set(good)) == 2 else None


def interval(good: Sequence[bool], scores: Sequence[float]) -> tuple[float, float]:
    """95 % bootstrap interval, high and low calls drawn apart so that both kinds are always there."""
    labels, values = np.array(good), np.array(scores)
    found = bootstrap(
        (values[labels], values[~labels]),
        lambda high, low: roc_auc_score([True] * len(high) + [False] * len(low), [*high, *low]),
        vectorized=False,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(0),
    ).confidence_interval
    return float(found.low), float(found.high)


def scored(calls: Sequence[Call], criterion: str | None = None) -> list[tuple[Call, float]]:
    """The calls that have a score, overall or of one criterion."""
    found = [(c, c.grade.criterion(criterion).score if criterion else c.grade.overall) for c in calls]
    return [(call, score) for call, score in found if score is not None]


def report(calls: Sequence[Call], rubric: Rubric, *, each: bool) -> None:
    """Print the figures of each part and, where wanted, of each criterion over the calls that may be looked at."""
    for name, unseen in PARTS:
        rows = scored([c for c in calls if unseen is None or c.unseen is unseen])
        good, scores = [c.good for c, _ in rows], [score for _, score in rows]
        low, high = interval(good, scores)
        best = [(c.words, score) for c, score in rows if c.good]
        effect = spearman(np.array([w for w, _ in best]), np.array([s for _, s in best]))
        by_length = auc(good, [c.words for c, _ in rows])
        print(
            f"{name:<26}{len(rows):>6}{auc(good, scores):>8.3f}   [{low:.2f}, {high:.2f}]"
            f"{effect:>9.2f}{by_length:>9.2f}"
        )
    for criterion in rubric.criteria if each else ():
        rows = scored([c for c in calls if not c.unseen], criterion.id)
        found = auc([c.good for c, _ in rows], [score for _, score in rows]) if rows else None
        print(f"    {criterion.id:<22}{len(rows):>6}{'' if found is None else f'{found:>8.3f}'}")


def main(argv: list[str]) -> int:
    """Print the figures; 0 also when the data is not there, which is said."""
    parser = argparse.ArgumentParser(prog="python -m bench calls", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--each", action="store_true", help="also criterion by criterion")
    arguments = parser.parse_args(argv)
    if not arguments.data.exists():
        print(f"skipped: {arguments.data} is not there")
        return 0
    rubric = Library.from_settings(Settings(_env_file=None)).rubric("compassionate-call")
    print(f"{'conversations':<26}{'calls':>6}{'AUC':>8}   {'95 %':<12}{'length':>9}{'by words':>9}")
    report(graded(arguments.data, rubric), rubric, each=arguments.each)
    print(f"the first {FIRST} turns of each:")
    report(graded(arguments.data, rubric, first=FIRST), rubric, each=False)
    return 0
