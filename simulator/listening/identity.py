"""Identity and authority: what was asked for and answered, and what was given away before that.

A need is settled when the agent asked for it and a complete caller turn after that answers it, or when the
caller gave it unasked in so many words. Whoever refuses, asks back or is cut off has not answered.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from simulator.listening.content import root
from simulator.listening.figures import figures
from simulator.listening.wording import content_roots, plain_words
from simulator.persona import Verify
from simulator.transcript import Turn

READ_AT_MOST: Final = 20_000
"""Characters of one turn that are read."""

SEPARATOR: Final = " · "
"""What stands between the lines of the screen."""

_TITLED: Final = "|".join(rf"(?<=\b{title})\." for title in ("[MmDd]r", "[Mm]s", "[Mm]x", "[Mm]rs"))
_SENTENCE: Final = re.compile(rf"(?:[^.?!…\n]|\.(?=\d)|{_TITLED})+[.?!…\n]*")
"""The full stop of "Dr." and its like ends no sentence."""
_NEVER: Final = re.compile(r"(?!)")


class Disclosure(NamedTuple):
    """An agent's statement that gave something away too early."""

    turn: int
    span: str
    """The sentence, as it stands in the turn."""


class Need(NamedTuple):
    """How one thing is asked for and answered."""

    asked: re.Pattern[str]
    not_asked: re.Pattern[str]
    answer: re.Pattern[str]
    no_answer: frozenset[str]
    given: re.Pattern[str]
    at_once: bool
    """Anything could be the answer, so only the turn right after the question counts."""


@cache
def _file() -> dict[str, Any]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    listed = [_file()["answers"][p[1:]] if p.startswith("$") else p for p in patterns]
    return re.compile("|".join(f"(?:{pattern})" for pattern in listed)) if listed else _NEVER


@cache
def _sentence_kind(name: str) -> re.Pattern[str]:
    return _any(_file()["sentences"][name])


@cache
def _topic_roots(name: str) -> frozenset[str]:
    return frozenset(root(word) for word in _file()["topics"][name].split())


@lru_cache(maxsize=256)
def _need(need: str) -> Need:
    """The entry for a need; one that the table does not know is matched by its own words."""
    key = " ".join(plain_words(need))
    table = _file()["needs"]
    entry = next((e for name, e in table.items() if key == name or key in e["also"]), None)
    if entry is None:
        entry = next((e for name, e in table.items() if name in key or key.endswith(tuple(e.get("endings", ())))), None)
    if entry is None:
        words = [re.escape(word) for word in plain_words(need) if len(word) > 3] or [re.escape(key) or "(?!)"]
        entry = {"asked": [rf"\b{word}" for word in words], "answer": [r"[a-z]{2,}|\d"], "given": []}
    return Need(
        asked=_any(entry["asked"]),
        not_asked=_any(entry.get("not_asked", [])),
        answer=_any(entry["answer"]),
        no_answer=frozenset(entry.get("not_answer", "").split()),
        given=_any(entry["given"]),
        at_once=not any(pattern.startswith("$") for pattern in entry["answer"]),
    )


def sentences(text: str) -> list[str]:
    """The sentences of a turn as they stand in it, without the space around them."""
    return [piece for piece in (m.group().strip() for m in _SENTENCE.finditer(text[:READ_AT_MOST])) if piece]


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return text[:READ_AT_MOST].replace("’", "'").lower()


@lru_cache(maxsize=8192)
def asks_for(text: str, need: str) -> bool:
    """Whether the agent asks for this need in these words."""
    wanted = _need(need)
    pieces = (wanted.not_asked.sub(" ", piece) for piece in sentences(_plain(text)))
    return any(wanted.asked.search(piece) and _sentence_kind("asking").search(piece) for piece in pieces)


def _answers(turn: Turn, need: str) -> bool:
    return turn.status == "complete" and _answered_in(turn.text, need)


