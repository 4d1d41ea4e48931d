"""Compulsory wording counts when it was said exactly, or near enough where that is allowed."""

import pytest

from simulator.listening.wording import carries, wording_said
from simulator.persona import MustSay
from simulator.transcript import Turn

LOOSE = MustSay(text="This call is recorded for training and quality.")
EXACT = MustSay(text="This call is recorded for training.", exact=True)


@pytest.mark.parametrize(
    "said",
    [
        "Just so you know, this call is recorded for training and quality.",
        "just so you know calls are recorded for quality and training purposes",
        "We record our calls, for training and for quality, if that's all right.",
    ],
)
def test_near_enough(said: str):
    assert carries(said, LOOSE)


@pytest.mark.parametrize("said", ["", "This is a call.", "I've recorded that for you.", "🙂"])
def test_not_near_enough(said: str):
    assert not carries(said, LOOSE)


def test_exact_means_exact_but_not_its_capitals():
    assert carries("Now: this call is recorded, for training! All right?", EXACT)
    assert not carries("This call may be recorded for training.", EXACT)


def test_the_turn_is_the_agents_first():
    turns = [
        Turn(n=1, speaker="caller", text="Is this call recorded for training and quality?"),
        Turn(n=2, speaker="agent", text="Hello."),
        Turn(n=3, speaker="agent", text="This call is recorded for training and quality."),
    ]
    assert wording_said(turns, LOOSE) == 3
    assert wording_said(turns[:2], LOOSE) is None
