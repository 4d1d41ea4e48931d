"""What lint finds unwise in a persona, each at its place, and what it leaves alone."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.errors import Problem
from simulator.library import Library
from simulator.lint import lint_file, lint_text
from simulator.lint.denials import denial
from simulator.schema import starter

DATA = Path(__file__).parent.parent / "data"
STARTER = starter("persona", "our-own")


def codes(text: str, name: str = "our-own.yaml") -> dict[str, list[Problem]]:
    """The problems by their code; of a starter only that it has few lines."""
    found: dict[str, list[Problem]] = {}
    for problem in lint_text(text, "persona", name):
        found.setdefault(problem.code, []).append(problem)
    return found


def changed(old: str, new: str) -> dict[str, list[Problem]]:
    assert old in STARTER
    return codes(STARTER.replace(old, new))


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(STARTER.split("\n"), start=1) if text in line)


def test_a_starter_has_no_errors_and_says_what_it_still_needs() -> None:
    assert {code: [p.level for p in found] for code, found in codes(STARTER).items()} == {"few-lines": ["warning"]}


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("Had a letter this week", "The direct debit stopped this week", "leak", '"direct", "debit"'),
        ("rings in the lunch break", "on their own since Easter", "leak", '"Easter"'),
        ('"Right.", "If you', '"My partner moved out.", "If you', "leak", '"moved"'),
        ('say: ["TE5 7AB."]', 'say: ["TE5 7AB. My partner moved."]', "leak", '"partner"'),
        ('earlier: ["Letter sent', 'earlier: ["Direct debit failed. Letter sent', "leak", '"debit"'),
        ("hints: [\"It's only me", "hints: [\"Partner moved, it's only me", "leak", '"Partner"'),
        ("account: {holder: A Morgan,", "account: {holder: A Morgan, debit: failed,", "leak", '"debit"'),
        ('hints: ["It\'s only me that reads the post these days."]', "hints: []", "no-hints", "`moved-out`"),
        (
            'deflect: ["Can we do the letter first?", "I couldn\'t',
            'deflect: ["No, all is well.", "I couldn\'t',
            "denies",
            '"no"',
        ),
        ('"How are things at home?"', '"Has anything changed at home?"', "closed-example", "begin with what, how"),
        ("{asked: open, trust: 50}", "{trust: 40}", "unlocked", "from the first turn"),
        ("{asked: open, trust: 50}", "{asked: open, trust: 98}", "unreachable", "trust 98"),
        ("{asked: open, trust: 50}", "{asked: open, by_turn: 60}", "unreachable", "ends after 40"),
        ("needs: [name, postcode]", "needs: [name, date of birth]", "no-answer", "`date of birth`"),
        ("max_words: 35", "max_words: 12", "long-line", "max_words` is 12"),
        ('"That\'s kind."', '"go on then"', "same-line", "speech.examples.wary.1"),
        ("resolved_any: [[hold-collections]]  ", "resolved_any: []  ", "unresolved", "nothing settles"),
        ("hangs_up: {anger: 90}", "hangs_up: {anger: 10}", "hangs-up", "hangs up at once"),
        ('open: ["That', 'closed_: ["That', "unknown-key", "closed"),
    ],
)
def test_what_is_unwise_is_found(old: str, new: str, code: str, words: str) -> None:
    found = changed(old, new)
    assert code in found, found
    assert any(words in problem.message for problem in found[code])


def test_a_leak_is_reported_where_it_stands() -> None:
    (leak,) = changed('"Alex Morgan.", "It\'s Alex', '"Alex Morgan. The direct debit is hers.", "It\'s Alex')["leak"]
    assert (leak.line, leak.level) == (line_of('say: ["Alex Morgan."'), "warning")
    assert str(leak).startswith(f"our-own.yaml:{leak.line}:{leak.column}: warning: ")


def test_a_number_of_a_fact_is_found_in_whatever_way_it_is_written() -> None:
    fact = STARTER.replace("My partner moved out at Easter.", "My partner left on the fourteenth, owing £1,240.")
    assert "leak" not in codes(fact)
    assert "leak" in codes(fact.replace('Alex Morgan.", "It\'s', 'Alex. It says 1240.", "It\'s'))


def test_without_example_lines_a_band_is_named() -> None:
    found = changed(
        'open: ["That\'s a weight off.", "You\'ve explained that well.", "I\'d been putting this off."]', "open: []"
    )
    assert "who is open" in found["no-examples"][0].message


def test_a_fact_that_waits_for_a_question_needs_one() -> None:
    text = STARTER.replace(
        '      - "What has changed for you lately?"\n      - "How are things at home?"\n', "      []\n"
    )
    assert "`ask` is empty" in codes(text)["unreachable"][0].message


def test_text_that_yaml_cuts_is_explained() -> None:
    found = changed('["Alex Morgan.", "It\'s Alex. Alex Morgan."]', "[Alex Morgan, by the way]")["trap"]
    assert "the comma split one text" in found[0].message
    text = STARTER.replace('say: ["TE5 7AB."]', "say:\n      - Flat #2 # and TE5\n      - Flat  # 3")
    assert [problem.line for problem in codes(text)["trap"]] == [line_of("TE5 7AB") + 1, line_of("TE5 7AB") + 2]


def test_quotation_marks_of_a_word_processor_are_told_from_yamls_own() -> None:
    found = changed('say: ["TE5 7AB."]', "say: [“TE5 7AB.”]")["trap"]
    assert [(one.line, one.level) for one in found] == [(line_of("TE5 7AB"), "warning")]
    assert "curly quotation marks" in found[0].message
    assert "trap" not in changed('say: ["TE5 7AB."]', 'say: ["“TE5 7AB.”", "He said “no”."]')


@pytest.mark.parametrize(
    "line",
    [
        "No.",
        "No, nothing like that.",
        "We're fine. There's no problem.",
        "I've never missed one.",
        "It isn't that.",
        "Of course not.",
        "Nothing's wrong.",
        "I haven't any debts.",
        "Well, no.",
        "Everything’s fine.",
    ],
)
def test_a_denial_is_heard(line: str) -> None:
    assert denial(line)


@pytest.mark.parametrize(
    "line",
    [
        "I couldn't tell you. Thomas did all that.",
        "I don't know.",
        "I'd rather not say.",
        "No idea.",
        "Never mind that now.",
        "I'm not going to go into that.",
        "Can we not? Can we do the form?",
        "You keep going, don't you?",
        "It's not something I talk about.",
        "I'm here talking to you, am I not?",
        "Not now.",
        "I'm not sure I want to.",
        "",
    ],
)
def test_putting_off_is_no_denial(line: str) -> None:
    assert not denial(line)


def test_the_documented_example_can_be_loaded_and_is_short_of_lines() -> None:
    found = lint_file(DATA / "bereaved-account-holder.yaml")
    assert {problem.level for problem in found} == {"warning"}
    assert {problem.code for problem in found} == {"few-lines", "no-answer"}


def test_a_file_that_cannot_be_loaded_has_only_errors() -> None:
    found = lint_file(DATA / "broken" / "out-of-range.yaml")
    assert [problem.level for problem in found] == ["error", "error"]
    assert lint_file(DATA / "no-such-file.yaml")[0].level == "error"
    assert lint_file(DATA)[0].level == "error"


def test_trains_and_articles_are_checked_against_the_library(tmp_path: Path) -> None:
    for folder in ("personas", "rubrics", "knowledge"):
        (tmp_path / folder).mkdir()
    (tmp_path / "rubrics" / "ours.yaml").write_text(starter("rubric", "ours"), "utf-8")
    text = STARTER.replace("trains: [probing, empathy]", "trains: [probing, our-valu]")
    text = text.replace("# knowledge: [name-of-an-article]", "knowledge: [lost]")
    library = Library(tmp_path / "personas", tmp_path / "rubrics", tmp_path / "knowledge")
    for folder, level in ((tmp_path / "personas", "error"), (tmp_path, "warning")):
        (folder / "our-own.yaml").write_text(text, "utf-8")
        found = lint_file(folder / "our-own.yaml", library=library)
        (article,) = [problem for problem in found if "knowledge/lost.md" in problem.message]
        assert article.level == level
    (trains,) = [problem for problem in found if problem.code == "trains"]
    assert "did you mean `our-value`?" in trains.message


def test_problems_come_in_the_order_of_their_lines() -> None:
    text = STARTER.replace("[[hold-collections]]", "[]").replace("max_words: 35", "max_words: 6")
    found = lint_text(text, "persona", "our-own.yaml")
    places = [(problem.line, problem.column) for problem in found]
    assert places == sorted(places) and len(places) > 5


@pytest.mark.parametrize("path", sorted((DATA.parent.parent / "personas").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_personas_have_nothing_to_warn_of(path: Path) -> None:
    root = DATA.parent.parent
    library = Library(root / "personas", root / "rubrics", root / "knowledge")
    assert lint_file(path, library=library) == []
    assert YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["id"] == path.stem
