"""What a trainee found untrue: early figures, openings with two verdicts, stock words and stories that were none."""

import pytest

from simulator.evaluator import feedback, grade_embedded, measure, read
from simulator.evaluator.conduct import told_early
from simulator.evaluator.lines import further_help, kinds
from simulator.evaluator.quotes import quotes_of
from simulator.evaluator.turned import said_words
from simulator.library import Library
from simulator.listening import hear, is_stock
from simulator.persona import Persona
from simulator.transcript import Turn
from tests.evaluator.calls import transcript

CHECK = "Can I take your name, date of birth and address, please?"
ANSWER = "Colin Whelan, 31B Tanner Street, second of February 1980."
REASON = "I keep every receipt. There's a reason, and it's older than your company."
VISITED = "People think it's about money. It's about being somebody who doesn't get visited."
COST = "I keep a list of what it cost me, Thursday by Thursday."


@pytest.fixture(scope="module")
def colin(library: Library) -> Persona:
    """A man with figures on the desk's screen."""
    return library.persona("wrongly-billed")


@pytest.mark.parametrize(
    ("caller", "agent", "early"),
    [
        ("It's wrong again.", "So you agreed 32 and you've been charged 50.", True),
        ("It's wrong again.", "Is this about the second fifty pounds?", True),
        ("I agreed thirty-two and you took fifty.", "So you agreed 32 and you've been charged 50.", False),
        ("It's wrong again.", "You'll have an answer within 48 hours, at most 18 months on.", False),
    ],
)
def test_a_figure_on_the_screen_is_not_told_before_the_check(colin: Persona, caller: str, agent: str, early: bool):
    lines = [("agent", "Hello."), ("caller", caller), ("agent", agent), ("caller", "Yes."), ("agent", CHECK)]
    reading = read(transcript([*lines, ("caller", ANSWER)]), colin)
    assert [found.turn for found in told_early(reading, colin)] == ([3] if early else [])
    assert measure(reading, colin)["identity_checked"] == float(not early)


def test_a_figure_after_the_check_is_no_fault(colin: Persona):
    lines = [("agent", CHECK), ("caller", ANSWER), ("agent", "You agreed 32 and we took 50.")]
    assert told_early(read(transcript(lines), colin), colin) == []


@pytest.mark.parametrize(
    ("hint", "said", "outcome"),
    [
        (REASON, "That's a nasty letter to have on the side.", "missed"),
        (VISITED, "Send me a photo of the bank charge, please.", "missed"),
        (VISITED, "What do you mean by visited?", "taken"),
        (REASON, "What's behind that?", "taken"),
    ],
)
def test_every_part_has_the_same_verdict_on_a_hint(
    library: Library, colin: Persona, hint: str, said: str, outcome: str
):
    lines = [("agent", CHECK), ("caller", ANSWER), ("caller", "There's a letter on the side."), ("agent", "Go on."),
             ("caller", hint), ("agent", said), ("caller", "Right.")]  # fmt: skip
    call = transcript(lines)
    [one] = [o for o in read(call, colin).opportunities if o.caller.turn.n == 5]
    grade = grade_embedded(call, library.rubric("compassionate-call"), persona=colin)
    shown = {c.id for c in grade.criteria for past in c.missed if past.turn == 5}
    assert one.outcome == outcome
    assert bool(shown) == (outcome == "missed")
    assert outcome != "taken" or (one.by is not None and one.by.text in said)


@pytest.mark.parametrize(
    ("said", "act", "there"),
    [
        ("I'll keep this case in my own name and ring you myself on Thursday.", "self_orientation", False),
        ("In my own family we had the same.", "self_orientation", True),
        ("Fair enough, mine first.", "validation", False),
        ("It's fair enough to be cross about it.", "validation", True),
        ("It's not hard.", "complex_reflection", False),
        ("It's not hard.", "dismissal", True),
        ("Your password, then.", "simple_reflection", False),
        ("Have I got that right?", "paraphrase", False),
    ],
)
def test_words_are_named_for_what_they_do(said: str, act: str, there: bool):
    before = [Turn(n=1, speaker="caller", text=COST)]
    assert (act in {one.act for one in hear(said, earlier=before)}) == there


def test_thanks_for_something_of_theirs_is_no_stock_phrase():
    assert is_stock("Thank you for holding.")
    assert not is_stock("Thank you for holding on to all of those.")


def test_taking_on_something_else_does_not_handle_a_vulnerability(colin: Persona):
    rent = "I've been off sick with my heart, and the rent bounced."
    spelled = [("agent", CHECK), ("caller", rent), ("agent", "I see."), ("caller", "There's an H in my name."),
               ("agent", "I'll make sure the H stays in.")]  # fmt: skip
    reading = read(transcript(spelled), colin)
    assert reading.cues("vulnerability")
    assert quotes_of("vulnerability_handled", reading, colin) == []
    assert measure(reading, colin)["vulnerability_handled"] == 0


def test_coming_back_from_a_hold_is_no_request_to_wait(colin: Persona):
    lines = [("agent", CHECK), ("caller", ANSWER), ("agent", "I need a minute to check your bills. Is that all right?"),
             ("caller", "Go on."), ("agent", "Thank you, bear with me. Thanks for holding.")]  # fmt: skip
    events = [{"turn": 4, "kind": "hold"}, {"turn": 4, "kind": "resume"}]
    told = read(transcript(lines, events=events), colin)
    assert measure(told, colin)["unexplained_waits"] == 0
    lines[2] = ("agent", "One moment.")
    assert measure(read(transcript(lines, events=events), colin), colin)["unexplained_waits"] == 1


def test_better_lines_name_help_beyond_the_desk_and_whole_quotes(library: Library, colin: Persona):
    assert further_help(colin) == "Citizens Advice or StepChange"
    assert further_help(library.persona("school-login")) == "the help by phone"
    assert said_words("I don't take a promised time on trust any more.") == (
        "I don't take a promised time on trust any more"
    )
    assert not any("You've told me ‘" in line for kind in kinds().values() for line in kind.say)


def test_a_turn_that_failed_the_call_is_not_praised(library: Library, colin: Persona):
    rubric = library.rubric("compassionate-call")
    lines = [("agent", "Good morning, Sam here, how can I help?"), ("caller", "It's wrong again. I was up all night."),
             ("agent", "You agreed 32 and we took 50: no wonder you were up all night over it."), ("caller", "Yes."),
             ("agent", CHECK), ("caller", ANSWER)]  # fmt: skip
    call = transcript(lines)
    grade = grade_embedded(call, rubric, persona=colin)
    found = feedback(grade, call, colin, rubric=rubric)
    assert 3 in {one.turn for one in grade.critical}
    assert found.strength is None or found.strength.turn != 3
