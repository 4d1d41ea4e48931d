"""Transcripts as people bring them: nothing merged, trimmed, renumbered or lost, and nobody guessed."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import FileProblems
from simulator.transcript import Transcript
from simulator.transcript_files import read, write
from simulator.transcript_files.lines import Format

EVAL = Path(__file__).parents[2] / "shared" / "eval"
VTT = """\
WEBVTT - a call

NOTE not spoken

1
00:00.500 --> 00:02.000 align:start
<v Anna>Hello, this is <b>Anna</b>.
How can I help?

00:01:03.000 --> 00:01:04.000
<v Bob Smith>It's the bill &amp; the fee</v>
<v Anna>Which one?
"""
SRT = """\
1
00:00:01,500 --> 00:00:03,000
Agent: Hello
there

2
00:00:04,250 --> 00:00:05,000
- Caller: Hi: it's me
"""
Said = list[tuple[str, str, float | None]]


def said(transcript: Transcript) -> Said:
    return [(turn.speaker, turn.text, turn.at) for turn in transcript.turns]


def take(text: str, **options: Any) -> tuple[list[Transcript], list[tuple[int, str]]]:
    """What could be read of a text, and the line and message of what could not."""
    found: list[Transcript] = []
    try:
        for transcript in read(io.StringIO(text), **options):
            found.append(transcript)
    except FileProblems as error:
        return found, [(problem.line, problem.message) for problem in error.problems]
    return found, []


def one(text: str, **options: Any) -> Transcript:
    found, problems = take(text, **options)
    assert not problems and len(found) == 1
    return found[0]


def test_one_json_object_is_read_with_its_unknown_keys() -> None:
    data = {
        "id": "a",
        "site": "Leeds",
        "turns": [{"speaker": "agent", "text": " Hello ", "mood": 3}, {"n": 7, "speaker": "caller", "text": ""}],
        "events": [{"turn": 1, "kind": "hold", "by": "agent"}],
    }
    transcript = one(json.dumps(data, indent=2))
    assert [(turn.n, turn.text) for turn in transcript.turns] == [(1, " Hello "), (7, "")]
    out = json.loads(transcript.to_json())
    assert out["site"] == "Leeds" and out["turns"][0]["mood"] == 3 and out["events"][0]["by"] == "agent"


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_array_is_read_in_its_order(indent: int | None) -> None:
    calls = [{"id": name, "turns": [{"speaker": "agent", "text": name}]} for name in "cab"]
    assert [call.id for call in take(json.dumps(calls, indent=indent))[0]] == ["c", "a", "b"]


def test_bad_lines_are_named_and_the_good_ones_are_read() -> None:
    lines = [
        '{"id":"a","turns":[{"speaker":"agent","text":"x"}]}',
        "{bad",
        "",
        '{"id":"b","turns":3}',
        "[7]",
        '{"id":"c","turns":[{"speaker":"agent","text":5}]}',
        '{"id":"d","seed":NaN,"turns":[]}',
        "[" * 100_000,
        '{"id":"e","turns":[]}',
    ]
    found, problems = take("\n".join(lines))
    assert [call.id for call in found] == ["a", "e"]
    assert [line for line, _ in problems] == [2, 4, 5, 6, 7, 8]
    assert "`turns.0.text`: found 5" in problems[3][1]


def test_each_transcript_comes_as_soon_as_it_is_read() -> None:
    def lines() -> Any:
        yield b'{"id":"a","turns":[]}\n'
        raise AssertionError("read too far")

    class Slow(io.RawIOBase):
        source = lines()

        def readline(self, _size: int | None = -1, /) -> bytes:
            return next(self.source)

    assert next(read(Slow(), format="jsonl")).id == "a"


def test_calls_without_an_id_and_with_the_same_id_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "monday.jsonl"
    ids = [None, "x", "x", None, 12, "x-2", "x"]
    path.write_text("\n".join(json.dumps({"turns": []} | ({"id": name} if name else {})) for name in ids))
    assert [call.id for call in read(path)] == ["monday", "x", "x-2", "monday-2", "12", "x-2-2", "x-3"]


def test_captions_keep_each_voice_of_a_cue_as_a_turn() -> None:
    transcript = one(VTT, speakers={"Anna": "agent", "bob smith": "caller"})
    assert said(transcript) == [
        ("agent", "Hello, this is Anna. How can I help?", 0.5),
        ("caller", "It's the bill & the fee", 63.0),
        ("agent", "Which one?", 63.0),
    ]


def test_srt_captions_with_names_are_read() -> None:
    assert said(one(SRT)) == [("agent", "Hello there", 1.5), ("caller", "Hi: it's me", 4.25)]


def test_captions_that_would_be_lost_are_reported() -> None:
    _, problems = take(SRT.replace("00:00:04,250 -->", "00:00:04,250 ->"))
    assert problems[0][0] == 7 and "-->" in problems[0][1]
    _, problems = take(SRT.replace("Agent: Hello", "Hello"))
    assert problems == [(2, "nobody is named as the speaker here; write `<v Name>` or `Name: ` first")]
    assert take("no captions", format="vtt")[1][0][1].startswith("these are no VTT captions")


@pytest.mark.parametrize("text", [VTT, "Anna: Hello\nBob Smith: Hi\n", "speaker,text\nAnna,Hello\nBob Smith,Hi\n"])
def test_nobody_is_guessed(text: str) -> None:
    found, problems = take(text)
    assert found == []
    assert len(problems) == 1 and '"Anna", "Bob Smith"' in problems[0][1] and '"Anna" = agent' in problems[0][1]


def test_a_speaker_is_an_agent_or_a_caller() -> None:
    assert "`agent` or `caller`" in take("Anna: Hello\n", speakers={"Anna": "manager"})[1][0][1]


@pytest.mark.parametrize("name", ["Agent", "ADVISOR", "adviser", "Representative", "call handler"])
@pytest.mark.parametrize("other", ["caller", "Customer", "CLIENT"])
def test_usual_names_say_who_speaks(name: str, other: str) -> None:
    assert said(one(f"{name}: Hello\n{other}: Hi\n")) == [("agent", "Hello", None), ("caller", "Hi", None)]


def test_plain_text_keeps_lines_that_go_on_and_times() -> None:
    text = (
        "\ufeffAgent: Good morning \r\nCaller: it came: twice\r\n  and again\r\n\r\n"
        "[01:02] Agent: I see\r\n01:01:03 Caller: yes\r\n"
    )
    assert said(one(text)) == [
        ("agent", "Good morning ", None),
        ("caller", "it came: twice\n  and again", None),
        ("agent", "I see", 62.0),
        ("caller", "yes", 3663.0),
    ]


def test_csv_keeps_columns_and_commas_and_starts_a_call_where_the_id_changes() -> None:
    text = 'Speaker;Text;call;at;queue\nagent;"Hi; you\nthere";a;1.5;north\ncaller;yo;a;2;\nagent;z;b;;south\n'
    found, problems = take(text)
    assert not problems
    assert [(call.id, said(call)) for call in found] == [
        ("a", [("agent", "Hi; you\nthere", 1.5), ("caller", "yo", 2.0)]),
        ("b", [("agent", "z", None)]),
    ]
    assert json.loads(found[0].to_json())["turns"][0]["queue"] == "north"


def test_csv_rows_that_do_not_fit_are_named() -> None:
    _, problems = take("speaker,text,call\nagent,one,a\nagent,two,b\nagent,three, and more,b\nagent,four,a\n")
    assert [line for line, _ in problems] == [4, 5]
    assert "quote text" in problems[0][1] and "not together" in problems[1][1]
    assert "`speaker` and `text` are needed" in take("who,what\na,b\n", format="csv")[1][0][1]


@pytest.mark.parametrize("data", [b"Agent: Zo\xeb\n", b"\xff\xfeA\x00", bytes(range(256)), b"", b"\n\n"])
@pytest.mark.parametrize("form", [None, "json", "jsonl", "csv", "vtt", "srt", "plain"])
def test_what_is_no_text_is_a_problem_or_nothing(data: bytes, form: Format | None) -> None:
    try:
        assert list(read(io.BytesIO(data), format=form)) == []
    except FileProblems as error:
        assert all(problem.line >= 1 and problem.message for problem in error.problems)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match="no such file"):
        list(read(tmp_path / "no.jsonl"))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUE = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT | st.lists(TEXT, max_size=2)
EXTRA = st.dictionaries(st.text("xyz", min_size=1, max_size=3), VALUE, max_size=2)
TURN = st.builds(
    lambda extra, **known: extra | known,
    EXTRA,
    speaker=st.sampled_from(["agent", "caller"]),
    text=TEXT,
    n=st.integers(1, 500),
    at=st.none() | st.floats(0, 1e6),
    status=st.sampled_from(["complete", "interrupted"]),
)
CALL = st.builds(
    lambda extra, **known: extra | known,
    EXTRA,
    id=st.text("abc-", min_size=1, max_size=8),
    seed=st.none() | st.integers(0, 2**31),
    turns=st.lists(TURN, max_size=5),
    meta=EXTRA,
    ratings=st.just({"expert": {"empathy": 3.0}}) | st.none(),
)


@given(st.lists(CALL, max_size=4, unique_by=lambda call: call["id"]))
def test_a_round_trip_keeps_every_key_and_the_order(calls: list[dict[str, Any]]) -> None:
    once = [Transcript.model_validate(call) for call in calls]
    out = io.StringIO()
    assert write(once, out) == len(calls)
    assert list(read(io.StringIO(out.getvalue()), format="jsonl")) == once
    for call, line in zip(calls, out.getvalue().split("\n"), strict=False):
        assert kept(call, json.loads(line))


def kept(given: Any, out: Any) -> bool:
    """Whether everything that was given is still there; a key whose value is nothing may be left out."""
    if isinstance(given, dict):
        return all(kept(value, out.get(key)) for key, value in given.items())
    if isinstance(given, list):
        return len(given) == len(out) and all(map(kept, given, out))
    return bool(given == out)


@given(st.text(max_size=300), st.sampled_from(["json", "jsonl", "csv", "vtt", "srt", "plain", None]))
def test_no_text_raises_anything_but_problems(text: str, form: Format | None) -> None:
    take(text, format=form)


def test_a_file_is_written_one_call_a_line(tmp_path: Path) -> None:
    calls = [Transcript.model_validate({"id": name, "turns": []}) for name in ("a", "b")]
    assert write(calls, tmp_path / "out.jsonl") == 2
    assert list(read(tmp_path / "out.jsonl")) == calls


@pytest.mark.parametrize(("name", "count"), [("star_service_calls", 200), ("annomi.dev", 88), ("lend_an_ear.dev", 25)])
def test_real_sets_load_whole_and_keep_every_key(name: str, count: int) -> None:
    path = EVAL / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    given_lines = path.read_text("utf-8").splitlines()
    found = list(read(path))
    assert len(found) == len(given_lines) == count
    for line, transcript in zip(given_lines, found, strict=True):
        assert kept(json.loads(line), json.loads(transcript.to_json()))
