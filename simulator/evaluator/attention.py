"""Where an agent's words went, as shares that do not grow with the call: giving back, holding forth, interrogating."""

from typing import Final

from simulator.evaluator.reading import QUESTIONS, AgentTurn, Reading
from simulator.listening.wording import plain_words

_GIVES_BACK: Final = frozenset({"simple_reflection", "complex_reflection", "paraphrase", "summary"})
_TAKES_UP: Final = _GIVES_BACK | {"mirroring", "empathy", "validation", "probe", "open_question", "apology"}
UNDERSTANDING: Final = frozenset({"empathy", "validation", "complex_reflection"})
_PLAINLY: Final = 0.25
"""Share of a turn from which it plainly understands: a clause of it inside a long telling is hardly heard."""
SPOKEN: Final = 3
"""Words from which a turn says something: "mm-hm" and "okay" are neither here nor there."""
_LONG: Final = 35
"""Words beyond which a turn holds the floor; about fifteen seconds of speech."""
_RUN: Final = 3
"""Closed questions in a row that make an interrogation."""


def spoken(reading: Reading) -> list[AgentTurn]:
    """The agent's turns that say something."""
    return [heard for heard in reading.agent if heard.words >= SPOKEN]


def given_back(heard: AgentTurn) -> float:
    """The share of a turn, 0 to 1, that its fullest reflection takes."""
    return 0.0 if heard.echo else _part(heard, _GIVES_BACK)


def _part(heard: AgentTurn, ids: frozenset[str]) -> float:
    spans = (len(plain_words(act.text)) for act in heard.acts if act.act in ids)  # words: letters would weigh names
    return min(1.0, max(spans, default=0) / max(1, heard.words))


def understood(act: str, reading: Reading) -> float:
    """How many turns show this act, each as far as it is what the turn says: in full from a quarter of it on."""
    return sum(min(1.0, _part(heard, frozenset({act})) / _PLAINLY) for heard in reading.with_act(act))


def listening_share(reading: Reading) -> float | None:
    """Mean over the agent's turns of the share that gives back what was said; None where nothing was said.

    The rate of reflections is what separates good listening from poor (AnnoMI; MITI 4.2.1 counts them too). The share
    of the turn is taken because a clause in the middle of a lecture gives nothing back.
    """
    turns = spoken(reading)
    return round(sum(given_back(heard) for heard in turns) / len(turns), 4) if turns else None


def holds_forth(heard: AgentTurn) -> bool:
    """Whether a turn keeps the floor without asking openly or summing up."""
    return heard.words > _LONG and not heard.ids & {"open_question", "summary"} and given_back(heard) < 0.5


def lecturing(reading: Reading) -> float | None:
    """The share of the agent's words in turns that hold forth, 0 to 1; None where nothing was said."""
    words = sum(heard.words for heard in reading.agent)
    return round(sum(h.words for h in reading.agent if holds_forth(h)) / words, 4) if words else None


def interrogations(reading: Reading) -> list[AgentTurn]:
    """The turns that complete a run of three closed questions with nothing taken up in between."""
    found: list[AgentTurn] = []
    run = 0
    for heard in spoken(reading):
        closed = bool(heard.ids & QUESTIONS) and not heard.ids & _TAKES_UP
        run = run + 1 if closed else 0
        if run == _RUN:
            found.append(heard)
            run = 0
    return found
