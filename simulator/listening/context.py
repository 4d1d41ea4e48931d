"""What was said before an agent's turn: what the caller talks about, and what the agent last said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from simulator.listening.content import content
from simulator.listening.phrases import phrases, word_list
from simulator.listening.words import Speech
from simulator.transcript import Turn

_RECENT: Final = 3
"""How many substantial caller turns an agent can plainly be taking up."""


_PUT_IN: Final = 3
"""Words up to which a caller's turn leaves the agent speaking: "yeah", "mm-hmm, right"."""


@lru_cache(maxsize=1024)
def read(text: str) -> Speech:
    """A turn in its plain form; read once, as each turn is looked at again for every later one."""
    return Speech(text)


@lru_cache(maxsize=1024)
def content_of(text: str) -> frozenset[str]:
    """The content words of a turn."""
    return content(read(text).plain)


@lru_cache(maxsize=1024)
def _tells_of_death(text: str) -> bool:
    return phrases("death", file="caller").in_unit(read(text).plain)


@lru_cache(maxsize=1024)
def _tells_of_trouble(text: str) -> bool:
    told = ("feeling", "vulnerability", "disclosure", "complaint")
    return any(phrases(cue, file="caller").in_unit(unit.plain) for cue in told for unit in read(text).units)


@lru_cache(maxsize=1024)
def _tells_of_burden(text: str) -> bool:
    return phrases("burden", file="caller").in_unit(read(text).plain)


@lru_cache(maxsize=1024)
def _broke_off(text: str) -> str:
    speech = read(text)
    broken = speech.units and text.rstrip()[-1:] in tuple("-–—")
    return speech.units[-1].plain[:-2] if broken else ""


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before an agent's turn."""

    caller: str
    """The caller's last turn."""
    recent: tuple[frozenset[str], ...]
    """Content of the last substantial caller turns, newest first."""
    known: frozenset[str]
    """Everything the caller has talked about."""
    agent: str
    """The agent's own last turn."""
    broke_off: str
    """The plain words in which the agent's last turn broke off with a dash, when the caller only put in a word."""
    troubled: bool
    """Whether the caller's last turn told of feeling, trouble or something private."""
    burdened: bool
    """Whether one of the caller's last two turns told of anything that went against them, felt or not."""
    bereaved: bool
    """Whether the caller has just told of a death."""

    @property
    def taken_up(self) -> frozenset[str]:
        """What the caller talked about just now."""
        return frozenset().union(*self.recent)

    def unheard_figures(self, plain: str) -> bool:
        """Whether these plain words give a number, a date or a sum that the caller has not named: they inform."""
        figures = word_list("figures", file="content")
        return any(word in figures or word[0].isdigit() for word in content(plain) - self.known)


def before(earlier: Sequence[Turn]) -> Before:
    """What was said in these turns, as far as the next agent turn can take it up."""
    callers = [turn.text for turn in earlier if turn.speaker == "caller"]
    agents = [turn.text for turn in earlier if turn.speaker == "agent"]
    recent: list[frozenset[str]] = []
    for text in reversed(callers):
        if len(recent) == _RECENT:
            break
        if content_of(text):
            recent.append(content_of(text))
    return Before(
        caller=callers[-1] if callers else "",
        recent=tuple(recent),
        known=frozenset().union(*(content_of(text) for text in callers)),
        agent=agents[-1] if agents else "",
        broke_off=_broke_off(agents[-1]) if agents and callers and len(read(callers[-1]).words) <= _PUT_IN else "",
        troubled=bool(callers) and _tells_of_trouble(callers[-1]),
        burdened=any(_tells_of_trouble(text) or _tells_of_burden(text) for text in callers[-2:]),
        bereaved=any(_tells_of_death(text) for text in callers[-2:]),
    )
