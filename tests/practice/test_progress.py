"""Progress: a series for each criterion, with the call behind each point, and words only where they hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from simulator.practice.progress import ScoredCall, progress
from simulator.store import CallRecord

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def call_on(day: int, persona: str = "wrongly-billed", **changes) -> CallRecord:
    plain = CallRecord(
        id=f"call-{day:03}", owner="ada", persona_id=persona, persona_version="1.0.0", persona_hash="p",
        rubric_id="compassionate-call", rubric_version="1.0.0", rubric_hash="r", seed=7, caller_kind="embedded",
        caller_model=None, private=True, parent=None, forked_at=None, started_at=START + timedelta(days=day),
        ended_at=START + timedelta(days=day, minutes=9), end_reason="agent",
    )  # fmt: skip
    return replace(plain, **changes)


@pytest.fixture
def scored(library):
    def make(day: int, *, rubric: str = "compassionate-call", lead: tuple[str, ...] = (), call=None, **scores: float):
        return ScoredCall(call or call_on(day), library.rubric(rubric), scores, frozenset(lead))

    return make


def only(found):
    [series] = found.series
    return series


def test_points_stand_in_the_order_of_their_calls_and_know_them(scored):
    series = only(progress([scored(3, probing=4.0, lead=("probing",)), scored(1, probing=2.0)]))
    assert [(point.call_id, point.score, point.overridden) for point in series.points] == [
        ("call-001", 2.0, False),
        ("call-003", 4.0, True),
    ]
    assert (series.name, series.lowest, series.highest, series.mean) == ("Probing", 1, 5, 3.0)


@pytest.mark.parametrize("scores", [(1.0,), (1.0, 5.0)])
def test_below_three_points_it_is_too_early_to_say(scored, scores):
    trend = only(progress([scored(day, probing=score) for day, score in enumerate(scores)])).trend
    assert (trend.direction, trend.words, trend.first) == ("too_early", "Too early to say", None)


@pytest.mark.parametrize(
    ("scores", "direction", "words"),
    [
        ((2.0, 5.0, 3.0), "better", "Getting better: 2.0 at first, 3.0 lately"),
        ((4.0, 4.0, 3.0, 3.0), "worse", "Lower lately: 4.0 at first, 3.0 lately"),
        ((3.0, 1.0, 3.3), "steady", "Holding steady: 3.0 at first, 3.3 lately"),
    ],
)
def test_the_first_half_is_held_against_the_second(scored, scores, direction, words):
    trend = only(progress([scored(day, probing=score) for day, score in enumerate(scores)])).trend
    assert (trend.direction, trend.words) == (direction, words)


def trend_over(scored, *calls: tuple[str, float]):
    """The trend of calls with these callers and scores, a day apart."""
    made = [scored(day, call=call_on(day, persona), probing=score) for day, (persona, score) in enumerate(calls)]
    return only(progress(made)).trend


def test_a_few_calls_with_different_callers_make_no_trend(scored):
    five = [(f"caller-{number}", score) for number, score in enumerate((4.0, 4.0, 3.0, 2.0, 1.0))]
    assert trend_over(scored, *five).direction == "too_early"
    assert trend_over(scored, *five, ("caller-5", 1.0)).words == "Lower lately: 3.7 at first, 1.3 lately"


def test_among_few_calls_only_those_with_the_same_caller_are_compared(scored):
    trend = trend_over(scored, ("colin", 2.0), ("kelly", 5.0), ("colin", 3.0), ("colin", 4.0))
    assert trend.words == "Getting better: 2.0 at first, 4.0 lately, with the same caller"


def test_where_low_is_good_more_of_it_is_called_higher(scored):
    rising = [scored(day, rubric="lend-an-ear", advice_giving=score) for day, score in enumerate((1.0, 3.0, 4.0))]
    trend = only(progress(rising)).trend
    assert (trend.direction, trend.label) == ("worse", "Higher lately")


def test_where_low_is_good_falling_is_getting_better(scored):
    falling = [scored(day, rubric="lend-an-ear", advice_giving=score) for day, score in enumerate((4.0, 3.0, 2.0))]
    series = only(progress(falling))
    assert (series.better, series.trend.direction) == ("low", "better")
    assert series.trend.words == "Getting better: 4.0 at first, 2.0 lately (lower is better)"


def test_a_try_again_is_a_point_and_no_part_of_the_trend(scored):
    again = scored(9, call=call_on(9, parent="call-000", forked_at=3), probing=5.0)
    series = only(progress([*(scored(day, probing=2.0) for day in range(3)), again]))
    assert [point.again for point in series.points] == [False, False, False, True]
    assert series.trend.direction == "steady"


def test_criteria_stand_by_rubric_in_its_order_and_calls_without_a_score_do_not_count(scored):
    found = progress(
        [
            scored(1, rubric="efficiency", clock=3.0, structure=2.0),
            scored(2, empathy=3.0, probing=2.0),
            scored(3),
        ]
    )
    assert found.calls == 2
    assert [(series.rubric_id, series.criterion_id) for series in found.series] == [
        ("compassionate-call", "probing"),
        ("compassionate-call", "empathy"),
        ("efficiency", "structure"),
        ("efficiency", "clock"),
    ]


def test_without_calls_there_is_nothing(scored):
    assert progress([]) == progress([scored(1)]) and progress([]).series == ()


def test_the_same_word_in_two_rubrics_is_two_series(scored, library):
    other = library.rubric("compassionate-call").model_copy(update={"id": "our-own"})
    own = ScoredCall(call_on(2), other, {"probing": 5.0})
    assert [series.points[0].score for series in progress([scored(1, probing=2.0), own]).series] == [2.0, 5.0]
