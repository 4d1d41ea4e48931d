"""Plain questions: what has happened, from the start; and what a caller let slip, asked about in its own words."""

import re
from collections.abc import Sequence

from simulator.caller.mood import normal
from simulator.listening.content import content
from simulator.persona import Persona
from simulator.transcript import Turn

WHAT_HAPPENED = re.compile(
    r"\bwhat(?:'s| has| is|'s been| has been)?(?: been)? (?:happen\w*|going on|gone on|gone wrong|wrong)\b"
    r"(?! (?:to|with|about|after|before|if|next|since|then|when)\b)|"
    r""
    r"\bwhat(?:'s| has)? (?:brought|brings|made) you (?:to )?(?:ring|call|phone|get in touch|contact)?\b|"
    r"\b(?:take|talk|walk|run|go) (?:me )?through (?:it|this|that|everything|things|what|the whole)\b|"
    r"\btell me (?:what|everything|the whole|all about it|in your own)\b|\bwhat is (?:it|this) (?:all )?about\b"
)
"""Asks for the whole story and names nothing in it."""
THE_WHOLE = re.compile(
    r"\b(?:from the (?:very )?(?:start|beginning|top)|in your own (?:words|time)|the whole (?:story|thing))\b"
)
MORE = re.compile(r"\btell me (?:a (?:little |bit )?(?:bit )?)?(?:more|about (?:it|that|this))\b")
HELP = re.compile(r"\b(?:how (?:can|may) i help|what can i (?:do for|help) you)\b")
STORY_WORDS = frozenset(
    (
        *("all", "begin", "bit", "bring", "call", "contact", "go", "happen", "help", "like", "mean", "miss", "morning"),
        *("mr", "mrs", "ms", "own", "please", "problem", "story", "talk", "tell", "thank", "thing", "time", "today"),
        *("top", "touch", "walk", "whole", "word", "wrong"),
    )
)
"""What such a question may hold besides names: content words in their common form."""


def story_of(persona: Persona) -> int | None:
    """The answer that tells what the caller rang for: the one for a plain question, else for an offer of help."""
    answers = range(len(persona.answers))
    plain = (
        i for i in answers if any(WHAT_HAPPENED.search(normal(a)) and _bare(persona, a) for a in persona.answers[i].ask)
    )
    helped = (i for i in answers if any(HELP.search(normal(ask)) for ask in persona.answers[i].ask))
    return next(plain, next(helped, None))


def asks_for_story(persona: Persona, question: str, *, told: bool, earlier: Sequence[Turn]) -> bool:
    """Whether this asks for the whole story. A bare "what happened?" means the last thing told, once the story is."""
    words = normal(question)
    if not _bare(persona, question):
        return False
    asked = WHAT_HAPPENED.search(words) is not None
    if THE_WHOLE.search(words) and (asked or words.startswith(("tell", "start", "can", "could", "take", "so"))):
        return True
    spoken = [turn.text for turn in earlier if turn.speaker == "caller"]
    if told or (spoken and slipped_in(persona, spoken[-1:])):
        return False
    return asked or (MORE.search(words) is not None and len(spoken) < 2)


def slipped_in(persona: Persona, spoken: Sequence[str]) -> dict[str, list[str]]:
    """The hints that stand in these caller turns, by the fact they hint at."""
    found = {fact.id: [hint for hint in fact.hints if any(hint in text for text in spoken)] for fact in persona.facts}
    return {fact_id: hints for fact_id, hints in found.items() if hints}


def about_slip(persona: Persona, question: str, earlier: Sequence[Turn]) -> str | None:
    """The fact whose hint is asked about in its own words; one shared word is enough for what was said last."""
    spoken = [turn.text for turn in earlier if turn.speaker == "caller"]
    words = content(normal(question)) - {"tell", "mean", "say"}
    if not words:
        return None
    for fact_id, hints in slipped_in(persona, spoken if len(words) > 1 else spoken[-1:]).items():
        if any(words <= content(normal(hint)) for hint in hints):
            return fact_id
    return None


def _bare(persona: Persona, question: str) -> bool:
    names = content(normal(" ".join((persona.name, *persona.terms.uses))))
    return not content(normal(question)) - STORY_WORDS - names
