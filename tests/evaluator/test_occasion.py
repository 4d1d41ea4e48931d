"""What only a service call can show is judged in service calls alone."""

import pytest

from simulator.evaluator import grade_embedded, read
from simulator.evaluator.occasion import serves
from simulator.library import Library
from simulator.rubric import Rubric
from tests.evaluator.calls import GOOD, PARROT, POOR, ROUTINE, STOCK, WIDOW, transcript

FRIENDS = [
    ("caller", "I've been passed over again. Eleven years, and they gave it to somebody from outside."),
    ("agent", "Eleven years, and they went past you. What did they say to you?"),
    ("caller", "Nothing. I found out from the noticeboard. I feel such a fool."),
    ("agent", "You heard it from a noticeboard. Anyone would feel let down."),
    ("caller", "I don't know what to do now."),
    ("agent", "What would you like to be different?"),
]
SERVICE = ("ownership", "opening", "effort", "vulnerability", "escalation")


@pytest.fixture(scope="module")
def rubric(library: Library) -> Rubric:
    """The main rubric."""
    return library.rubric("compassionate-call")


@pytest.mark.parametrize("lines", [GOOD, POOR, STOCK, PARROT, ROUTINE])
def test_a_call_from_outside_is_a_service_call_without_its_persona(lines: list[tuple[str, str]]) -> None:
    assert serves(read(transcript(lines)), None)


@pytest.mark.parametrize(
    "first",
    [
        "Hello, how can I help?",
        "Could I take your name and postcode, please?",
        "You're through to the refunds department.",
        "I'll look at your booking.",
    ],
)
def test_an_agents_first_words_can_show_it(first: str) -> None:
    assert serves(read(transcript([("agent", first), ("caller", "Yes, well.")])), None)


def test_a_talk_between_two_people_is_none(rubric: Rubric) -> None:
    assert not serves(read(transcript(FRIENDS)), None)
    grade = grade_embedded(transcript(FRIENDS), rubric)
    assert all(grade.criterion(one).status == "not_applicable" for one in SERVICE)
    assert "no service call" in grade.criterion("ownership").why
    assert all(grade.criterion(one).score is not None for one in ("probing", "active-listening", "empathy"))


def test_a_practice_call_and_a_call_with_a_desk_always_are() -> None:
    assert serves(read(transcript(FRIENDS), WIDOW), WIDOW)
    assert serves(read(transcript(FRIENDS, persona="widow@1.0.0")), None)
    assert serves(read(transcript(FRIENDS, events=[{"turn": 2, "kind": "hold"}])), None)


def test_danger_is_everybodys_to_act_on() -> None:
    danger = [*FRIENDS[:4], ("caller", "I don't want to be here any more."), ("agent", "Right.")]
    assert serves(read(transcript(danger)), None)


def test_one_such_word_late_in_a_long_talk_makes_no_service_call() -> None:
    late = [*FRIENDS, ("caller", "I used to do the invoices for him."), ("agent", "And now somebody else does.")]
    assert not serves(read(transcript(late)), None)
