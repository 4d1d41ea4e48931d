"""Mood moves by coded acts: slowly up, quickly down, and not at all for a phrase that was used."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.caller import Caller
from simulator.caller.mood import CAPS
from tests.caller.talk import Talk


@pytest.fixture
def talk(caller: Caller) -> Talk:
    began = Talk(caller)
    began.say("Good morning, you're through to accounts, this is Sam.")
    return began


def test_understanding_raises_trust_and_eases(talk: Talk) -> None:
    before = talk.state.mood
    talk.say("It makes sense that you're worn out, you've had to ring everybody yourself since Thomas died.")
    assert talk.state.mood.trust > before.trust
    assert talk.state.mood.distress < before.distress


@pytest.mark.parametrize(
    "words",
    [
        "At least he had a long life.",
        "You need to calm down.",
        "That's not my department.",
        "Why didn't you pay the bill?",
        "I need to speak to the account holder, the deceased I mean.",
        "You stupid cow.",
    ],
)
def test_hurt_lowers_trust(talk: Talk, words: str) -> None:
    before = talk.state.mood
    talk.say(words)
    assert talk.state.mood.trust < before.trust


def test_a_stock_phrase_moves_nothing_after_its_first_use(talk: Talk) -> None:
    talk.say("I understand how you feel.")
    for words in (
        "I understand how you feel.",
        "I hear you.",
        "I understand your frustration.",
        "I'm so sorry to hear that.",
    ):
        before = talk.state.mood
        talk.say(words)
        assert talk.state.mood.trust <= before.trust
        assert talk.state.mood.distress >= before.distress
        assert talk.state.mood.anger >= before.anger


def test_the_same_warm_sentence_twice_counts_once(talk: Talk) -> None:
    words = "Anyone would be worn out after nineteen days of ringing round."
    talk.say(words)
    before = talk.state.mood.trust
    talk.say(words)
    assert talk.state.mood.trust <= before


def test_a_desk_action_counts_once(talk: Talk) -> None:
    before = talk.state.mood.distress
    talk.do("hold-account")
    after = talk.state.mood.distress
    assert after < before
    talk.do("hold-account")
    assert talk.state.mood.distress == after


def test_every_move_names_its_cause_and_words(talk: Talk) -> None:
    talk.say("At least he had a long life.")
    point = next(point for point in reversed(talk.state.curve) if point.turn == talk.turns[-2].n)
    causes = {moved.cause: moved.words for moved in point.moved}
    assert "dismissal" in causes
    assert causes["dismissal"] in talk.turns[-2].text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
def test_mood_stays_within_bounds_and_caps(caller: Caller, lines: list[str]) -> None:
    talk = Talk(caller)
    for text in lines:
        talk.say(text)
    for before, after in zip(talk.state.curve, talk.state.curve[1:], strict=False):
        for value, was, gain_is_up in (
            (after.mood.trust, before.mood.trust, True),
            (after.mood.distress, before.mood.distress, False),
            (after.mood.anger, before.mood.anger, False),
        ):
            assert 0 <= value <= 100
            change = value - was if gain_is_up else was - value
            assert -CAPS.loss <= change <= CAPS.gain
