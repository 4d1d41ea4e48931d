"""What the model evaluator is asked to reply, and what of its reply can be used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulator.evaluator.evidence import Claim, Quotable, verify_in
from simulator.grade import Better, Evidence, Missed
from simulator.rubric import Scale
from simulator.terms import CUES
from simulator.transcript import Transcript

NOT_APPLICABLE: Final = "not_applicable"
CANNOT_JUDGE: Final = "cannot_judge"
HAPPENED: Final = ("yes", "no", CANNOT_JUDGE)
LONGEST_LINE: Final = 60
"""Words of a better line; longer ones cannot be spoken in one breath."""
MOST_BETTER: Final = 2
LONGEST_REASON: Final = 4000
"""Characters; a longer one is no two or three sentences but a model that has lost its way."""


class Unusable(Exception):  # noqa: N818 - a verdict that cannot be used is no error of ours
    """A reply that cannot be used; `problems` says why, for asking again."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problems))


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _Quote(_Reply):
    turn: int
    quote: str
    shows: str = ""


class _Moment(_Reply):
    turn: int
    quote: str
    cue: str = ""


class _Line(_Reply):
    turn: int
    said: str
    say: str
    because: str = ""


class _Rating(_Reply):
    quotes: list[_Quote] = []
    reason: str = Field(min_length=1, max_length=LONGEST_REASON)
    level: str
    missed: list[_Moment] = []
    better: list[_Line] = []


class _Finding(_Reply):
    quotes: list[_Quote] = []
    reason: str = Field(min_length=1, max_length=LONGEST_REASON)
    happened: str


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating of one criterion whose quotes stand in the call."""

    level: int | None
    """None where the model chose not to give one: then `choice` says which."""
    choice: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
    missed: tuple[Missed, ...] = ()
    better: tuple[Better, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a critical failure happened, with the agent's words where it did."""

    happened: str
    evidence: tuple[Evidence, ...] = ()


class Words:
    """The words of a call in which quotes are looked up."""

    def __init__(self, transcript: Transcript, names: tuple[str, ...] = ()) -> None:
        self.agent = Quotable(transcript, "agent", names=names)
        self.caller = Quotable(transcript, "caller")
        self.last_agent = max((turn.n for turn in transcript.agent_turns()), default=0)
        self.figures = set(_figures(" ".join(turn.text for turn in transcript.turns)))

    def rating(self, parsed: object, menu: Sequence[str]) -> Rating:
        """The rating in a parsed reply. Raises Unusable where it is malformed, off the menu or made up."""
        reply = _read(_Rating, parsed)
        choice = reply.level.strip().lower().replace(" ", "_").removesuffix(".0")
        if choice not in menu:
            raise Unusable([f"The level {reply.level!r} is none of those offered: {', '.join(menu)}."])
        if not choice.lstrip("-").isdigit():
            return Rating(level=None, choice=choice, reason=reply.reason)
        return Rating(
            level=int(choice),
            choice=choice,
            reason=reply.reason,
            evidence=self._evidence(reply.quotes),
            missed=self._missed(reply.missed),
            better=self._better(reply.better),
        )

    def finding(self, parsed: object) -> Finding:
        """The finding in a parsed reply. Raises Unusable as for a rating."""
        reply = _read(_Finding, parsed)
        happened = reply.happened.strip().lower().replace(" ", "_")
        if happened not in HAPPENED:
            raise Unusable([f"{reply.happened!r} is none of those offered: {', '.join(HAPPENED)}."])
        return Finding(happened, self._evidence(reply.quotes) if happened == "yes" else ())

    def _evidence(self, quotes: list[_Quote]) -> tuple[Evidence, ...]:
        """Every quote verified: one that was made up makes the whole reply doubtful."""
        claims = [Claim(quote.turn, quote.quote, quote.shows.strip()[:120]) for quote in quotes]
        checked = verify_in(claims, self.agent)
        if checked.rejected:
            raise Unusable(checked.rejected)
        if not checked.evidence:
            raise Unusable(["It quotes nothing that the agent said."])
        return checked.evidence

    def _missed(self, moments: list[_Moment]) -> tuple[Missed, ...]:
        """The moments whose words the caller did say, before the agent spoke again; others cost nobody anything."""
        found: dict[tuple[int, str], Missed] = {}
        for moment in moments:
            place = self.caller.find(moment.turn, moment.quote, least_words=1)
            if place is not None and place[0] < self.last_agent:
                cue = moment.cue if moment.cue in CUES else "need"
                found.setdefault(place, Missed(turn=place[0], cue=cue, quote=place[1]))
        return tuple(found.values())

    def _better(self, lines: list[_Line]) -> tuple[Better, ...]:
        """The lines that answer something said, can be spoken, and bring in no figure from nowhere."""
        found: dict[int, Better] = {}
        for line in lines:
            place = self.agent.find(line.turn, line.said, least_words=1) or self.agent.whole(line.turn)
            say = line.say.strip().strip('"“”')
            invents = set(_figures(say)) - self.figures
            if place is None or not say or len(say.split()) > LONGEST_LINE or invents:
                continue
            turn, said = place
            found.setdefault(turn, Better(turn=turn, said=said, say=say, because=line.because.strip()))
        return tuple(found.values())[:MOST_BETTER]


def menu_of(scale: Scale) -> tuple[str, ...]:
    """What may be chosen for a criterion: the levels, and the two ways of giving none."""
    return (*(str(level) for level in range(scale.min, scale.max + 1)), NOT_APPLICABLE, CANNOT_JUDGE)


def rating_schema(menu: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a rating, reasons before the level."""
    return _object(
        "rating",
        restate=_TEXT,
        quotes=_list(_object("quote", turn=_NUMBER, quote=_TEXT, shows=_TEXT)),
        reason=_TEXT,
        level={"type": "string", "enum": list(menu)},
        missed=_list(_object("moment", turn=_NUMBER, quote=_TEXT, cue={"type": "string", "enum": list(CUES)})),
        better=_list(_object("line", turn=_NUMBER, said=_TEXT, say=_TEXT, because=_TEXT)),
    )


def finding_schema() -> dict[str, Any]:
    """The JSON schema of a finding about a critical failure."""
    return _object(
        "finding",
        restate=_TEXT,
        quotes=_list(_object("quote", turn=_NUMBER, quote=_TEXT, shows=_TEXT)),
        reason=_TEXT,
        happened={"type": "string", "enum": list(HAPPENED)},
    )


_TEXT: Final[dict[str, Any]] = {"type": "string"}
_NUMBER: Final[dict[str, Any]] = {"type": "integer"}
Shape = TypeVar("Shape", bound=_Reply)


def _object(title: str, **properties: dict[str, Any]) -> dict[str, Any]:
    """An object as strict structured output wants it: every key required, none beside them."""
    return {
        "title": title,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _read(shape: type[Shape], parsed: object) -> Shape:
    if not isinstance(parsed, dict):
        raise Unusable(["It is not one JSON object."])
    try:
        return shape.model_validate(parsed)
    except ValidationError as error:
        places = [(".".join(str(part) for part in item["loc"]), item["msg"]) for item in error.errors()]
        raise Unusable([f"{place}: {message}." for place, message in places[:5]]) from error


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)
