"""Where an agent's words went: shares that follow what is done, and not how long the call is."""

import pytest

from simulator.evaluator import grade_embedded, measure, read
from simulator.library import Library
from simulator.rubric import Rubric
from tests.evaluator.calls import GOOD, POOR, transcript

Lines = list[tuple[str, str]]

TOLD = [
    "I've rung three times and nobody has called me back.",
    "The engineer came on Monday and he left without fixing the boiler.",
    "My mother is eighty-four and she's been sitting in her coat.",
    "I took the whole of Tuesday off work to wait in for nothing.",
]
BACK = [
    "So you've rung three times, and nobody has called you back.",
    "He came on Monday, and left the boiler as it was.",
    "Your mother's been sitting in her coat, at eighty-four.",
    "You lost a whole day's work, waiting for nothing.",
]
CLOSED = ["Is it a combi?", "Is the pilot light on?", "Did he leave a card?", "Are you the tenant?"]
LECTURE = (
    "Now the way this works is that every appointment is put into the system in the order in which it was asked for, "
    "and then the depot looks at the parts that are in the van, and if there is no part the visit is closed, and so on."
)


@pytest.fixture(scope="module")
def rubric(library: Library) -> Rubric:
    """The main rubric."""
    return library.rubric("compassionate-call")


def answering(replies: list[str], times: int = 1) -> Lines:
    """A call in which the same things are told and answered with these replies, so many times over."""
    return [
        pair for told, reply in zip(TOLD, replies, strict=True) for pair in (("caller", told), ("agent", reply))
    ] * (times)


def listening(lines: Lines, rubric: Rubric) -> float:
    """The level of active listening."""
    score = grade_embedded(transcript(lines), rubric).criterion("active-listening").score
    assert score is not None
    return score


def test_giving_back_is_a_share_of_the_turn() -> None:
    whole, half = measure(read(transcript(answering(BACK)))), [f"{back} {LECTURE}" for back in BACK]
    part = measure(read(transcript(answering(half))))
    none = measure(read(transcript(answering(CLOSED))))
    assert whole["listening_share"] is not None and whole["listening_share"] > 0.6
    assert part["listening_share"] is not None and 0 < part["listening_share"] < whole["listening_share"] / 2
    assert none["listening_share"] == 0


def test_the_same_talk_three_times_as_long_is_no_better(rubric: Rubric) -> None:
    mixed = [BACK[0], CLOSED[1], BACK[2], CLOSED[3]]
    short, long = listening(answering(mixed), rubric), listening(answering(mixed, times=6), rubric)
    assert long <= short + 0.3


def test_asking_and_lecturing_are_not_listening(rubric: Rubric) -> None:
    gives, asks, lectures = (listening(answering(lines), rubric) for lines in (BACK, CLOSED, [LECTURE] * 4))
    assert gives > 3.2
    assert asks <= 2
    assert lectures <= 1.5


@pytest.mark.parametrize(
    ("replies", "runs"),
    [
        (CLOSED, 1),
        ([*CLOSED[:2], BACK[2], CLOSED[3]], 0),
        ([*CLOSED[:2], "What happened then?", CLOSED[3]], 0),
        ([CLOSED[0], CLOSED[1], "Okay.", CLOSED[3]], 1),
    ],
)
def test_three_closed_questions_running_with_nothing_taken_up(replies: list[str], runs: int) -> None:
    assert measure(read(transcript(answering(replies))))["interrogations"] == runs


def test_holding_forth_is_counted_in_words() -> None:
    found = measure(read(transcript(answering([LECTURE, LECTURE, BACK[2], BACK[3]]))))
    assert found["lecturing"] is not None and 0.6 < found["lecturing"] < 1
    assert measure(read(transcript(answering(BACK))))["lecturing"] == 0
    assert measure(read(transcript([])))["lecturing"] is None


def test_holding_forth_and_interrogating_cost_probing_and_are_shown(rubric: Rubric) -> None:
    asked = grade_embedded(transcript(answering(CLOSED)), rubric).criterion("probing")
    told = grade_embedded(transcript(answering([LECTURE] * 4)), rubric).criterion("probing")
    assert any(one.shows == "interrogations" for one in asked.evidence) and "three closed questions" in asked.why
    assert any(one.shows == "lecturing" for one in told.evidence) and "held forth" in told.why


@pytest.mark.parametrize("lines", [GOOD, POOR], ids=["good", "poor"])
def test_a_call_said_over_again_moves_little(rubric: Rubric, lines: Lines) -> None:
    once, twice = (grade_embedded(transcript(lines * times), rubric).overall for times in (1, 3))
    assert once is not None and twice is not None and twice - once <= 0.3
