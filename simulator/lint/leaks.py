"""Finds what a locked fact gives away elsewhere in a persona: shared numbers and telling words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulator.lint.words import content, numbers, sentences, telling
from simulator.persona import Fact, Persona

Path = tuple[str | int, ...]
TOPIC: Final = 4
"""A word that so many public lines use is what the call is about, and gives nothing away."""

SHORT: Final = 4
"""A shorter word says too little on its own."""


@dataclass(frozen=True, slots=True)
class Public:
    """A text that a model, a caller or the desk may show before any fact is earned."""

    path: Path
    text: str


def public_lines(persona: Persona) -> Iterator[Public]:
    """Every text of the persona that is not locked."""
    for key in ("summary", "background", "wants"):
        yield Public((key,), getattr(persona, key))
    yield Public(("speech", "manner"), persona.speech.manner)
    yield from _listed(("openings",), persona.openings)
    for band in ("closed", "wary", "open"):
        yield from _listed(("speech", "examples", band), getattr(persona.speech.examples, band))
    for key, lines in persona.speech.lines.items():
        yield from _listed(("speech", "lines", key), lines)
    for at, answer in enumerate(persona.answers):
        yield from _listed(("answers", at, "say"), answer.say)
    for at, fact in enumerate(persona.facts):
        yield from _listed(("facts", at, "hints"), fact.hints)
        yield from _listed(("facts", at, "deflect"), fact.deflect)
    yield from _desk(persona)


def _listed(path: Path, lines: list[str]) -> Iterator[Public]:
    return (Public((*path, number), line) for number, line in enumerate(lines))


def _desk(persona: Persona) -> Iterator[Public]:
    desk = persona.desk
    for key, value in desk.account.items():
        yield Public(("desk", "account", key), f"{key.replace('_', ' ')} {value}")
    yield from _listed(("desk", "earlier"), desk.earlier)
    for at, wording in enumerate(desk.must_say):
        yield Public(("desk", "must_say", at, "text"), wording.text)
    for at, action in enumerate(desk.actions):
        yield Public(("desk", "actions", at, "label"), action.label)
        yield from _listed(("desk", "actions", at, "says"), action.says)


def leaks(persona: Persona) -> Iterator[tuple[Path, str]]:
    """Public texts that share a number, or telling words, with what a fact says."""
    public = list(public_lines(persona))
    spread = Counter(word for line in public for word in content(line.text))
    topics = {word for word, times in spread.items() if times >= TOPIC}
    for text in (persona.name, *persona.terms.uses):
        topics |= content(text).keys()
    for fact in persona.facts:
        secret = _secret(fact, topics)
        for line in public:
            shared = _shared(line.text, secret)
            if shared:
                shown = ", ".join(f'"{word}"' for word in shared)
                yield (
                    line.path,
                    f"this shares {shown} with what the fact `{fact.id}` keeps back, and may give it away "
                    "before it is earned; say it in other words, or leave it to the fact",
                )


@dataclass(frozen=True, slots=True)
class _Secret:
    """What a fact says, without the topics of the call and the words of the questions about it."""

    telling: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    """The content words of each sentence."""
    numbers: frozenset[str]


def _secret(fact: Fact, topics: set[str]) -> _Secret:
    known = topics.union(*(content(question) for question in fact.ask))
    said = [sentence for line in fact.say for sentence in sentences(line)]
    return _Secret(
        telling=frozenset(word for line in said for word in telling(line)) - known,
        sentences=tuple(frozenset(content(line)) - known for line in said),
        numbers=frozenset(number for line in said for number in numbers(line)),
    )


def _shared(text: str, secret: _Secret) -> list[str]:
    """Numbers, words that tell on their own, and two content words of one sentence, as the text has them."""
    found = [raw for value, raw in numbers(text).items() if value in secret.numbers]
    for sentence in sentences(text):
        here = content(sentence)
        pairs = (here.keys() & said for said in secret.sentences)
        words = set().union(*(pair for pair in pairs if len(pair) > 1))
        words |= {word for word in here.keys() & secret.telling if len(word) >= SHORT}
        found += [raw for key, raw in here.items() if key in words]
    return list(dict.fromkeys(found))
