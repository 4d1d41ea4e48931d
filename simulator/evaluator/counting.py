"""Which of the acts heard in a turn count: not what a stock phrase, a compulsory wording or an echo only looks like."""

import re
from difflib import SequenceMatcher
from typing import Final

from simulator.evaluator.patterns import shows
from simulator.evaluator.script import NO_SKILL, scripted
from simulator.listening import Act, is_stock
from simulator.listening.wording import plain_words
from simulator.persona import Persona

QUESTIONS: Final = frozenset({"open_question", "closed_question"})
REFLECTIONS: Final = frozenset({"simple_reflection", "complex_reflection", "paraphrase", "summary", "mirroring"})
ONLY_ASKS: Final = frozenset({"probe", "open_question"})
_HOLLOW_WHEN_STOCK: Final = REFLECTIONS | QUESTIONS | {"empathy", "validation", "probe"}
"""Acts that a stock phrase only looks like: "that must be hard" reflects nothing, "how can I help" probes nothing."""
_MORE_THAN_AN_ECHO: Final = frozenset(
    {"probe", "open_question", "complex_reflection", "paraphrase", "summary", "empathy", "validation", "ownership"}
)
_ECHO: Final = 0.8
"""Share of a turn's words that stand in one run in what the caller just said, from which it is their echo."""
_TURNED: Final = {
    **dict.fromkeys(("i", "me", "you", "we", "us", "im", "i'm", "you're", "we're", "am", "are", "was", "were"), "you"),
    **dict.fromkeys(("my", "your", "our", "mine", "yours"), "your"),
    **dict.fromkeys(("i've", "you've", "we've"), "you've"),
}
_SAYING_SO: Final = re.compile(
    r"^\W*(?:(?:so|and|okay|right),? )*(?:(?:what )?(?:i hear )?you(?:['’]re| are)? (?:saying|said|say|told me)"
    r"|what i(?:['’]m| am) hearing)\b(?: is\b)?(?: that\b)?",
    re.IGNORECASE,
)
"""A lead-in that makes nothing of what follows it."""
_LEAD_INS: Final = frozenset({"so", "oh", "okay", "ok", "right", "and", "well", "yes", "ah"})


def _words(text: str) -> list[str]:
    return [_TURNED.get(word, word) for word in plain_words(text.lower().replace("’", "'"))]


def echoes(text: str, before: str) -> bool:
    """Whether a turn is the caller's own words in a run and nothing else, "my" turned to "your" or not."""
    words, said = _words(_SAYING_SO.sub("", text)), _words(before)
    while words and words[0] in _LEAD_INS:
        del words[0]
    if not words or not said:
        return False
    run = SequenceMatcher(None, words, said, autojunk=False).find_longest_match()
    return run.size / len(words) >= _ECHO


def manners(piece: str, condolences: list[str]) -> bool:
    """Whether a stock sentence is one that belongs in a call: the offer of help, a condolence (counted by itself)."""
    return shows("formula", piece) or any(words in piece for words in condolences)


def counted(
    acts: tuple[Act, ...], pieces: tuple[str, ...], stock: tuple[str, ...], persona: Persona | None, *, echo: bool
) -> tuple[Act, ...]:
    """The acts that count; neither does "how can I help", nor a blaming why as an opening."""
    spoilt = [act for act in acts if act.act in ("blaming_why", "leading_question")]
    sent_away = [act for act in acts if act.act == "fob_off"]  # FIELD: a helpline number alone is a fob-off

    def counts(act: Act) -> bool:
        if act.act in _HOLLOW_WHEN_STOCK and any(act.text in piece for piece in stock) and is_stock(act.text):
            return False
        if (act.act in QUESTIONS and shows("formula", act.text)) or (echo and act.act in _MORE_THAN_AN_ECHO):
            return False
        if act.act in NO_SKILL and any(act.text in piece and scripted(piece, persona) for piece in pieces):
            return False
        against = spoilt if act.act in ONLY_ASKS else sent_away if act.act == "signpost" else []
        return not any(one.start < act.end and act.start < one.end for one in against)

    return tuple(act for act in acts if counts(act))
