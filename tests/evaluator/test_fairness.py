"""Who speaks, to whom and in what English does not move a score; what does is found and reported."""

import pytest

from simulator.cli.audit import own_calls
from simulator.evaluator import grade_embedded
from simulator.evaluator.fairness import audit
from simulator.evaluator.fairness_swaps import Kind, kinds, swapped
from simulator.evaluator.persons import names_in, unnamed
from simulator.grade import CriterionGrade
from simulator.library import Library
from simulator.listening.dialect import standard
from simulator.persona import Persona
from simulator.practice import persona_of
from simulator.transcript import Transcript
from tests.evaluator.calls import GOOD, WIDOW, transcript

SAID = (
    "Okay. What has it been like since Thomas died, Mrs Ellis? I'll apologise to her, and I'll ring you on Tuesday. "
    "Would you mind telling me your name, please?"
)
CHANGED = {
    "names: british": "since Imogen died, Mrs Oswald?",
    "titles: Mx": "since Thomas died, Mx Ellis?",
    "gendered words: masculine": "I'll apologise to him",
    "spelling: american": "I'll apologize to her",
    "regional words: midlands": "Okay, duck. What",
    "second-language grammar: word order of questions": "What it has been like since",
    "second-language grammar: tense": "I apologise to her, and I ring you on Tuesday.",
    "politeness: without": "Tell me your name?",
}


def kind_of(name: str) -> tuple[Kind, str]:
    kind, _, variant = name.partition(": ")
    return next(one for one in kinds() if one.kind == kind), variant


@pytest.mark.parametrize("name", CHANGED)
def test_a_swap_changes_its_own_kind_of_word_and_nothing_else(name):
    call = transcript([("caller", "It's Margaret Ellis."), ("agent", SAID)])
    kind, variant = kind_of(name)
    changed, _ = swapped(call, None, kind, variant)
    assert CHANGED[name] in changed.turns[1].text
    if not kind.everywhere:
        assert changed.turns[0].text == call.turns[0].text
    assert len(changed.turns[1].text.split()) >= len(SAID.split()) - 6


def test_names_change_in_both_parts_and_in_the_persona_alike():
    kind, variant = kind_of("names: south-asian")
    call, persona = swapped(transcript(GOOD), WIDOW, kind, variant)
    assert persona is not None
    said = " ".join(turn.text for turn in call.turns)
    assert not {"Margaret", "Thomas", "Sam"} & set(said.replace(".", " ").split())
    assert persona.name.split()[0] in said and persona.id == WIDOW.id
    assert [action.id for action in persona.desk.actions] == [action.id for action in WIDOW.desk.actions]


def test_a_call_with_nothing_to_swap_is_left_out_of_the_count():
    kind, variant = kind_of("titles: Dr")
    call = transcript([("caller", "Hello."), ("agent", "Good morning.")])
    assert swapped(call, None, kind, variant) == (call, None)


@pytest.mark.parametrize("rubric_id", ["compassionate-call", "lend-an-ear", "efficiency", "values"])
def test_the_built_in_evaluator_keeps_the_limits(library: Library, rubric_id):
    rubric = library.rubric(rubric_id)
    cases = [(call, persona_of(call, library)) for call in own_calls()]
    found = audit(cases, rubric, grade=lambda call, persona: grade_embedded(call, rubric, persona=persona))
    assert not [(one.kind, one.variant, one.criterion, one.mean, one.largest) for one in found.broken]
    assert found.changed["names: west-african"] == len(cases)
    assert found.changed["second-language grammar: no articles"] == len(cases)


def test_an_evaluator_with_a_taste_for_names_is_found_out(library: Library):
    rubric = library.rubric("efficiency")

    def biased(call: Transcript, persona: Persona | None):
        grade = grade_embedded(call, rubric, persona=persona)
        dear = any("Beatrice" in turn.text for turn in call.turns)
        criteria = [CriterionGrade(id=one.id, status="graded", score=3.0 + dear, why="-") for one in grade.criteria]
        return grade.model_copy(update={"criteria": criteria})

    found = audit([(call, None) for call in own_calls()[:3]], rubric, grade=biased)
    assert {(one.kind, one.variant) for one in found.broken} == {("names", "british")}
    worst = found.broken[0]
    assert worst.mean == worst.largest == 1 and worst.interval is not None and worst.interval.low == 1


def test_names_titles_and_genders_are_taken_out_before_sentences_are_compared():
    call = ["Good morning, it's Sam Okafor.", "Thomas looked after it, Mr Ellis, and she told him on Friday."]
    names = names_in(call)
    assert names >= {"Sam", "Okafor", "Ellis"}
    assert unnamed(call[0], names) == "Good morning, it's Alex."
    assert "Friday" in unnamed(call[1], names) and "Ellis" not in unnamed(call[1], names)
    assert unnamed("she told him", ()) == unnamed("he told her", ())


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Aye, there's nowt else.", "Yes, there's nothing else."),
        ("I dinnae ken.", "I don't know."),
        ("It was Ken's job, and Ken did it.", "It was Ken's job, and Ken did it."),
        ("I'm ringin' about it.", "I'm ringing about it."),
        ("I ring you on Tuesday.", "I'll ring you on Tuesday."),
        ("How long you are waiting?", "How long are you waiting?"),
        ("I am understanding.", "I understand."),
        ("I take it you have the letter?", "I take it you have the letter?"),
        ("Does it sound right?", "Does it sound right?"),
        ("They send it and you put it away.", "They send it and you put it away."),
    ],
)
def test_people_are_read_in_their_own_english(said, plain):
    assert standard(said) == plain
