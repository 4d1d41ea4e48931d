"""The feedback as one file: everything in it, nothing fetched, nothing a line could smuggle in."""

import re
from html import unescape

import pytest

from simulator.practice import CallView, Graded, Grading, Practice
from simulator.practice.pace import UNTIMED
from simulator.practice.report import report
from tests.practice.rooms import ADA, GREETING, Room, begun, look

SLY = "<script>alert(1)</script> <img src=https://evil.example/x.png> At least he had a long life."


@pytest.fixture
def practice(room: Room) -> Practice:
    return room()


def graded(practice: Practice, call_id: str) -> tuple[CallView, Graded]:
    practice.end(ADA, call_id)
    grading = Grading(store=practice.store, settings=practice.settings, voices=practice.voices, book=practice.book)
    return look(practice, call_id), grading.grade(ADA, call_id)


def written(practice: Practice, *said: str, **how: str) -> tuple[str, CallView, Graded]:
    view, found = graded(practice, begun(practice, *said, **how))
    return report(view, found, stands=found.record.grade, by_person={}), view, found


def test_it_holds_the_whole_feedback(practice: Practice) -> None:
    page, view, found = written(practice, GREETING, "At least he had a long life.", "What has it been like since?")
    words = unescape(page)
    assert all(turn.text in words for turn in view.transcript.turns)
    assert all(f'id="turn-{turn.n}"' in page for turn in view.transcript.turns)
    for one in found.record.grade.criteria:
        assert one.why in words
        assert all(f'<a href="#turn-{shown.turn}">' in page and shown.quote in words for shown in one.evidence)
    assert found.feedback.change is not None and found.feedback.change.say in words
    assert UNTIMED in words
    assert view.call.id in page


def test_nothing_in_it_is_fetched_or_run(practice: Practice) -> None:
    page, _, _ = written(practice, GREETING, SLY, persona="wrongly-billed")
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\(""", page)


def test_a_person_s_score_stands_beside_the_evaluators(practice: Practice) -> None:
    view, found = graded(practice, begun(practice, GREETING, "What has it been like since Thomas died?"))
    practice.store.ensure_person("lee", "Lee", ["lead"])
    was = found.record.grade.criterion("empathy").score
    made = practice.store.add_override(
        found.record.id, criterion="empathy", was=was, score=4.5, reason="The pause before it said a lot.",
        author="lee", overall=4.0, passed=True,
    )  # fmt: skip
    words = unescape(report(view, found, stands=found.record.grade, by_person={"empathy": made}, changes=[made]))
    assert "<b>4.5</b> by Lee" in words
    assert f"(evaluator: {was:.1f})" in words
    assert "The pause before it said a lot." in words


@pytest.mark.parametrize("said", [(), ("",), (GREETING,)])
def test_a_call_with_next_to_nothing_in_it(practice: Practice, said: tuple[str, ...]) -> None:
    page, _, _ = written(practice, *said)
    assert page.rstrip().endswith("</html>")
    if not said:
        assert "No number is made up" in page


def test_hints_stand_on_the_page_of_whoever_took_the_call_alone(practice: Practice) -> None:
    call_id = begun(practice, GREETING)
    hint = practice.hint(ADA, call_id)
    view, found = graded(practice, call_id)
    held = {"stands": found.record.grade, "by_person": {}}
    assert hint in unescape(report(view, found, **held))
    assert hint not in unescape(report(view, found, own=False, **held))
