"""What lint finds unwise in a rubric."""

from pathlib import Path

import pytest

from simulator.lint import lint_file, lint_text
from simulator.schema import starter

DATA = Path(__file__).parent.parent / "data"
STARTER = starter("rubric", "our-own")


def test_starter_and_documented_example_have_nothing_to_warn_of() -> None:
    assert lint_text(STARTER, "rubric", "our-own.yaml") == []
    assert lint_file(DATA / "compassionate-call.yaml") == []


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        (
            "      5: Says what happens, who does it and on which day.\n",
            "      4: Says it.\n",
            "no-anchor",
            "    anchors:",
        ),
        ("[leading_question, stacked_question]", "[stacked_question, probe]", "both-ways", "    counts_against:"),
        (
            "Somebody will be in touch.",
            "I'll ring you on Tuesday before noon to say it's done.",
            "both-ways",
            "Somebody will be in touch.",
        ),
    ],
)
def test_what_is_unwise_is_found(old: str, new: str, code: str, at: str) -> None:
    assert old in STARTER
    (problem,) = lint_text(STARTER.replace(old, new), "rubric", "our-own.yaml")
    assert problem.code == code
    assert at in STARTER.split("\n")[problem.line - 1]


def test_a_criterion_that_cannot_be_graded_without_a_model_is_named() -> None:
    text = STARTER.replace("    looks_for: [ownership]\n", "").replace('        - "Somebody will be in touch."\n', "")
    (problem,) = lint_text(text, "rubric", "our-own.yaml")
    assert problem.code == "not-graded" and problem.level == "warning"
    assert "3 strong and 2 weak" in problem.message


@pytest.mark.parametrize("path", sorted((DATA.parent.parent / "rubrics").glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_rubrics_have_nothing_to_warn_of(path: Path) -> None:
    assert lint_file(path) == []
