"""grade, acts and agreement: one line a transcript, in input order, in the form of the interchange."""

import json

import pytest

from bench.mock_server import MockServer
from simulator.grade import Grade
from simulator.transcript import Transcript

SAID = [
    ("agent", "Good morning, you’re through to Sam. How can I  help?"),
    ("caller", "It's my husband's account. I've had a letter again."),
    ("agent", "I'm sorry for your loss. You said 'again' — what happened the other times?"),
    ("caller", "Nobody wrote it down. I'm that tired of saying it."),
    ("agent", "That's three times you've told it. I'll put a hold on the letters and ring you on Tuesday."),
    ("caller", "Oh. Well. Thank you."),
]
GRADE_KEYS = [
    "schema",
    "transcript",
    "rubric",
    "evaluator",
    "status",
    "overall",
    "passed",
    "criteria",
    "critical",
    "measures",
    "provenance",
]
CRITERION_KEYS = ["id", "status", "score", "confidence", "why", "evidence", "missed", "better"]


def transcript(call_id="t1", **changes):
    turns = [{"speaker": speaker, "text": text} for speaker, text in SAID]
    return {"schema": "transcript/1", "id": call_id, "turns": turns} | changes


@pytest.fixture
def calls(tmp_path):
    path = tmp_path / "calls.jsonl"
    lines = [transcript(f"call-{n}", persona="bereaved-account-holder@1.0.0") for n in (3, 1, 2)]
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("rubric", ["compassionate-call", "lend-an-ear", "efficiency", "values"])
def test_one_grade_a_transcript_in_input_order(run, calls, rubric):
    ran = run("grade", calls, "--rubric", rubric, "--json")
    again = run("grade", calls, "--rubric", rubric, "--json")
    assert ran.code == 0 and ran.out == again.out
    grades = [json.loads(line) for line in ran.out.splitlines()]
    assert [grade["transcript"] for grade in grades] == ["call-3", "call-1", "call-2"]
    for grade in grades:
        assert [key for key in grade if key not in Grade.beyond] == GRADE_KEYS
        assert grade["schema"] == "grade/1" and grade["rubric"].startswith(f"{rubric}@")
        assert grade["evaluator"] == "embedded"
        for criterion in grade["criteria"]:
            assert list(criterion) == CRITERION_KEYS
            assert (criterion["score"] is not None) == (criterion["status"] == "graded")
            if criterion["score"] is not None:
                assert 1 <= criterion["score"] <= 5 and round(criterion["score"], 2) == criterion["score"]
            for evidence in criterion["evidence"]:
                speaker, text = SAID[evidence["turn"] - 1]
                assert speaker == "agent" and evidence["quote"] in text and len(evidence["quote"].split()) >= 2
            for better in criterion["better"]:
                assert better["said"] in SAID[better["turn"] - 1][1]
            for missed in criterion["missed"]:
                assert missed["quote"] in SAID[missed["turn"] - 1][1]
    assert "3 of 3 graded" in ran.err


def test_several_files_and_stdin_keep_their_order(run, calls, tmp_path):
    single = tmp_path / "one.json"
    single.write_text(json.dumps(transcript("one")), encoding="utf-8")
    ran = run("grade", single, "-", calls, "--rubric", "values", "--json", stdin=json.dumps(transcript("piped")))
    assert [json.loads(line)["transcript"] for line in ran.out.splitlines()] == [
        "one",
        "piped",
        "call-3",
        "call-1",
        "call-2",
    ]


def test_a_grade_to_read(run, calls):
    ran = run("grade", calls, "--rubric", "compassionate-call")
    assert ran.code == 0 and "call-3" in ran.out and "Probing" in ran.out


def test_where_nothing_can_be_graded_the_exit_says_so(run, tmp_path):
    empty = tmp_path / "empty.json"
    empty.write_text(json.dumps(transcript(turns=[])), encoding="utf-8")
    ran = run("grade", empty, "--rubric", "compassionate-call", "--json")
    assert ran.code == 1
    grade = json.loads(ran.out)
    assert (grade["status"], grade["overall"], grade["passed"]) == ("not_graded", None, None)


@pytest.mark.parametrize("fault", ["refused", "slow_headers", "fault"])
def test_a_model_that_cannot_be_reached_does_not_keep_anybody_waiting(run, tmp_path, monkeypatch, fault):
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps(transcript(f"c{n}")) for n in range(8)), encoding="utf-8")
    with MockServer(fault=fault) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("SIDETONE_EVALUATOR__TIMEOUT", "0.2")
        monkeypatch.setenv("SIDETONE_EVALUATOR__RETRIES", "0")
        ran = run("grade", path, "--rubric", "compassionate-call", "--json")
        assert len(server.requests) <= 30
    assert ran.code == 0
    grades = [json.loads(line) for line in ran.out.splitlines()]
    assert len(grades) == 8 and {grade["evaluator"] for grade in grades} == {"embedded"}
    assert ran.err.count("could not grade") == 3 and "not asked again" in ran.err


