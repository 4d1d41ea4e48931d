"""Files as trainers write them, broken in the ways they break: every problem at its place, in plain words."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import FileProblems
from simulator.lint import lint_text
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.schema import starter
from simulator.terms import ACTS
from simulator.yaml_source import decode, kind_of, load, loads, problems, read
from simulator.yaml_source.words import unknown_id

DATA = Path(__file__).parent / "data"
BROKEN = DATA / "broken"
MINIMAL = """\
id: alex
version: 1.0.0
name: Alex
summary: A caller who waits for a parcel.
sector: retail
openings: ["Hello."]
background: Rings about a parcel.
wants: The parcel.
speech: {manner: Plain and brief.}
"""

# file: every place that is reported, and words that its message has
EXPECTED: dict[str, list[tuple[int, int, str]]] = {
    "alias-bomb": [(line, 5, "anchor or alias") for line in range(10, 19)],
    "apostrophe": [(10, 19, "after a closing quote")],
    "asterisk": [(11, 5, "begins with & or * must be quoted")],
    "at-sign": [(10, 15, "cannot begin with '@'")],
    "backslash": [(10, 19, "write `\\\\d`")],
    "bad-choice": [(10, 12, "allowed is `low`, `medium` or `high`; did you mean `medium`?")],
    "bad-slug": [(11, 10, "small letters, digits and single hyphens")],
    "bad-version": [(2, 10, "three numbers with dots")],
    "binary": [(1, 1, "binary file")],
    "circle": [(11, 31, "`one` waits for `two` waits for `three` waits for `one`")],
    "colon-in-line": [(13, 9, "double quotes")],
    "colon-in-value": [(10, 19, "a second `: ` in one line")],
    "comma-and-bracket": [(10, 13, "never closed")],
    "deep": [(10, 18, "too deep")],
    "duplicate-key": [(10, 1, "the first is in line 3")],
    "empty": [(1, 1, "the file is empty")],
    "empty-value": [(10, 1, "found nothing where a list belongs")],
    "hash-first": [(11, 4, "begins with # must be quoted")],
    "indentation": [(12, 2, "indentation does not agree")],
    "list-at-top": [(1, 1, "found a list of 1 at the top")],
    "merge-key": [(11, 3, "write the keys out")],
    "missing-keys": [(1, 1, "`wants` is missing"), (11, 5, "`say` is missing")],
    "no-colon": [(10, 1, "no `key:`")],
    "not-a-number": [(10, 30, "no usable number")],
    "number-as-line": [(12, 11, 'put it in double quotes: "4471"')],
    "number-in-quotes": [(10, 13, "take the quotation marks off")],
    "only-comments": [(1, 1, "the file is empty")],
    "out-of-range": [(10, 13, "allowed is 5 or less"), (11, 23, "allowed is 100 or less")],
    "python-tag": [(10, 16, "`!!python/object/apply:os.system` is refused")],
    "question-mark": [(12, 9, "leading `?`")],
    "quote-in-quote": [(10, 25, "needs the other kind around it")],
    "rubric-scale": [
        (5, 17, "the scale runs from 1 to 5"),
        (10, 14, "the scale runs from 1 to 5"),
        (11, 14, "exactly one of"),
        (11, 20, "did you mean `feeling`?"),
        (12, 26, "no level 6"),
        (13, 17, "did you mean `open_question`?"),
        (14, 9, "a second time"),
        (17, 24, "did you mean `verify`?"),
        (18, 14, "one level is described"),
        (20, 5, "exactly one"),
        (21, 22, "did you mean `disclosed_before_verification`?"),
    ],
    "rubric-types": [
        (8, 13, "more than 0"),
        (9, 14, "`always` or a mapping"),
        (10, 13, "did you mean `high`?"),
        (11, 15, "whole number"),
        (15, 15, "did you mean `cue`?"),
        (16, 14, "a mapping"),
    ],
    "tabs": [(11, 1, "spaces")],
    "two-documents": [(10, 1, "second document")],
    "two-faults-of-form": [(10, 25, "closing quote"), (11, 9, "`from-mood`"), (12, 20, "second `: `")],
    "unclosed-quote": [(10, 15, "quotation mark opened here is never closed")],
    "unknown-key": [(10, 1, "did you mean `intensity`?")],
    "unknown-key-deep": [(12, 5, "Allowed here: id, ask, unlock, worth, hints, deflect, say")],
    "unknown-references": [
        (9, 42, "did you mean `hangs_up`?"),
        (12, 22, "did you mean `debt`?"),
        (12, 36, "did you mean `empathy`?"),
        (14, 10, "a second time"),
        (15, 26, "did you mean `empathy`?"),
        (18, 42, "did you mean `refund`?"),
        (19, 24, "no action or fact `refnd`"),
        (19, 32, "empty set"),
    ],
    "utf-16": [(1, 1, "save it as UTF-8")],
    "windows-1252": [(3, 9, "not UTF-8")],
    "wrong-id": [(1, 5, "some-other-id.yaml")],
    "wrong-type": [(10, 13, "whole number"), (11, 9, "where a list belongs")],
    "yes-and-true": [(10, 1, "unknown key"), (11, 9, "found true; allowed is `none` or `from-mood`")],
}


@pytest.mark.parametrize("stem", sorted(EXPECTED))
def test_a_broken_file_names_every_place_and_the_cure(stem: str) -> None:
    path = BROKEN / f"{stem}.yaml"
    with pytest.raises(FileProblems) as caught:
        load(path, Rubric if stem.startswith("rubric") else Persona)
    found = caught.value.problems
    assert [(problem.line, problem.column) for problem in found] == [place[:2] for place in EXPECTED[stem]]
    for problem, (line, column, words) in zip(found, EXPECTED[stem], strict=True):
        assert words in problem.message
        assert str(problem).startswith(f"{path}:{line}:{column}: ")


def test_every_broken_file_is_expected_here() -> None:
    assert {path.stem for path in BROKEN.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize(("name", "model"), [("bereaved-account-holder", Persona), ("compassionate-call", Rubric)])
def test_the_documented_examples_load(name: str, model: type[Persona] | type[Rubric]) -> None:
    assert load(DATA / f"{name}.yaml", model).id == name


def test_values_are_read_as_yaml_1_2_and_references_keep_their_zeros() -> None:
    text = MINIMAL + (
        "content_note: no\ndesk:\n  account: {since: 1998, due: 2024-01-31, reference: 0071, open: true, sum: 12.50,"
        " big: 12345678901234567890, yes: on}\ntarget_handle_time: 300\n"
    )
    persona = loads(text, name="alex.yaml", model=Persona)
    assert persona.content_note == "no"
    assert persona.desk.account == {
        "since": 1998,
        "due": "2024-01-31",
        "reference": "0071",
        "open": True,
        "sum": 12.5,
        "big": "12345678901234567890",
        "yes": "on",
    }
    assert persona.target_handle_time == 300


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    text = decode(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode(), name="alex.yaml")
    assert loads(text, name="alex.yaml", model=Persona).name == "Alex"
    assert [p.line for p in problems(MINIMAL.replace("\n", "\r\n") + "x: 1\r\n", name="a", model=Persona)] == [10]


def test_a_tag_runs_nothing(tmp_path: Path) -> None:
    touched = tmp_path / "owned"
    text = MINIMAL + f'trainer_notes: !!python/object/apply:os.system ["touch {touched}"]\n'
    assert problems(text, name="alex.yaml", model=Persona)
    assert not touched.exists()


@pytest.mark.parametrize(
    "text",
    [
        "desk: " + "[" * 9_000,
        "desk: " + "[{" * 4_000,
        "- " * 50_000,
        "? " * 5_000,
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [{'*a, ' * 9}]\n" for n in range(200)),
        "".join(f"key{n}: value\n" for n in range(8_000)),
        "desk: {\n" + "".join(f"key{n},\n" for n in range(8_000)),
        "x: 'it's\n" * 4_000,
        "\t\n" * 50_000 + "\tx: 1\n" * 1_000,
        "!!" * 4_000,
        "x: " + "1" * 9_000,
        "- *a\n" * 5_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text_is_answered_quickly(text: str) -> None:
    began = time.process_time()
    found = problems(text, name="hostile.yaml", model=Persona)
    assert 0 < len(found) <= 320
    assert time.process_time() - began < 4


def test_a_file_too_large_or_absent_or_a_folder_is_a_problem(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text("# long\n" * 50_000)
    for path, words in (
        (large, "more than 200,000 bytes"),
        (tmp_path / "no.yaml", "no such file"),
        (tmp_path, "directory"),
    ):
        with pytest.raises(FileProblems, match=words):
            load(path, Persona)


def test_articles_are_checked_where_they_are_known() -> None:
    text = MINIMAL + "desk: {knowledge: [refunds]}\n"
    assert not problems(text, name="alex.yaml", model=Persona)
    (problem,) = problems(text, name="alex.yaml", model=Persona, articles=frozenset({"refund"}))
    assert (problem.line, problem.column) == (10, 20)
    assert "did you mean `refund`?" in problem.message


def test_the_kind_of_a_file_comes_from_its_folder_else_from_its_keys() -> None:
    assert kind_of("here/personas/x.yaml", "criteria: []") == "persona"
    assert kind_of("here/rubrics/x.yaml", "name: x") == "rubric"
    assert kind_of("x.yaml", "criteria: []") == "rubric"
    assert kind_of("x.yaml", "name: x") == "persona"
    assert kind_of("x.yaml", "- x") is None


@given(st.text(alphabet=st.sampled_from("ab:- \n\"'[]{}#?,&*!|>%@`\t\\0.1~<"), max_size=200))
def test_no_text_raises_anything_but_problems(text: str) -> None:
    for model in (Persona, Rubric):
        source = read(MINIMAL + text, model, name="any.yaml")
        assert source.model is not None or source.problems
        lines = source.text.count("\n") + 1
        assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in source.problems)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_problems(data: bytes) -> None:
    try:
        text = decode(data, name="any.yaml")
    except FileProblems:
        return
    assert problems(text, name="any.yaml", model=Persona)


def test_a_number_is_asked_for_with_its_range_and_a_long_list_by_its_nearest() -> None:
    text = re.sub(r"(?m)^difficulty: \d", "difficulty: hard", starter("persona", "our-own"))
    (wrong,) = lint_text(text, "persona", "our-own.yaml")
    assert "write a whole number from 1 to 5" in wrong.message
    message = unknown_id("act", "empathie", ACTS)
    assert "did you mean `empathy`" in message and f"lists all {len(ACTS)}" in message
    assert message.count("`") == 2 * (2 + 3)  # the name, the guess, and three that are near


def test_a_short_list_is_told_whole() -> None:
    assert unknown_id("cue", "x", ["a", "b"]).endswith("There is `a` or `b`")
