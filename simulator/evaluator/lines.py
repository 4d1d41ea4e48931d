"""Better lines: authored sentences filled with this caller's own words, never the same one twice in a call."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from simulator.evaluator.turned import said_words, turned
from simulator.listening.identity import sentences
from simulator.persona import Persona

_BLANK: Final = re.compile(r"\{(\w+)\}")
_NEED_WORDS: Final = {
    "name": "your name",
    "authority": "how you're connected to the account",
    "relationship": "how you're connected to the account",
}


class Kind(BaseModel):
    """The lines of one kind of moment, and the reasons that go with them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: list[str]
    because: list[str]


class Line(BaseModel):
    """A line to say instead, and why."""

    model_config = ConfigDict(frozen=True)

    say: str
    because: str


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of moment."""
    with Path(__file__).with_name("better_lines.toml").open("rb") as file:
        return {name: Kind(**entry) for name, entry in tomllib.load(file).items()}


_PLAIN: Final = {"feeling": "plain", "dismissal": "plain_dismissal"}
"""Kinds of moment that want plainer words unless the caller carries much."""
_LIGHT: Final = {"feeling": "light", "disclosure": "light", "vulnerability": "light", "question": "light_question"}
"""Kinds of moment that want lighter words in a call of low emotional weight."""


def _is_caller(use: str, persona: Persona) -> bool:
    return any(word.strip("‘’'\"“”()").lower() == use.lower() for word in persona.name.split())


def own_name(persona: Persona | None) -> str | None:
    """The caller's own name, where it is a word that they use: "Gareth"."""
    uses = persona.terms.uses if persona is not None else []
    return next((use for use in uses if persona is not None and _is_caller(use.split()[-1], persona)), None)


def person_word(persona: Persona | None, said: str) -> str | None:
    """What an agent calls whom it is about, once the caller has said it: "Thomas", else "your husband"."""
    uses = persona.terms.uses if persona is not None else []
    given = [use for use in uses if re.search(rf"\b{re.escape(use)}\b", said, re.I)]
    others = [use for use in given if persona is not None and not _is_caller(use.split()[-1], persona)]
    named = next(
        (use for use in others if use[:1].isupper() and " " not in use and not _introduced(use, said, persona)), None
    )
    kin = next((use for use in others if use.lower().startswith(("my ", "our "))), None)
    return named or (f"your {kin.split(' ', 1)[1]}" if kin else None)


def _introduced(name: str, said: str, persona: Persona | None) -> bool:
    """Whether the caller gave this name as their own; "it's Mo" from a Maureen does, "it's Thomas" does not."""
    nickname = persona is not None and persona.name[:1].lower() == name[:1].lower()
    begins = "i'm|i am|name's|name is|call me|calls me|this is" + ("|it's|only|just" if nickname else "")
    return re.search(rf"\b(?:{begins}) {re.escape(name)}\b(?!'s)", said.replace("’", "'"), re.I) is not None


def _with_article(name: str) -> str:
    """`the bereavement team`, but `Child Bereavement UK`."""
    return name if name[:1].isupper() or name.startswith("the ") else f"the {name}"


def further_help(persona: Persona | None) -> str | None:
    """The further help to name: organisations by their names, at most two, else what is no action of this desk."""
    signposts = persona.vulnerability.signpost if persona is not None and persona.vulnerability else []
    outside = [name for name in signposts if name[:1].isupper() and " or " not in name][:2]
    if outside:
        return " or ".join(outside)
    actions = " | ".join(action.label.lower() for action in persona.desk.actions) if persona is not None else ""
    beyond = [name for name in signposts if name.lower() not in actions] or signposts
    return _with_article(beyond[0]) if beyond else None


def needs_in_words(persona: Persona | None) -> str | None:
    """`your name and the address`."""
    needs = persona.verify.needs if persona is not None and persona.verify is not None else []
    words = [_NEED_WORDS.get(need.lower(), f"the {need}") for need in needs]
    return None if not words else words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


class Coach:
    """Makes the better lines of one call: each sentence at most once, the same moment always the same line."""

    def __init__(self, persona: Persona | None, said: str = "", *, heavy: bool = False) -> None:
        """`said` is all that the caller said: a name is not used before they have given it.

        `heavy`: the call itself shows that this caller carries much (a death, a vulnerability).
        """
        self._known = {
            "use": person_word(persona, said),
            "own": own_name(persona),
            "needs": needs_in_words(persona),
            "signpost": further_help(persona),
        }
        self._light = persona is not None and persona.intensity == "low"
        self._heavy = heavy or (
            persona is not None and (persona.intensity == "high" or persona.vulnerability is not None)
        )
        self._used: set[str] = set()
        self._reasons: dict[str, int] = {}
        self._made: dict[tuple[str, int, str], Line] = {}

    def line(self, kind: str, turn: int, cue: str = "", **blanks: str) -> Line | None:
        """The line for this moment; `cue` is what the caller had said. None when the stock for it is used up."""
        kind = _LIGHT.get(kind, kind) if self._light else kind if self._heavy else _PLAIN.get(kind, kind)
        key = (kind, turn, cue)
        if key not in self._made:
            made = self._make(kinds()[kind], kind, cue, blanks)
            if made is None:
                return None
            self._made[key] = made
        return self._made[key]

    def _make(self, entry: Kind, kind: str, cue: str, blanks: dict[str, str]) -> Line | None:
        pieces = sorted(sentences(cue), key=len, reverse=True)
        piece = next((one for one in pieces if turned(one)), pieces[0] if pieces else "")
        clause = turned(piece) if piece else None
        words = {
            **self._known,
            **blanks,
            "f": clause,
            "f_low": clause[0].lower() + clause[1:] if clause else None,
            "q": said_words(piece) if piece else None,
            "cue": _shortened(piece) if piece else None,
        }
        filled = (_filled(template, words) for template in entry.say)
        fresh = [(template, text) for template, text in zip(entry.say, filled, strict=True) if text]
        unused = next((pair for pair in fresh if pair[0] not in self._used and pair[1] not in self._used), None)
        if unused is None:
            return None
        self._used.update(unused)
        return Line(say=unused[1], because=self._reason(entry, kind, words))

    def _reason(self, entry: Kind, kind: str, words: dict[str, str | None]) -> str:
        reasons = [text for text in (_filled(template, words) for template in entry.because) if text]
        turn = self._reasons.get(kind, 0)
        self._reasons[kind] = turn + 1
        return reasons[turn % len(reasons)] if reasons else "It stays with what the caller had just said."


def _filled(template: str, words: dict[str, str | None]) -> str | None:
    blanks = _BLANK.findall(template)
    if any(not words.get(blank) for blank in blanks):
        return None
    return _BLANK.sub(lambda match: words[match.group(1)] or "", template)


def _shortened(text: str, most: int = 14) -> str:
    words = text.strip().rstrip(".,;").split()
    return " ".join(words) if len(words) <= most else f"{' '.join(words[:most])}…"
