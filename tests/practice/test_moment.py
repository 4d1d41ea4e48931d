"""A line tried again in place: where it is kept, what is heard in it, and what it is said to have changed."""

import pytest

from simulator.errors import CallStateError, NotAllowedError
from simulator.practice import Practice
from simulator.practice.moment import Tries
from tests.practice.rooms import ADA, BEN, GREETING, WIDOW, Room, begun, look, say

DISMISSED = "At least he had a long life. Account number?"
BETTER = "Nineteen days, and you're the one ringing everybody. What has it been like at home?"
STOCK = "I completely understand how you feel."


@pytest.fixture
def practice(room: Room) -> Practice:
    return room()


@pytest.fixture
def call(practice: Practice) -> str:
    """An ended call in which a feeling was dismissed at turn 3."""
    call_id = begun(practice, GREETING, DISMISSED, "How are you managing for money?")
    practice.end(ADA, call_id)
    return call_id


def test_a_line_is_said_in_a_call_of_its_own(practice: Practice, call: str) -> None:
    before = look(practice, call).transcript
    tried = Tries(practice).try_line(ADA, call, 3, BETTER)
    again = look(practice, tried.call_id)
    assert look(practice, call).transcript == before
    assert again.call.parent == call and again.call.private and not again.ended
    assert [turn.text for turn in again.transcript.agent_turns()] == [GREETING, BETTER]
    assert tried.first.text == DISMISSED
    assert tried.now.reply == again.transcript.turns[-1].text


def test_a_better_line_lands(practice: Practice, call: str) -> None:
    tried = Tries(practice).try_line(ADA, call, 3, BETTER)
    assert tried.verdict == "better"
    assert "dismissal" in {act.act for act in tried.first.acts}
    assert "open_question" in {act.act for act in tried.now.acts}
    assert all(act.words in BETTER for act in tried.now.acts)
    assert tried.now.shift.trust > 0 > tried.first.shift.trust
    empathy = next(one for one in tried.scores if one.id == "empathy")
    assert empathy.before is not None and empathy.after is not None and empathy.after > empathy.before


def test_what_this_caller_trains_comes_first(practice: Practice, call: str) -> None:
    tried = Tries(practice).try_line(ADA, call, 3, BETTER)
    trained = look(practice, call).persona.trains
    assert [one.id for one in tried.scores if one.trained] == trained
    assert [one.trained for one in tried.scores] == sorted((one.trained for one in tried.scores), reverse=True)


def test_the_scores_are_those_of_the_call_up_to_this_turn(practice: Practice, call: str) -> None:
    """The same line tried again changes nothing, whatever was said later in the first call."""
    tried = Tries(practice).try_line(ADA, call, 3, DISMISSED)
    assert [one.before for one in tried.scores] == [one.after for one in tried.scores]
    assert tried.first.shift == tried.now.shift
    assert tried.verdict == "same"


def test_a_stock_phrase_is_shown_to_be_hollow(practice: Practice, call: str) -> None:
    tried = Tries(practice).try_line(ADA, call, 3, STOCK)
    assert tried.verdict == "hollow"
    assert (tried.now.hollow, tried.now.hollow_words) == ("stock", STOCK)


def test_a_sentence_said_before_counts_for_nothing(practice: Practice) -> None:
    warm = "Nineteen days, and you're the one ringing everybody."
    call_id = begun(practice, GREETING, warm, "Account number?")
    tried = Tries(practice).try_line(ADA, call_id, 5, warm)
    assert (tried.now.hollow, tried.now.hollow_words) == ("said_before", warm)


def test_a_failure_that_does_not_happen_now_is_said(practice: Practice) -> None:
    call_id = begun(practice, GREETING, "The balance is £214 and two payments are missed.")
    tries = Tries(practice)
    mended = tries.try_line(ADA, call_id, 3, "May I take your full name and the address first?")
    assert mended.mended and not mended.failed
    worse = tries.try_line(ADA, call_id, 3, "Shut up, you idiot. The balance is £214.")
    assert worse.failed == ("The agent was abusive.",)
    assert worse.verdict == "worse"


def test_tries_are_found_again_newest_first(practice: Practice, call: str) -> None:
    tries = Tries(practice)
    first = tries.try_line(ADA, call, 3, STOCK)
    second = tries.try_line(ADA, call, 3, BETTER)
    assert Tries(practice).of(ADA, call, 3) == [second, first]
    assert tries.of(ADA, call, 1) == []


def test_a_call_gone_on_with_keeps_its_judgement(practice: Practice, call: str) -> None:
    tried = Tries(practice).try_line(ADA, call, 3, BETTER)
    say(practice, tried.call_id, "At least you have your health.")
    assert Tries(practice).tried(ADA, tried.call_id) == tried


def test_nobody_else_may_try_or_read_it(practice: Practice, call: str) -> None:
    tries = Tries(practice)
    tried = tries.try_line(ADA, call, 3, BETTER)
    with pytest.raises(NotAllowedError):
        tries.try_line(BEN, call, 3, BETTER)
    with pytest.raises(NotAllowedError):
        tries.tried(BEN, tried.call_id)


@pytest.mark.parametrize(("turn", "text"), [(3, "  "), (2, BETTER), (99, BETTER)])
def test_there_is_a_line_and_a_turn_of_the_agents(practice: Practice, call: str, turn: int, text: str) -> None:
    with pytest.raises(CallStateError):
        Tries(practice).try_line(ADA, call, turn, text)
    assert Tries(practice).of(ADA, call, turn) == []


def test_a_call_that_tries_nothing_has_no_judgement(practice: Practice, call: str) -> None:
    assert look(practice, call).persona.id == WIDOW
    with pytest.raises(CallStateError):
        Tries(practice).tried(ADA, call)
