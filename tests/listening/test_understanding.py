"""Empathy, validation and reflections are heard in lines that the rules were not written from, and not in others."""

import pytest

from bench._understanding import listen
from bench.acts import bare
from simulator.listening import hear
from simulator.transcript import Turn

RING = "I've rung four times since June. Every time I have to start from the beginning, and nobody writes it down."
RENT = "You took the payment twice, and it was the night before my rent went out, so that bounced."


def heard(says, *callers):
    turns = []
    for text in callers:
        turns.append(Turn(n=len(turns) + 1, speaker="agent", text="Go on, I'm listening."))
        turns.append(Turn(n=len(turns) + 1, speaker="caller", text=text))
    return {act.act for act in hear(says, earlier=turns)}


@pytest.mark.parametrize(
    ("half", "rewrite", "recall"),
    [("mended", str, 0.78), ("held", str, 0.7), ("mended", bare, 0.75), ("held", bare, 0.65)],
)
def test_empathy_is_found_and_not_invented(half, rewrite, recall):
    found = listen(half, rewrite=rewrite)
    assert found.recall("empathy") >= recall
    assert found.precision("empathy") >= 0.95
    assert found.precision("validation") >= 0.95
    assert found.recall("reflection") >= 0.65


@pytest.mark.parametrize(
    ("caller", "says"),
    [
        (RENT, "We took your money the night before your rent."),
        (RING, "You've told us this four times and nobody wrote it down."),
        (RING, "You've been passed round four of us and you still don't have a date."),
        (RING, "You did what we asked, every single time, and we let it drop."),
        (RENT, "It's your own money and you couldn't pay your rent with it."),
    ],
)
def test_owning_what_it_cost_is_empathy(caller, says):
    assert "empathy" in heard(says, caller)


@pytest.mark.parametrize(
    ("caller", "says"),
    [
        (RENT, "We took your payment on the ninth of June, at ten past four."),
        (RENT, "You have until Friday to send us the bank's letter about the rent."),
        (RENT, "You missed the payment, so your rent bounced."),
        (RENT, "Oh no, that's awful, I really do feel for you."),
        (RENT, "I completely understand your frustration."),
        (RING, "You rang on the wrong day, it says here."),
        (RING, "We never received your form."),
        (RING, "I know it's hard, but you need to let me finish."),
    ],
)
def test_facts_blame_and_pity_are_not(caller, says):
    assert not {"empathy", "validation"} & heard(says, caller)


def test_figures_that_the_caller_has_not_named_inform():
    reflection = {"simple_reflection", "complex_reflection"}
    assert reflection & heard("You've rung four times.", RING)
    assert not reflection & heard("You've got nineteen pounds left on the account.", RING)
