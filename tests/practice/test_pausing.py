"""A call that is paused, noted on, hinted at, and set easier or harder."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.errors import CallStateError, NotAllowedError
from simulator.practice.pausing import asks_to_pause
from simulator.practice.view import wall_clock
from tests.practice.rooms import ADA, BEN, GREETING, LEAD, begun, look, say


@pytest.mark.parametrize("typed", ["pause", " Pause. ", "PAUSE!", "/pause"])
def test_the_pause_word_by_itself(typed):
    assert asks_to_pause(typed)


@pytest.mark.parametrize("typed", ["", "Shall we pause here for a moment?", "pause the payments", "paused"])
def test_anything_else_is_said_to_the_caller(typed):
    assert not asks_to_pause(typed)


def test_in_a_pause_nothing_can_be_said_or_done(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.pause(ADA, call_id)
    before = look(practice, call_id)
    assert before.paused
    for do in (
        lambda: practice.say(ADA, call_id, "Are you there?"),
        lambda: practice.act(ADA, call_id, "hold-account"),
        lambda: practice.hold(ADA, call_id),
        lambda: practice.transfer(ADA, call_id),
        lambda: practice.hint(ADA, call_id),
    ):
        with pytest.raises(CallStateError, match="paused"):
            do()
    assert look(practice, call_id).transcript == before.transcript


def test_a_pause_moves_nobody_and_the_call_goes_on_as_if_there_had_been_none(room):
    practice = room()
    paused, plain = (begun(practice, GREETING) for _ in range(2))
    practice.pause(ADA, paused)
    practice.pause(ADA, paused)
    practice.unpause(ADA, paused)
    practice.unpause(ADA, paused)
    kinds = [(event.kind, event.id) for event in look(practice, paused).transcript.events]
    assert kinds == [("pause", "begin"), ("pause", "end")]
    said = "What has it been like with the bills since?"
    assert say(practice, paused, said) == say(practice, plain, said)
    assert look(practice, paused).state == look(practice, plain).state


def test_the_clock_leaves_pauses_out(room):
    practice = room()
    call_id = begun(practice, GREETING)
    began = practice.store.call(call_id).started_at
    practice.store.pause_call(call_id, began + timedelta(seconds=40))
    assert wall_clock(practice.store.call(call_id)) == 40.0
    practice.store.unpause_call(call_id, began + timedelta(seconds=100))
    long_ago = replace(practice.store.call(call_id), started_at=datetime.now(UTC) - timedelta(seconds=300))
    assert wall_clock(long_ago) == pytest.approx(240.0, abs=5.0)


def test_a_paused_call_can_be_ended(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.pause(ADA, call_id)
    practice.end(ADA, call_id)
    view = look(practice, call_id)
    assert view.ended and not view.paused
    assert [(event.kind, event.id) for event in view.transcript.events] == [
        ("pause", "begin"),
        ("pause", "end"),
        ("end", "agent"),
    ]


def test_notes_are_kept_for_their_owner(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.note(ADA, call_id, "Name and address given.")
    practice.end(ADA, call_id)
    practice.note(ADA, call_id, "Name and address given. Ring on Tuesday.")
    assert look(practice, call_id).call.notes.endswith("Tuesday.")
    practice.store.set_private(call_id, False)
    assert look(practice, call_id, LEAD).call.notes == ""
    for other in (BEN, LEAD):
        with pytest.raises(NotAllowedError):
            practice.note(other, call_id, "x")


def test_nobody_but_the_owner_as_a_trainee_pauses_a_call(room):
    practice = room()
    call = practice.begin(LOCAL_PERSON, "bereaved-account-holder", seed=1)
    for viewer in (BEN, narrowed(LOCAL_PERSON, Role.LEAD)):
        with pytest.raises(NotAllowedError):
            practice.pause(viewer, call.id)


def test_hints_are_kept_and_counted(room):
    practice = room()
    call_id = begun(practice, GREETING)
    given = [practice.hint(ADA, call_id)]
    say(practice, call_id, "I'm sorry to hear that.")
    given.append(practice.hint(ADA, call_id))
    assert [(hint["turn"], hint["text"]) for hint in practice.store.call(call_id).hints] == [
        (2, given[0]),
        (4, given[1]),
    ]


@pytest.mark.parametrize("dial", [-1, 1])
def test_difficulty_is_set_before_the_call_kept_with_it_and_told_in_the_transcript(room, dial):
    practice = room()
    easy, plain = begun(practice, GREETING, difficulty=dial), begun(practice, GREETING)
    assert (look(practice, easy).state.mood.trust < look(practice, plain).state.mood.trust) is (dial > 0)
    assert practice.store.transcript(easy).meta["difficulty"] == dial
    assert "difficulty" not in practice.store.transcript(plain).meta
    again = room()
    assert look(again, easy).state == look(practice, easy).state