@lru_cache(maxsize=8192)
def _answered_in(said: str, need: str) -> bool:
    text = _plain(said)
    if _sentence_kind("refuses").search(text):
        return False
    if all(piece.endswith("?") for piece in sentences(text)):
        return False
    wanted = _need(need)
    words = " ".join(word for word in plain_words(text) if word not in wanted.no_answer)
    return wanted.answer.search(words if wanted.no_answer else text) is not None


def _gives(turn: Turn, need: str) -> bool:
    return turn.status == "complete" and _given_in(turn.text, need)


@lru_cache(maxsize=8192)
def _given_in(text: str, need: str) -> bool:
    return _need(need).given.search(_plain(text)) is not None


def verified_at(turns: Sequence[Turn], verify: Verify) -> int | None:
    """Number of the agent turn whose question completed the check, or None while something is open.

    What is said in that very turn still comes before the answer; later turns come after the check. Where the
    caller gave the last need unasked, it is the agent turn before those words (0 where there is none).
    """
    waiting = dict.fromkeys(verify.needs, False)
    agent_turn = 0
    for turn in turns:
        if turn.speaker == "agent":
            agent_turn = turn.n
            for need in waiting:
                waiting[need] = waiting[need] or asks_for(turn.text, need)
            continue
        for need in [n for n, asked in waiting.items() if (asked and _answers(turn, n)) or _gives(turn, n)]:
            del waiting[need]
        if _sentence_kind("has_none").search(_plain(turn.text)):
            waiting = dict.fromkeys(waiting, False)
        if not waiting:
            return agent_turn
        waiting.update((need, False) for need in waiting if _need(need).at_once)
    return None


def needs_settled(turns: Sequence[Turn], verify: Verify) -> list[str]:
    """The needs that are settled so far, in the persona's order."""
    one = ((need, Verify(caller_is=verify.caller_is, needs=[need])) for need in verify.needs)
    return [need for need, alone in one if verified_at(turns, alone) is not None]


@lru_cache(maxsize=4096)
def _spoken(text: str) -> str:
    """The bare words of a text."""
    return f" {' '.join(plain_words(text))} "


@lru_cache(maxsize=4096)
def _gives_away(sentence: str, topic: str) -> bool:
    plain = _plain(sentence)
    if plain.endswith("?") or any(_sentence_kind(kind).search(plain) for kind in ("holds_back", "general")):
        return False
    wanted = content_roots(topic) or {root(word) for word in plain_words(topic)}
    if wanted & _topic_roots("money"):
        return any(_sentence_kind(kind).search(plain) for kind in ("amount", "money"))
    if wanted & _topic_roots("place") and _sentence_kind("placing").search(plain):
        return True
    if wanted & _topic_roots("health") and _sentence_kind("condition").search(plain):
        return True
    said = {root(word) for word in plain_words(plain)}
    return wanted <= said and _sentence_kind("tells").search(plain) is not None


def disclosures(turns: Sequence[Turn], verify: Verify, *, on_screen: str = "") -> list[Disclosure]:
    """What the agent gives away before the check is complete: a `before` topic, or a figure of the account.

    A topic is given away by a statement, not by a question. A figure that stands in `on_screen` (the account and the
    earlier contacts, between SEPARATORs), or a whole line of it with a figure such as an address, and that the caller
    has not said, is given away by either. Entries of `before` with a hyphen are
    ids of desk actions: done, not said, and so not looked for here; with no other entry nothing is.
    """
    topics = [topic for topic in verify.before if "-" not in topic]
    if not topics:
        return []
    checked = verified_at(turns, verify)
    secret = figures(on_screen)
    lines = [
        line for line in map(_spoken, on_screen.split(SEPARATOR)) if " " in line.strip() and re.search(r"\d", line)
    ]
    found: list[Disclosure] = []
    for turn in turns:
        if turn.speaker == "caller":
            secret -= figures(turn.text)
            lines = [line for line in lines if line not in _spoken(turn.text)]
        elif checked is None or turn.n <= checked:
            found.extend(
                Disclosure(turn.n, sentence)
                for sentence in sentences(turn.text)
                if any(_gives_away(sentence, topic) for topic in topics)
                or secret & figures(sentence)
                or any(line in _spoken(sentence) for line in lines)
            )
    return found
