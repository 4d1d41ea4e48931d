"""Every fault between us and a model, over real HTTP: recovered, or not graded with its reason; no number made up."""

import pytest

from bench.faults import ours
from bench.mock.mishaps import MISHAPS, Mishap

LOUD = {
    "malformed JSON": "not one JSON object",
    "two objects that disagree": "not one JSON object",
    "cut off at the token limit": "longer than allowed",
    "a level off the menu": "'9' is none of those offered",
    "a level between two": "'3.5' is none of those offered",
    "a level in words": "'quite good' is none of those offered",
    "wrong keys": "level: Field required",
    "a quote that nobody said": "is not said by the agent",
    "a refusal in prose": "not one JSON object",
    "a refusal in its own field": "withheld",
    "an empty reply": "empty",
    "withheld by the provider's filter": "withheld",
    "a huge reply that never closes": "not one JSON object",
    "429 for good": "too busy (429)",
    "500 for good": "failed (500)",
    "no answer": "did not answer within the time limit",
    "silence in mid-reply": "did not answer within the time limit",
    "connection cut in mid-reply": "No connection",
    "a body that is no JSON": "cannot be read",
    "a body without choices": "cannot be read",
    "wrong key": "refused the request (401)",
    "nobody listens": "No connection",
}


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_a_fault_is_recovered_or_named(mishap: Mishap, tmp_path):
    outcome = ours(mishap, tmp_path, timeout=0.4)
    if mishap.name in LOUD:
        assert outcome.verdict == "loud"
        assert LOUD[mishap.name] in outcome.detail
    else:
        assert outcome.verdict == ("recovered" if mishap.once else "fine")
