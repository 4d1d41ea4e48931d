"""Rules of conduct over short calls, kept in one list and broken in the other, as a quality analyst would mark them."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator.evaluator import grade_embedded, read
from simulator.evaluator.asking import asked_again
from simulator.evaluator.conduct import first_question, opening_parts, unexplained_waits, with_sentence
from simulator.evaluator.handling import handover_parts, vulnerability_parts
from simulator.evaluator.quotes import quotes_of
from simulator.evaluator.reading import Reading
from simulator.library import Library
from simulator.listening.identity import disclosures, verified_at
from simulator.listening.wording import carries
from simulator.persona import Desk, MustSay, Verify
from simulator.transcript import Transcript
from tests.evaluator.calls import WIDOW, transcript

RULES = YAML(typ="safe").load(Path(__file__).parents[1] / "data" / "rules" / "calls.yaml")
PARTS = 3


def reading(call: list[str]) -> Reading:
    """A call from lines that begin with A, C or @ (an event)."""
    turns: list[dict[str, str]] = []
    events: list[dict[str, Any]] = []
    for line in call:
        kind, _, text = line.partition(" ")
        if kind.startswith("@"):
            events.append({"turn": len(turns), "kind": kind[1:], "id": text or None})
        else:
            turns.append({"speaker": "agent" if kind == "A" else "caller", "text": text})
    return read(Transcript.model_validate({"id": "call", "turns": turns, "events": events}))


def kept(rule: str, case: Any) -> bool:
    """Whether the rule's name holds of this case."""
    if rule == "wording":
        return carries(case["says"], MustSay.model_validate(RULES[rule]["texts"][case["text"]]))
    call = reading(case["call"] if isinstance(case, dict) else case)
    if rule in ("early_disclosure", "identity_asked"):
        verify = Verify.model_validate(RULES[rule]["checks"][case["check"]])
        if rule == "identity_asked":
            return verified_at(call.turns, verify) is not None
        return bool(disclosures(call.turns, verify, on_screen=case.get("screen", "")))
    return {
        "vulnerability": lambda: len(vulnerability_parts(call, None) or ()) == PARTS,
        "asked_twice": lambda: bool(asked_again(call, None)),
        "unexplained_wait": lambda: bool(unexplained_waits(call)),
        "dated_step": lambda: bool(with_sentence(call, "dated_step")),
        "escalation": lambda: len(handover_parts(call, None) or ()) == PARTS,
        "no_escalation": lambda: handover_parts(call, None) is None,
        "opening": lambda: len(opening_parts(call)) == PARTS,
    }[rule]()


CASES = [(rule, side == "yes", case) for rule, sides in RULES.items() for side in ("yes", "no") for case in sides[side]]


@pytest.mark.parametrize(
    ("rule", "holds", "case"),
    CASES,
    ids=[f"{rule}-{holds}: {case.get('says') or case['call'][-1]}" if isinstance(case, dict)
         else f"{rule}-{holds}: {' / '.join(case)}" for rule, holds, case in CASES],
)  # fmt: skip
def test_rule(rule: str, holds: bool, case: Any) -> None:
    assert kept(rule, case) is holds


def test_every_rule_has_ten_cases_on_either_side() -> None:
    assert all(len(sides[side]) >= 10 for sides in RULES.values() for side in ("yes", "no"))


SIGNALS = {
    "vulnerability": "vulnerability_handled",
    "asked_twice": "repeated_questions",
    "unexplained_wait": "unexplained_waits",
    "dated_step": "dated_steps",
    "escalation": "handover",
    "opening": "opened_warmly",
    "early_disclosure": "early_disclosures",
    "identity_asked": "identity_checked",
}


@pytest.mark.parametrize("rule", SIGNALS)
def test_what_was_found_can_be_quoted(rule: str) -> None:
    for case in RULES[rule]["yes"]:
        call = reading(case["call"] if isinstance(case, dict) else case)
        verify = RULES[rule]["checks"][case["check"]] if isinstance(case, dict) else None
        persona = WIDOW.model_copy(
            update={
                "verify": Verify.model_validate(verify) if verify else None,
                "vulnerability": None,
                "desk": Desk(account={"line": case["screen"]} if isinstance(case, dict) and "screen" in case else {}),
            }
        )
        quoted = quotes_of(SIGNALS[rule], call, persona)
        spoken = {heard.turn.n: heard.turn.text for heard in call.agent}
        assert all(one.text in spoken[one.turn] for one in quoted)
        assert quoted or all(len(text.split()) == 1 for text in spoken.values()), case


def test_a_number_to_ring_is_not_looking_after(library: Library) -> None:
    rubric = library.rubric("compassionate-call")
    told = ("caller", "I lost my job in March and I can't pay.")
    number = [
        ("agent", "Hello, how can I help?"),
        told,
        ("agent", "StepChange have a free helpline for that."),
        ("caller", "Right."),
    ]
    grade = grade_embedded(transcript(number), rubric).criterion("vulnerability")
    assert grade.score is not None and grade.score <= 2


def test_a_greeting_alone_is_judged_as_a_greeting(library: Library) -> None:
    greeted = [("agent", "Good morning, you're speaking to Sam. How can I help?"), ("caller", "It's about my bill.")]
    grade = grade_embedded(transcript(greeted), library.rubric("compassionate-call"))
    assert [one.id for one in grade.criteria if one.status == "graded"] == ["opening"]
    assert grade.passed is None


@pytest.mark.parametrize(("says", "outcome"), [
    ("I completely understand your frustration.", "missed"),
    ("That must be so hard for you.", "missed"),
    ("Your rent bounced, and now the landlord is writing to you.", "taken"),
])  # fmt: skip
def test_a_stock_phrase_takes_no_opening_up(says: str, outcome: str) -> None:
    call = reading(["C You bounced my rent and the landlord has written to me. I'm at my wits' end.", f"A {says}"])
    assert [one.outcome for one in call.opportunities] == [outcome]


def test_no_advice_is_offered_as_the_question_to_keep() -> None:
    heard = reading(
        ["C It's broken.", "A Have you tried turning it off? What happens when you press the button?"]
    ).agent
    assert first_question(heard[0]) == "What happens when you press the button?"
