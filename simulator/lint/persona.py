"""What is unwise in a persona that can be loaded: unreachable facts, denials, too few or too long lines."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.lint.denials import denial
from simulator.lint.leaks import Path, leaks, public_lines
from simulator.listening import hear
from simulator.listening.identity import asks_for
from simulator.persona import Fact, Persona, Unlock
from simulator.rubric import Rubric
from simulator.terms import ACTS, MOOD_EVENTS
from simulator.yaml_source.words import nearest

Warned = Iterator[tuple[Path, str, str]]
"""Where, the kind of warning, and what to do."""
ENOUGH_LINES: Final = 40
"""Lines beyond the facts that a call of 25 turns needs."""
HIGHEST_TRUST: Final = 90


def persona_warnings(persona: Persona, rubrics: list[Rubric]) -> Warned:
    """Everything unwise in the persona; `rubrics` are those that `trains` may speak of."""
    for path, message in leaks(persona):
        yield path, "leak", message
    for number, fact in enumerate(persona.facts):
        yield from _fact(fact, ("facts", number))
        yield from _reach(fact.unlock, persona, ("facts", number, "unlock"))
    yield from _lines(persona)
    yield from _verify(persona)
    yield from _ends(persona)
    yield from _trains(persona, rubrics)


def _fact(fact: Fact, here: Path) -> Warned:
    if not fact.hints:
        message = f"the fact `{fact.id}` has no `hints`: nobody can notice that it is there; write one or two"
        yield here, "no-hints", message
    if not fact.deflect:
        message = f"the fact `{fact.id}` has no `deflect`: nothing to say when asked while locked; write some"
        yield here, "no-deflect", message
    for number, line in enumerate(fact.deflect):
        words = denial(line)
        if words:
            message = (
                f'"{words}" may deny what turns out to be true; a deflection neither affirms nor denies: '
                'put it off instead ("I couldn\'t tell you.", "Can we do the other thing first?")'
            )
            yield (*here, "deflect", number), "denies", message
    if fact.unlock.asked is not None and not fact.ask:
        message = "it waits for a question, and `ask` is empty, so that none can match: give two or three examples"
        yield (*here, "unlock", "asked"), "unreachable", message
    if fact.unlock.asked == "open":
        yield from _closed_examples(fact, here)


def _closed_examples(fact: Fact, here: Path) -> Warned:
    for number, question in enumerate(fact.ask):
        acts = {act.act for act in hear(question)}
        if "closed_question" in acts and "open_question" not in acts:
            message = (
                "this example is a closed question and `asked: open` wants an open one; "
                "begin with what, how, tell me… or write `asked: any`"
            )
            yield (*here, "ask", number), "closed-example", message


def _reach(unlock: Unlock, persona: Persona, here: Path) -> Warned:
    start = persona.mood.start
    waits = unlock.asked is not None or unlock.after or unlock.acts
    low = unlock.trust is None or unlock.trust <= start.trust
    calm = unlock.distress_below is None or start.distress < unlock.distress_below
    if not waits and low and calm and unlock.by_turn is None:
        message = "nothing locks this fact: it may be told from the first turn; add a key, such as `asked: open`"
        yield here, "unlocked", message
    if unlock.trust is not None and unlock.trust > HIGHEST_TRUST and unlock.by_turn is None:
        message = f"trust {unlock.trust} is hardly ever reached in a call; {HIGHEST_TRUST} or less can be earned"
        yield (*here, "trust"), "unreachable", message
    if unlock.by_turn is not None and unlock.by_turn > persona.ends.max_turns:
        message = f"the call ends after {persona.ends.max_turns} agent turns (`ends.max_turns`), before this"
        yield (*here, "by_turn"), "unreachable", message


def spoken(persona: Persona) -> Iterator[tuple[Path, str]]:
    """Every line that the caller may say, facts included."""
    unsaid = (
        "summary",
        "background",
        "wants",
        "speech.manner",
        "desk.account",
        "desk.earlier",
        "desk.must_say",
    )
    for line in public_lines(persona):
        place = ".".join(map(str, line.path[:2]))
        if place not in unsaid and line.path[-1] != "label":
            yield line.path, line.text
    for at, fact in enumerate(persona.facts):
        yield from ((("facts", at, "say", number), text) for number, text in enumerate(fact.say))


def _lines(persona: Persona) -> Warned:
    lines = list(spoken(persona))
    beyond = sum(path[0] != "facts" for path, _ in lines)
    if beyond < ENOUGH_LINES:
        message = (
            f"there are {beyond} lines beyond the facts; a call of 25 turns needs about {ENOUGH_LINES} "
            "if the caller is not to repeat themselves: add answers, examples and `speech.lines`"
        )
        yield ("speech",), "few-lines", message
    for band in ("closed", "wary", "open"):
        if not getattr(persona.speech.examples, band):
            message = f"there is no example line for a caller who is {band}; write three to five"
            yield ("speech", "examples", band), "no-examples", message
    first: dict[str, Path] = {}
    for path, line in lines:
        words = len(line.split())
        if words > persona.speech.max_words:
            message = f"{words} words, and `speech.max_words` is {persona.speech.max_words}: shorten it"
            yield path, "long-line", message
        key = " ".join(re.findall(r"\w+", line.lower()))
        if key in first:
            where = ".".join(str(part) for part in first[key])
            yield (
                path,
                "same-line",
                f"the same line stands at `{where}`; vary it",
            )
        first.setdefault(key, path)


def _verify(persona: Persona) -> Warned:
    if persona.verify is None:
        return
    asks = [question for answer in persona.answers for question in answer.ask]
    for number, need in enumerate(persona.verify.needs):
        if not any(asks_for(question, need) for question in asks):
            message = f"the agent has to ask for `{need}`, and no answer gives it; add one to `answers`"
            yield ("verify", "needs", number), "no-answer", message


def _ends(persona: Persona) -> Warned:
    if not persona.ends.resolved_any:
        message = "nothing settles this call; name the actions or facts that do: `ends: {resolved_any: [[…]]}`"
        yield ("ends",), "unresolved", message
    if persona.mood.start.anger >= persona.ends.hangs_up.anger:
        message = "the caller starts as angry as that and hangs up at once; raise it, or start calmer"
        yield ("ends", "hangs_up", "anger"), "hangs-up", message
    for number, action in enumerate(persona.desk.actions):
        if action.id in ACTS or action.id in MOOD_EVENTS:
            message = f"`{action.id}` is also an act or event, which `mood.moves` cannot tell apart: rename it"
            yield ("desk", "actions", number, "id"), "same-id", message


def _trains(persona: Persona, rubrics: list[Rubric]) -> Warned:
    known = {criterion.id for rubric in rubrics for criterion in rubric.criteria}
    for number, name in enumerate(persona.trains):
        if known and name not in known:
            message = f"no rubric at hand has a criterion `{name}`{nearest(name, known) or '; take it out'}"
            yield ("trains", number), "trains", message
