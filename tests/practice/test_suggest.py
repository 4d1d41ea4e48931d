"""Which caller next, with the reason."""

from datetime import timedelta

import pytest

from simulator.practice.progress import ScoredCall
from simulator.practice.suggest import suggestion
from simulator.store import CallSummary
from tests.practice.test_progress import START, call_on

HEAVY = ("bereaved-account-holder", "child-funeral")


@pytest.fixture
def suggest(library):
    personas = library.personas()

    def ask(*calls, scored=(), later=timedelta(hours=1)):
        now = max((call.started_at for call in calls), default=START) + later
        summaries = [CallSummary(call, "Ada", 8, None, None, None, None) for call in calls]
        return suggestion(personas, summaries, scored, now=now)

    return ask


def test_without_callers_there_is_nothing_to_suggest():
    assert suggestion([], [], now=START) is None


def test_the_first_call_ever_is_the_easiest_of_those_that_are_not_heavy(suggest, library):
    found = suggest()
    bearable = [one.difficulty for one in library.personas() if one.intensity != "high"]
    assert library.persona(found.persona_id).intensity != "high"
    assert library.persona(found.persona_id).difficulty == min(bearable)
    assert found.first and "find your feet" in found.reason
    assert not suggest(call_on(1)).first


def test_where_all_are_heavy_the_first_call_is_the_easiest_of_them(library):
    heavy = [library.persona(one) for one in HEAVY]
    found = suggestion(heavy, [], now=START)
    assert library.persona(found.persona_id).difficulty == min(one.difficulty for one in heavy)


def test_a_call_that_is_still_open_is_gone_on_with(suggest):
    found = suggest(call_on(1), call_on(2, "school-login", ended_at=None), call_on(3))
    assert (found.persona_id, found.call_id) == ("school-login", "call-002")


def test_after_two_heavy_calls_comes_a_lighter_one_even_where_one_is_open(suggest, library):
    first = call_on(1, HEAVY[0])
    second = call_on(2, HEAVY[1], started_at=first.started_at + timedelta(hours=2), ended_at=None)
    found = suggest(first, second)
    assert found.reason == "Two heavy calls in a row: here is a lighter one."
    assert library.persona(found.persona_id).intensity == "low"


@pytest.mark.parametrize(
    "calls",
    [
        (call_on(1, HEAVY[0]), call_on(2, "school-login"), call_on(3, HEAVY[1])),
        (call_on(1, HEAVY[0]), call_on(4, HEAVY[1])),
    ],
)
def test_heavy_calls_with_rest_between_them_are_no_reason(suggest, calls):
    assert "heavy" not in suggest(*calls).reason


def test_the_criterion_that_was_lowest_lately_leads_to_who_trains_it(suggest, library):
    rubric = library.rubric("compassionate-call")
    calls = [call_on(day) for day in range(3)]
    scored = [ScoredCall(call, rubric, {"escalation": 1.5, "probing": 3.5, "identity": 5.0}) for call in calls]
    found = suggest(*calls, scored=scored)
    assert found.persona_id == "prisoners-mother" and "Knowing when to escalate" in found.reason
    assert found.reason.endswith("is new to you.")


def test_among_those_who_train_it_the_one_met_longest_ago_comes_first(suggest, library):
    rubric = library.rubric("compassionate-call")
    trainers = sorted(one.id for one in library.personas() if "probing" in one.trains)
    calls = [call_on(3 * day, persona) for day, persona in enumerate(trainers)]
    found = suggest(*calls, scored=[ScoredCall(calls[-1], rubric, {"probing": 2.0})], later=timedelta(days=2))
    assert found.persona_id == trainers[0] and "another try" in found.reason


def test_where_all_is_well_somebody_new_comes_and_then_who_was_longest_ago(suggest, library):
    rubric = library.rubric("compassionate-call")
    first = call_on(0)
    well = [ScoredCall(first, rubric, {"probing": 4.5})]
    assert suggest(first, scored=well).persona_id != first.persona_id
    everybody = [call_on(2 * day, persona) for day, persona in enumerate(sorted(one.id for one in library.personas()))]
    last = suggest(*everybody, scored=well, later=timedelta(days=3))
    assert last.persona_id == everybody[0].persona_id and "longest" in last.reason


def test_only_the_latest_calls_say_what_is_low(suggest, library):
    rubric = library.rubric("compassionate-call")
    calls = [call_on(day) for day in range(7)]
    scored = [ScoredCall(call, rubric, {"escalation": 1.0 if i < 2 else 4.8}) for i, call in enumerate(calls)]
    assert "escalate" not in suggest(*calls, scored=scored).reason
