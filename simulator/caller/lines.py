"""The embedded caller: voices a brief from the persona's own lines, without saying one twice while others are left."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from ruamel.yaml import YAML

from simulator.caller.director import Brief
from simulator.caller.mood import normal
from simulator.caller.state import State
from simulator.listening.content import content
from simulator.persona import Band, Persona

PHRASES = Path(__file__).parent / "phrases"
BANDS: tuple[Band, ...] = ("closed", "wary", "open")


def voice(persona: Persona, state: State, brief: Brief, *, seed: int) -> str:
    """The caller's next line: a reaction where a fresh one is left, what the brief asks for, perhaps a hint."""
    if brief.does == "open":
        return persona.openings[seed % len(persona.openings)]
    choice = Choice(state.said, seed)
    before = choice.fresh(_lines(persona, brief.reaction)) if brief.reaction else None
    main = [choice.any(pools) for pools in _pools(persona, brief)]
    after = choice.fresh([_hints(persona, state, brief.fact)]) if brief.does == "deflect" and brief.fact else None
    return _fit(before, " ".join(main), after, brief.words)


class Choice:
    """Draws lines in an order fixed by the seed, passing over what this caller has already said."""

    def __init__(self, said: Sequence[str], seed: int) -> None:
        self._spoken = list(said)
        self._seed = seed

    def fresh(self, pools: Sequence[Sequence[str]]) -> str | None:
        """A line not yet said, from the first pool that has one."""
        for pool in pools:
            for line in shuffled(tuple(pool), self._seed):
                if not any(line in turn for turn in self._spoken):
                    self._spoken.append(line)
                    return line
        return None

    def any(self, pools: Sequence[Sequence[str]]) -> str:
        """A line not yet said where one is left, else the one said longest ago."""
        line = self.fresh(pools)
        if line is not None:
            return line
        return min((line for pool in pools for line in pool), key=self._last_said, default="")

    def _last_said(self, line: str) -> int:
        return max((i for i, turn in enumerate(self._spoken) if line in turn), default=-1)


@lru_cache(maxsize=4096)
def shuffled(pool: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """The lines in an order that depends on seed and pool alone."""
    order = list(pool)
    Random(f"{seed}|{'|'.join(pool)}").shuffle(order)
    return tuple(order)


@lru_cache(maxsize=16)
def shared_phrases(language: str) -> dict[str, tuple[str, ...]]:
    """Phrases that any caller of this language may use, by line id; English where there are none."""
    path = PHRASES / f"{language.split('-')[0]}.yaml"
    if not path.exists():
        path = PHRASES / "en.yaml"
    loaded: dict[str, list[str]] = YAML(typ="safe").load(path)
    return {key: tuple(lines) for key, lines in loaded.items()}


def _pools(persona: Persona, brief: Brief) -> list[list[Sequence[str]]]:
    """For each part of the line the pools to draw from, the most fitting first."""
    talk = [getattr(persona.speech.examples, brief.band), *_other_bands(persona, brief.band)]
    talk += [shared_phrases(persona.language)["talk"]]
    if brief.does == "answer":
        return [[persona.answers[i].say] for i in brief.answers]
    if brief.does == "done":
        return [[_action_lines(persona, brief.actions), *_lines(persona, "thanks")]]
    if brief.does == "talk":  # with a fact: asked about what was told a moment ago
        return [[shared_phrases(persona.language)["told"], *talk] if brief.fact else talk]
    if brief.fact is not None:
        fact = persona.fact(brief.fact)
        if brief.does == "tell":
            return [[fact.say, *talk]]
        if brief.does == "hint":
            return [[fact.hints, *talk]]
        return [[fact.deflect, *_lines(persona, "unknown")]]
    return [[*_lines(persona, brief.does), *talk]]


def _hints(persona: Persona, state: State, fact_id: str) -> list[str]:
    """Hints at the fact, without those that would only repeat the words it was asked about in."""
    asked = content(normal(state.heard.text)) if state.heard else frozenset[str]()
    return [hint for hint in persona.fact(fact_id).hints if 2 * len(asked & content(normal(hint))) < max(1, len(asked))]


def _lines(persona: Persona, line_id: str) -> list[Sequence[str]]:
    return [persona.speech.lines.get(line_id, ()), shared_phrases(persona.language).get(line_id, ())]


def _action_lines(persona: Persona, actions: Iterable[str]) -> list[str]:
    """Lines for the latest action that has any."""
    for action_id in reversed(list(actions)):
        action = persona.action(action_id)
        if action is not None and action.says:
            return action.says
    return []


def _other_bands(persona: Persona, band: Band) -> list[Sequence[str]]:
    """Example lines of the neighbouring, more guarded bands: they are never too warm for the moment."""
    return [getattr(persona.speech.examples, other) for other in reversed(BANDS[: BANDS.index(band)])]


def _fit(before: str | None, main: str, after: str | None, words: int) -> str:
    """The parts in speaking order; what does not fit the word limit is left out, the main part never."""
    parts = [main]
    for extra, place in ((after, len(parts)), (before, 0)):
        if extra and sum(len(part.split()) for part in (*parts, extra)) <= words:
            parts.insert(place, extra)
    return " ".join(parts)
