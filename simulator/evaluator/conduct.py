"""What can be seen of an agent's conduct beside the coded acts: opening, waiting, repeating, naming."""

import re
from typing import Final

from simulator.evaluator.patterns import pattern, shows, without
from simulator.evaluator.reading import AgentTurn, Reading
from simulator.listening import hear, tone
from simulator.listening.identity import SEPARATOR, Disclosure, disclosures
from simulator.persona import Persona

_MORE_THAN_MIRRORING: Final = frozenset(
    {"complex_reflection", "empathy", "validation", "probe", "ownership", "summary"}
)
_SPOILED: Final = frozenset({"advice", "blaming_why", "leading_question", "dismissal"})
_GIVEN_NAME: Final = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,})(?=[\s,.'’!?…]|$)")


def told_early(reading: Reading, persona: Persona | None) -> list[Disclosure]:
    """What was given away before identity was checked; the desk shows which figures the caller had not said."""
    if persona is None or persona.verify is None:
        return []
    screen = [*(str(value) for value in persona.desk.account.values()), *persona.desk.earlier]
    # as typed: what is given away behind a mark is given away
    return disclosures(reading.transcript.turns, persona.verify, on_screen=SEPARATOR.join(screen))


def rude(heard: AgentTurn) -> bool:
    """Whether the turn is abusive."""
    return heard.tone.rude


def opening_parts(reading: Reading) -> list[str]:
    """Which of greeting, own name and offer of help stand in the agent's first words."""
    if not reading.agent:
        return []
    text = reading.agent[0].turn.text
    parts = {
        "greeting": reading.agent[0].tone.greeting,
        "name": shows("names_self", text),
        "offer": shows("offers", text),
    }
    return [part for part, there in parts.items() if there]


def checks_back(text: str) -> bool:
    """Whether these words check what was understood, or whether anything is left."""
    return shows("checks_back", text)


def dated_step(sentence: str) -> bool:
    """Whether a sentence promises a next step and says when."""
    return "?" not in sentence and shows("when", sentence) and shows("promises", sentence)


def with_sentence(reading: Reading, name: str) -> list[AgentTurn]:
    """The turns with a sentence that shows this: `checks_back` or `dated_step`."""
    fits = {"checks_back": checks_back, "dated_step": dated_step}[name]
    return [heard for heard in reading.agent if any(fits(piece) for piece in heard.sentences)]


def first_question(heard: AgentTurn) -> str:
    """The first question of a turn that could stand alone: no offer of help, no advice, no blame; empty without one."""
    asked = (piece for piece in heard.sentences if piece.endswith("?") and not shows("formula", piece))
    return next((piece for piece in asked if not _SPOILED & {act.act for act in hear(piece)}), "")


def answers(reading: Reading) -> bool:
    """Whether the agent said anything after the caller had spoken; a greeting alone answers nobody."""
    first = next((heard.turn.n for heard in reading.caller if heard.words), None)
    return first is not None and any(heard.words and heard.turn.n > first for heard in reading.agent)


def _only_mirrors(heard: AgentTurn) -> bool:
    """Whether the turn hands words back and does nothing else; "Your son?" asks no more than it mirrors."""
    mirrors = [act for act in heard.acts if act.act == "mirroring"]
    more = [act for act in heard.acts if act.act in _MORE_THAN_MIRRORING]
    return bool(mirrors) and all(any(m.start < act.end and act.start < m.end for m in mirrors) for act in more)


def parroted(reading: Reading) -> list[AgentTurn]:
    """Turns that only hand the caller's words back, straight after a turn that did the same."""
    found: list[AgentTurn] = []
    before = False
    for heard in reading.agent:
        mirror = _only_mirrors(heard)
        if mirror and before:
            found.append(heard)
        before = mirror
    return found


def _asks_to_wait(heard: AgentTurn) -> bool:
    """Whether the turn asks for patience; "a hold on the account" does not."""
    return heard.tone.wait and tone(without("no_wait", heard.turn.text)).wait


def unexplained_waits(reading: Reading) -> list[AgentTurn]:
    """Agent turns that ask for patience without a reason, and those after which an unexplained hold began."""
    events = reading.transcript.events
    held = {_before(event.turn, reading) for event in events if event.kind == "hold"}
    back = {_after(event.turn, reading) for event in events if event.kind == "resume"}
    asking = [h for h in reading.agent if h.turn.n in held or (h.turn.n not in back and _asks_to_wait(h))]
    return [heard for heard in asking if not shows("reason", heard.turn.text)]


def _before(n: int, reading: Reading) -> int:
    """Number of the agent's last turn up to turn n, 0 where there is none: what was said before the hold."""
    return max((heard.turn.n for heard in reading.agent if heard.turn.n <= n), default=0)


def _after(n: int, reading: Reading) -> int:
    """Number of the agent's first turn after turn n, 0 where there is none: the words of coming back."""
    return min((heard.turn.n for heard in reading.agent if heard.turn.n > n), default=0)


def _own_words(reading: Reading, persona: Persona | None) -> set[str]:
    """The caller's words for whom or what it is about: from the file, else their kin and the names they gave."""
    if persona is not None and persona.terms.uses:
        return {use.lower().removeprefix("my ").removeprefix("our ") for use in persona.terms.uses}
    text = " \n ".join(heard.turn.text for heard in reading.caller)
    kin = {word.lower() for match in pattern("kin").finditer(text) for word in match.groups() if word}
    return kin | {match.group(1).lower() for match in _GIVEN_NAME.finditer(text)}


def personal_pattern(reading: Reading, persona: Persona | None) -> re.Pattern[str] | None:
    """The caller's own words for the person or thing it is about, or None where there are none."""
    words = _own_words(reading, persona)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words))) + r")\b", re.I) if words else None


def personal_words(reading: Reading, persona: Persona | None) -> list[AgentTurn]:
    """Turns that use one of those words."""
    wanted = personal_pattern(reading, persona)
    return [heard for heard in reading.agent if wanted.search(heard.turn.text)] if wanted is not None else []


def wounding_turns(reading: Reading, persona: Persona | None) -> list[tuple[AgentTurn, str]]:
    """Turns with a word that wounds this caller, and the words as they stand there."""
    if persona is None or not persona.terms.wounds:
        return []
    wounds = "|".join(re.escape(w) for w in sorted(persona.terms.wounds, key=len, reverse=True))
    wanted = re.compile(rf"\b(?:{wounds})\b", re.I)
    hits = ((heard, wanted.search(heard.turn.text)) for heard in reading.agent)
    return [(heard, match.group()) for heard, match in hits if match]
