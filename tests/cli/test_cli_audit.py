"""audit: fairness exits 1 beyond a limit and reports every swap; verify reads every stored grade."""

import json

import pytest

from simulator.cli import services
from simulator.evaluator import fairness
from simulator.store import CallFilter

CALL = {
    "schema": "transcript/1",
    "id": "t1",
    "turns": [
        {"speaker": "agent", "text": "Good morning, you're speaking to Sam. How can I help?"},
        {"speaker": "caller", "text": "It's Mrs Ellis. You've charged me twice."},
        {"speaker": "agent", "text": "I apologise, Mrs Ellis. We charged you twice. I'll refund it by Friday."},
    ],
}


@pytest.fixture
def calls(tmp_path):
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps(CALL) + "\n", encoding="utf-8")
    return path


def test_fairness_prints_every_swap_and_exits_0_within_the_limits(run, calls):
    ran = run("audit", "fairness", calls, "--rubric", "efficiency")
    assert ran.code == 0, ran.out
    assert "british" in ran.out and "nothing" in ran.out  # a narrow terminal wraps the rest
    assert ran.err.endswith("0 beyond the limit\n")


def test_fairness_as_json_carries_shift_interval_and_limit(run, calls):
    ran = run("audit", "fairness", calls, "--rubric", "efficiency", "--json")
    told = json.loads(ran.out)
    assert told["calls"] == 1 and told["changed"]["titles: Dr"] == 1 and told["broken"] == 0
    first = told["shifts"][0]
    assert {"kind", "variant", "criterion", "calls", "mean", "interval", "largest", "flipped", "most"} <= set(first)


def test_fairness_exits_1_beyond_a_limit(run, calls, monkeypatch):
    strict = tuple(kind.model_copy(update={"most": 0.0001}) for kind in fairness.kinds())
    monkeypatch.setattr(fairness, "kinds", lambda: strict)
    ran = run("audit", "fairness", calls, "--rubric", "efficiency")
    assert ran.code == 1 and "(broken)" in ran.out


def test_verify_of_nothing_is_fine_and_says_so(run):
    ran = run("audit", "verify")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 grades, 0 mismatches\n")


def test_verify_exits_1_with_what_does_not_hold(run):
    run("practice", "bereaved-account-holder", "--caller", "embedded", "--seed", "7", stdin="Good morning.\n/end\n")
    store = services.store()
    record = store.grades(store.list_calls(CallFilter())[0].call.id)[0]
    store.save_grade(record.call_id, record.grade.model_copy(update={"overall": 4.99, "passed": None}), key="changed")
    ran = run("audit", "verify", "--json")
    assert ran.code == 1 and ran.err == "2 grades, 1 mismatches\n"
    assert json.loads(ran.out)["call_id"] == record.call_id
