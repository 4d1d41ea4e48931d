"""Corrections fitted: kept where they raise agreement on calls left out, and nowhere else."""

import json
from pathlib import Path

import numpy as np
import pytest

from simulator.errors import SetUpError
from simulator.evaluator.calibration import calibrated
from simulator.evaluator.correcting import FEWEST_TO_FIT, calibrate
from simulator.grade import CriterionGrade, Grade, Provenance
from simulator.rubric import Rubric
from simulator.settings import TrustSettings
from simulator.transcript import Transcript

PUBLISHED = Path(__file__).parents[3] / "shared" / "eval" / "lend_an_ear.dev.jsonl"
EXPERTS = ("expert1", "expert2", "expert3")


def rubric_of(*names: str) -> Rubric:
    entries = [{"id": name, "name": name, "question": "?", "anchors": {1: "a"}} for name in names]
    return Rubric.model_validate({"id": "r", "version": "1.0.0", "name": "R", "criteria": entries})


RUBRIC = rubric_of("c")


def called(number: int, ratings: dict[str, float]) -> Transcript:
    rated = {rater: {"c": score} for rater, score in ratings.items()}
    return Transcript.model_validate(
        {"id": str(number), "turns": [{"speaker": "agent", "text": "Hello there."}], "ratings": rated}
    )


def graded(item: Transcript, evaluator: str = "embedded/3", **scores: float) -> Grade:
    criteria = [CriterionGrade(id=name, status="graded", score=score, why="-") for name, score in scores.items()]
    return Grade(
        transcript=item.id,
        rubric="r@1.0.0",
        evaluator="embedded",
        status="graded",
        criteria=criteria,
        measures={},
        provenance=Provenance(rubric="-", evaluator=evaluator),
    )


def sample(n: int, *, bias: float = 0.0, noise: float = 0.4, seed: int = 3, raters: int = 2):
    """Calls that people scored with a little noise, and an evaluator with a bias and a noise of its own."""
    rng = np.random.default_rng(seed)
    true = rng.integers(1, 6, n).astype(float)
    people = np.clip(np.round(true + rng.normal(0, 0.5, (raters, n))), 1, 5)
    machine = np.clip(np.round(true + bias + rng.normal(0, noise, n), 2), 1, 5)
    items = [called(i, {f"p{r}": people[r, i] for r in range(raters)}) for i in range(n)]
    return items, [graded(item, c=machine[i]) for i, item in enumerate(items)]


def test_an_evaluator_that_scores_too_high_is_brought_down():
    items, grades = sample(40, bias=1.2)
    found = calibrate(items, grades, RUBRIC)
    one = found.criteria["c"]
    assert one.on and one.correction.kind in ("offset", "monotone")
    assert one.after.kappa > one.before.kappa + 0.1
    assert abs(one.after.bias) < 0.1 < one.before.bias
    assert one.gain_share >= 0.95
    moved = [calibrated(grade, RUBRIC, found).criterion("c") for grade in grades]
    assert np.mean([m.score for m in moved]) < np.mean([g.criterion("c").score for g in grades]) - 0.5
    assert moved[0].raw == grades[0].criterion("c").score


@pytest.mark.parametrize("noise", [0.3, 3.0])
def test_an_evaluator_without_a_bias_is_left_alone(noise):
    items, grades = sample(40, noise=noise)
    one = calibrate(items, grades, RUBRIC).criteria["c"]
    assert not one.on and one.correction is None
    assert "Not corrected" in one.why


def test_a_scale_used_too_narrowly_is_stretched_by_a_monotone_map():
    items, grades = sample(60, noise=0.1)
    narrow = [
        graded(item, c=round(3 + (g.criterion("c").score - 3) * 0.3, 2)) for item, g in zip(items, grades, strict=True)
    ]
    one = calibrate(items, narrow, RUBRIC).criteria["c"]
    assert one.on and one.correction.kind == "monotone"
    assert one.after.kappa > one.before.kappa + 0.2
    ends = [end for _, end in one.correction.points]
    assert ends == sorted(ends) and ends[0] < 2 < 4 < ends[-1]


def test_an_evaluator_that_has_it_upside_down_is_not_turned_round():
    items, grades = sample(40)
    turned = [graded(item, c=6 - g.criterion("c").score) for item, g in zip(items, grades, strict=True)]
    one = calibrate(items, turned, RUBRIC).criteria["c"]
    assert not one.on and not one.trusted


