"""The caller's own survey: their opinion, by rule from how the call left them."""

import pytest

from simulator.caller import Caller
from simulator.caller.survey import survey
from tests.caller.talk import Talk

POOR = ("Hello?", "At least it's not a big sum.", "That's not my department.", "You need to calm down.")
GOOD = (
    "Good morning, you're through to Sam in billing.",
    "Third month running, and you've rung us twice. We billed you twice and nobody rang you back. I'm sorry.",
    "So we took a hundred and four twice, on the fourth of October. Have I got that right?",
    "I'll put it right today and ring you on Friday before noon.",
    "Your rent bounced because of our mistake. It makes sense that you're angry.",
)


@pytest.fixture
def colin(library, matcher) -> Caller:
    return Caller(library.persona("wrongly-billed"), 7, matcher)


def scores(talk: Talk) -> dict[str, int]:
    filled = survey(talk.caller.persona, talk.state)
    assert filled is not None
    return {answer.id: answer.score for answer in filled.answers}


def played(caller: Caller, *said: str) -> Talk:
    talk = Talk(caller)
    for words in said:
        talk.say(words)
    return talk


def test_a_caller_whose_file_says_none_is_not_surveyed(caller: Caller) -> None:
    talk = played(caller, "Good morning.", "I'm sorry for your loss.")
    assert caller.persona.survey == "none" and survey(caller.persona, talk.state) is None


def test_somebody_who_never_spoke_fills_in_nothing(colin: Caller) -> None:
    assert survey(colin.persona, colin.start()) is None


def test_a_good_call_is_scored_above_a_poor_one_on_every_question(colin: Caller) -> None:
    good, poor = played(colin, *GOOD), played(colin, *POOR)
    for action in ("refund-overcharge", "fix-price", "named-callback"):
        good.do(action)
    well, badly = scores(good), scores(poor)
    assert all(well[name] > badly[name] for name in well)
    assert set(well) == {"heard", "easy", "done", "recommend"}
    assert all(1 <= score <= 5 for score in (*well.values(), *badly.values()))


@pytest.mark.parametrize(
    ("actions", "answer"),
    [((), "No"), (("fix-price",), "Partly"), (("refund-overcharge", "fix-price", "error-letter"), "Yes")],
)
def test_what_was_done_is_what_was_done_at_the_desk(colin: Caller, actions, answer) -> None:
    talk = played(colin, *GOOD[:2])
    for action in actions:
        talk.do(action)
    filled = survey(colin.persona, talk.state)
    assert filled is not None
    assert next(one.answer for one in filled.answers if one.id == "done") == answer


def test_effort_that_led_nowhere_is_not_easy(colin: Caller) -> None:
    assert scores(played(colin, *GOOD))["easy"] <= 3


def test_who_hangs_up_speaks_well_of_nobody(colin: Caller) -> None:
    talk = played(colin, *POOR, *POOR, *POOR)
    assert talk.state.mood.anger >= colin.persona.ends.hangs_up.anger
    filled = survey(colin.persona, talk.state)
    assert filled is not None and filled.comment is not None
    assert scores(talk)["recommend"] == scores(talk)["easy"] == 1
    assert "phone" in filled.comment or "ringing off" in filled.comment


def test_what_is_quoted_was_said(colin: Caller) -> None:
    talk = played(colin, *GOOD)
    for seed in range(5):
        filled = survey(colin.persona, talk.state, seed=seed)
        assert filled is not None and filled.comment is not None
        quoted = filled.comment.partition("‘")[2].partition("’")[0]
        assert quoted and any(quoted in turn.text for turn in talk.turns if turn.speaker == "agent")


def test_mood_is_not_the_grade_and_the_survey_says_so(library, matcher) -> None:
    """A call that notices nothing can still delight: the cheerful caller rings off pleased."""
    talk = played(Caller(library.persona("cheerful-routine"), 7, matcher), "Good morning, Sam here.", "Lovely.")
    talk.do("take-reading")
    talk.do("confirm-payment")
    filled = survey(talk.caller.persona, talk.state)
    assert filled is not None and "not the grade" in filled.about
    assert scores(talk)["heard"] >= 4 and scores(talk)["done"] == 5


def test_no_comment_is_put_in_the_mouth_of_somebody_who_speaks_another_language(colin: Caller) -> None:
    talk = played(colin, *GOOD)
    filled = survey(colin.persona.model_copy(update={"language": "cy-GB"}), talk.state)
    assert filled is not None and filled.comment is None and len(filled.answers) == 4
