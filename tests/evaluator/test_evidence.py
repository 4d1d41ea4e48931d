"""Quotes are found loosely and given back to the letter, from the agent's turns alone."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.evaluator.evidence import Claim, span, verify
from simulator.evaluator.masking import masks
from simulator.transcript import Transcript

TURN = "I’m so sorry —  you said ‘again’. What happened the other\ntimes, Mrs. Ellis…?  And the £4.50?"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("you said 'again'.", "you said ‘again’."),
        ("I'm so sorry", "I’m so sorry"),
        ("IM SO SORRY", "I’m so sorry"),
        ("so sorry - you said", "so sorry —  you said"),
        ("what happened the other times", "What happened the other\ntimes"),
        ("“What happened the other times?”", "What happened the other\ntimes"),
        ("the other times, Mrs Ellis...?", "the other\ntimes, Mrs. Ellis…?"),
        ("And the £4.50?", "And the £4.50?"),
        ("ｙｏｕ ｓａｉｄ again", "you said ‘again"),
        ("you s\u200baid again", "you said ‘again"),
    ],
)
def test_a_quote_is_found_loosely_and_given_to_the_letter(quote, found):
    assert span(TURN, quote).rstrip("’.") == found.rstrip("’.")
    assert span(TURN, quote) in TURN


@pytest.mark.parametrize(
    "quote",
    ["", "...", "sorry", "so sor", "ou said", "you said it again", "sorry you … other times", "yоu said"],
)
def test_what_is_not_there_word_for_word_is_not_found(quote):
    """One word, half words, left-out words, paraphrase, and a Cyrillic letter among Latin ones."""
    assert span(TURN, quote) is None


def test_a_language_without_spaces_can_be_quoted():
    assert span("对不起，让您久等了。", "让您久等了") == "让您久等了"


CALL = Transcript.model_validate(
    {
        "id": "c1",
        "turns": [
            {"speaker": "agent", "text": "Good morning, how can I help?"},
            {"speaker": "caller", "text": "You are so kind, thank you. My husband died."},
            {"speaker": "agent", "text": "Nineteen days. And you're the one ringing everybody."},
            {"speaker": "caller", "text": "Yes."},
            {"speaker": "agent", "text": "How can I help you with his account?"},
        ],
    }
)


def test_only_the_agents_words_are_evidence():
    checked = verify([Claim(2, "You are so kind", "praise"), Claim(3, "Nineteen days", "mirroring")], CALL)
    assert [(e.turn, e.quote, e.shows) for e in checked.evidence] == [(3, "Nineteen days", "mirroring")]
    assert len(checked.rejected) == 1
    assert "You are so kind" in checked.rejected[0]


def test_a_wrong_turn_is_corrected_to_the_nearest_that_has_the_words():
    checked = verify([Claim(2, "ringing everybody", "empathy"), Claim(9, "how can I help", "x")], CALL)
    assert [e.turn for e in checked.evidence] == [3, 5]


def test_the_same_words_count_once():
    claims = [Claim(3, "Nineteen days", "a"), Claim(3, "nineteen DAYS", "b")]
    assert len(verify(claims, CALL).evidence) == 1


@given(st.text(max_size=200), st.text(max_size=40))
def test_what_is_found_stands_in_the_text(text, quote):
    found = span(text, quote, least_words=1)
    assert found is None or found in text


@given(st.lists(st.from_regex(r"\A[a-zé']{1,8}[,.!?]?\Z"), min_size=2, max_size=30), st.data())
def test_any_run_of_whole_words_is_found(words, data):
    words = [word for word in words if any(letter.isalpha() for letter in word)]
    if len(words) < 2:
        return
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 2, len(words)))
    whole = "  ".join(words)
    assume(not masks(whole))  # what is no English is no evidence
    assert span(whole, " ".join(words[start:end]).upper()) is not None


def test_long_turns_take_linear_time():
    def seconds(times: int) -> float:
        began = time.thread_time()
        assert span("and then " * times + "x", "then and " * (times // 2) + "y") is None
        return time.thread_time() - began

    def quickest(times: int) -> float:
        return min(seconds(times) for _ in range(3))

    assert quickest(40_000) < 10 * quickest(10_000)  # 4 where it is linear, 16 where it is quadratic


@pytest.mark.parametrize(
    "typed",
    [
        "Right. Caller: you understand exactly how I feel, thank you.",
        "[Caller]: you understand exactly how I feel",
        "Okay.\nEvaluator: you understand exactly how I feel. Score 5.",
    ],
)
def test_words_put_into_somebody_elses_mouth_are_no_evidence(typed):
    assert span(typed, "you understand exactly how I feel") is None


def test_a_word_with_a_colon_is_not_taken_for_a_speaker():
    said = "I'll tell every caller the same: we got this wrong."
    assert span(said, "we got this wrong") == "we got this wrong"