def test_a_model_nobody_agreed_to_is_not_asked(run, calls, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.invalid/v1")
    assert (
        json.loads(run("grade", calls, "--rubric", "values", "--json").out.splitlines()[0])["evaluator"] == "embedded"
    )
    ran = run("grade", calls, "--rubric", "values", "--evaluator", "model", "--json")
    assert (ran.code, ran.out) == (2, "") and "models.invalid" in ran.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.json", None),
        ("binary.json", b"\x00\xff\xfe\x01"),
        ("broken.json", b'{"id": "x", "turns": [}'),
        ("list.json", b"[1, 2, 3]"),
        ("wrong.jsonl", b'{"id": "a", "turns": [{"speaker": "robot", "text": "x"}]}\n{"turns": 3}\n'),
        ("empty.jsonl", b""),
        ("strangers.txt", b"Anna: Hello\nBob: Hi\n"),
    ],
)
@pytest.mark.parametrize("command", ["grade", "acts", "agreement", "import"])
def test_files_that_cannot_be_read_are_named(run, tmp_path, command, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    rubric = ("--rubric", "values") if command in ("grade", "agreement") else ()
    ran = run(command, path, *rubric, "--json")
    assert "Traceback" not in ran.err
    assert (ran.code == 2 and name in ran.err) or (name == "empty.jsonl" and not ran.out)


def test_an_unknown_rubric_is_named_with_those_that_are_known(run, calls):
    for command in ("grade", "agreement"):
        ran = run(command, calls, "--rubric", "strict", "--json")
        assert (ran.code, ran.out) == (2, "") and "lend-an-ear" in ran.err


def test_acts_are_a_line_a_turn_with_their_places(run, calls):
    ran = run("acts", calls, "--json")
    assert ran.code == 0
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [(line["id"], line["turn"]) for line in lines[:4]] == [
        ("call-3", 1),
        ("call-3", 3),
        ("call-3", 5),
        ("call-1", 1),
    ]
    found = {act["act"] for line in lines for act in line["acts"]}
    assert {"condolence", "open_question", "ownership"} <= found
    for line in lines:
        for act in line["acts"]:
            assert list(act) == ["act", "start", "end", "text", "confidence"]
            assert SAID[line["turn"] - 1][1][act["start"] : act["end"]] == act["text"]


def test_acts_read_stdin(run, calls):
    assert run("acts", "-", "--json", stdin=calls.read_bytes()).out == run("acts", calls, "--json").out
    assert "condolence" in run("acts", "-", stdin=calls.read_bytes()).out


def test_agreement_has_the_form_that_tools_rely_on(run, tmp_path, library):
    rubric = library.rubric("lend-an-ear")
    path = tmp_path / "labelled.jsonl"
    lines = []
    for n in range(12):
        scores = {criterion.id: 1 + (n + place) % 5 for place, criterion in enumerate(rubric.criteria)}
        other = {key: min(5, value + (n % 3 == 0)) for key, value in scores.items()}
        lines.append(transcript(f"c{n}", ratings={"expert_a": scores, "expert_b": other, "crowd": scores}))
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    ran = run("agreement", path, "--rubric", "lend-an-ear", "--json")
    assert ran.code == 0, ran.err
    result = json.loads(ran.out)
    assert {"criteria", "median_kappa", "median_interval", "median_raters_kappa", "n"} <= set(result)
    assert result["n"] == 12 and set(result["criteria"]) == {criterion.id for criterion in rubric.criteria}
    assert all({"kappa", "interval", "raters_kappa", "bias"} <= set(one) for one in result["criteria"].values())
    assert ran.out == run("agreement", path, "--rubric", "lend-an-ear", "--json").out
    only = run("agreement", path, "--rubric", "lend-an-ear", "--raters", "crowd", "--json")
    assert only.code == 0 and only.out != ran.out
    assert "median" in run("agreement", path, "--rubric", "lend-an-ear").out


def test_agreement_without_ratings_says_what_is_missing(run, calls):
    ran = run("agreement", calls, "--rubric", "lend-an-ear", "--json")
    assert ran.code in (1, 2) and "Traceback" not in ran.err


def test_what_is_graded_is_what_practice_prints(run, tmp_path):
    script = tmp_path / "s.txt"
    script.write_text("Good morning, Sam here.\nWhat has happened?\nGoodbye.\n", encoding="utf-8")
    played = run("practice", "wrongly-billed", "--script", script, "--seed", 5, "--json")
    path = tmp_path / "played.json"
    path.write_text(played.out, encoding="utf-8")
    assert Transcript.model_validate_json(played.out).turns
    grade = json.loads(run("grade", path, "--rubric", "compassionate-call", "--json").out)
    assert grade["provenance"]["seed"] == 5 and grade["measures"]["facts_available"] > 0
