"""A caller's own words turned round, so that an agent could say them back: "I've not slept" → "You've not slept"."""

import re
from typing import Final

from simulator.evaluator.patterns import shows, without

_TOKEN: Final = re.compile(r"[\w'’]+|[^\w\s]+|\s+")
_PLAIN: Final = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "i'm": "you're",
    "im": "you're",
    "i've": "you've",
    "ive": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "we": "you",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
    "your": "our",
    "yours": "ours",
    "you've": "we've",
    "you're": "we're",
    "you'd": "we'd",
    "you'll": "we'll",
    "yourself": "ourselves",
    "here": "there",
}
_CALLED: Final = re.compile(r",? (?:love|mate|dear|pet|duck|hen|sir|miss|madam)$", re.I)
_DANGLING: Final = re.compile(
    r"(?:,? (?:i|i'm|i've|i'd|i'll|you|you've|the|an?|and|to|of|my|our|it's|we've|is|was|but|for|with|that|so|well))+$",
    re.I,
)
_BE: Final = {"am": "are", "was": "were", "wasn't": "weren't"}
_BEFORE_SUBJECT: Final = frozenset(
    (
        "and",
        "but",
        "so",
        "because",
        "that",
        "when",
        "if",
        "since",
        "while",
        "what",
        "how",
        "then",
        "as",
        "where",
        "until",
        "till",
    )
)
_CUTS: Final = re.compile(r"[,.;:!?…–]| and | but | so | because | that (?:i|we|he|she|they) | which | until ", re.I)
_OVER: Final = 2
"""Words by which a quote may be longer rather than break off."""
_LONGEST: Final = 18
_SHORTEST: Final = 3


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.replace("’", "'"))


def trimmed(phrase: str) -> str:
    """A phrase without the words that only lead in, and without its closing stop."""
    plain = without("lead_in", phrase.strip()).strip().rstrip(".,;:!…-– ")
    return _CALLED.sub("", plain).rstrip(".,;:!…-– ")


def turned(phrase: str) -> str | None:
    """The clause as the agent could give it back, with a capital and no stop; None where that would not be sound."""
    clause = trimmed(phrase)
    words = clause.split()
    if not _SHORTEST <= len(words) <= _LONGEST or "?" in clause or not shows("can_turn", clause):
        return None
    if shows("keep_away", clause) or any(mark in clause for mark in '"“”…();:\n'):
        return None
    spoken = "".join(_turn(_tokens(clause)))
    return spoken[0].upper() + spoken[1:]


def _turn(tokens: list[str]) -> list[str]:
    turned_round: list[str] = []
    before = ""
    for token in tokens:
        low = token.lower()
        if low == "you":
            now = "we" if not before or before in _BEFORE_SUBJECT or before in ",.!" else "us"
        elif low in _BE and before in ("i", "we"):
            now = _BE[low]
        else:
            now = _PLAIN.get(low, token)
        turned_round.append(now)
        if not token.isspace():
            before = low
    return turned_round


def said_words(phrase: str, *, most: int = 9) -> str | None:
    """A few of the caller's words to quote, cut where a clause ends; None where they are not to be said back."""
    clause = trimmed(phrase)
    if shows("keep_away", clause):
        pieces = [p for p in re.split(r"[,.;:!?…–]| and | but ", clause) if not shows("keep_away", p)]
        clause = max((p.strip() for p in pieces), key=len, default="")
    words = clause.split()
    if len(words) > most:
        cuts = [piece.strip() for piece in _CUTS.split(clause)]
        whole = " ".join(words[:most]) if len(words) > most + _OVER else clause
        clause = next((piece for piece in cuts if _SHORTEST <= len(piece.split()) <= most), whole)
        most += _OVER
    clause = _DANGLING.sub("", clause)
    return clause if 2 <= len(clause.split()) <= most and '"' not in clause else None
