"""What stopped me: put on, changed and taken away by whoever took the call, and no part of any score."""

from html import unescape

import pytest

from simulator.errors import CallStateError, NotAllowedError, UnknownNameError
from simulator.practice import Grading, Practice
from simulator.practice.obstacles import LONGEST_NOTE, Obstacles
from simulator.practice.report import report
from simulator.practice.shelf import Shelf
from tests.practice.rooms import ADA, BEN, GREETING, LEAD, Room, begun, look


@pytest.fixture
def practice(room: Room) -> Practice:
    return room()


def over(practice: Practice) -> Obstacles:
    return Obstacles(practice.store, practice.book.rubric)


def ended(practice: Practice) -> str:
    call_id = begun(practice, GREETING)
    practice.end(ADA, call_id)
    return call_id


def test_it_is_put_on_changed_and_taken_away(practice: Practice) -> None:
    call_id, stopped = ended(practice), over(practice)
    stopped.say(ADA, call_id, "opening", kinds=["system", "wording"], note=f"  {'long ' * 100}")
    said = stopped.of(ADA, call_id)["opening"]
    assert said.kinds == ["wording", "system"] and len(said.note) == LONGEST_NOTE
    stopped.say(ADA, call_id, "opening", kinds=["authority"])
    assert [(one.kinds, one.note) for one in stopped.of(ADA, call_id).values()] == [(["authority"], "")]
    stopped.say(ADA, call_id, "opening", kinds=[], note="gone with it")
    assert stopped.of(ADA, call_id) == {}


def test_only_whoever_took_the_call_says_it_and_only_once_it_is_over(practice: Practice) -> None:
    call_id, stopped = ended(practice), over(practice)
    for viewer in (BEN, LEAD):
        with pytest.raises(NotAllowedError):
            stopped.say(viewer, call_id, "opening", kinds=["system"])
    with pytest.raises(NotAllowedError):
        stopped.of(LEAD, call_id)
    Shelf(practice.store).share(ADA, call_id, private=False)
    assert stopped.of(LEAD, call_id) == {}
    with pytest.raises(UnknownNameError):
        stopped.say(ADA, call_id, "charm", kinds=["system"])
    with pytest.raises(CallStateError):
        stopped.say(ADA, begun(practice, GREETING), "opening", kinds=["system"])


def test_it_moves_no_score_and_stands_in_the_page_to_print(practice: Practice) -> None:
    call_id, stopped = ended(practice), over(practice)
    grading = Grading(store=practice.store, settings=practice.settings, voices=practice.voices, book=practice.book)
    before = grading.grade(ADA, call_id).record
    stopped.say(ADA, call_id, "opening", kinds=["wording"], note="The <recording> line comes first.")
    after = grading.grade(ADA, call_id)
    assert after.record == before
    page = report(look(practice, call_id), after, stands=before.grade, by_person={}, stopped=stopped.of(ADA, call_id))
    assert "What stopped me:</b> wording: “The &lt;recording&gt; line comes first.”" in page
    assert "None of these criteria has been measured against people yet." in unescape(page)
