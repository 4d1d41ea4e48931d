"""What a sentence is depends on where it stands: before a question, in quotation marks, after a turn broken off."""

import pytest

from simulator.listening import hear
from simulator.transcript import Turn

REFLECTS = {"simple_reflection", "complex_reflection"}
ASKS = {"open_question", "closed_question"}


def heard(says, *, before="Well.", caller="I've not been myself since the move."):
    said = [("agent", "Hello."), ("caller", "It's about the move."), ("agent", before), ("caller", caller)]
    earlier = [Turn(n=n, speaker=speaker, text=text) for n, (speaker, text) in enumerate(said, start=1)]
    return {act.act for act in hear(says, earlier=earlier)}


def test_a_statement_alone_gives_back_and_a_lead_in_only_asks():
    assert REFLECTS & heard("You feel far from home.")
    assert not REFLECTS & heard("You're new to this. What's your account number?")
    assert REFLECTS & heard("You've not been yourself since the move. What's changed?")


def test_a_turn_goes_on_where_the_last_broke_off():
    begun = "It sounds like you've lost-"
    assert REFLECTS & heard("-the place that felt like home.", before=begun, caller="Mm-hmm.")
    assert not REFLECTS & heard(
        "-the place that felt like home.", before="Can I take-", caller="I had a question first, sorry."
    )


@pytest.mark.parametrize(
    "says",
    [
        'There\'s a part of you that says, "Why should I?"',
        "It's almost, “How could I make it work for me?”",
    ],
)
def test_a_question_in_somebody_elses_mouth_is_not_the_agents(says):
    assert not ASKS & heard(says)


def test_a_turn_wholly_in_quotation_marks_still_asks():
    assert "open_question" in heard('"How has that been?"')


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ("On a scale of one to ten, how worried are you?", "closed_question"),
        ("How worried are you?", "open_question"),
        ("Is there anything else you're worried about?", "open_question"),
        ("Is there anything else I can help with?", "closed_question"),
        ("It's great to see you, so tell me a little about how it's been.", "open_question"),
        ("So you're staying with your sister for now. Yeah?", "closed_question"),
    ],
)
def test_kind_of_question(says, kind):
    assert ASKS & heard(says) == {kind}


def test_what_a_transcriber_notes_was_not_said():
    assert heard("[laughter] Why [crosstalk] not?") == heard("Why not?")
    assert not heard("[chuckles]")
