"""Critical failures are found where they happened, and nowhere else."""

import pytest

from simulator.evaluator import read
from simulator.evaluator.checks import check
from simulator.terms import CHECKS
from tests.evaluator.calls import GOOD, POOR, WIDOW, transcript


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_a_good_call_fails_none(check_id: str):
    events = [{"turn": 10, "kind": "end", "reason": "caller"}]
    assert check(check_id, read(transcript(GOOD, events=events)), WIDOW) == []


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_every_check_bears_an_empty_call(check_id: str):
    assert check(check_id, read(transcript([])), WIDOW) == []
    assert check(check_id, read(transcript([])), None) == []


def test_disclosed_before_the_check():
    early = [*GOOD[:2], ("agent", "I see. There's £84 owing on it."), *GOOD[2:]]
    hits = check("disclosed_before_verification", read(transcript(early)), WIDOW)
    assert [(hit.turn, hit.quote) for hit in hits] == [(3, "There's £84 owing on it.")]


def test_done_before_the_check():
    call = transcript(GOOD, events=[{"turn": 1, "kind": "action", "id": "hold-account"}])
    assert [hit.turn for hit in check("disclosed_before_verification", read(call), WIDOW)] == [1]


def test_a_disclosed_vulnerability_that_nobody_took_up():
    lines = [
        ("agent", "Hello."), ("caller", "I lost my job in March and my partner doesn't know."),
        ("agent", "Account number?"), ("caller", "4471."), ("agent", "Goodbye."),
    ]  # fmt: skip
    assert [hit.turn for hit in check("vulnerability_ignored", read(transcript(lines)), None)] == [3] or not check(
        "vulnerability_ignored", read(transcript(lines)), None
    )
    hits = check("vulnerability_ignored", read(transcript(lines)), WIDOW)
    assert [(hit.turn, hit.quote) for hit in hits] == [(3, "Account number?")]


def test_wording_left_out():
    call = transcript(GOOD, events=[{"turn": 9, "kind": "action", "id": "hold-account"}])
    assert [hit.turn for hit in check("required_wording_missed", read(call), WIDOW)] == [9]
    said = [*GOOD[:8], ("agent", "A hold lasts thirty days from today."), *GOOD[8:]]
    call = transcript(said, events=[{"turn": 10, "kind": "action", "id": "hold-account"}])
    assert check("required_wording_missed", read(call), WIDOW) == []


def test_a_wounding_word_counts_from_its_second_use_on():
    once = read(transcript(POOR))
    assert check("wounding_words", once, WIDOW) == []
    twice = read(transcript([*POOR, ("agent", "And was the deceased on a meter?")]))
    assert [(hit.turn, hit.quote) for hit in check("wounding_words", twice, WIDOW)] == [
        (11, "And was the deceased on a meter?")
    ]


def test_rudeness():
    rude = read(transcript([*POOR, ("agent", "Oh shut up, you stupid woman.")]))
    assert [hit.turn for hit in check("rude_to_caller", rude, None)] == [11]


def test_beyond_the_agents_limit():
    event = {"turn": 3, "kind": "action", "id": "goodwill", "amount": 80}
    assert [hit.turn for hit in check("over_authority", read(transcript(GOOD, events=[event])), WIDOW)] == [3]
    event = {"turn": 3, "kind": "action", "id": "goodwill", "amount": 50}
    assert check("over_authority", read(transcript(GOOD, events=[event])), WIDOW) == []


def test_hanging_up_on_an_unsettled_caller():
    lines = [*POOR[:4], ("agent", "I'm ending this call. Goodbye.")]
    ended = transcript(lines, events=[{"turn": 5, "kind": "end", "reason": "agent"}])
    assert [hit.turn for hit in check("agent_hung_up", read(ended), WIDOW)] == [5]
    settled = transcript(
        lines,
        events=[{"turn": 3, "kind": "action", "id": "hold-account"}, {"turn": 5, "kind": "end", "reason": "agent"}],
    )
    assert check("agent_hung_up", read(settled), WIDOW) == []


def test_an_unknown_check():
    with pytest.raises(KeyError):
        check("being_nice", read(transcript(GOOD)), WIDOW)
