"""What is said of a call is true of it: asked twice, the failing line, greetings, quotes, anchors, better lines."""

import pytest

from simulator.evaluator import feedback, grade_embedded, measure, read
from simulator.evaluator.conduct import opening_parts
from simulator.evaluator.lines import Coach, kinds
from simulator.evaluator.quotes import quotes_of
from simulator.evaluator.strengths import did
from simulator.grade import Evidence
from simulator.library import Library
from simulator.listening import hear
from simulator.persona import Persona
from simulator.rubric import Rubric
from tests.evaluator.calls import GOOD, LETTER, OPENS, SLEEPS, WIDOW, transcript

Lines = list[tuple[str, str]]
HOLD = {"turn": 9, "kind": "action", "id": "hold-account"}


@pytest.fixture(scope="module")
def rubric(library: Library) -> Rubric:
    """The main rubric."""
    return library.rubric("compassionate-call")


def asked_twice(second: str, answer: str = "It's 40471182.") -> Lines:
    """A call that asks for the account number, and then asks `second`."""
    return [
        ("agent", "Good morning, Sam here, how can I help? Could I take your account number, please?"),
        ("caller", answer),
        ("agent", "Thank you. What's been happening with the bill?"),
        ("caller", "You charged me twice in March, and nobody rang back."),
        ("agent", second),
        ("caller", "Right."),
        ("agent", "I'll refund it today and ring you on Friday. Have I missed anything?"),
        ("caller", "No, thank you."),
    ]


@pytest.mark.parametrize(
    ("second", "answer", "times"),
    [
        ("And what's your account number?", "It's 40471182.", 1),
        ("Account number again, please?", "It's 40471182.", 1),
        ("And what's your account number?", "Why do you need that?", 0),
        ("And what's your account number?", "I'd rather not say.", 0),
        ("So your account number is 40471182, is that right?", "It's 40471182.", 0),
        ("Is there another account number on the letter?", "It's 40471182.", 0),
        ("Could I take the first line of your address?", "It's 40471182.", 0),
        ("What has been going on with your bill?", "It's 40471182.", 1),
        ("When was the bill sent?", "It's 40471182.", 0),
    ],
)
def test_what_was_answered_and_asked_again(second: str, answer: str, times: int) -> None:
    assert measure(read(transcript(asked_twice(second, answer))))["repeated_questions"] == times


def test_asking_twice_costs_effort_and_is_said(rubric: Rubric) -> None:
    twice = grade_embedded(transcript(asked_twice("And what's your account number?")), rubric).criterion("effort")
    once = grade_embedded(transcript(asked_twice("Thank you, I can see that.")), rubric).criterion("effort")
    assert twice.score is not None and once.score is not None and twice.score <= once.score - 0.7
    assert "asked again" in twice.why and "asked again" not in once.why
    assert any(e.shows == "repeated_questions" and "account number" in e.quote and e.turn == 5 for e in twice.evidence)


DISCLOSED: Lines = [*GOOD[:2], ("agent", "I see that £84 is owing on it."), ("caller", SLEEPS), *GOOD[4:]]
RUDE: Lines = [*GOOD[:6], ("agent", "Oh shut up, you stupid woman."), ("caller", "Well!"), *GOOD[8:]]


@pytest.mark.parametrize(
    ("lines", "events", "check", "wanted"),
    [
        (DISCLOSED, [], "disclosed-before-check", "who I'm speaking to"),
        (GOOD, [HOLD], "wording-missed", "A hold lasts for thirty days from today."),
        (RUDE, [], "abuse", "no way to speak to you"),
    ],
)
def test_what_failed_the_call_is_what_to_change(
    rubric: Rubric, lines: Lines, events: list[dict[str, object]], check: str, wanted: str
) -> None:
    call = transcript(lines, events=events)
    grade = grade_embedded(call, rubric, persona=WIDOW)
    failed = next(one for one in grade.critical if one.id == check)
    change = feedback(grade, call, WIDOW, rubric=rubric).change
    assert change is not None and (change.turn, change.said) == (failed.turn, failed.quote)
    assert wanted in change.say


def test_a_failure_that_no_check_names_is_changed_too(rubric: Rubric) -> None:
    call = transcript(RUDE)
    grade = grade_embedded(call, rubric)
    grade = grade.model_copy(update={"critical": [grade.critical[0].model_copy(update={"id": "laughed"})]})
    told = feedback(grade, call, rubric=rubric)
    assert told.change is not None and told.change.turn == grade.critical[0].turn


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Good morning, Sam here, how can I help?", ["greeting", "name", "offer"]),
        ("Hello, Priya here, how can I help?", ["greeting", "name", "offer"]),
        ("Sam speaking, how can I help?", ["greeting", "name", "offer"]),
        ("Hello, you're speaking with Priya. What can I do for you?", ["greeting", "name", "offer"]),
        ("Hello, who am I speaking to?", ["greeting"]),
        ("Hello, I'm right here, tell me.", ["greeting", "offer"]),
    ],
)
def test_first_words(words: str, parts: list[str]) -> None:
    assert opening_parts(read(transcript([("agent", words), ("caller", "Hello.")]))) == parts


def test_only_the_question_that_drew_a_fact_out_is_its_evidence() -> None:
    told = {"turn": 6, "kind": "fact", "id": "arrears"}
    asked = read(transcript(GOOD, events=[{**told, "asked_turn": 5}]), WIDOW)
    assert [one.turn for one in quotes_of("facts_earned", asked, WIDOW)] == [5]
    lines: Lines = [("caller", OPENS), ("agent", "I can see we agreed thirty-two pounds."),
                    ("caller", "I've not paid the last two.")]  # fmt: skip
    volunteered = read(transcript(lines, events=[{"turn": 3, "kind": "fact", "id": "arrears"}]), WIDOW)
    assert quotes_of("facts_earned", volunteered, WIDOW) == []


