"""Milestones: a skill that was shown, with the words that show it, and none in or after a heavy call."""

from dataclasses import replace
from datetime import timedelta

import pytest

from simulator.practice import Grading, Shelf
from simulator.practice.milestones import WORDS, milestones, shown_in
from tests.practice.rooms import ADA, WIDOW, begun, look, say

BILLED, LINE = "wrongly-billed", "bounced-around"
CHECK = "Before I open the bill, may I take your full name, your date of birth and your address?"
SORRY = "We billed you twice and nobody rang you back. I'm sorry. I'll put it right and ring you on Friday before noon."
READ_BACK = "So we took a hundred and four twice, on the fourth of October, and Kyle never rang. Have I got that right?"
RENT = "What did the double payment do to the rest of your month?"
GREETING = "Good morning, you're through to Sam in billing. How can I help?"
GOOD = (GREETING, CHECK, READ_BACK, SORRY, RENT, "Your rent bounced because of us. It makes sense that you're angry.")


@pytest.fixture
def practice(room):
    return room()


@pytest.fixture
def finished(practice):
    """A finished call in which this was said, with its grade."""

    def play(*said, persona=BILLED, actions=()):
        call_id = begun(practice, *said, persona=persona, caller="embedded")
        for action in actions:
            practice.act(ADA, call_id, action)
        return close(practice, call_id)

    return play


def close(practice, call_id):
    practice.end(ADA, call_id)
    grading = Grading(store=practice.store, settings=practice.settings, voices=practice.voices, book=practice.book)
    return look(practice, call_id), grading.grade(ADA, call_id).record.grade


def test_each_stands_on_words_that_were_said(finished):
    view, grade = finished(*GOOD)
    found = {one.id: one for one in shown_in(view, grade)}
    said = {turn.n: turn.text for turn in view.transcript.agent_turns()}
    assert {"kept-back", "clean-apology", "checked-first"} <= set(found)
    assert all(one.quote in said[one.turn] and one.call_id == view.call.id for one in found.values())
    assert found["kept-back"].quote == RENT
    assert found["clean-apology"].quote == "We billed you twice and nobody rang you back. I'm sorry."
    assert found["checked-first"].turn == 3


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("clean-apology", (GREETING, CHECK, "We billed you twice. I'm sorry. I'll put it right.", "I see.")),
        ("clean-apology", (GREETING, CHECK, "I'm sorry if we billed you twice. I'll ring you on Friday.", "I see.")),
        ("checked-first", (GREETING, "Full name, date of birth and address?", SORRY)),
        ("checked-first", (GREETING, "Name, date of birth and address? I'll read it, so it may take a while.", SORRY)),
        ("checked-first", (GREETING, "You owe a hundred and four pounds.", CHECK, SORRY)),
        ("kept-back", (GREETING, CHECK, READ_BACK, SORRY, "Did your rent bounce?")),
    ],
)
def test_what_was_done_by_halves_is_none(finished, missing, said):
    assert missing not in [one.id for one in shown_in(*finished(*said))]


def test_trust_that_was_hurt_and_won_back(finished):
    hurt = "At least you got a discount last year."
    won = finished(GREETING, CHECK, hurt, READ_BACK, SORRY, "Your rent bounced because of us. Anyone would be angry.")
    [back] = [one for one in shown_in(*won) if one.id == "won-back"]
    assert back.turn > 5
    assert "won-back" not in [one.id for one in shown_in(*finished(GREETING, CHECK, SORRY, hurt))]


def test_a_set_sentence_is_led_in_with_what_it_is_for(finished):
    law = "I have opened a complaint for you; you can take it to the ombudsman if it is not settled in eight weeks."
    why = "I have to read this bit out so you know your rights; stop me with any question."
    led = {one.id: one.quote for one in shown_in(*finished(GREETING, CHECK, SORRY, f"{why} {law}"))}
    assert led["said-why"] == why
    assert "said-why" not in [one.id for one in shown_in(*finished(GREETING, CHECK, SORRY, law))]


def test_a_probe_that_was_stepped_round_is_let_be(practice):
    call_id = begun(practice, GREETING, CHECK, persona=BILLED, caller="embedded")
    probe = "You said you know to the pound what this cost you. What other costs have you had because of this?"
    reply = say(practice, call_id, probe)
    stepped = [line for fact in look(practice, call_id).persona.facts for line in fact.deflect if line in reply]
    assert stepped, reply
    say(practice, call_id, "All right. Then I'll begin with the bill, and you tell me what you like.")
    view, grade = close(practice, call_id)
    assert [one.turn for one in shown_in(view, grade) if one.id == "stopped-at-no"] == [5]


def test_a_probe_that_was_pressed_is_not_let_be(finished):
    probe = "You said you know to the pound what this cost you. What other costs have you had because of this?"
    again = "What other charges have you had on top of it?"
    assert "stopped-at-no" not in [one.id for one in shown_in(*finished(GREETING, CHECK, probe, again))]


def test_nothing_is_won_on_a_heavy_call(finished):
    said = ("Good morning, this is Sam.", "I'm sorry for your loss. Before I open it, may I ask your name and address?",
            "You told three people and nobody wrote it down. That wears a person out.",
            "What is the letter that you have there?")  # fmt: skip
    view, grade = finished(*said, persona=WIDOW)
    lighter = replace(view, persona=view.persona.model_copy(update={"intensity": "medium"}))
    assert shown_in(lighter, grade), "the same words on a lighter call are worth something"
    assert shown_in(view, grade) == ()


def test_after_a_heavy_call_there_are_none_to_see_and_after_the_next_they_are_back(finished):
    light, grade = finished(*GOOD)
    heavy, _ = finished("Good morning, this is Sam.", persona=WIDOW)
    won = shown_in(light, grade)
    assert won and milestones(won, latest=heavy) == ()
    assert milestones(won, latest=light) == milestones(won) == won


def test_a_skill_counts_where_it_was_first_shown(finished):
    won = shown_in(*finished(*GOOD))
    later = tuple(replace(one, call_id="later", at=one.at + timedelta(days=1)) for one in won)
    assert milestones((*later, *won)) == won


def test_a_try_again_an_open_call_and_a_failed_one_win_nothing(practice, finished):
    view, grade = finished(*GOOD)
    again = Shelf(practice.store).try_again(ADA, view.call.id, 11)
    say(practice, again.id, GOOD[-1])
    assert shown_in(look(practice, again.id), grade) == ()
    assert shown_in(*close(practice, again.id)) == ()
    failed = grade.model_copy(update={"critical": [{"id": "rude", "turn": 1, "quote": "x"}]})
    assert shown_in(view, failed) == ()


def test_no_milestone_speaks_of_hours_or_counts():
    words = " ".join(f"{title} {text}" for title, text in WORDS.values()).lower()
    assert not [word for word in ("hour", "minute", "calls", "streak", "level", "points") if word in words]
