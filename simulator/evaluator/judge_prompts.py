"""Renders the prompts of the model evaluator; the prompt files stand beside it, one copy each."""

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.evaluator.masking import names_of, withheld
from simulator.llm import Message
from simulator.persona import Persona
from simulator.rubric import Criterion, Critical, Rubric
from simulator.terms import ACTS, MEASURES
from simulator.transcript import Event, Transcript, Turn

PROMPTS: Final = Path(__file__).with_name("prompts")
WORKED: Final = "worked.toml"
"""Worked examples by rubric and criterion, written for this purpose: no call that anybody took is among them."""
FILES: Final = (
    "judge_system.j2",
    "judge_call.j2",
    "judge_criterion.j2",
    "judge_critical.j2",
    "judge_again.j2",
)
LANGUAGES: Final = {"en-GB": "British English", "en-US": "American English"}
HIDDEN_EVENTS: Final = ("fallback", "pause")
"""Events of the machinery or of the person, none of them part of the service."""
INVISIBLE: Final = ("Cf", "Cc", "Co", "Cs", "Cn")
"""Categories of characters that are not shown, or not as what they are."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of one call: what all its criteria share, to which each adds its own end."""

    system: str
    call: str
    rubric: Rubric

    def criterion(self, criterion: Criterion, menu: Sequence[str]) -> list[Message]:
        """The request that judges one criterion."""
        own = _render(
            "judge_criterion.j2",
            criterion=criterion,
            scale=self.rubric.scale,
            anchors=sorted(criterion.anchors.items()),
            looks_for=_terms(criterion.looks_for),
            counts_against=_terms(criterion.counts_against),
            worked=worked(self.rubric.id, criterion.id),
            menu=menu,
        )
        return self._with(own)

    def critical(self, critical: Critical, menu: Sequence[str]) -> list[Message]:
        """The request that looks for one critical failure."""
        return self._with(_render("judge_critical.j2", when=critical.when, menu=menu))

    def _with(self, own: str) -> list[Message]:
        return [Message("system", self.system), Message("user", f"{self.call}\n\n{own}")]


def prompts_for(transcript: Transcript, rubric: Rubric, persona: Persona | None = None) -> Prompts:
    """The prompts for judging this call by this rubric; the same call gives the same words."""
    language = LANGUAGES.get(persona.language, persona.language) if persona else "speech, in the call's language"
    told = len({event.id for event in transcript.events if event.kind == "fact"})
    names = names_of(persona)
    turns = [
        _turn(turn, withheld(turn.text, names) if turn.speaker == "agent" else turn.text) for turn in transcript.turns
    ]
    events = [_event(event) for event in transcript.events if event.kind not in HIDDEN_EVENTS]
    return Prompts(
        system=_render("judge_system.j2", rubric=rubric, language=language),
        call=_render(
            "judge_call.j2",
            persona=persona,
            boundary=boundary(transcript, rubric),
            turns=as_data(turns),
            events=as_data(events),
            told=told,
        ),
        rubric=rubric,
    )


def again(asked: Sequence[Message], reply: str, problems: Sequence[str]) -> list[Message]:
    """The request put once more, with the reply that cannot be used and why."""
    reason = _render("judge_again.j2", problems=problems)
    return [*asked, Message("assistant", reply or "(nothing)"), Message("user", reason)]


def boundary(transcript: Transcript, rubric: Rubric) -> str:
    """A marker that nobody in the call can have known: it is drawn from all that was said."""
    said = transcript.model_dump_json(exclude={"ratings"})
    return hashlib.sha256(f"{rubric.reference}\n{said}".encode()).hexdigest()[:16]


def as_data(items: Sequence[dict[str, Any]]) -> str:
    """A JSON array, an item a line, in which nothing can look like a marker of the prompt."""
    lines = [json.dumps(item, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e") for item in items]
    return "[" + ",\n ".join(lines) + "]"


def visible(text: str) -> str:
    """The text without characters that a reader would not see."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in INVISIBLE)


def prompt_source() -> str:
    """The prompt files as one text, to be kept under its hash beside the grades made with it."""
    return "\n".join(f"## {name}\n{(PROMPTS / name).read_text(encoding='utf-8')}" for name in (*FILES, WORKED))


def prompt_hash() -> str:
    """SHA-256 of that text, for the provenance of a grade."""
    return hashlib.sha256(prompt_source().encode()).hexdigest()


def worked(rubric: str, criterion: str) -> list[dict[str, Any]]:
    """The worked examples of this criterion: `level`, `talk`, `why`. None for rubrics that did not come with us."""
    found: list[dict[str, Any]] = _worked().get(rubric, {}).get(criterion, [])
    return found


def _turn(turn: Turn, text: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"turn": turn.n, "speaker": turn.speaker, "text": visible(text)}
    return shown if turn.status == "complete" else shown | {"cut_off": True}


def _event(event: Event) -> dict[str, Any]:
    """What happened, without the reasons that code noted: those could give the mood away."""
    found: dict[str, Any] = {"after_turn": event.turn, "what": event.kind}
    if event.id is not None:
        found["id"] = visible(event.id)
    if event.at is not None and event.kind in ("hold", "resume"):
        found["second"] = round(event.at)
    return found


def _terms(ids: Sequence[str]) -> list[dict[str, str]]:
    known = ACTS | MEASURES
    return [{"name": name.replace("_", " "), "meaning": known.get(name, "")} for name in ids]


def _render(name: str, **values: Any) -> str:
    text = _environment().get_template(name).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


@cache
def _worked() -> dict[str, Any]:
    return tomllib.loads((PROMPTS / WORKED).read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(PROMPTS), undefined=StrictUndefined, autoescape=False)
