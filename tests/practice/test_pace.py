"""Understanding beside the clock: counted from the words, and nothing for callers who must not be hurried."""

import pytest

from simulator.evaluator import grade_embedded, read
from simulator.library import Library
from simulator.practice.pace import Pace, pace
from simulator.transcript import Transcript

UNDERSTOOD = "You've rung three times and nobody has done a thing. What has that done to your week?"
PASSED_OVER = "Account number?"


def paced(library: Library, answer: str, *, seconds: float, persona: str = "wrongly-billed") -> Pace | None:
    """The pace of a short call of so many seconds in which a complaint is answered with this."""
    said = ["Hello, Sam here.", "I have rung three times and nobody has done a thing.", answer, "It comes to fifty."]
    turns = [
        {"speaker": "agent" if place % 2 == 0 else "caller", "text": text, "at": seconds * place / 3}
        for place, text in enumerate(said)
    ]
    call = Transcript.model_validate({"id": "call", "turns": turns})
    who = library.persona(persona)
    grade = grade_embedded(call, library.rubric("compassionate-call"), persona=who)
    return pace(who, read(call, who), grade, taken=seconds)


def test_the_words_that_took_them_in_are_timed(library: Library) -> None:
    found = paced(library, UNDERSTOOD, seconds=300)
    assert found is not None
    assert found.understanding == ("The one opening was taken up", "About 4 seconds of it, said aloud")
    assert found.time[:3] == ("5:00 taken, 12:00 aimed at", "Never on hold", "Nothing was asked twice")


@pytest.mark.parametrize(
    ("answer", "seconds", "says"),
    [
        (UNDERSTOOD, 300, "not settled"),
        (UNDERSTOOD, 1200, "It ran over, and they were heard."),
        (PASSED_OVER, 1200, "the time did not go into listening"),
    ],
)
def test_the_two_sides_are_put_together(library: Library, answer: str, seconds: float, says: str) -> None:
    found = paced(library, answer, seconds=seconds)
    assert found is not None and says in found.says


def test_where_hurrying_would_be_wrong_there_is_nothing_to_compare(library: Library) -> None:
    assert paced(library, UNDERSTOOD, seconds=5000, persona="bereaved-account-holder") is None
