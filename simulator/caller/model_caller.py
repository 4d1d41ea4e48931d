"""The model caller: a prompt whose unchanging part comes first, and a brief that goes last, as data."""

from collections.abc import Generator, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.caller.director import Brief
from simulator.caller.lines import shared_phrases
from simulator.caller.state import Standing, State
from simulator.llm import Chat, Message
from simulator.persona import Persona
from simulator.terms import LINES
from simulator.transcript import Turn

PROMPTS = Path(__file__).parent / "prompts"
SAID_LINES = 3
SAMPLES = 3
DOES = {
    "tell": "you trust them enough, just now, to tell something you have kept to yourself.",
    "answer": "answer what was asked, and no more.",
    "deflect": "they are near something you do not talk about. Keep it back: neither yes nor no, slip past it.",
    "hint": "say something in passing that shows there is more, without saying what.",
    "done": "take in what they have done for you, in your own way; do not gush.",
    "talk": "reply to what they said, in your own way, without giving anything away.",
}
"""What each kind of brief asks of the model; line ids are described in terms.LINES."""


def messages(persona: Persona, state: State, brief: Brief, turns: Sequence[Turn]) -> list[Message]:
    """The request for one caller line; `turns` are all turns so far, the last of them the agent's.

    The system message and all earlier turns stay the same from one request to the next. No locked fact's
    content is in any of it.
    """
    history = [
        Message("assistant" if turn.speaker == "caller" else "user", _unmarked(turn.text) or "(silence)")
        for turn in turns[:-1]
    ]
    return [
        Message("system", system_prompt(persona)),
        *history,
        Message("user", brief_prompt(persona, state, brief, turns)),
    ]


def _unmarked(text: str) -> str:
    """Spoken words that cannot be taken for the prompt's own markers."""
    return text.replace("<", "‹").replace(">", "›")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(PROMPTS),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=False,
    )


def system_prompt(persona: Persona) -> str:
    """The part of the prompt that is the same for the whole call."""
    return _environment().get_template("system.j2").render(persona=persona)


def brief_prompt(persona: Persona, state: State, brief: Brief, turns: Sequence[Turn]) -> str:
    """The last user message: the agent's words as data, then the note for this line."""
    fact = persona.fact(brief.fact) if brief.fact else None
    actions = [action.label for action_id in brief.actions if (action := persona.action(action_id))]
    return (
        _environment()
        .get_template("brief.j2")
        .render(
            heard=turns[-1].text,
            mood=describe(state.mood),
            reaction=LINES[brief.reaction] if brief.reaction else None,
            does=DOES.get(brief.does) or LINES[brief.does],
            tell=fact.say[0] if fact and brief.does == "tell" else None,
            samples=_samples(persona, brief),
            done=actions,
            said=[turn.text for turn in turns if turn.speaker == "caller"][-SAID_LINES:],
            ends=brief.ends,
            words=brief.words,
        )
    )


def describe(mood: Standing) -> str:
    """The mood in words, one phrase for each value."""
    return ", ".join(
        _phrase(value, phrases)
        for value, phrases in (
            (
                mood.trust,
                ("shut, giving nothing", "on your guard", "beginning to trust them", "at ease with them"),
            ),
            (mood.distress, ("steady", "unsettled", "upset", "hardly holding together")),
            (mood.anger, ("not angry", "a little short", "angry", "at the end of your patience")),
        )
    )


def _phrase(value: float, phrases: tuple[str, str, str, str]) -> str:
    return phrases[min(3, int(value // 25))]


def _samples(persona: Persona, brief: Brief) -> list[str]:
    """Authored lines that show the manner of this line; for a locked fact only its hints or deflections."""
    fact = persona.fact(brief.fact) if brief.fact else None
    if brief.does == "answer":
        return [persona.answers[i].say[0] for i in brief.answers]
    if brief.does == "done":
        return [line for a in brief.actions if (action := persona.action(a)) for line in action.says][:SAMPLES]
    if fact is not None:
        return {"deflect": fact.deflect, "hint": fact.hints}.get(brief.does, [])[:SAMPLES]
    if brief.does == "talk":
        return list(getattr(persona.speech.examples, brief.band))[:SAMPLES]
    own = persona.speech.lines.get(brief.does)
    return list(own or shared_phrases(persona.language).get(brief.does, ()))[:SAMPLES]


def stream(
    persona: Persona, state: State, brief: Brief, turns: Sequence[Turn], *, chat: Chat, max_tokens: int
) -> Generator[str, None, None]:
    """The model's words for this line as they come. Raises ProviderError."""
    return chat.stream(messages(persona, state, brief, turns), max_tokens=max_tokens)
