"""The dial over how guarded and patient a caller is."""

import pytest

from simulator.caller import Caller
from simulator.caller.difficulty import AS_WRITTEN, GENTLER, HARDER, adjusted
from simulator.library import Library
from tests.caller.talk import Talk

SKILLED = (
    "Good morning, you're through to Sam. How can I help?",
    "I'm so sorry about Thomas. Thank you for ringing; we'll go at your pace.",
    "You've had to tell this three times already, and each time it costs you something. What has it been like since?",
    "That's a lot to carry on your own. How are you managing for money since Thomas died?",
    "You said you'd never owed anyone anything, so this must weigh on you. I'll put a hold on it today.",
    "What else is on your mind about the account?",
)


@pytest.fixture(params=["bereaved-account-holder", "wrongly-billed", "moving-a-payment"])
def persona(request, library: Library):
    return library.persona(request.param)


def test_as_written_is_as_written(persona):
    assert adjusted(persona, AS_WRITTEN) is persona


@pytest.mark.parametrize("measure", ["trust", "anger"])
def test_the_dial_orders_the_start(persona, measure):
    found = [getattr(adjusted(persona, dial).mood.start, measure) for dial in (GENTLER, AS_WRITTEN, HARDER)]
    assert found == sorted(found, reverse=measure == "trust")
    assert found[0] != found[2]


def test_nobody_hangs_up_at_once_and_every_level_stays_on_its_scale(persona):
    for dial in (GENTLER, HARDER):
        turned = adjusted(persona, dial)
        assert turned.mood.start.anger < turned.ends.hangs_up.anger <= 100
        assert all(0 <= (fact.unlock.trust or 0) <= 100 for fact in turned.facts)


def test_the_words_stay_the_same(persona):
    turned = adjusted(persona, HARDER)
    assert (turned.openings, turned.speech, turned.answers) == (persona.openings, persona.speech, persona.answers)
    assert [fact.say for fact in turned.facts] == [fact.say for fact in persona.facts]


def test_the_same_words_earn_no_more_where_it_is_harder(library: Library, matcher):
    persona = library.persona("bereaved-account-holder")
    earned = []
    for dial in (GENTLER, AS_WRITTEN, HARDER):
        talk = Talk(Caller(adjusted(persona, dial), 7, matcher))
        for line in SKILLED:
            talk.say(line)
        earned.append((len(talk.state.earned), talk.state.mood.trust))
    facts, trust = zip(*earned, strict=True)
    assert list(facts) == sorted(facts, reverse=True)
    assert trust[0] > trust[1] > trust[2]
