"""What an agent's questions are about: which facts and which answers of the persona."""

import re
from collections.abc import Collection, Sequence

from simulator.caller.mood import normal
from simulator.caller.plain import about_slip, asks_for_story, story_of
from simulator.caller.state import Topic
from simulator.listening import MATCH, Act, Matcher
from simulator.listening.content import content
from simulator.listening.identity import asks_for, sentences
from simulator.persona import Persona
from simulator.transcript import Turn

CLEAR = 0.55
"""A match that stands without help from the sentence before, or beside another question."""
CERTAIN = 0.9
"""A question that is this like an example is about that, whatever single words it has."""
FACT_HAS_PRECEDENCE = 0.12
"""An answer must match this much better than a fact for a question to be about the answer."""
TIE = 0.05
ANSWERS_AT_ONCE = 3
DETAILS = ("name", "address", "postcode", "date of birth", "account number", "phone", "email")
ORDER = re.compile(r"(?:(?:so|okay|ok|right|well|please|and) )*(?:take|talk|walk|run|tell|start)\b")
AND = re.compile(r",? and (?:then )?")
QUESTIONS = frozenset({"open_question", "closed_question", "probe"})
CHECK = re.compile(
    r"(?:so )?(?:have|did) i (?:got|get|understood?) (?:this|that|it|you) (?:right|correctly)\b.*|am i right\b.*|"
    r"is that (?:right|correct|ok|okay|all right|fine)(?: with you| to ask)?\W*|(?:does that|that) make sense\W*|"
    r"(?:right|okay|ok|all right|yes|isn't it|aren't they)\W*",
    re.IGNORECASE,
)
"""A check for a nod: it asks for nothing that is not already on the table."""


def questions(text: str, acts: Sequence[Act]) -> tuple[str, ...]:
    """The sentences of a turn that ask for something."""
    spans = [(act.start, act.end) for act in acts if act.act in QUESTIONS]
    found, place = [], 0
    for sentence in sentences(text):
        start = text.find(sentence, place)
        place = start + len(sentence)
        asks = sentence.endswith("?") or any(s < place and e > start for s, e in spans)
        if asks and not CHECK.fullmatch(sentence):
            found.append(sentence)
    return tuple(found)


def topic_of(
    persona: Persona,
    text: str,
    asked: Sequence[str],
    *,
    earlier: Sequence[Turn],
    matcher: Matcher,
    answered: Collection[int] = (),
) -> Topic:
    """What these questions are about. The best match leads; another question counts where its match is clear.

    A plain "what has happened?" is about what the caller rang for (`answered` are the answers already given).
    """
    details = _details(persona, text)
    story = story_of(persona)
    if story is not None and any(
        asks_for_story(persona, part, told=story in answered, earlier=earlier)
        for question in (*asked, *_orders(text, asked))
        for part in AND.split(question)
    ):
        return Topic(answers=tuple(dict.fromkeys((*details, story)))[:ANSWERS_AT_ONCE], near=1.0)
    found = sorted((_about(persona, text, q, earlier, matcher) for q in asked), key=lambda topic: -topic.near)
    if details and (not found or found[0].near < CERTAIN or set(found[0].answers) & set(details)):
        return Topic(answers=details, near=1.0)
    kept = [topic for i, topic in enumerate(found) if i == 0 or topic.near >= CLEAR]
    return Topic(
        facts=tuple(dict.fromkeys(fact for topic in kept for fact in topic.facts)),
        answers=tuple(dict.fromkeys(answer for topic in kept for answer in topic.answers))[:ANSWERS_AT_ONCE],
        near=max((topic.near for topic in found), default=0.0),
    )


def _orders(text: str, asked: Sequence[str]) -> tuple[str, ...]:
    """Sentences that ask without a question mark: "take me through it"."""
    return tuple(s for s in sentences(text) if s not in asked and ORDER.match(normal(s)))


def _about(persona: Persona, text: str, question: str, earlier: Sequence[Turn], matcher: Matcher) -> Topic:
    vague = len(content(normal(question))) < 2
    alone = _match(persona, question, matcher)
    slip = about_slip(persona, question, earlier)
    if slip is not None and not (alone.answers and alone.near >= CERTAIN):
        return Topic(facts=(slip,), near=1.0)
    if alone.near >= CLEAR and not vague:
        return alone
    joined = _match(persona, _with_context(text, question, earlier if vague else ()), matcher)
    return joined if joined.near >= (MATCH if vague else alone.near) else alone


def _match(persona: Persona, question: str, matcher: Matcher) -> Topic:
    facts = {fact.id: matcher.score(question, fact.ask) for fact in persona.facts if fact.ask}
    answers = {i: matcher.score(question, answer.ask) for i, answer in enumerate(persona.answers)}
    best_fact, best_answer = max(facts.values(), default=0.0), max(answers.values(), default=0.0)
    near = max(best_fact, best_answer)
    if near < MATCH:
        return Topic(near=near)
    if best_fact >= best_answer - FACT_HAS_PRECEDENCE:
        ranked = sorted(facts, key=lambda fact_id: -facts[fact_id])
        return Topic(facts=tuple(f for f in ranked if facts[f] >= max(MATCH, best_fact - TIE)), near=near)
    return Topic(answers=(max(answers, key=lambda i: answers[i]),), near=near)


def _with_context(text: str, question: str, earlier: Sequence[Turn]) -> str:
    """The question joined to what says what it is about: the agent's sentence before, or the caller's last one."""
    before = sentences(text[: text.find(question)])
    if not before:
        before = [s for turn in earlier[-1:] if turn.speaker == "caller" for s in sentences(turn.text)]
    return f"{before[-1].rstrip('.!?…')}, {question}" if before else question


def _details(persona: Persona, text: str) -> tuple[int, ...]:
    """Answers to the plain details that are asked for: a name, an address. Words decide here, not likeness."""
    wanted = [need for need in DETAILS if asks_for(text, need)]
    found = (
        next((i for i, answer in enumerate(persona.answers) if any(asks_for(ask, need) for ask in answer.ask)), None)
        for need in wanted
    )
    return tuple(dict.fromkeys(i for i in found if i is not None))[:ANSWERS_AT_ONCE]
