"""One short call of our own and a rubric, for the tests of the model evaluator."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from simulator.evaluator.exchanges import Exchange
from simulator.evaluator.judge import grade_with_model
from simulator.grade import Grade
from simulator.llm import Message, ScriptedChat
from simulator.rubric import Rubric
from simulator.settings import EvaluatorSettings
from simulator.transcript import Transcript

CALL: dict[str, Any] = {
    "id": "widow-1",
    "persona": "bereaved-account-holder@1.0.0",
    "seed": 7,
    "turns": [
        {"speaker": "agent", "text": "Good morning, you're through to Sam. How can I help?"},
        {"speaker": "caller", "text": "It's my husband's account. I've had a letter again."},
        {"speaker": "agent", "text": "I'm sorry for your loss. You said 'again' — what happened the other times?"},
        {"speaker": "caller", "text": "Nobody wrote it down. I'm that tired of saying it."},
        {"speaker": "agent", "text": "Can I take your name and the first line of the address?"},
        {"speaker": "caller", "text": "Margaret Ellis. Fourteen Larch Road."},
        {"speaker": "agent", "text": "Thank you. I'll put a hold on the letters and ring you on Tuesday."},
    ],
    "events": [
        {"turn": 6, "at": 61.0, "kind": "fact", "id": "letter", "reason": "trust 58, asked open"},
        {"turn": 7, "at": 70.0, "kind": "action", "id": "hold-account"},
        {"turn": 7, "at": 71.0, "kind": "fallback", "reason": "ProviderBusyError"},
        {"turn": 7, "at": 75.0, "kind": "end", "reason": "resolved, trust 80"},
    ],
    "meta": {"owner": "Sam Okafor", "mood": {"trust": 80}},
}
QUOTE = {"turn": 3, "quote": "what happened the other times", "shows": "takes up her word"}
RATING: dict[str, Any] = {
    "restate": "Whether you found out what she needs.",
    "quotes": [QUOTE],
    "reason": "You took up her word.",
    "level": "4",
    "missed": [{"turn": 4, "quote": "that tired of saying it", "cue": "feeling"}],
    "better": [
        {
            "turn": 5,
            "said": "Can I take your name",
            "say": "You've told us this before. Let's make it the last time.",
            "because": "-",
        }
    ],
}


def call(**changes: Any) -> Transcript:
    return Transcript.model_validate(CALL | changes)


def rubric(*, criteria: int = 1, critical: Sequence[dict[str, str]] = (), **criterion: Any) -> Rubric:
    entries = [
        {
            "id": f"c{number}",
            "name": f"Criterion {number}",
            "question": f"Question {number}?",
            "anchors": {1: "Assumes.", 3: "Asks.", 5: "Follows the caller's leads."},
        }
        | criterion
        for number in range(1, criteria + 1)
    ]
    return Rubric.model_validate(
        {
            "id": "r",
            "version": "1.0.0",
            "name": "R",
            "pass": {"overall": 3},
            "criteria": entries,
            "critical": list(critical),
        }
    )


def judged(
    script: Any,
    *,
    transcript: Transcript | None = None,
    by: Rubric | None = None,
    record: Callable[[Exchange], None] | None = None,
    **settings: Any,
) -> tuple[Grade, ScriptedChat]:
    chat = ScriptedChat(script)
    grade = grade_with_model(
        transcript or call(), by or rubric(), chat=chat, settings=EvaluatorSettings(**settings), record=record
    )
    return grade, chat


def asked_for(messages: Sequence[Message]) -> str:
    """The last message: what is asked now."""
    return messages[-1].content


def rating(**changes: Any) -> str:
    return json.dumps(RATING | changes)