def test_a_thing_done_is_shown_where_it_was_spoken_of() -> None:
    spoken = read(transcript(GOOD, events=[HOLD]), WIDOW)
    assert ["hold" in one.text for one in quotes_of("desk_actions", spoken, WIDOW)] == [True]
    silent = read(transcript(GOOD, events=[{"turn": 3, "kind": "action", "id": "hold-account"}]), WIDOW)
    assert quotes_of("resolved", silent, WIDOW) == []


def test_the_same_thing_done_twice_is_one_thing() -> None:
    assert measure(read(transcript(GOOD, events=[HOLD, HOLD]), WIDOW), WIDOW)["desk_actions"] == 1


def test_compulsory_wording_is_no_signpost() -> None:
    words = "If you are struggling, StepChange offers free debt advice to anyone."
    desk = WIDOW.desk.model_copy(update={"must_say": [WIDOW.desk.must_say[0].model_copy(update={"text": words})]})
    scripted = WIDOW.model_copy(update={"desk": desk})
    call = transcript([*GOOD[:4], ("agent", words), ("caller", LETTER)])
    assert quotes_of("signpost", read(call, WIDOW), WIDOW)
    for shows in ("signpost", "vulnerability_handled"):
        assert words not in [one.text for one in quotes_of(shows, read(call, scripted), scripted)]


def test_an_anchor_claims_no_more_than_was_reached(rubric: Rubric) -> None:
    call = transcript(GOOD)
    grade = grade_embedded(call, rubric, persona=WIDOW)
    lowered = [c.model_copy(update={"score": 3.9}) if c.id == "empathy" else c for c in grade.criteria]
    told = feedback(grade.model_copy(update={"criteria": lowered}), call, WIDOW, rubric=rubric)
    empathy = next(one for one in told.leading if one.id == "empathy")
    assert empathy.anchor == rubric.criterion("empathy").anchors[3]


def test_what_the_identity_check_lacked_is_named(rubric: Rubric) -> None:
    lines: Lines = [("agent", "Hello, this is Sam. Could I take your name?"), ("caller", "Margaret Ellis."),
                    ("agent", "Thank you. What has happened?"), ("caller", LETTER)]  # fmt: skip
    why = grade_embedded(transcript(lines), rubric, persona=WIDOW).criterion("identity").why
    assert "asked for the name; the address was never asked for" in why and "before it was needed" not in why
    none = grade_embedded(transcript([*lines[2:], *lines[2:]]), rubric, persona=WIDOW).criterion("identity").why
    assert "never asked for what the identity check needs (the name and the address)" in none


def plain_caller(**more: object) -> Persona:
    """A caller of middling intensity who is not vulnerable."""
    return WIDOW.model_copy(update={"intensity": "medium", "vulnerability": None, **more})


def test_grave_words_are_kept_for_grave_calls() -> None:
    grave = "That's a lot to be carrying"
    cue = "I've been charged twice."
    plain, heavy = Coach(plain_caller()), Coach(plain_caller(intensity="high"))
    for coach, there in ((plain, False), (heavy, True), (Coach(plain_caller(), heavy=True), True)):
        for kind in ("feeling", "dismissal"):
            said = [line.say for turn in range(3) if (line := coach.line(kind, turn, cue)) is not None]
            assert said and (not any(grave in say for say in said) or there)
    assert "somebody I know" not in str(kinds())


def test_no_line_at_the_identity_question_or_the_goodbye(rubric: Rubric) -> None:
    lines: Lines = [("agent", "Hello."), ("caller", "It's my husband's account."), ("agent", "I see the account."),
                    ("caller", LETTER), ("agent", "Could I take your name and address?"), ("caller", "Why?"),
                    ("agent", "Goodbye, then.")]  # fmt: skip
    grade = grade_embedded(transcript(lines), rubric, persona=WIDOW)
    assert [one.turn for one in grade.criterion("naming").better] == [3]
    assert 5 not in [one.turn for one in grade.criterion("ownership").better]


def test_a_strength_claims_no_more_than_there_was() -> None:
    call = transcript([("caller", "The meter was wrong again."), ("agent", "Again? What did the meter say?"),
                       ("caller", "Nothing."), ("agent", "And how was that?"),
                       ("agent", "So they came twice and left."),
                       ("agent", "So they came twice. Is that right?")])  # fmt: skip
    assert "own words" in did(Evidence(turn=2, quote="What did the meter say?", shows="probe"), call)
    assert "own words" not in did(Evidence(turn=4, quote="And how was that?", shows="probe"), call)
    assert "correct you" not in did(Evidence(turn=5, quote="So they came twice and left.", shows="summary"), call)
    assert "correct you" in did(Evidence(turn=6, quote="So they came twice.", shows="summary"), call)


@pytest.mark.parametrize("words", ["Policy is policy.", "Those are the rules.", "There's nothing I can do."])
def test_hiding_behind_the_rules_is_a_fob_off(words: str) -> None:
    assert "fob_off" in {act.act for act in hear(words)}


def test_when_is_not_where() -> None:
    lines: Lines = [("agent", "When did you send the form?"), ("caller", "On the third of May."),
                    ("agent", "And where did you send the form?"), ("caller", "To the Leeds office.")]  # fmt: skip
    assert measure(read(transcript(lines)))["repeated_questions"] == 0
