"""What the trainee reads first: their own words, what it did, the one thing to change; nothing invented."""

import pytest

from simulator.evaluator import Feedback, feedback, grade_embedded
from simulator.evaluator.lines import Coach, kinds, own_name, person_word
from simulator.evaluator.strengths import FAULTS
from simulator.evaluator.turned import said_words, turned
from simulator.library import Library
from simulator.rubric import Rubric
from tests.evaluator.calls import GOOD, LETTER, OPENS, POOR, SLEEPS, STOCK, WIDOW, transcript


@pytest.fixture(scope="module")
def rubric(library: Library) -> Rubric:
    """The main rubric."""
    return library.rubric("compassionate-call")


def on(lines: list[tuple[str, str]], rubric: Rubric) -> Feedback:
    """Feedback on these lines."""
    call = transcript(lines)
    return feedback(grade_embedded(call, rubric, persona=WIDOW), call, WIDOW, rubric=rubric)


def test_what_the_persona_trains_leads(rubric: Rubric):
    found = on(GOOD, rubric)
    assert [one.id for one in found.leading[:2]] == ["empathy", "probing"]
    assert found.leading[0].name == "Empathy, not sympathy"
    assert found.leading[0].anchor


@pytest.mark.parametrize("lines", [GOOD, STOCK])
def test_a_strength_is_in_their_own_words(lines: list[tuple[str, str]], rubric: Rubric):
    strength = on(lines, rubric).strength
    assert strength is not None and strength.did
    speaker, text = lines[strength.turn - 1]
    assert speaker == "agent" and strength.quote in text


@pytest.mark.parametrize("lines", [GOOD, STOCK])
def test_what_is_faulted_anywhere_is_never_the_strength(lines: list[tuple[str, str]], rubric: Rubric):
    call = transcript(lines)
    grade = grade_embedded(call, rubric, persona=WIDOW)
    strength = feedback(grade, call, WIDOW, rubric=rubric).strength
    assert strength is not None
    assert strength.turn not in {e.turn for c in grade.criteria for e in c.evidence if e.shows in FAULTS}
    assert strength.turn not in {line.turn for c in grade.criteria for line in c.better}


def test_where_nothing_worked_nothing_is_praised(rubric: Rubric):
    rude = [("agent", "What do you want?"), ("caller", OPENS), ("agent", "Type it properly. It's not hard."),
            ("caller", SLEEPS), ("agent", "Why didn't you read the letter?"), ("caller", LETTER)]  # fmt: skip
    assert on(POOR, rubric).strength is None
    found = on(rude, rubric)
    assert found.strength is None and found.change is not None
    assert found.summary


@pytest.mark.parametrize("lines", [POOR, STOCK])
def test_the_change_names_the_turn_and_a_line_for_it(lines: list[tuple[str, str]], rubric: Rubric):
    change = on(lines, rubric).change
    assert change is not None
    assert change.said in lines[change.turn - 1][1]
    assert change.caller_turn is not None and change.caller_said is not None
    assert change.caller_said in lines[change.caller_turn - 1][1]
    assert change.say != change.said and change.because


def test_a_flawless_call_has_nothing_missed(rubric: Rubric):
    grade = grade_embedded(transcript(GOOD), rubric)
    assert [one for found in grade.criteria for one in found.missed] == []
    empathy = grade.criterion("empathy")
    assert empathy.better == []


def test_a_call_without_a_grade_says_why(rubric: Rubric):
    found = on([("agent", "Hello.")], rubric)
    assert found.strength is None and found.change is None
    assert found.summary


def test_no_better_line_twice_for_different_moments(rubric: Rubric):
    grade = grade_embedded(transcript(POOR * 3), rubric, persona=WIDOW)
    said: dict[str, set[tuple[int, str]]] = {}
    for one in (line for found in grade.criteria for line in found.better):
        said.setdefault(one.say, set()).add((one.turn, one.said))
    assert all(len({turn for turn, _ in moments}) == 1 for moments in said.values())


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("I've not slept since March.", "You've not slept since March"),
        ("Well, I lost my job and my partner doesn't know", "You lost your job and your partner doesn't know"),
        ("You've charged me twice and nobody rings back.", "We've charged you twice and nobody rings back"),
        ("I was on hold and you cut me off", "You were on hold and we cut you off"),
        ("There's a letter here I've not opened…", "There's a letter there you've not opened"),
        ("My landlord has written to me", "Your landlord has written to you"),
    ],
)
def test_turned_round(clause: str, expected: str):
    assert turned(clause) == expected


@pytest.mark.parametrize(
    "clause",
    ["I'm so angry with you people", "I'm useless, I know", "I want to end it all", "Can you help?", "Yes.", "",
     "I need a refund", "They don't come out any different"],
)  # fmt: skip
def test_not_everything_is_said_back(clause: str):
    assert turned(clause) is None


def test_words_to_quote_are_few_and_the_callers_own():
    said = "I've not slept since March and I keep laying two cups out, every single morning"
    quoted = said_words(said)
    assert quoted is not None and quoted in said and len(quoted.split()) <= 9
    assert said_words("Hopeless.") is None


def test_every_kind_has_lines_that_need_nothing_from_the_call_or_the_file():
    for name, kind in kinds().items():
        needs_file = {
            "naming",
            "wounding",
            "wording",
            "stacked_question",
            "early_disclosure",
            "identity",
            "lead",
            "stock",
        }
        assert kind.because
        assert name in needs_file or any("{" not in line for line in kind.say), name


def test_blanks_that_cannot_be_filled_leave_no_braces():
    coach = Coach(None)
    for name in kinds():
        for turn in range(12):
            line = coach.line(name, turn, "Third month running.")
            assert line is None or ("{" not in line.say and "{" not in line.because)


def test_danger_comes_before_everything(rubric: Rubric):
    lines = [("agent", "Hello."), ("caller", "I'm so frightened. I can't go on, I don't want to be here any more."),
             ("agent", "What's your account number?"), ("caller", "Does it matter?")]  # fmt: skip
    grade = grade_embedded(transcript(lines), rubric)
    says = [one.say for one in grade.criterion("empathy").better]
    assert any("Are you safe" in say for say in says)
    assert not any("don't want to be here" in say for say in says)


def test_a_name_is_used_once_the_caller_has_given_it():
    assert person_word(WIDOW, "It's Thomas's account.") == "Thomas"
    assert person_word(WIDOW, "It's my husband's account.") == "your husband"
    assert person_word(WIDOW, "Hello?") is None
    assert person_word(WIDOW, "Hello, it's Thomas. My husband.") == "Thomas"
    assert person_word(WIDOW, "Hello, this is Thomas, it's about my husband.") == "your husband"
    assert person_word(None, "My husband Thomas.") is None
    assert own_name(WIDOW) is None


def test_a_light_call_gets_light_words():
    coach = Coach(WIDOW.model_copy(update={"intensity": "low"}))
    line = coach.line("vulnerability", 4, "We don't use much now.")
    assert line is not None and "May I ask what's behind that?" in line.say


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("There's post I've… well. There's post.", "There's post"),
        ("We don't use much now, love.", "We don't use much now"),
    ],
)
def test_a_quote_does_not_hang_in_the_air(said: str, quoted: str):
    line = Coach(None).line("lead", 3, said)
    assert line is not None and f"‘{quoted}’" in line.say
