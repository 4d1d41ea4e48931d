"""A hint on request: what is open now, without a secret and without a line to read out."""

from dataclasses import replace
from itertools import pairwise

import pytest

from simulator.caller.facts import is_told
from simulator.practice.hint_words import QUOTED, few_words
from simulator.practice.hints import next_hint
from tests.conftest import CALLERS
from tests.practice.rooms import ADA, GREETING, begun, look, say

BILLED, ROUTINE, LOGIN = "wrongly-billed", "cheerful-routine", "school-login"
CHECK = "So that I know it's you, may I take your full name, date of birth and address?"


@pytest.fixture
def hints(room):
    """Begin a call with these words said, and hand back the hints asked for one after another."""
    practice = room()

    def ask(*said: str, persona: str = BILLED, times: int = 1, do: tuple[str, ...] = ()) -> list[str]:
        call_id = begun(practice, *said, persona=persona, caller="embedded")
        for action in do:
            practice.act(ADA, call_id, action)
        view = look(practice, call_id)
        given: list[dict[str, object]] = []
        for _ in range(times):
            text = next_hint(replace(view, call=replace(view.call, hints=list(given))))
            given.append({"turn": len(view.transcript.turns), "text": text})
        return [str(one["text"]) for one in given]

    return ask


def test_before_a_word_it_says_how_to_begin(hints):
    assert "waiting" in hints()[0]


def test_the_check_comes_before_business_and_names_what_is_left(hints):
    assert "ask who they are" in hints(GREETING, "What is your tariff?", persona=ROUTINE)[0]
    assert "ask who they are" not in hints(GREETING, CHECK)[0]
    left = " ".join(hints(GREETING, "May I take your full name?", persona=ROUTINE, times=4))
    assert "Still to ask" in left and "postcode" in left and "name," not in left


def test_nobody_is_sent_to_check_the_bereaved_in_the_first_breath(hints):
    given = hints("Good morning, this is Sam.", persona="child-funeral", times=3)
    assert not any("ask who they are" in text or "Still to ask" in text for text in given)


def test_after_words_that_hurt_it_says_what_they_did_first(hints):
    assert "brushing it aside" in hints(GREETING, CHECK, "At least you got a discount last year.")[0]
    assert "told them how to be" in hints(GREETING, CHECK, "You need to calm down.")[0]


def test_what_was_let_slip_is_quoted_in_few_words_and_nothing_more_is_said_of_it(room):
    practice = room()
    call_id = begun(practice, GREETING, CHECK, caller="embedded", persona=LOGIN)
    slips = [hint for fact in look(practice, call_id).persona.facts for hint in fact.hints]
    for words in ("I see.", "I'll look at that now.", "I've got your page in front of me.", "Right, I have it."):
        reply = say(practice, call_id, words)
        if slipped := next((hint for hint in slips if hint in reply), None):
            given = next_hint(look(practice, call_id))
            assert few_words(slipped) in given and "let something drop" in given
            return
    pytest.fail("this caller lets something slip within four turns")


def test_a_fact_that_was_just_told_comes_before_everything(room):
    practice = room()
    call_id = begun(practice, GREETING, "Could you tell me your name and the address?", caller="embedded")
    say(practice, call_id, "You've told three people and nobody wrote it down. No wonder you're worn out.")
    say(practice, call_id, "What is the letter that you have there?")
    view = look(practice, call_id)
    assert view.state.earned and view.state.earned[-1].turn == len(view.transcript.turns)
    assert "just told you something" in next_hint(view)


def test_a_question_of_theirs_is_to_be_answered(room):
    practice = room()
    view = look(practice, begun(practice, GREETING, CHECK, persona=BILLED, caller="embedded"))
    last = view.transcript.turns[-1].model_copy(update={"text": "I have it here. Do you see what I see?"})
    asking = view.transcript.model_copy(update={"turns": [*view.transcript.turns[:-1], last]})
    assert "“Do you see what I see?”" in next_hint(replace(view, transcript=asking))


def test_a_promise_without_a_day_is_noticed_until_it_has_one(hints):
    vague, dated = "I'll ring you about it myself.", "I'll ring you about it on Friday before noon."
    assert any("You have promised" in text for text in hints(GREETING, CHECK, vague, times=8))
    assert not any("You have promised" in text for text in hints(GREETING, CHECK, dated, times=8))


def test_compulsory_wording_is_named_while_its_action_is_to_come(hints):
    said = (GREETING, CHECK, "I see.", "Go on.", "I have the bills here.")
    assert any("“Refund overcharged amounts”" in text for text in hints(*said, times=8))
    law = "I have opened a complaint for you; you can take it to the ombudsman if it is not settled in eight weeks."
    assert not any("sentence to say" in text for text in hints(*said, law, times=8))


def test_a_settled_call_is_to_be_closed(hints):
    done = ("take-reading", "confirm-payment")
    given = hints(GREETING, CHECK.replace("address", "postcode"), "Lovely.", persona=ROUTINE, do=done, times=6)
    assert any("is done" in text for text in given)
    assert not any("sentence to say" in text for text in given)


def test_on_hold_it_says_so(room):
    practice = room()
    call_id = begun(practice, GREETING, caller="embedded")
    practice.hold(ADA, call_id)
    assert "on hold" in next_hint(look(practice, call_id))


@pytest.mark.parametrize("persona", CALLERS)
def test_the_same_hint_never_comes_twice_in_a_row_and_none_tells_a_fact(room, hints, persona):
    for said in ((), (GREETING,), (GREETING, "I see."), (GREETING, "At least it's not raining.", "What happened?")):
        given = hints(*said, persona=persona, times=12)
        assert all(first != second for first, second in pairwise(given))
        untold = room().library.persona(persona).facts
        assert not [text for text in given for fact in untold if is_told(fact, text)]


@pytest.mark.parametrize(
    ("text", "cue", "few"),
    [
        ("Is it in? Oh, lovely.", None, "Is it in? Oh, lovely"),
        ("I don't take a promised time on trust any more.", None, "I don't take a promised time on trust…"),
        ("She rings on Sundays, after church, and she's a worrier.", "feeling", "she's a worrier"),
        ("and I've never owed anyone anything.", None, "I've never owed anyone anything"),
        ("", None, ""),
    ],
)  # fmt: skip
def test_a_quote_is_a_few_words_to_the_letter(text, cue, few):
    assert few_words(text, cue=cue) == few
    assert few.rstrip("…") in text and len(few.split()) <= QUOTED
