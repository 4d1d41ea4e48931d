"""Swaps of names, titles, dialect and manners in a call, one kind at a time, for the fairness audit."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from simulator.persona import Persona
from simulator.transcript import Transcript

_FILE: Final = Path(__file__).with_name("fairness.toml")
_SENTENCE: Final = re.compile(r"(?:^|(?<=[.?!] ))([a-z])")

Reword = Callable[[str], str]


class Rule(BaseModel):
    """One rewording."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    find: str
    put: str
    first: bool = False
    """Only at its first place in a turn."""

    def __call__(self, text: str) -> str:
        """The text reworded; what is put begins with a capital where what was found did."""
        return re.sub(self.find, self._put, text, count=int(self.first), flags=re.IGNORECASE)

    def _put(self, match: re.Match[str]) -> str:
        put, found = match.expand(self.put), match[0]
        if not found[:1].isupper():
            return put
        first = found.split()[0]
        if first != "I":
            put = put.replace(f" {first}", f" {first.lower()}")
        return put[:1].upper() + put[1:]


class Kind(BaseModel):
    """A kind of swap with its variants."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    most: float | None = None
    """How far the mean of a criterion may move, in points; 0: nothing may move in any call; None: no limit."""
    everywhere: bool = False
    """Whether the caller's turns and the persona change as well."""
    names: list[str] = []
    """Names that are replaced by those of a variant, in the order in which they come up."""
    variants: dict[str, list[Rule] | list[str]]


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of swap."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kinds"]
    return tuple(Kind.model_validate(entry) for entry in entries)


def swapped(
    transcript: Transcript, persona: Persona | None, kind: Kind, variant: str
) -> tuple[Transcript, Persona | None]:
    """The call with this one thing swapped; the same objects where there was nothing to swap."""
    reword = _reword(kind, variant, transcript)
    turns = [
        turn.model_copy(update={"text": reword(turn.text)}) if kind.everywhere or turn.speaker == "agent" else turn
        for turn in transcript.turns
    ]
    if [turn.text for turn in turns] == [turn.text for turn in transcript.turns]:
        return transcript, persona
    changed = transcript.model_copy(update={"turns": turns})
    if persona is None or not kind.everywhere:
        return changed, persona
    return changed, Persona.model_validate(_throughout(persona.model_dump(mode="json", by_alias=True), reword))


def _reword(kind: Kind, variant: str, transcript: Transcript) -> Reword:
    entries = kind.variants[variant]
    if kind.names:
        return _renamed(kind.names, [name for name in entries if isinstance(name, str)], transcript)
    rules = [rule for rule in entries if isinstance(rule, Rule)]

    def reword(text: str) -> str:
        changed = text
        for rule in rules:
            changed = rule(changed)
        if changed == text:
            return text
        return _SENTENCE.sub(lambda match: match[1].upper(), changed) if text[:1].isupper() else changed

    return reword


def _renamed(names: list[str], others: list[str], transcript: Transcript) -> Reword:
    """Every known name of the call replaced by one and the same other name."""
    known = re.compile(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b")
    said = "\n".join(turn.text for turn in transcript.turns)
    found = dict.fromkeys(known.findall(said))
    others_in_turn = dict(zip(found, cycle(others), strict=False))
    return lambda text: known.sub(lambda match: others_in_turn.get(match[0], match[0]), text)


def _throughout(value: Any, reword: Reword) -> Any:
    """Every text in a persona reworded; one small word alone is an id and stays."""
    if isinstance(value, dict):
        return {key: _throughout(part, reword) for key, part in value.items()}
    if isinstance(value, list):
        return [_throughout(part, reword) for part in value]
    if isinstance(value, str) and (" " in value or value[:1].isupper()):
        return reword(value)
    return value
