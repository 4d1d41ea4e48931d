"""lint, schema, new, import, doctor, db upgrade, help: and how every command leaves when it cannot."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.mock_server import MockServer
from simulator.cli import services
from simulator.library import Library

ROOT = Path(__file__).resolve().parents[2]
THIN = """id: thin
version: 1.0.0
name: A. Thin
summary: Somebody rings.
sector: utilities
openings: ["Hello?"]
background: Nobody knows.
wants: Nothing much.
speech: {manner: Short.}
"""
COMMANDS = ("practice", "grade", "acts", "agreement", "lint", "schema", "new", "import", "doctor", "db")


@pytest.fixture
def own_folders(tmp_path, monkeypatch, library):
    own = Library(tmp_path / "personas", tmp_path / "rubrics", library.knowledge_dir)
    monkeypatch.setattr(services, "library", lambda: own)
    return tmp_path


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("db", "upgrade")])
def test_every_command_explains_itself(run, command):
    ran = run(*command, "--help")
    assert ran.code == 0 and ran.out.strip() and not ran.err
    assert all(name in ran.out for name in COMMANDS) or command


def test_without_a_command_or_with_an_unknown_one_the_exit_is_2(run):
    for arguments in ((), ("dance",), ("grade",), ("db",), ("db", "dance"), ("schema", "poem"), ("lint", "--loud")):
        ran = run(*arguments)
        assert ran.code == 2, arguments
        assert "Traceback" not in ran.err


def test_what_ships_is_sound(run):
    ran = run("lint", "personas", "rubrics")
    assert ran.code == 0, ran.out
    assert "0 errors" in ran.err


def test_a_bad_file_is_reported_at_each_place(run):
    path = "tests/data/broken/unknown-references.yaml"
    ran = run("lint", path)
    assert ran.code == 1
    assert all(line.startswith(f"{path}:") for line in ran.out.splitlines()) and ran.out.count("\n") >= 2
    problems = [json.loads(line) for line in run("lint", path, "--json").out.splitlines()]
    assert {"file", "line", "column", "message", "level"} <= set(problems[0])
    assert {problem["file"] for problem in problems} == {path}


def test_every_broken_file_is_reported_and_none_is_a_traceback(run):
    broken = sorted((ROOT / "tests/data/broken").glob("*.yaml"))
    for path in broken:
        ran = run("lint", path)
        assert ran.code == 1 and ran.out, path.name
        assert "Traceback" not in ran.err
    assert len(broken) > 30


def test_warnings_count_where_that_is_wanted(run, tmp_path):
    path = tmp_path / "thin.yaml"
    path.write_text(THIN, encoding="utf-8")
    plain, strict = run("lint", path), run("lint", path, "--strict")
    assert "warning" in plain.out and plain.out == strict.out
    assert (plain.code, strict.code) == (0, 1)


def test_a_file_that_is_not_there_is_a_mistake_in_the_command(run, tmp_path):
    for path in (tmp_path / "missing.yaml", tmp_path):
        ran = run("lint", path)
        assert (ran.code, ran.out) == (2, "") and str(path) in ran.err


@pytest.mark.parametrize("kind", ["persona", "rubric"])
def test_the_schema_is_the_one_in_the_house(run, kind):
    ran = run("schema", kind)
    assert ran.code == 0
    assert ran.out == (ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["persona", "rubric"])
def test_a_new_file_is_sound_and_never_overwritten(run, own_folders, kind):
    ran = run("new", kind, "my-own")
    path = own_folders / f"{kind}s" / "my-own.yaml"
    assert ran.code == 0 and ran.out.strip() == str(path)
    assert run("lint", path).code == 0
    text = path.read_text(encoding="utf-8")
    again = run("new", kind, "my-own")
    assert again.code == 2 and "exists" in again.err and path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["My Own", "../escape", "a/b", "-x", "é", "a" * 200])
def test_a_name_that_cannot_be_an_id_is_refused(run, own_folders, name):
    ran = run("new", "persona", "--", name)
    assert ran.code == 2 and "Traceback" not in ran.err
    assert not list(own_folders.rglob("*.yaml"))


def test_import_reads_what_people_have(run, tmp_path):
    (tmp_path / "a.txt").write_text("Agent: Hello.\nCaller: Hi.\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("speaker,text\nAnna,Hello.\nBob,Hi.\n", encoding="utf-8")
    ran = run("import", tmp_path / "a.txt", tmp_path / "b.csv", "--speaker", "Anna=agent", "--speaker", "Bob=caller")
    assert ran.code == 0, ran.err
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [[turn["speaker"] for turn in line["turns"]] for line in lines] == [["agent", "caller"]] * 2
    out = tmp_path / "out.jsonl"
    assert run("import", tmp_path / "a.txt", "--out", out).out == ""
    assert json.loads(out.read_text(encoding="utf-8"))["turns"][0]["text"] == "Hello."
    assert run("import", "-", "--json", stdin=out.read_bytes()).out == out.read_text(encoding="utf-8")


def test_import_says_what_it_cannot_do(run, tmp_path):
    (tmp_path / "a.txt").write_text("Agent: Hello.\nCaller: Hi.\n", encoding="utf-8")
    for arguments in (
        (tmp_path / "a.txt", "--out", tmp_path / "no" / "such" / "folder.jsonl"),
        (tmp_path / "a.txt", "--speaker", "Anna"),
        (tmp_path / "a.txt", "--speaker", "Anna=robot"),
        (tmp_path,),
    ):
        ran = run("import", *arguments)
        assert (ran.code, ran.out) == (2, "") and ran.err and "Traceback" not in ran.err


def test_the_doctor_finds_a_set_up_without_a_model_sound(run):
    ran = run("doctor", "--json")
    findings = {finding["what"]: finding for finding in json.loads(ran.out)}
    assert ran.code == 0
    assert findings["database"]["state"] == "ok" and findings["callers"]["state"] == "ok"
    assert findings["caller model"]["state"] == "missing" and "OPENAI_BASE_URL" in findings["caller model"]["detail"]
    assert "callers" in run("doctor").out


def test_the_doctor_tries_the_model_and_says_where_text_goes(run, monkeypatch):
    with MockServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        ran = run("doctor", "--json")
        assert ran.code == 0
        assert {f["what"]: f["state"] for f in json.loads(ran.out)}["caller model"] == "ok"
        assert not server.requests
    ran = run("doctor")
    assert ran.code == 1 and "cannot be reached" in ran.out
    monkeypatch.setenv("OPENAI_BASE_URL", "not an address")
    assert "Traceback" not in run("doctor").err


def test_db_upgrade_makes_the_database(run, tmp_path):
    ran = run("db", "upgrade")
    assert ran.code == 0 and "up to date" in ran.err
    assert (tmp_path / "data" / "sidetone.db").exists()
    assert run("db", "upgrade").code == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIDETONE_SPENDING_CAP", "plenty"),
        ("SIDETONE_CALLER__TIMEOUT", "-1"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite://"),
        ("SIDETONE_DATA_DIR", "/proc/nowhere"),
    ],
)
def test_a_wrong_setting_is_named(run, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    ran = run("doctor")
    assert ran.code == 2 and ran.err and "Traceback" not in ran.err


def in_a_process(*arguments, **changes):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENAI_")} | changes
    return subprocess.run(
        [sys.executable, "-m", "simulator", *arguments], cwd=ROOT, env=environment, capture_output=True, timeout=60
    )


def test_as_a_process_it_speaks_utf_8_whatever_the_locale(tmp_path):
    script = tmp_path / "s.txt"
    script.write_text("Bonjour, ça va… £20?\n", encoding="utf-8")
    ran = in_a_process(
        *("practice", "cheerful-routine", "--script", str(script), "--seed", "1", "--json"),
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
        SIDETONE_DATA_DIR=str(tmp_path),
    )
    assert ran.returncode == 0 and not ran.stderr
    assert json.loads(ran.stdout.decode("utf-8"))["turns"][0]["text"] == "Bonjour, ça va… £20?"


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    line = json.dumps({"id": "x", "turns": [{"speaker": "agent", "text": "Hello. " * 50}] * 40})
    calls = tmp_path / "calls.jsonl"
    calls.write_text("\n".join(line.replace('"x"', f'"x{n}"') for n in range(60)), encoding="utf-8")
    ran = subprocess.run(
        f"{sys.executable} -m simulator import {calls} | head -c 10",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    assert ran.returncode == 0 and b"Traceback" not in ran.stderr and b"Error" not in ran.stderr
