"""Measures are counted as their descriptions say, and are None where a call cannot show them."""

import pytest

from simulator.evaluator import measure, read
from simulator.terms import MEASURES
from tests.evaluator.calls import GOOD, PARROT, POOR, STOCK, WIDOW, transcript

TIMED = [
    {"n": n, "speaker": s, "text": t, "at": 10.0 * n} for n, (s, t) in enumerate(GOOD, start=1)
]  # fmt: skip


def test_every_measure_is_there_and_in_order():
    assert list(measure(read(transcript(GOOD)))) == list(MEASURES)
    assert list(measure(read(transcript([])), WIDOW)) == list(MEASURES)


def test_what_needs_the_persona_is_unknown_without_it():
    found = measure(read(transcript(GOOD)))
    for name in ("facts_available", "facts_earned", "facts_share", "wording_required", "identity_checked", "resolved",
                 "handle_time_ratio", "wounding_words", "early_disclosures"):  # fmt: skip
        assert found[name] is None, name


def test_nothing_is_timed_without_times():
    found = measure(read(transcript(GOOD)), WIDOW)
    assert found["handle_time"] is None
    assert found["seconds_to_acknowledgement"] is None


def test_times():
    found = measure(read(transcript([]).model_copy(update={"turns": transcript(GOOD).turns})), WIDOW)
    assert found["handle_time"] is None
    timed = transcript([]).model_validate({"id": "t", "turns": TIMED})
    found = measure(read(timed), WIDOW)
    assert found["handle_time"] == 90
    assert found["handle_time_ratio"] == 0.3
    assert found["seconds_to_acknowledgement"] == 10
    assert found["turns_to_acknowledgement"] == 1


def test_words_and_shares():
    call = transcript([("agent", "one two three"), ("caller", "four"), ("agent", "five six seven eight nine")])
    found = measure(read(call))
    assert found["agent_words"] == 8
    assert found["longest_monologue"] == 5
    assert found["talk_share"] == pytest.approx(8 / 9, abs=1e-4)
    assert found["open_question_share"] is None


def test_opportunities_add_up():
    for lines in (GOOD, POOR, STOCK):
        found = measure(read(transcript(lines)))
        parts = [found[f"opportunities_{way}"] or 0 for way in ("taken", "missed", "dismissed")]
        assert sum(parts) == found["opportunities"]


def test_taken_and_dismissed():
    good, poor = measure(read(transcript(GOOD))), measure(read(transcript(POOR)))
    assert good["share_taken"] == 1
    assert poor["opportunities_dismissed"] and poor["opportunities_dismissed"] >= 2
    assert poor["share_taken"] == 0


def test_stock_concern_takes_up_one_opening_at_most():
    found = measure(read(transcript(STOCK)))
    assert found["opportunities_taken"] is not None and found["opportunities_taken"] <= 1


def test_the_last_word_of_the_caller_is_no_missed_opening():
    found = measure(read(transcript([("agent", "Goodbye now."), ("caller", "I'm so scared.")])))
    assert found["opportunities"] == 0


def test_facts_are_weighed():
    call = transcript(
        GOOD, events=[{"turn": 6, "kind": "fact", "id": "arrears"}, {"turn": 6, "kind": "fact", "id": "arrears"}]
    )
    found = measure(read(call), WIDOW)
    assert (found["facts_available"], found["facts_earned"], found["facts_share"]) == (2, 1, 0.75)


def test_desk_and_resolution():
    held = transcript(GOOD, events=[{"turn": 9, "kind": "action", "id": "hold-account"}, {"turn": 4, "kind": "hold"}])
    found = measure(read(held), WIDOW)
    assert (found["desk_actions"], found["holds"], found["resolved"]) == (1, 1, 1)
    assert measure(read(transcript(GOOD)), WIDOW)["resolved"] == 0


def test_wording_of_an_action_is_required_only_where_it_was_taken():
    plain = measure(read(transcript(GOOD)), WIDOW)
    held = measure(read(transcript(GOOD, events=[{"turn": 9, "kind": "action", "id": "hold-account"}])), WIDOW)
    assert (plain["wording_required"], plain["wording_said"]) == (1, 0)
    assert (held["wording_required"], held["wording_said"]) == (2, 0)


def test_identity():
    assert measure(read(transcript(GOOD)), WIDOW)["identity_checked"] == 1
    assert measure(read(transcript(POOR)), WIDOW)["identity_checked"] == 0
    early = [*GOOD[:2], ("agent", "I see that £84 is owing."), *GOOD[2:]]
    assert measure(read(transcript(early)), WIDOW)["early_disclosures"] == 1


def test_conduct():
    good, poor = measure(read(transcript(GOOD)), WIDOW), measure(read(transcript(POOR)), WIDOW)
    assert good["opened_warmly"] == 3
    assert poor["opened_warmly"] == 0
    assert good["dated_steps"] == 1
    assert good["checked_back"] == 1
    assert good["personal_words"] == 2
    assert poor["wounding_words"] == 1
    assert good["vulnerability_handled"] == 2
    assert good["unexplained_waits"] == 0
    assert measure(read(transcript(PARROT)))["parroting"] not in (None, 0)


def test_a_wait_wants_a_reason():
    bare = transcript([("caller", "Can you look?"), ("agent", "Hold on."), ("caller", "Right.")])
    told = transcript(
        [("caller", "Can you look?"), ("agent", "Bear with me while I read your notes."), ("caller", "Right.")]
    )
    assert measure(read(bare))["unexplained_waits"] == 1
    assert measure(read(told))["unexplained_waits"] == 0


def test_asking_twice():
    lines = [
        ("agent", "What's the reference on your letter?"), ("caller", "4471."),
        ("agent", "And what is the reference on the letter?"), ("caller", "I've just told you that."),
    ]  # fmt: skip
    assert measure(read(transcript(lines)))["repeated_questions"] == 1


def test_doubled_turn_numbers_lose_no_turn():
    call = transcript([]).model_validate(
        {
            "id": "d",
            "turns": [
                {"n": 1, "speaker": "agent", "text": "Hello there."},
                {"n": 1, "speaker": "agent", "text": "Me again."},
            ],
        }
    )
    assert measure(read(call))["agent_turns"] == 2
