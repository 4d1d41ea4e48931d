"""Every example of the field guide's table of acts is heard as what it is an example of."""

import re

import pytest

from simulator.listening import hear
from simulator.transcript import Turn

ALONE = ("I'm ringing about my account.",)
LETTERS = ("It's about the bill.", "We've had the same letter again. It's happened before.")
BROKE = ("You took it twice and now my rent has bounced.", "I've rung and rung, I'm sick of it.")
WIDOW = (
    "It's my husband's account. Thomas died nineteen days ago.",
    "I've told three people already, and nobody wrote it down. I've had to explain it every time.",
)
FORMS = (
    "You sent me the form again last week.",
    "It came twice, and both times it had his name on it and I filled it in and posted it back.",
)

EXAMPLES = [
    ("closed_question", ALONE, "Is the account in his name?"),
    ("open_question", LETTERS, "What happened when you rang last week?"),
    ("probe", LETTERS, "You said 'again'. What happened the other times?"),
    ("open_question", LETTERS, "You said 'again'. What happened the other times?"),
    ("blaming_why", ALONE, "Why didn't you pay?"),
    ("simple_reflection", BROKE, "You're furious about this."),
    ("complex_reflection", BROKE, "This is the last straw for you."),
    ("mirroring", WIDOW, "Nineteen days?"),
    ("simple_reflection", WIDOW, "Nineteen days?"),
    ("summary", FORMS, "So the form came twice, and both times it had his name on it, have I got that right?"),
    ("summary", FORMS, "So the form came twice, and both times you posted it back, have I got that right?"),
    ("validation", WIDOW, "Anyone would be worn out after that."),
    ("empathy", WIDOW, "You've told us this three times and nobody wrote it down."),
    (
        "empathy",
        WIDOW,
        "Nineteen days, and you're the one ringing everybody. Let me make this the last time you explain it.",
    ),
    ("sympathy", WIDOW, "I'm so sorry, you poor thing."),
    ("condolence", WIDOW, "I'm sorry for your loss."),
    ("apology", BROKE, "We billed you twice and it bounced your rent. I'm sorry."),
    ("non_apology", BROKE, "I'm sorry you feel that way."),
    ("non_apology", BROKE, "Sorry for any inconvenience."),
    ("dismissal", WIDOW, "At least he had a long life."),
    ("self_orientation", WIDOW, "The same happened to my aunt last year."),
    ("advice", ALONE, "You should just set up a direct debit."),
    ("ownership", ALONE, "I'll ring you on Tuesday before noon."),
    ("ownership", ALONE, "You're through to the right person."),
    ("fob_off", ALONE, "That's not my department."),
    ("command", BROKE, "You need to calm down."),
    ("signpost", WIDOW, "Our bereavement team can help with that."),
    ("signpost", WIDOW, "Cruse is on the number I've texted you."),
    ("script_bridge", ALONE, "I have to read this bit out; stop me with any question."),
]
STATED = ("You're furious about this.", "This is the last straw for you.", "Anyone would be worn out after that.")


def before(callers):
    """The caller's turns, each after a short turn of the agent's."""
    turns = []
    for text in callers:
        turns.append(Turn(n=len(turns) + 1, speaker="agent", text="Go on, I'm listening."))
        turns.append(Turn(n=len(turns) + 1, speaker="caller", text=text))
    return turns


def spoken(text):
    """As speech-to-text gives it."""
    return " ".join(re.sub(r"[^\w\s'’]", " ", text).lower().split())


def ids(text, callers):
    return {act.act for act in hear(text, earlier=before(callers))}


@pytest.mark.parametrize("form", [str, spoken], ids=["typed", "spoken"])
@pytest.mark.parametrize(("act", "after", "says"), EXAMPLES, ids=[f"{act}: {says}" for act, _, says in EXAMPLES])
def test_example(act, after, says, form):
    found = ids(form(says), [form(text) for text in after])
    wanted = {act, "complex_reflection"} if act == "simple_reflection" else {act}
    assert found & wanted, sorted(found)


@pytest.mark.parametrize("says", STATED)
def test_statements_are_no_questions(says):
    assert not {"open_question", "closed_question"} & ids(says, BROKE)
