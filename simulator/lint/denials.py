"""Finds the words with which a line denies something, which a deflection must never do."""

import re
from typing import Final

WHO: Final = r"(?:i|we|he|she|they|it|that|there|you)"
TAG: Final = re.compile(rf",?\s(?:\w+n't {WHO}|am i not|is it not|are they not)\s*\?")
ALLOWED: Final = re.compile(
    r"\bno (?:idea|need|matter|point|use|offence|rush|hurry|patience|comment|wonder)\b|\bnever mind\b"
    rf"|\b{WHO}(?:'m| am|'re| are|'s| is| was|'ve| have)? ?"
    r"(?:not|isn't|aren't|wasn't|weren't|hadn't|haven't|didn't) "
    r"(?:sure|certain|going to|here to|ready|able|really|saying|asking|comfortable|used to|counting|thought"
    r"|decided|ringing|calling|expecting|the (?:point|time|moment|place)|something|what i|why i"
    r"|a (?:thing|subject)|want|like|mean|ring|call|come|think|expect|say|look|know|get on)\b"
)
DENIES: Final = re.compile(
    r"^(?:oh,? |well,? |ah,? )?no\b|\b(?:nope|never|nothing of the (?:sort|kind))\b"
    r"|^nothing\b|\bnothing(?:'s| is)? (?:wrong|the matter|like that)\b"
    r"|\b(?:of course|certainly|definitely|absolutely) not\b|\bnot at all\b|^not (?:that|us|me|him|her)\b"
    r"|\bthere(?:'s| is| are|'re) (?:no|not|nothing|none|nobody)\b"
    rf"|\b{WHO} (?:haven't|hasn't|hadn't|isn't|aren't|wasn't|weren't|didn't|don't have|don't owe)\b"
    rf"|\b{WHO}(?:'ve|'s|'re|'m| am| is| are| was| were| have| has| did) (?:not|no|nothing|none|nobody)\b"
    r"|\b(?:everything|all)(?:'s| is) (?:fine|all right|okay|ok)\b"
)


def denial(line: str) -> str:
    """The words of a line that deny something; empty where it only puts the question off."""
    for sentence in re.split(r"(?<=[.!?…])\s+", line.lower().replace("’", "'")):
        found = DENIES.search(ALLOWED.sub(" … ", TAG.sub(" ", sentence)).strip())
        if found:
            return found.group()
    return ""