def test_too_few_calls_correct_nothing():
    items, grades = sample(FEWEST_TO_FIT - 1, bias=2)
    one = calibrate(items, grades, RUBRIC).criteria["c"]
    assert (one.on, one.after, one.calls) == (False, None, FEWEST_TO_FIT - 1)
    assert str(FEWEST_TO_FIT) in one.why


def test_agreement_under_the_floor_on_enough_calls_that_two_scored_is_not_trusted():
    rng = np.random.default_rng(1)
    items, _ = sample(60)
    chance = [graded(item, c=float(rng.integers(1, 6))) for item in items]
    one = calibrate(items, chance, RUBRIC).criteria["c"]
    assert not one.trusted and "Not yet trustworthy" in one.why
    assert calibrate(items, chance, RUBRIC, trust=TrustSettings(floor=-1)).criteria["c"].trusted
    assert calibrate(items, chance, RUBRIC, trust=TrustSettings(calls=61)).criteria["c"].trusted
    alone, _ = sample(60, raters=1)
    assert calibrate(alone, chance, RUBRIC).criteria["c"].trusted, "one person's scores say too little"


def test_scores_by_dice_are_moved_by_nothing():
    for seed in range(4):
        items, _ = sample(25, seed=seed)
        rng = np.random.default_rng(seed)
        dice = [graded(item, c=float(rng.integers(1, 6))) for item in items]
        assert not calibrate(items, dice, RUBRIC, resamples=300).criteria["c"].on


def test_a_bias_that_a_correction_mends_keeps_a_criterion_trusted():
    items, grades = sample(40, bias=3, noise=0.2)
    one = calibrate(items, grades, RUBRIC, trust=TrustSettings(floor=0.4)).criteria["c"]
    assert one.before.kappa < 0.4 < one.after.kappa
    assert one.on and one.trusted


def test_scores_of_many_people_who_each_scored_a_few_calls_are_used_together():
    items, grades = sample(40, bias=1.2)
    names = ("ann", "ben", "cat", "dan")
    spread = []
    for i, item in enumerate(items):
        one, two = (scores["c"] for scores in item.ratings.values())
        spread.append(called(i, {names[i % 4]: one, names[(i + 1) % 4]: two}))
    one = calibrate(spread, grades, RUBRIC).criteria["c"]
    assert (one.calls, one.double, one.on) == (40, 40, True)
    assert one.people_kappa > 0.6 and one.people_alpha > 0.6


def test_grades_of_another_evaluator_are_left_out():
    items, grades = sample(30)
    mixed = [*grades[:25], *(graded(item, "model/1", c=1.0) for item in items[25:])]
    found = calibrate(items, mixed, RUBRIC)
    assert (found.evaluator, found.calls) == ("embedded/3", 25)


def test_where_nothing_was_graded_or_rated_it_says_so():
    items, grades = sample(5)
    nothing = [one.model_copy(update={"status": "not_graded"}) for one in grades]
    with pytest.raises(SetUpError, match="graded"):
        calibrate(items, nothing, RUBRIC)
    with pytest.raises(SetUpError, match="ratings"):
        calibrate([item.model_copy(update={"ratings": None}) for item in items], grades, RUBRIC)


def test_the_same_scores_give_the_same_corrections():
    items, grades = sample(25, bias=1)
    assert calibrate(items, grades, RUBRIC).name == calibrate(items, grades, RUBRIC).name


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the Lend an Ear set is not here (shared/eval)")
def test_on_the_published_set_the_two_scales_that_models_overuse_are_corrected_and_no_other():
    lines = [json.loads(line) for line in PUBLISHED.read_text("utf-8").splitlines()]
    items = [Transcript.model_validate(line) for line in lines]
    grades = [graded(item, **item.ratings["gpt-4o"]) for item in items]
    found = calibrate(items, grades, rubric_of(*items[0].ratings["gpt-4o"]), raters=EXPERTS)
    assert {name for name, one in found.criteria.items() if one.on} == {"advice_giving", "dismissing_emotions"}
    dismissing = found.criteria["dismissing_emotions"]
    assert dismissing.after.kappa > dismissing.before.kappa + 0.15
    assert dismissing.before.bias > 1.2
