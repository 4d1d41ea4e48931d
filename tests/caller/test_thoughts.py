"""What the caller was thinking: where it moved them, in words that give nothing away."""

import re

import pytest

from simulator.caller import Caller
from simulator.caller.mood import DEFAULT_MOVES
from simulator.caller.thoughts import thoughts
from simulator.caller.wordings import wordings
from simulator.listening.content import content
from simulator.terms import ACTS, MOOD_EVENTS
from tests.caller.talk import Talk
from tests.conftest import CALLERS

GREETING = "Good morning, you're through to Sam."
HURTS = ("At least he had a long life.", "That's not my department.", "You need to calm down.")


@pytest.fixture
def talk(caller: Caller) -> Talk:
    began = Talk(caller)
    began.say(GREETING)
    return began


def thought(talk: Talk, seed: int = 7):
    return thoughts(talk.caller.persona, talk.state, talk.transcript().model_copy(update={"seed": seed}))


def test_each_turn_that_moved_them_has_its_thought(talk: Talk) -> None:
    talk.say("At least he had a long life.")
    talk.say("You told three people and nobody wrote it down. It makes sense that you're worn out.")
    talk.do("hold-account")
    turns = {one.turn: one.cause for one in thought(talk)}
    assert turns[3] == "dismissal"
    assert turns[5] in ("validation", "empathy")
    assert turns[6] == "hold-account"


def test_a_phrase_from_the_card_is_known_for_one_from_its_second_use(talk: Talk) -> None:
    talk.say("I understand how you feel.")
    assert "stock_phrase" not in [one.cause for one in thought(talk)]
    talk.say("I understand how you feel.")
    assert (5, "stock_phrase") in [(one.turn, one.cause) for one in thought(talk)]


def test_no_wording_comes_twice_however_long_the_call(talk: Talk) -> None:
    for _ in range(4):
        for words in HURTS:
            talk.say(words)
    words = [one.words for one in thought(talk)]
    assert len(words) > 4 and len(set(words)) == len(words)


def test_the_same_call_has_the_same_thoughts_and_another_seed_other_words(talk: Talk) -> None:
    for words in HURTS:
        talk.say(words)
    assert thought(talk) == thought(talk)
    assert len({tuple(one.words for one in thought(talk, seed)) for seed in range(6)}) > 1


def test_what_was_asked_too_soon_is_thought_of_and_not_told(talk: Talk) -> None:
    talk.say("How are you managing for money?")
    kept = [one for one in thought(talk) if one.cause == "stepped_round"]
    assert [one.turn for one in kept] == [4]


def test_what_was_let_slip_and_not_taken_up_is_thought_of_at_that_line(talk: Talk) -> None:
    hints = [hint for fact in talk.caller.persona.facts for hint in fact.hints]
    while not any(hint in talk.lines[-1] for hint in hints) and len(talk.turns) < 20:
        talk.say("I see. I'll make a note of that on the file.")
    slipped = next(turn.n for turn in talk.turns if any(hint in turn.text for hint in hints))
    assert (slipped, "let_slip") in [(one.turn, one.cause) for one in thought(talk)]


def test_where_nothing_came_near_being_told_that_is_the_last_thought(talk: Talk) -> None:
    assert [(one.turn, one.cause) for one in thought(talk)] == [(2, "never_asked")]


def test_nobody_thinks_before_they_have_spoken(caller: Caller) -> None:
    assert thoughts(caller.persona, caller.start(), Talk(caller).transcript()) == []


def test_a_language_without_thoughts_of_its_own_has_none(talk: Talk) -> None:
    talk.say("At least he had a long life.")
    welsh = talk.caller.persona.model_copy(update={"language": "cy-GB"})
    assert thoughts(welsh, talk.state, talk.transcript()) == []


def test_every_cause_that_can_move_a_caller_has_wordings() -> None:
    pools = wordings("thoughts", "en-GB")
    own = {"action", "action_unwelcome", "let_slip", "stepped_round", "shut", "never_asked", "information"}
    assert set(DEFAULT_MOVES) | own | {"stock_phrase"} | set(ACTS) - {"closed_question"} <= set(pools)
    assert set(pools) <= set(ACTS) | set(MOOD_EVENTS) | own
    every = [line for pool in pools.values() for line in pool]
    assert len(every) == len(set(every)) and all(len(line.split()) <= 14 for line in every)


def test_wordings_are_neutral_about_the_agent() -> None:
    every = [line for kind in ("thoughts", "survey") for pool in wordings(kind, "en").values() for line in pool]
    assert not [line for line in every if re.search(r"\b(?:he|she|him|her|his|hers)\b", line, re.I)]


@pytest.mark.parametrize("persona_id", CALLERS)
def test_no_wording_tells_a_fact_of_any_caller(library, persona_id: str) -> None:
    every = [line for kind in ("thoughts", "survey") for pool in wordings(kind, "en").values() for line in pool]
    for fact in library.persona(persona_id).facts:
        for line in fact.say:
            told = content(line.lower())
            assert not [words for words in every if len(told & content(words.lower())) > 2]
