"""Fits the small weights of the embedded evaluator on the labelled calls, and says how far they agree.

Ridge regression of the experts' mean on two or three features a criterion, then stretched so that the levels
vary as the raters' do (a weighted kappa rewards that; a regression alone shrinks to the middle). Every figure
written is from calls that were left out of the fit. The features were chosen by hand before that, for the reasons
given; with 25 calls a choice made by search would not hold.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from simulator.evaluator.features import feature
from simulator.evaluator.fitted import FOLDER, CriterionWeights, Weights, fingerprint
from simulator.evaluator.kappa import among, interval, levels, median, resampled, with_raters, with_raters_drawn
from simulator.evaluator.reading import read
from simulator.rubric import Rubric
from simulator.transcript import Transcript

Numbers = NDArray[np.float64]

DATA: Final = Path(__file__).parents[2] / "shared" / "eval" / "lend_an_ear.dev.jsonl"
RUBRIC: Final = Path(__file__).parents[1] / "rubrics" / "lend-an-ear.yaml"
RIDGE: Final = 4.0
"""Strength of the ridge, on standardised features: a sixth of the calls."""
MOST_STRETCH: Final = 1.8

FEATURES: Final[dict[str, tuple[list[str], str]]] = {
    "validating_emotions": (
        ["validates", "makes_sense", "sympathises"],
        "Turns that say the feeling makes sense, by act or by words, and plain concern, which raters credit a little.",
    ),
    "encouraging_elaboration": (
        ["asks", "probes"],
        "Asking at all, and asking about what was just said.",
    ),
    "demonstrating_understanding": (
        ["understands", "invites", "reassures"],
        "Turns that give something back; making room for more; reassurance stands in place of understanding.",
    ),
    "advice_giving": (
        ["advises", "likeness"],
        "Turns with advice by act, and sentences that lean to the examples of advice.",
    ),
    "self_oriented": (
        ["own_story", "self_words"],
        "Turns with a story of one's own, and the share of I and we.",
    ),
    "dismissing_emotions": (
        ["dismisses", "urges", "likeness"],
        "Turns that brush a feeling aside, urging in place of listening, and sentences that lean to the examples.",
    ),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A line through standardised features, in raw units."""

    intercept: float
    weights: Numbers

    def levels(self, features: Numbers) -> Numbers:
        """Levels from 1 to 5."""
        raw: Numbers = np.clip(self.intercept + features @ self.weights, 1, 5)
        return raw


def fit(features: Numbers, ratings: Numbers) -> Fit:
    """Ridge on the raters' mean, stretched to their spread. `ratings` is raters × calls."""
    target = np.nanmean(ratings, axis=0)
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    z = (features - centre) / spread
    slope = np.linalg.solve(z.T @ z + RIDGE * np.eye(z.shape[1]), z.T @ (target - target.mean()))
    wanted = float(np.nanmean(np.nanstd(ratings, axis=1)))
    stretch = min(MOST_STRETCH, wanted / max(float((z @ slope).std()), 1e-6))
    weights = slope * stretch / spread
    return Fit(float(target.mean() - centre @ weights), weights)


def left_out(features: Numbers, ratings: Numbers) -> Numbers:
    """For every call the level from a fit on all the others."""
    calls = np.arange(features.shape[0])
    fits = [fit(features[calls != i], ratings[:, calls != i]) for i in calls]
    return np.array([one.levels(features[i]) for i, one in enumerate(fits)])


@dataclass(frozen=True, slots=True)
class Measured:
    """Levels from fits on the other calls, beside the ratings of three experts."""

    predicted: Numbers
    ratings: Numbers

    def drawn(self, calls: NDArray[np.int64]) -> Numbers:
        """Mean kappa with the raters for each resample of calls."""
        return with_raters_drawn(self.predicted, self.ratings, calls)


def median_interval(measured: Sequence[Measured], calls: int) -> tuple[float, float]:
    """The 95 % bootstrap interval of the median kappa over the criteria, the same calls drawn for all of them.

    The fits are not made anew for each resample: it shows what other calls of the kind would say of these weights.
    """
    found = interval(resampled(lambda picks: median(np.array([one.drawn(picks) for one in measured])), calls))
    return (found.low, found.high) if found is not None else (float("nan"), float("nan"))


def fitted(rubric: Rubric, calls: list[Transcript]) -> Weights:
    """Weights for every criterion, with their cross-validated agreement."""
    readings = [read(call) for call in calls]
    experts = sorted({rater for call in calls for rater in call.ratings or {} if rater.startswith("expert")})
    entries: dict[str, CriterionWeights] = {}
    measured: list[Measured] = []
    for criterion in rubric.criteria:
        names, reason = FEATURES[criterion.id]
        x = np.array([[feature(name, reading, criterion) for name in names] for reading in readings])
        rows = [[(call.ratings or {}).get(e, {}).get(criterion.id) for call in calls] for e in experts]
        y = np.array([[np.nan if value is None else value for value in row] for row in rows], float)
        whole = fit(x, y)
        measured.append(Measured(levels(left_out(x, y), rubric.scale), y))
        entries[criterion.id] = CriterionWeights(
            fingerprint=fingerprint(criterion),
            intercept=round(whole.intercept, 4),
            weights={name: round(float(weight), 4) for name, weight in zip(names, whole.weights, strict=True)},
            reason=reason,
            kappa=round(with_raters(measured[-1].predicted, y), 3),
            raters_kappa=round(among(y), 3),
        )
    kappas = [entry.kappa for entry in entries.values() if entry.kappa is not None]
    return Weights(
        rubric=rubric.reference,
        about="Made by `python -m bench fit`. Kappas are from calls left out of the fit, one at a time.",
        calls=len(calls),
        median_kappa=round(float(np.median(kappas)), 3),
        median_interval=median_interval(measured, len(calls)),
        criteria=entries,
    )


def main(argv: Sequence[str] = ()) -> int:
    """Fit, print the agreement, and write the weights unless `--dry-run`."""
    parser = argparse.ArgumentParser(prog="python -m bench fit", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    options = parser.parse_args(list(argv))
    if not DATA.is_file():
        print(f"skipped: {DATA} is not here")
        return 0
    rubric = Rubric.model_validate(YAML(typ="safe").load(RUBRIC))
    calls = [Transcript.model_validate_json(line) for line in DATA.read_text(encoding="utf-8").splitlines() if line]
    made = fitted(rubric, calls)
    for name, entry in made.criteria.items():
        print(f"{name:30} kappa {entry.kappa:5.2f}   experts {entry.raters_kappa:5.2f}   {entry.weights}")
    low, high = made.median_interval or (float("nan"), float("nan"))
    print(
        f"{'median':30} kappa {made.median_kappa:5.2f}   [{low:.2f}, {high:.2f}], "
        f"{made.calls} calls, one left out at a time"
    )
    if not options.dry_run:
        FOLDER.mkdir(exist_ok=True)
        text = json.dumps(made.model_dump(), indent=2, ensure_ascii=False)
        (FOLDER / f"{rubric.id}.json").write_text(f"{text}\n", encoding="utf-8")
    return 0
