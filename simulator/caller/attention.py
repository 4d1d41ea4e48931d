"""What the caller makes of one agent turn: its acts and tone, what its question is about, what it set off."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from simulator.caller.mood import WARM, normal
from simulator.caller.state import Heard, State, Topic
from simulator.listening import MATCH, Act, Matcher, Tone, cues, hear, is_stock, tone
from simulator.listening.identity import asks_for
from simulator.persona import Persona
from simulator.transcript import Turn

ACKNOWLEDGES = frozenset(
    {
        "empathy",
        "validation",
        "simple_reflection",
        "complex_reflection",
        "condolence",
        "sympathy",
        "apology",
        "ownership",
        "probe",
        "signpost",
    }
)
FACT_HAS_PRECEDENCE = 0.08
"""An answer must match this much better than a fact for a question to be about the answer."""
Key = TypeVar("Key", str, int)
DETAILS = ("name", "address", "postcode", "date of birth", "account number", "phone", "email")
DETAILS_AT_ONCE = 3
CERTAIN = 0.9
"""A question that is this like an example is about that, whatever single words it has."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
CHECK = re.compile(
    r"(?i)(?:have i got that right|did i get that right|am i right|is that (?:right|correct|ok|okay|all right|fine)|"
    r"(?:does that|that) make sense|right|okay|ok|all right|yes|isn't it|aren't they)\W*"
)
"""A check at the end of a statement: it asks for nothing but a nod."""
TELLING_CUES = frozenset({"feeling", "vulnerability", "disclosure"})


def attend(persona: Persona, state: State, turn: Turn, *, earlier: Sequence[Turn], matcher: Matcher) -> Heard:
    """The agent's turn as this caller takes it; pure, the same words always read the same."""
    acts = hear(turn.text, earlier=earlier)
    manner = tone(turn.text)
    asked = () if manner.empty or manner.nonsense else _questions(turn.text, acts)
    topic = _topic(persona, turn.text, asked, matcher)
    asks = bool(asked or topic.answers)
    heard = Heard(turn.n, turn.text, acts, manner, topic, asks, frozenset())
    return replace(heard, events=_events(persona, state, heard, earlier))


def mentions(text: str, phrases: Sequence[str]) -> bool:
    """Whether any of these words or phrases stands in the text, whole words only."""
    words = f" {normal(text)} "
    return any(f" {normal(phrase)} " in words for phrase in phrases if normal(phrase))


def _topic(persona: Persona, text: str, asked: Sequence[str], matcher: Matcher) -> Topic:
    if not asked:
        return Topic(answers=_details(persona, text), near=1.0)
    topic, several = Topic(), " and " in text or len(asked) > 1
    for questions in (asked, [_with_sentence_before(text, question) for question in asked]):
        facts = {fact.id: max(matcher.score(q, fact.ask) for q in questions) for fact in persona.facts if fact.ask}
        answers = {i: max(matcher.score(q, a.ask) for q in questions) for i, a in enumerate(persona.answers)}
        topic = _about(facts, answers, near=topic.near, several=several)
        if topic.near >= MATCH:
            break
    details = _details(persona, text) if topic.near < CERTAIN else ()
    return Topic(answers=details, near=1.0) if details else topic


def _about(facts: dict[str, float], answers: dict[int, float], *, near: float, several: bool) -> Topic:
    best_fact, best_answer = max(facts.values(), default=0.0), max(answers.values(), default=0.0)
    about_fact = best_fact >= MATCH and best_fact >= best_answer - FACT_HAS_PRECEDENCE
    return Topic(
        facts=_near_best(facts, best_fact)[:2] if about_fact else (),
        answers=_near_best(answers, best_answer)[: 2 if several else 1] if not about_fact else (),
        near=max(near, best_fact, best_answer),
    )


def _details(persona: Persona, text: str) -> tuple[int, ...]:
    """Answers to the plain details that are asked for: a name, an address. Words decide here, not likeness."""
    wanted = [need for need in DETAILS if asks_for(text, need)]
    found = (
        next((i for i, answer in enumerate(persona.answers) if any(_asks(ask, need) for ask in answer.ask)), None)
        for need in wanted
    )
    return tuple(dict.fromkeys(i for i in found if i is not None))[:DETAILS_AT_ONCE]


@lru_cache(maxsize=4096)
def _asks(ask: str, need: str) -> bool:
    return asks_for(ask, need)


def _questions(text: str, acts: Sequence[Act]) -> tuple[str, ...]:
    """What is asked in these words; a check for a nod is no question."""
    spans = sorted({(a.start, a.end) for a in acts if a.act in ("open_question", "closed_question", "probe")})
    asked = tuple(text[start:end] for start, end in spans)
    return () if all(CHECK.fullmatch(question.strip()) for question in asked) else asked


def _with_sentence_before(text: str, question: str) -> str:
    """The question joined to the sentence before it, which may say what it is about."""
    before = text[: text.find(question)].strip()
    return f"{SENTENCE_END.split(before)[-1].rstrip('.!?')}, {question}" if before else question


def _near_best(scores: dict[Key, float], best: float) -> tuple[Key, ...]:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return tuple(key for key, score in ranked if score >= MATCH and score >= best - 0.05)


def _events(persona: Persona, state: State, heard: Heard, earlier: Sequence[Turn]) -> frozenset[str]:
    manner: Tone = heard.tone
    if manner.empty:
        return frozenset({"silence"})
    found = {
        "rude": manner.rude,
        "nonsense": manner.nonsense,
        "wounding_word": mentions(heard.text, persona.terms.wounds),
        "name_used": mentions(heard.text, persona.terms.uses),
        "repeated_question": _asked_before(state, heard),
        "missed_cue": _passed_over(heard, earlier),
        "stock_phrase": state.stock > 0 and any(is_stock(act.text) for act in heard.acts if act.act in WARM),
        "unanswered": _left_unanswered(heard, earlier),
    }
    return frozenset(event for event, happened in found.items() if happened)


def _asked_before(state: State, heard: Heard) -> bool:
    """Whether a plain answer is asked for again; to ask on about something hard that was told is no repetition."""
    return any(answer in state.answered for answer in heard.topic.answers)


def _last_caller(earlier: Sequence[Turn]) -> Turn | None:
    return earlier[-1] if earlier and earlier[-1].speaker == "caller" else None


def _passed_over(heard: Heard, earlier: Sequence[Turn]) -> bool:
    last = _last_caller(earlier)
    if last is None or heard.act_ids & ACKNOWLEDGES:
        return False
    return any(cue.cue in TELLING_CUES and cue.confidence >= 0.6 for cue in cues(last.text))


def _left_unanswered(heard: Heard, earlier: Sequence[Turn]) -> bool:
    last = _last_caller(earlier)
    if last is None or not last.text.rstrip().endswith("?"):
        return False
    return heard.asks and heard.act_ids <= {"open_question", "closed_question", "stacked_question"}
