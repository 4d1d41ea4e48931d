"""Identity and authority are checked by what was asked and what was answered."""

import pytest

from simulator.listening.identity import asks_for, disclosures, needs_settled, sentences, verified_at
from simulator.persona import Verify
from simulator.transcript import Turn

VERIFY = Verify(caller_is="spouse", needs=["name", "address"], before=["balance", "hold-account"])


def turns(*lines: str, cut_off: int | None = None) -> list[Turn]:
    """Turns from lines that begin with `A:` or `C:`."""
    return [
        Turn(
            n=n,
            speaker="agent" if line.startswith("A:") else "caller",
            text=line[2:].strip(),
            status="interrupted" if n == cut_off else "complete",
        )
        for n, line in enumerate(lines, start=1)
    ]


ASKED = ("A: Hello.", "C: It's my husband's account.", "A: Could I take your name and the first line of the address?")


def test_asked_and_answered_in_one_turn():
    assert verified_at(turns(*ASKED, "C: Margaret Ellis, 14 Alder Road."), VERIFY) == 3


def test_half_an_answer_leaves_the_rest_open():
    call = turns(*ASKED, "C: Margaret Ellis.")
    assert verified_at(call, VERIFY) is None
    assert needs_settled(call, VERIFY) == ["name"]


def test_the_rest_may_come_later():
    call = turns(*ASKED, "C: Margaret Ellis.", "A: And the address?", "C: Fourteen Alder Road.")
    assert verified_at(call, VERIFY) == 5


def test_without_punctuation_and_capitals():
    call = turns(
        "A: hello can i take your name please",
        "C: margaret ellis",
        "A: and whats the first line of the address",
        "C: fourteen alder road",
    )
    assert verified_at(call, VERIFY) == 3


@pytest.mark.parametrize(
    "answer",
    ["Why do you need that?", "I'd rather not.", "", "Yes.", "I've told you people already."],
)
def test_no_answer_is_no_check(answer: str):
    assert verified_at(turns(*ASKED, f"C: {answer}"), VERIFY) is None


def test_a_cut_off_answer_is_no_check():
    assert verified_at(turns(*ASKED, "C: Margaret Ellis, 14 Alder", cut_off=4), VERIFY) is None


def test_not_asked_is_not_checked():
    assert verified_at(turns("A: Hello.", "C: Margaret, 14 Alder Road."), VERIFY) is None


def test_given_unasked_in_so_many_words():
    call = turns("A: Hello.", "C: My name is Margaret Ellis and the address is 14 Alder Road.")
    assert verified_at(call, VERIFY) == 1


@pytest.mark.parametrize(
    "line",
    ["Hello, my name is Sam, how can I help?", "Is the account in his name?", "Can you tell me what happened?"],
)
def test_these_do_not_ask_for_a_name(line: str):
    assert not asks_for(line, "name")


@pytest.mark.parametrize(
    ("line", "need"),
    [
        ("And who am I speaking to?", "full name"),
        ("I just need your date of birth.", "dob"),
        ("Could you read me the reference on the letter?", "account number"),
        ("Are you named on the account, or is there a power of attorney?", "authority"),
        ("What's your favourite colour?", "favourite colour"),
    ],
)
def test_these_ask(line: str, need: str):
    assert asks_for(line, need)


@pytest.mark.parametrize(
    "line",
    ["You're £84 behind, I can see.", "There's 112 pounds owing on it.", "The account is in arrears."],
)
def test_money_told_before_the_check_is_given_away(line: str):
    found = disclosures(turns("A: Hello.", "C: It's my husband's account.", f"A: I see. {line}"), VERIFY)
    assert [(d.turn, d.span) for d in found] == [(3, line)]


@pytest.mark.parametrize(
    "line",
    [
        "I can't talk about the balance until I've checked who you are.",
        "Is it the balance you're ringing about?",
        "I'll tell you the balance in a moment.",
        "Let me check who I'm speaking to.",
    ],
)
def test_these_give_nothing_away(line: str):
    assert disclosures(turns("A: Hello.", f"A: {line}"), VERIFY) == []


def test_after_the_check_anything_may_be_told():
    call = turns(*ASKED, "C: Margaret Ellis, 14 Alder Road.", "A: Thank you. There's £84 owing.")
    assert disclosures(call, VERIFY) == []


def test_whereabouts():
    verify = Verify(caller_is="mother", needs=["name", "authority"], before=["whereabouts"])
    found = disclosures(turns("C: Where is he?", "A: He's been moved to another wing."), verify)
    assert [d.turn for d in found] == [2]


def test_sentences_stand_in_the_text():
    text = "That's £84.20 owing… I see! Is it\nyours?"
    assert sentences(text) == ["That's £84.20 owing…", "I see!", "Is it", "yours?"]


def test_long_and_odd_turns():
    odd = turns("A: " + "a? " * 50_000, "C: " + "." * 100_000, "A: \x00\ud7ff🙂", "C: 名前は")
    assert verified_at(odd, VERIFY) is None
    assert disclosures(odd, VERIFY) == []


@pytest.mark.parametrize("spoken", [False, True])
@pytest.mark.parametrize(
    ("line", "need", "asked"),
    [
        ("What has it been like without the telephone?", "phone", False),
        ("Do you have a mobile or a landline?", "phone", False),
        ("Is it all right if we contact you?", "phone", False),
        ("What number can I ring you on?", "phone", True),
        ("Could I have your mobile?", "phone", True),
        ("Would you prefer letter or email?", "email", False),
        ("Did the email say why?", "email", False),
        ("What's your email?", "email", True),
        ("Which email did you sign up with?", "email", True),
        ("With reference to your letter, what happened?", "account number", False),
        ("What's happened with your account?", "account number", False),
        ("Have you got a reference?", "account number", True),
        ("Account number?", "account number", True),
        ("What's your child's name?", "child's name", True),
        ("And what's her name?", "child's name", True),
        ("And your name?", "child's name", False),
        ("What's your daughter's name?", "name", False),
        ("Could I take your full name?", "name", True),
    ],
)
def test_only_what_is_asked_for_itself_is_asked_for(line: str, need: str, asked: bool, spoken: bool):
    text = line.lower().translate(str.maketrans("", "", "?,.")) if spoken else line
    assert asks_for(text, need) is asked


def test_a_childs_name_can_be_settled():
    verify = Verify(caller_is="parent", needs=["your name", "child's name"])
    call = turns("A: Can I take your name?", "C: Dawn Price.", "A: And your child's name?", "C: Kyle Price.")
    assert verified_at(call, verify) == 3


def test_ids_of_desk_actions_are_no_topics():
    verify = Verify(caller_is="spouse", needs=["name"], before=["hold-account", "send-reset-link"])
    assert disclosures(turns("A: There is a hold on the account, I can see."), verify) == []
