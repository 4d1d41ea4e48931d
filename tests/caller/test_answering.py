"""What the embedded caller says fits what was asked: the story when asked for it, no test, no "nobody asked"."""

import re
from dataclasses import replace

import pytest

from simulator.caller import Caller
from simulator.caller.lines import shared_phrases
from simulator.caller.plain import slipped_in, story_of
from simulator.library import Library
from simulator.listening import Matcher
from tests.caller.talk import Talk
from tests.conftest import CALLERS

GREETING = "Good morning, you're through to Sam."
PLAIN = (
    "What has happened, from the start?",
    "Can you tell me what's happened, in your own words?",
    "Okay. Take me through it from the beginning.",
    "What's been going on?",
    "What's brought you to ring us today?",
    "Tell me a bit more.",
)
UNFIT = re.compile(r"nobody'?s asked|nobody has asked|you'd have had to be there|what did they say|you tell me", re.I)
"""Replies that never fit: to being asked, after a hold nobody else was in, or put as a test."""


def ringing(library: Library, matcher: Matcher, name: str, *, seed: int = 3) -> Talk:
    talk = Talk(Caller(library.persona(name), seed, matcher))
    talk.say(GREETING)
    return talk


@pytest.mark.parametrize("name", CALLERS)
@pytest.mark.parametrize("question", PLAIN)
def test_a_plain_open_question_gets_the_story(library: Library, matcher: Matcher, name: str, question: str) -> None:
    talk = ringing(library, matcher, name)
    story = story_of(talk.caller.persona)
    assert story is not None
    assert talk.say(question).endswith(tuple(talk.caller.persona.answers[story].say))
    assert talk.briefs[-1].does == "answer"


@pytest.mark.parametrize("name", CALLERS)
def test_the_story_comes_with_the_name_where_both_are_asked_for(library: Library, matcher: Matcher, name: str) -> None:
    talk = ringing(library, matcher, name)
    talk.say("Can I take your name, please, and then what has happened?")
    asked = [talk.caller.persona.answers[i].ask for i in talk.briefs[-1].answers]
    assert len(asked) == 2 and any("name" in ask for ask in asked[0])
    assert talk.briefs[-1].answers[1] == story_of(talk.caller.persona)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("wrongly-billed", "What happened with your landlord?"),
        ("prisoners-mother", "What happened to the letters you sent Kieran?"),
        ("child-funeral", "What happened to Edie?"),
        ("cheerful-routine", "What happens if the power goes off?"),
        ("bereaved-account-holder", "Tell me about Thomas."),
    ],
)
def test_a_question_that_names_something_is_about_that(
    library: Library, matcher: Matcher, name: str, question: str
) -> None:
    talk = ringing(library, matcher, name)
    talk.say(question)
    assert story_of(talk.caller.persona) not in talk.briefs[-1].answers


def test_once_the_story_is_told_what_happened_is_about_what_was_said_last(library: Library, matcher: Matcher) -> None:
    talk = ringing(library, matcher, "wrongly-billed")
    talk.say("What has happened, from the start?")
    talk.say("Right.")
    talk.say("What happened?")
    assert story_of(talk.caller.persona) not in talk.briefs[-1].answers


@pytest.mark.parametrize(
    ("fact", "hint", "question"),
    [
        ("card", 1, "What's the other sum?"),
        ("landlord", 0, "What is it that's propped on the side?"),
        ("stairs", 0, "What's the reason you keep every receipt?"),
        ("waited-in", 1, "How did you arrange yourself?"),
    ],
)
def test_what_was_let_slip_can_be_asked_about_in_its_own_words(
    library: Library, matcher: Matcher, fact: str, hint: int, question: str
) -> None:
    """However the calls run, a question in the hint's words is about that fact, whatever else sounds like it."""
    for seed in range(4):
        talk = ringing(library, matcher, "wrongly-billed", seed=seed)
        slip = talk.caller.persona.fact(fact).hints[hint]
        talk.turns[-1] = talk.turns[-1].model_copy(update={"text": slip})
        assert slipped_in(talk.caller.persona, [slip]) == {fact: [slip]}
        talk.say(question)
        assert talk.state.heard is not None and talk.state.heard.topic.facts[0] == fact
        assert talk.briefs[-1].does == "deflect"


