"""Every score says which words made it, or that there were none; and a reason answers its own criterion."""

import re

import pytest

from simulator.evaluator import grade_embedded
from simulator.library import Library
from simulator.rubric import Critical, Rubric
from tests.evaluator.calls import GOOD, PARROT, POOR, ROUTINE, STOCK, WIDOW, transcript

CALLS = {"good": GOOD, "poor": POOR, "stock": STOCK, "parrot": PARROT, "routine": ROUTINE}
ABSENT = re.compile(r"\b(?:did not|nothing|none|never|no|left|without|one of the three)\b", re.I)


@pytest.mark.parametrize("name", ["compassionate-call", "efficiency", "lend-an-ear", "values"])
@pytest.mark.parametrize("call", CALLS)
def test_no_score_stands_without_words_unless_its_reason_says_so(library: Library, call: str, name: str) -> None:
    for persona in (None, WIDOW):
        grade = grade_embedded(transcript(CALLS[call]), library.rubric(name), persona=persona)
        bare = [one for one in grade.criteria if one.status == "graded" and not one.evidence]
        assert all(ABSENT.search(one.why) for one in bare), [(one.id, one.why) for one in bare]


def own(**criterion: object) -> Rubric:
    """A trainer's rubric of one criterion."""
    base = {"id": "time", "name": "Time", "question": "Was the caller given time?", "anchors": {1: "No.", 5: "Yes."}}
    return Rubric.model_validate({"id": "own", "version": "1.0.0", "name": "Own", "criteria": [{**base, **criterion}]})


EXAMPLES = {
    "strong": ["Take all the time you need.", "Anyone would be worn out after that.", "There's no hurry at all."],
    "weak": ["You need to calm down.", "Be quick, please.", "You'll have to ring somebody else."],
}


def test_a_criterion_of_examples_names_what_was_said_and_which_example_it_is_like() -> None:
    good = grade_embedded(transcript(GOOD), own(examples=EXAMPLES)).criteria[0]
    poor = grade_embedded(transcript(POOR), own(examples=EXAMPLES)).criteria[0]
    assert "“Anyone would be worn out after that.”, which is like its strong example" in good.why
    assert "“You need to calm down.”, which is like its weak example" in poor.why
    assert [one.shows for one in poor.evidence] == ["like a weak example"]
    assert (good.evidence[0].turn, good.evidence[0].shows) == (5, "like a strong example")


def test_a_criterion_is_told_by_its_own_acts_alone() -> None:
    why = grade_embedded(transcript(GOOD), own(looks_for=["validation"], counts_against=["command"])).criteria[0].why
    assert "the feeling makes sense" in why
    assert "question" not in why and "condolence" not in why


def test_what_nobody_looked_for_is_named_and_no_pass_is_claimed() -> None:
    rubric = own(looks_for=["validation"], minimum=2)
    laughed = Critical(id="laughed", when="The agent laughs at the caller.")
    watched = rubric.model_copy(update={"critical": [laughed]})
    good, poor = (grade_embedded(transcript(lines), watched) for lines in (GOOD, POOR))
    assert grade_embedded(transcript(GOOD), rubric).passed is True
    assert (good.unjudged, good.passed) == (["laughed"], None)
    assert (poor.unjudged, poor.passed) == (["laughed"], False)
    assert '"unjudged":["laughed"]' in good.to_json()
    assert "unjudged" not in grade_embedded(transcript(GOOD), rubric).to_json()
