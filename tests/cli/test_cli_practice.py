"""practice: scripted calls that come out the same, and a call that is typed."""

import json

import pytest

from bench.mock_server import MockServer
from simulator.store import CallFilter, Store
from tests.conftest import CALLERS

WIDOW = CALLERS[0]
SCRIPT = """Good morning, you're through to Sam. How can I help?

I'm sorry to hear that. What has happened?
How has it been for you since then?
/hold
/resume
May I take your name and address?
/action free-money 10
What would help you most?
I'll sort this out and ring you on Tuesday. Goodbye.
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "call.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.mark.parametrize("caller", CALLERS)
def test_the_same_seed_gives_the_same_transcript_and_another_seed_another(run, script, caller):
    first, again, other = (run("practice", caller, "--script", script, "--seed", seed, "--json") for seed in (3, 3, 4))
    assert first.code == 0
    assert first.out == again.out != other.out
    transcript = json.loads(first.out)
    assert first.out.count("\n") == 1
    assert transcript["schema"] == "transcript/1"
    assert transcript["persona"].startswith(f"{caller}@") and transcript["seed"] == 3
    said = [turn["text"] for turn in transcript["turns"] if turn["speaker"] == "agent"]
    spoken = [line for line in SCRIPT.splitlines() if line and not line.startswith("/")]
    assert said == spoken[: len(said)] and len(said) >= 5
    assert all(turn["text"] for turn in transcript["turns"])
    assert {event["kind"] for event in transcript["events"]} >= {"hold", "resume", "end"}
    assert str(script) + ":8:1" in first.err and "free-money" in first.err
    spoken_by_callers = [[t["text"] for t in json.loads(ran.out)["turns"]] for ran in (first, other)]
    assert spoken_by_callers[0] != spoken_by_callers[1]


def test_actions_and_transfer_are_events(run, tmp_path):
    script = tmp_path / "s.txt"
    script.write_text("Hello.\n/action goodwill £20\n/action goodwill 500\n/transfer\nGoodbye.\n", encoding="utf-8")
    ran = run("practice", WIDOW, "--script", script, "--seed", 1, "--json")
    events = json.loads(ran.out)["events"]
    assert ("action", "goodwill", 20) in [(e["kind"], e["id"], e.get("amount")) for e in events]
    assert ("action", "warm-transfer") in [(e["kind"], e["id"]) for e in events]
    assert ":3:1" in ran.err and "authority" in ran.err


def test_a_script_comes_from_stdin_too(run, script):
    ran = run("practice", WIDOW, "--script", "-", "--seed", 3, "--json", stdin=SCRIPT)
    from_file = run("practice", WIDOW, "--script", script, "--seed", 3, "--json")
    assert ran.out == from_file.out
    assert "stdin:8:1" in ran.err


def test_without_json_the_call_and_its_grade_are_shown(run, script):
    ran = run("practice", WIDOW, "--script", script, "--seed", 3)
    assert ran.code == 0
    assert "What would help you most?" in ran.out
    assert "Compassionate call" in ran.out and "Probing" in ran.out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Hello.\n/dance\n/action\n/hold x\n", [":2:1", ":3:1", ":4:1"]),
        (b"\x00\x01\x02binary", ["binary"]),
        (b"caf\xe9", ["UTF-8"]),
    ],
)
def test_a_bad_script_lists_all_that_is_wrong(run, tmp_path, content, told):
    script = tmp_path / "bad.txt"
    script.write_bytes(content)
    for where, stdin in ((script, b""), ("-", content)):
        ran = run("practice", WIDOW, "--script", where, "--json", stdin=stdin)
        assert (ran.code, ran.out) == (2, "")
        assert all(part in ran.err for part in told), ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody", "--script", "{script}"),
        ("nobody.yaml", "--script", "{script}"),
        ("../../etc/passwd", "--script", "{script}"),
        (WIDOW, "--script", "missing.txt"),
        (WIDOW, "--script", "{folder}"),
        (WIDOW, "--script", "{script}", "--rubric", "strict"),
        (WIDOW, "--script", "{script}", "--caller", "model"),
        (WIDOW, "--script", "{script}", "--caller", "somebody"),
        (WIDOW, "--script", "{script}", "--seed", "seven"),
        (),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_exits_2(run, script, tmp_path, arguments):
    ran = run("practice", *(part.format(script=script, folder=tmp_path) for part in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err and "Traceback" not in ran.err


def test_a_persona_file_of_ones_own(run, script, tmp_path, library):
    own = tmp_path / f"{WIDOW}.yaml"
    own.write_text(library.persona_source(WIDOW), encoding="utf-8")
    ran = run("practice", own, "--script", script, "--seed", 3, "--json")
    assert ran.code == 0 and json.loads(ran.out)["persona"].startswith(WIDOW)
    own.write_text("id: [broken\nname: x\n", encoding="utf-8")
    ran = run("practice", own, "--script", script, "--json")
    assert (ran.code, ran.out) == (2, "") and f"{own}:" in ran.err


def test_a_call_that_is_typed_is_kept_and_graded(run, tmp_path):
    typed = ["Good morning, Sam here.", "/dance", "/action goodwill 900", "/action hold-account", "/hold", "/resume"]
    ran = run("practice", WIDOW, "--seed", 7, stdin="\n".join([*typed, "", "How are you?", "/end", ""]))
    assert ran.code == 0, ran.err
    assert "commands are /action" in ran.err and "authority" in ran.err and "The call is over" in ran.err
    assert "Probing" in ran.out
    with Store(f"sqlite:///{tmp_path / 'data' / 'sidetone.db'}") as store:
        [summary] = store.list_calls(CallFilter(owner="local"))
        assert summary.call.ended_at is not None and summary.grade_status is not None
        assert store.turns(summary.call.id)[0].text == typed[0]


def test_a_typed_call_ends_where_the_input_ends(run):
    ran = run("practice", WIDOW, "--json", stdin="Good morning.\n")
    assert ran.code == 0
    assert json.loads(ran.out)["events"][-1]["kind"] == "end"
    silent = run("practice", WIDOW, stdin="")
    assert silent.code == 0 and "Traceback" not in silent.err


def test_a_script_goes_to_the_model_where_one_is_connected(run, script, monkeypatch):
    with MockServer(reply="I'd rather not say.", first_token=0.0, words_per_second=5000) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        ran = run("practice", WIDOW, "--script", script, "--json")
        assert "I'd rather not say." in ran.out and server.requests
        asked = len(server.requests)
        assert "rather not" not in run("practice", WIDOW, "--script", script, "--caller", "embedded", "--json").out
        assert len(server.requests) == asked


def test_a_script_sends_nothing_to_where_nobody_agreed_to(run, script, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.invalid/v1")
    ran = run("practice", WIDOW, "--script", script, "--seed", 3, "--json")
    assert ran.code == 0 and "models.invalid" in ran.err
    assert not [event for event in json.loads(ran.out)["events"] if event["kind"] == "fallback"]
    wanted = run("practice", WIDOW, "--script", script, "--caller", "model", "--json")
    assert (wanted.code, wanted.out) == (2, "") and "models.invalid" in wanted.err


def test_a_typed_call_asks_before_anything_is_sent(run, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.invalid/v1")
    ran = run("practice", WIDOW, "--json", stdin="n\nHello.\n/end\n")
    assert ran.code == 0 and "will be sent to https://models.invalid" in ran.err and "Nothing is sent" in ran.err
    assert len(json.loads(ran.out)["turns"]) == 2


def test_a_model_that_cannot_be_reached_is_told_and_the_call_goes_on(run, script, monkeypatch):
    with MockServer(fault="refused") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("SIDETONE_CALLER__RETRIES", "0")
        ran = run("practice", WIDOW, "--script", script, "--json")
        typed = run("practice", WIDOW, "--json", stdin="Hello.\nHow are you?\nGoodbye.\n/end\n")
    [fallback] = [event for event in json.loads(ran.out)["events"] if event["kind"] == "fallback"]
    assert fallback["id"] == "ProviderUnreachableError" and server.url in fallback["reason"]
    assert typed.code == 0 and "the embedded caller has taken over" in typed.err