@pytest.mark.parametrize("name", CALLERS)
def test_no_line_answers_with_a_test_or_that_nobody_asked(library: Library, name: str) -> None:
    persona = library.persona(name)
    lines = [line for fact in persona.facts for line in (*fact.hints, *fact.deflect)]
    lines += [line for pool in persona.speech.lines.values() for line in pool]
    examples = persona.speech.examples
    lines += [*examples.closed, *examples.wary, *examples.open]
    lines += [line for pool in shared_phrases("en").values() for line in pool]
    assert not [line for line in lines if UNFIT.search(line)]


def test_a_belittling_line_wounds_and_is_not_taken_for_understanding(library: Library, matcher: Matcher) -> None:
    talk = ringing(library, matcher, "school-login")
    reply = talk.say("Have you tried typing your password properly? It's not hard.")
    lines = talk.caller.persona.speech.lines
    assert talk.briefs[-1].reaction == "wounded"
    assert reply.startswith(tuple(lines["wounded"]))
    assert not [line for line in lines["eases"] if line in reply]


@pytest.mark.parametrize("name", CALLERS)
def test_a_hold_asked_for_politely_is_given(library: Library, matcher: Matcher, name: str) -> None:
    talk = ringing(library, matcher, name)
    talk.say("Can I put you on hold for a minute while I look?")
    assert talk.briefs[-1].does == "waits"


def test_nobody_presses_for_what_has_just_been_done(library: Library, matcher: Matcher) -> None:
    pressed, done = (ringing(library, matcher, "wrongly-billed") for _ in range(2))
    done.do("refund-overcharge")
    for talk in (pressed, done):
        talk.state = replace(talk.state, last_hint=99)  # hints would come first
    for line in ("I've the bills open here.", "October was taken on the first and the fourth.", "Right.", "Okay.") * 2:
        pressed.say(line)
        done.say(line)
    assert "presses" in [brief.does for brief in pressed.briefs]
    assert "presses" not in [brief.does for brief in done.briefs]


@pytest.mark.parametrize(
    ("said", "does"),
    [
        ("So it was thirty-two and you were charged fifty. Have I got that right?", "answer"),
        ("I'll make a note of it. Is that all right?", "agrees"),
        ("Can I just ask you a couple of questions?", "agrees"),
    ],
)
def test_a_check_for_a_nod_gets_one(library: Library, matcher: Matcher, said: str, does: str) -> None:
    talk = ringing(library, matcher, "wrongly-billed")
    talk.say("Thank you.")
    talk.state = replace(talk.state, mood=replace(talk.state.mood, trust=45.0))
    reply = talk.say(said)
    assert talk.briefs[-1].does == does
    assert not [hint for fact in talk.caller.persona.facts for hint in fact.hints if hint in reply]


def test_a_hint_does_not_repeat_the_question(library: Library, matcher: Matcher) -> None:
    for seed in range(4):
        talk = ringing(library, matcher, "prisoners-mother", seed=seed)
        reply = talk.say("What is it that you keep in your bag and take out?")
        assert talk.briefs[-1].fact == "card-back"
        assert "something in my bag" not in reply


def test_more_about_what_was_just_told_is_answered_as_that(library: Library, matcher: Matcher) -> None:
    talk = ringing(library, matcher, "wrongly-billed")
    talk.say("We got it wrong three times over. I'm sorry, that's ours to mend.")
    talk.state = replace(talk.state, mood=replace(talk.state.mood, trust=80.0, anger=10.0))
    talk.say("How did you get by after the money was taken?")
    assert "card" in talk.state.earned_ids
    assert talk.say("How did you get by after the money was taken?") in shared_phrases("en")["told"]


def test_the_story_of_the_bills_is_told_and_not_deflected(library: Library, matcher: Matcher) -> None:
    talk = ringing(library, matcher, "wrongly-billed", seed=9)
    talk.say("I'm sorry you've had to ring again. Can you tell me what's happened with the bills, from the start?")
    assert talk.briefs[-1].answers == (story_of(talk.caller.persona),)
