"""The model caller: a prompt whose unchanging part comes first, and a brief that goes last, as data."""

import json
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.caller.director import Brief
from simulator.caller.lines import shared_phrases
from simulator.caller.mood import normal
from simulator.caller.state import Standing, State
from simulator.listening.content import content
from simulator.llm import Message
from simulator.llm.chat import Role
from simulator.persona import Persona
from simulator.transcript import Speaker, Turn

PROMPTS = Path(__file__).parent / "prompts"
ROLES: dict[Speaker, Role] = {"agent": "user", "caller": "assistant"}
SAID_LINES = 3
SAMPLES = 3
SAID_SHARE = 0.6
"""Share of a line's content words in one turn from which a model has said that line in its own way."""
TRUST = ((20, "shut: you give them nothing"), (40, "not trusting them"), (60, "wary"), (101, "feeling safe with them"))
"""The mood in words, each up to its bound; for trust they are the headings of the persona's lines and its bands."""
DISTRESS = ((25, "steady"), (50, "unsettled"), (75, "upset"), (101, "hardly holding together"))
ANGER = ((25, "not angry"), (50, "a little short"), (75, "angry"), (101, "at the end of your patience"))


def messages(persona: Persona, state: State, brief: Brief, turns: Sequence[Turn]) -> list[Message]:
    """The request for one caller line; `turns` are all turns so far, the last of them the agent's.

    The system message and all earlier turns stay the same from one request to the next. No locked fact's
    content is in any of it.
    """
    last = _last_caller(turns)
    return [
        Message("system", system_prompt(persona)),
        *_history(turns[: last + 1]),
        Message("user", brief_prompt(persona, state, brief, turns)),
    ]


def _last_caller(turns: Sequence[Turn]) -> int:
    """Position of the caller's last turn, -1 where there is none."""
    return max((i for i, turn in enumerate(turns) if turn.speaker == "caller"), default=-1)


def _history(turns: Sequence[Turn]) -> list[Message]:
    """The turns as user and assistant in alternation, which some servers insist on."""
    return [
        Message(ROLES[speaker], "\n".join(unmarked(turn.text) or "(silence)" for turn in said))
        for speaker, said in groupby(turns, key=lambda turn: turn.speaker)
    ]


def unmarked(text: str) -> str:
    """Spoken words that cannot be taken for the prompt's own markers."""
    return text.replace("<", "‹").replace(">", "›")


@lru_cache(maxsize=1)
def asks() -> dict[str, dict[str, str]]:
    """What each kind of brief (`does`) and each reaction (`reaction`) asks of the model."""
    table: dict[str, dict[str, str]] = tomllib.loads((PROMPTS / "asks.toml").read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(PROMPTS), undefined=StrictUndefined, autoescape=False)
    environment.filters["unmarked"] = unmarked
    return environment


def prompt_source() -> str:
    """The prompt files as one text, to be kept under its hash beside the calls made with it."""
    return "\n".join(f"## {path.name}\n{path.read_text(encoding='utf-8')}" for path in sorted(PROMPTS.iterdir()))


def system_prompt(persona: Persona) -> str:
    """The part of the prompt that is the same for the whole call."""
    return _environment().get_template("system.j2").render(persona=persona)


def brief_prompt(persona: Persona, state: State, brief: Brief, turns: Sequence[Turn]) -> str:
    """The last user message: the agent's words as data, then the note for this line."""
    fact = persona.fact(brief.fact) if brief.fact and brief.does == "tell" else None
    does = "retell" if fact and fact.id in state.earned_ids else brief.does
    heard = turns[_last_caller(turns) + 1 :]
    said = [turn.text for turn in turns if turn.speaker == "caller"]
    return (
        _environment()
        .get_template("brief.j2")
        .render(
            heard=json.dumps(unmarked("\n".join(turn.text for turn in heard)), ensure_ascii=False),
            mood=describe(state.mood),
            reaction=asks()["reaction"][brief.reaction] if brief.reaction else None,
            does=asks()["does"][does],
            tell=fact.say[0] if fact and does == "tell" else None,
            known=[fact.say[-1]] if fact and does == "retell" else _known(persona, brief),
            samples=_fresh(_samples(persona, brief), said),
            done=[action.label for action_id in state.fresh if (action := persona.action(action_id))],
            said=said[-SAID_LINES:],
            ends=brief.ends,
            words=brief.words,
        )
    )


def describe(mood: Standing) -> str:
    """The mood in words, one phrase for each value."""
    scales = ((mood.trust, TRUST), (mood.distress, DISTRESS), (mood.anger, ANGER))
    return "; ".join(next(words for bound, words in scale if value < bound) for value, scale in scales)


def _known(persona: Persona, brief: Brief) -> list[str]:
    return [persona.answers[i].say[0] for i in brief.answers] if brief.does == "answer" else []


def _samples(persona: Persona, brief: Brief) -> list[str]:
    """Authored lines for this kind of line; for a locked fact only its hints or deflections."""
    if brief.does in ("answer", "tell", "talk"):
        return []
    if brief.does == "done":
        return [line for a in brief.actions if (action := persona.action(a)) for line in action.says]
    if brief.fact is not None:
        fact = persona.fact(brief.fact)
        return {"deflect": fact.deflect, "hint": fact.hints}[brief.does]
    own = persona.speech.lines.get(brief.does)
    return list(own or shared_phrases(persona.language).get(brief.does, ()))


def _fresh(lines: Sequence[str], said: Sequence[str]) -> list[str]:
    """A few of these lines, other ones from turn to turn, those already said left out."""
    spoken = [content(normal(text)) for text in said]
    unsaid = [line for line in lines if not _among(content(normal(line)), spoken)] or list(lines)
    start = len(said) % len(unsaid) if unsaid else 0
    return [*unsaid[start:], *unsaid[:start]][:SAMPLES]


def _among(wanted: frozenset[str], spoken: Sequence[frozenset[str]]) -> bool:
    return bool(wanted) and any(len(wanted & words) >= SAID_SHARE * len(wanted) for words in spoken)
