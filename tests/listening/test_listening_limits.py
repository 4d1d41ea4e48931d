"""Listening holds for any text: spans are exact, nothing raises, time stays linear and short."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.listening import cues, hear, is_stock, tone
from simulator.terms import ACTS, CUES
from simulator.transcript import Turn

CALLER = "Thomas died nineteen days ago. I've told three people already and nobody wrote it down."
EARLIER = [Turn(n=1, speaker="agent", text="Hello, how can I help?"), Turn(n=2, speaker="caller", text=CALLER)]
SPOKEN = (
    "so you've been ringing round for nineteen days and you've told three people already i'm sorry nobody wrote it"
    " down what happened when you rang last week and can i take your name please i'll put a hold on it today"
)
WORDS = st.lists(
    st.sampled_from([*SPOKEN.split(), "?", ".", ",", "-", "--", "…", "\n", "İ", "don’t", "do-do", "🙂", "é", "1.50"])
)


@given(st.one_of(st.text(), WORDS.map(" ".join), WORDS.map("".join)))
def test_spans_are_the_text_itself(text):
    for act in hear(text, earlier=EARLIER):
        assert act.act in ACTS
        assert 0 <= act.start < act.end <= len(text)
        assert act.text == text[act.start : act.end]
        assert 0 < act.confidence <= 1
    for cue in cues(text):
        assert cue.cue in CUES
        assert cue.text == text[cue.start : cue.end] != ""


@given(WORDS.map(" ".join))
def test_counting_rules(text):
    heard = [act.act for act in hear(text, earlier=EARLIER)]
    assert len(heard) == len(set(heard))
    assert not {"open_question", "closed_question"} <= set(heard)
    assert not {"simple_reflection", "complex_reflection"} <= set(heard)
    questions = {"probe", "leading_question", "stacked_question", "blaming_why"} & set(heard)
    assert not questions or {"open_question", "closed_question"} & set(heard)
    mirrors = {"mirroring", "paraphrase", "summary"} & set(heard)
    assert not mirrors or {"simple_reflection", "complex_reflection"} & set(heard)


@given(st.text())
def test_the_same_words_are_heard_the_same(text):
    assert hear(text, earlier=EARLIER) == hear(text, earlier=EARLIER)
    assert is_stock(text) == is_stock(text)


def test_nothing_is_heard_in_nothing():
    assert hear("") == hear("   \n") == hear("...") == ()
    assert cues("") == ()
    assert tone("").empty


HARD = {
    "one letter": "a" * 100_000,
    "no words": "?!-'" * 25_000,
    "sorry": "i'm sorry " * 10_000,
    "do you": "do you, " * 12_500,
    "and i and you": "and i and you and what " * 4_500,
    "stutter": "w-" * 50_000,
    "openers": "okay so well now right " * 4_500,
    "kin": "my own late poor " * 6_000,
    "gaps": "you didn't " * 9_000,
    "lines": "so\n" * 33_000,
    "emoji": "😀" * 100_000,
    "not text": "\x00\x01\xff\ud800" * 25_000,
    "capital with two lower letters": "İ" * 100_000,
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_long_and_hostile_text_is_quick(text):
    began = time.process_time()
    hear(text, earlier=EARLIER)
    cues(text)
    tone(text)
    is_stock(text)
    assert time.process_time() - began < 1.5


def test_a_turn_takes_less_than_ten_milliseconds():
    hear(SPOKEN, earlier=EARLIER)
    turns = [f"{SPOKEN} {n}" for n in range(50)]
    began = time.process_time()
    for text in turns:
        hear(text, earlier=EARLIER)
    assert (time.process_time() - began) / len(turns) < 0.010
