"""Features of a conversation that fitted weights use: shares of turns that can be named, and three plain numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from simulator.evaluator.likeness import lean
from simulator.evaluator.patterns import shows, without
from simulator.evaluator.reading import QUESTIONS, REFLECTIONS, AgentTurn, Reading
from simulator.listening.dialect import standard
from simulator.listening.wording import plain_words
from simulator.rubric import Criterion

_UNDERSTANDS: Final = REFLECTIONS | {"empathy", "validation"}
_ASKED: Final = re.compile(r"\w[\"'”’)]*\s*\?")
"""A question mark behind a word: one that stands alone asks nothing."""
_ABOUT_SELF: Final = frozenset({"i", "i'm", "i've", "im", "ive", "me", "my", "myself", "we"})
_FORMULA_I: Final = re.compile(
    r"\bi(?:'m| am) (?:so |very |really )?sorry\b|\bi (?:totally |completely )?(?:understand|hear|hope)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the agent's turns, 0 to 1, and what those turns did."""

    fits: Callable[[AgentTurn], bool]
    did: str
    """Completes "You … in three of seven turns"."""


def _text(heard: AgentTurn) -> str:
    return heard.turn.text


SHARES: Final[dict[str, Share]] = {
    "asks": Share(lambda h: bool(_ASKED.search(_text(h)) or h.ids & QUESTIONS), "asked something"),
    "probes": Share(lambda h: "probe" in h.ids, "followed up on what was said"),
    "invites": Share(lambda h: shows("invites", _text(h)), "made room for more"),
    "understands": Share(lambda h: bool(h.ids & _UNDERSTANDS), "gave something back of what was said or felt"),
    "validates": Share(lambda h: bool(h.ids & {"validation", "empathy"}), "said that the feeling makes sense"),
    "makes_sense": Share(lambda h: shows("makes_sense", _text(h)), "used words that let the feeling stand"),
    "sympathises": Share(lambda h: bool(h.ids & {"sympathy", "apology", "condolence"}), "said that you were sorry"),
    "advises": Share(lambda h: bool(h.ids & {"advice", "command"}), "gave advice"),
    "urges": Share(lambda h: bool(h.ids & {"advice", "command"}) or shows("urges", _text(h)), "urged something"),
    "dismisses": Share(lambda h: bool(h.ids & {"dismissal", "command", "blaming_why"}), "brushed the feeling aside"),
    "reassures": Share(
        lambda h: bool(h.ids & {"dismissal", "command", "blaming_why"}) or shows("reassures", _text(h)),
        "reassured or generalised",
    ),
    "own_story": Share(lambda h: shows("own_story", without("not_own_story", _text(h))), "spoke of yourself"),
}  # fmt: skip


def turns_of(name: str, reading: Reading) -> list[AgentTurn]:
    """The turns that make up a share."""
    return [heard for heard in reading.agent if SHARES[name].fits(heard)]


def _self_words(text: str) -> tuple[int, int]:
    words = plain_words(_FORMULA_I.sub(" ", standard(text)))
    return sum(word in _ABOUT_SELF for word in words), len(words)


def _self_rate(reading: Reading) -> float:
    counts = [_self_words(_text(heard)) for heard in reading.agent]
    return sum(about for about, _ in counts) / max(1, sum(words for _, words in counts))


def feature(name: str, reading: Reading, criterion: Criterion) -> float:
    """One feature: a share, `self_words` (share of words), or `likeness` (lean to the criterion's examples)."""
    if name == "self_words":
        return _self_rate(reading)
    if name == "likeness":
        return lean(criterion, reading)
    return len(turns_of(name, reading)) / max(1, len(reading.agent))
