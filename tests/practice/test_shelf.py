"""Calls that were taken: listed, shared, deleted, tried again from a turn."""

from datetime import UTC, datetime

import pytest

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.errors import CallStateError, NotAllowedError, UnknownNameError
from simulator.practice import Shelf
from simulator.practice.history import Sieve
from simulator.practice.lookback import LookBack
from tests.practice.rooms import ADA, BEN, CLOSING, GREETING, LEAD, begun, look, say, texts

SAID = (GREETING, "I'm sorry for your loss.", CLOSING, "At least he had a long life.", "Account number?")


def test_a_person_sees_their_own_calls_the_newest_first(room):
    practice = room()
    older, newer = begun(practice, GREETING), begun(practice)
    begun(practice, viewer=BEN)
    mine = Shelf(practice.store).mine(ADA)
    assert [summary.call.id for summary in mine] == [newer, older]
    assert [summary.turns for summary in mine] == [0, 2]


def test_a_call_tried_again_stands_where_the_first_one_stood(room):
    practice = room()
    call_id = begun(practice, *SAID[:3])
    practice.act(ADA, call_id, "hold-account")
    practice.hold(ADA, call_id)
    practice.resume(ADA, call_id)
    stood = look(practice, call_id).state
    for text in SAID[3:]:
        say(practice, call_id, text)
    practice.end(ADA, call_id)
    again = Shelf(practice.store).try_again(ADA, call_id, 7)
    assert (again.parent, again.forked_at, again.private, again.seed) == (call_id, 7, True, 7)
    view = look(practice, again.id)
    assert view.state == stood
    assert not view.ended and not view.unanswered
    assert texts(practice, again.id) == texts(practice, call_id)[:6]
    assert say(practice, again.id, SAID[3]) == texts(practice, call_id)[7]  # the same words get the same answer


def test_time_goes_on_from_the_turn_that_is_tried_again(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.store.add_turn(call_id, 3, "agent", "Late.", 250.0)
    again = Shelf(practice.store).try_again(ADA, call_id, 3)
    assert practice.clock(again) == pytest.approx(250, abs=2)
    say(practice, again.id, "Sooner.")
    at = [turn.at for turn in look(practice, again.id).transcript.turns]
    assert at == sorted(at)
    begun_at = practice.store.call(again.id).started_at
    assert abs((datetime.now(UTC) - begun_at).total_seconds()) < 10  # when it was begun, not four minutes before


def test_a_fork_does_not_count_as_one_of_the_first_three(room):
    practice = room()
    call_id = begun(practice, GREETING)
    for _ in range(3):
        Shelf(practice.store).try_again(ADA, call_id, 1)
    assert practice.begin(ADA, "wrongly-billed").private


def test_only_an_agent_turn_can_be_tried_again(room):
    practice = room()
    call_id = begun(practice, GREETING)
    for turn in (0, 2, 3, 99):
        with pytest.raises(CallStateError, match=str(turn)):
            Shelf(practice.store).try_again(ADA, call_id, turn)


def test_a_shared_call_is_tried_by_a_lead_who_takes_calls_too(room):
    practice = room()
    call_id = begun(practice, GREETING)
    shelf = Shelf(practice.store)
    with pytest.raises(NotAllowedError):
        shelf.try_again(LEAD, call_id, 1)
    shelf.share(ADA, call_id, private=False)
    with pytest.raises(NotAllowedError):
        shelf.try_again(narrowed(LEAD, Role.LEAD), call_id, 1)
    again = shelf.try_again(LEAD, call_id, 1)
    assert again.owner == LEAD.id
    assert say(practice, again.id, GREETING, LEAD)


def test_a_deleted_call_is_gone_and_only_its_owner_deletes_it(room):
    practice = room()
    call_id = begun(practice, GREETING)
    again = Shelf(practice.store).try_again(ADA, call_id, 1)
    for viewer in (BEN, LEAD):
        with pytest.raises(NotAllowedError):
            Shelf(practice.store).delete(viewer, call_id)
        with pytest.raises(NotAllowedError):
            Shelf(practice.store).share(viewer, call_id, private=False)
    Shelf(practice.store).delete(ADA, call_id)
    with pytest.raises(UnknownNameError):
        look(practice, call_id)
    with pytest.raises(UnknownNameError):
        Shelf(practice.store).delete(ADA, call_id)
    assert look(practice, again.id).call.parent is None


def test_history_folds_tries_under_the_call_in_which_they_began(room):
    practice = room()
    shelf = Shelf(practice.store)
    first, other = begun(practice, GREETING, CLOSING), begun(practice, GREETING, persona="wrongly-billed")
    again = shelf.try_again(ADA, first, 3).id
    deeper = shelf.try_again(ADA, again, 1).id
    begun(practice, viewer=BEN)
    found = [(one.first.call.id, {each.call.id for each in one.tries}) for one in shelf.history(ADA)]
    assert found == [(other, set()), (first, {again, deeper})]
    shelf.delete(ADA, first)
    found = [(one.first.call.id, {each.call.id for each in one.tries}) for one in shelf.history(ADA)]
    assert dict(found) == {other: set(), again: {deeper}}


def test_a_thread_is_shown_whole_once_one_of_its_calls_passes_the_sieve(room):
    practice = room()
    shelf = Shelf(practice.store)
    first, other = begun(practice, GREETING), begun(practice, GREETING, persona="wrongly-billed")
    again = shelf.try_again(ADA, first, 1).id
    shelf.share(ADA, again, private=False)
    practice.end(ADA, first)
    practice.end(ADA, other)

    def shown(**wanted):
        return {one.first.call.id for one in shelf.history(ADA, Sieve(**wanted))}

    assert shown(private=False) == {first}
    assert shown(result="open") == {first}
    assert shown(result="not_graded") == {first, other}
    assert shown(persona="wrongly-billed") == {other}
    assert shown(persona="wrongly-billed", result="open") == shown(result="passed") == set()


def test_who_takes_no_calls_has_none_to_look_back_on(room):
    practice = room()
    for looking in (narrowed(LEAD, Role.LEAD), narrowed(LOCAL_PERSON, Role.TRAINER)):
        with pytest.raises(NotAllowedError, match="as a trainee"):
            Shelf(practice.store).history(looking)
        with pytest.raises(NotAllowedError):
            LookBack(practice).scored(looking)
        with pytest.raises(NotAllowedError):
            LookBack(practice).milestones(looking)


def test_the_line_that_a_try_said_instead_is_found(room):
    practice = room()
    call_id = begun(practice, *SAID[:2])
    said = Shelf(practice.store).try_again(ADA, call_id, 3).id
    Shelf(practice.store).try_again(ADA, call_id, 3)  # nothing is said in this one
    say(practice, said, CLOSING)
    [thread] = Shelf(practice.store).history(ADA)
    assert Shelf(practice.store).lines_tried(thread) == {said: CLOSING}
