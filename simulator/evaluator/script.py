"""Compulsory wording in the agent's mouth: said because it must be, so no sign of skill or care."""

from typing import Final

from simulator.listening.wording import content_roots
from simulator.persona import Persona

_COVERED: Final = 0.7
"""Share of a sentence's content words that stand in a wording, from which it is that wording."""
_LEAST: Final = 3
"""Content words of a sentence below which it may agree with a wording by chance."""

NO_SKILL: Final = frozenset({"signpost", "empathy", "validation", "ownership"})
"""Acts that a script only looks like."""


def scripted(sentence: str, persona: Persona | None) -> bool:
    """Whether this sentence is one of the persona's compulsory wordings, or part of one."""
    said = content_roots(sentence)
    if persona is None or len(said) < _LEAST:
        return False
    return any(len(said & content_roots(must.text)) / len(said) >= _COVERED for must in persona.desk.must_say)
