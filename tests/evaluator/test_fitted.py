"""The fitted weights belong to the shipped rubric, read well, and give way when a trainer changes a criterion."""

import pytest

from bench.fit import DATA, fitted
from simulator.evaluator import grade_embedded, read
from simulator.evaluator.features import SHARES
from simulator.evaluator.fitted import entry_for, level_of
from simulator.library import Library
from simulator.rubric import Rubric
from simulator.transcript import Transcript
from tests.evaluator.calls import GOOD, POOR, transcript


@pytest.fixture(scope="module")
def rubric(library: Library) -> Rubric:
    """The six published dimensions."""
    return library.rubric("lend-an-ear")


def test_every_dimension_has_its_weights(rubric: Rubric):
    for criterion in rubric.criteria:
        entry = entry_for(rubric, criterion)
        assert entry is not None and entry.reason, f"{criterion.id}: run python -m bench fit"
        assert 2 <= len(entry.weights) <= 5


def test_a_changed_criterion_falls_back(rubric: Rubric):
    criterion = rubric.criteria[0]
    examples = criterion.examples.model_copy(update={"strong": ["Good for you.", "Well done.", "Keep it up."]})
    assert entry_for(rubric, criterion.model_copy(update={"examples": examples})) is None
    assert entry_for(rubric, criterion.model_copy(update={"weight": 4})) is not None


def test_published_direction(rubric: Rubric):
    good, poor = grade_embedded(transcript(GOOD), rubric), grade_embedded(transcript(POOR), rubric)
    for name, better in [("validating_emotions", 1), ("demonstrating_understanding", 1), ("dismissing_emotions", -1)]:
        a, b = good.criterion(name).score, poor.criterion(name).score
        assert a is not None and b is not None and (a - b) * better > 0, name


def test_the_reasons_name_turns(rubric: Rubric):
    why = grade_embedded(transcript(GOOD), rubric).criterion("encouraging_elaboration").why
    assert "of five turns" in why


def test_shares_are_shares():
    reading = read(transcript(GOOD))
    for share in SHARES.values():
        assert 0 <= sum(share.fits(heard) for heard in reading.agent) <= len(reading.agent)


def test_the_shipped_weights_are_near_what_the_data_gives_today(rubric: Rubric):
    if not DATA.is_file():
        pytest.skip(f"{DATA} is not here")
    calls = [Transcript.model_validate_json(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    made = fitted(rubric, calls)
    assert made.median_kappa is not None and made.median_kappa >= 0.45
    readings = [read(call) for call in calls]
    for criterion in rubric.criteria:
        shipped, fresh = entry_for(rubric, criterion), made.criteria[criterion.id]
        assert shipped is not None and fresh.kappa is not None and fresh.kappa >= 0.2
        apart = [abs(level_of(shipped, criterion, r) - level_of(fresh, criterion, r)) for r in readings]
        assert sum(apart) / len(apart) <= 0.3, f"{criterion.id}: run python -m bench fit"
