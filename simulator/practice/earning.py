"""What a fact that the caller kept back was still waiting for, in a coach's words."""

from math import ceil, floor
from typing import Final

from simulator.caller import State
from simulator.persona import Fact
from simulator.terms import said_of

MOST_ACTS: Final = 2
"""More ways to the same end than these help nobody."""
PLAINLY: Final = {
    "simple_reflection": "give back what was said in your own words",
    "complex_reflection": "give back what was said in your own words",
    "paraphrase": "give back what was said in your own words",
    "summary": "sum up what they had told you",
    "mirroring": "take up the word that mattered to them",
    "validation": "say that what they felt makes sense",
    "empathy": "say what this is like for somebody in their place",
    "sympathy": "say that you were sorry for them",
    "condolence": "say that you were sorry for their loss",
    "apology": "say sorry for what went wrong, with no if or but",
    "ownership": "say what you would do about it, and by when",
    "signpost": "name somewhere that helps further",
    "script_bridge": "say why a set sentence has to be read out",
    "open_question": "ask something open",
    "probe": "follow up what they had said",
    "information": "explain how it works",
}
"""What an act is to somebody who has read no table of acts; after "for you to"."""


def advice(fact: Fact, state: State) -> str:
    """A sentence or two on what this fact was still waiting for when the call ended, and what was there."""
    if fact.id in state.unlocked:
        return "Everything it needed was there. They would have told you with the next question about it."
    missing = [part for part in (_asking(fact, state), _acts(fact, state), _story(fact, state)) if part]
    there: list[str] = []
    for had, short in (("they trusted you enough", _trust(fact, state)), ("they were calm enough", _calm(fact, state))):
        if short:
            missing.append(short)
        elif short is not None:
            there.append(had)
    if missing:
        return f"It was waiting for {_joined(missing, 'and').removeprefix('for ')}.{_were(there)}"
    if there or fact.unlock.asked or fact.unlock.acts or fact.unlock.after:
        return "Each thing it needed was there once in the call, only not all at the same time."
    return "It comes by itself, given time."


def _asking(fact: Fact, state: State) -> str | None:
    kind, asked, due = fact.unlock.asked, state.asked.get(fact.id), fact.unlock.by_turn
    if kind is None or (due is not None and state.agent_turns >= due):
        return None
    if asked is not None and (kind == "any" or asked.open):
        return None
    question = f"{'an open' if kind == 'open' else 'a'} question about it"
    example = f", such as “{fact.ask[0]}”" if fact.ask else ""
    return question + example + (f" (at turn {asked.turn} you asked it closed)" if asked else "")


def _acts(fact: Fact, state: State) -> str | None:
    if not fact.unlock.acts or state.acts & set(fact.unlock.acts):
        return None
    ways = list(dict.fromkeys(PLAINLY.get(act, f"show {said_of(act).lower()}") for act in fact.unlock.acts))
    return "for you to " + _joined(ways[:MOST_ACTS], "or")


def _story(fact: Fact, state: State) -> str | None:
    return None if set(fact.unlock.after) <= state.earned_ids else "what comes before it in their story"


def _trust(fact: Fact, state: State) -> str | None:
    """What was missing of trust; empty where it was there, None where none was needed."""
    if fact.unlock.trust is None:
        return None
    highest = max(point.mood.trust for point in state.curve)
    return (
        ""
        if highest >= fact.unlock.trust
        else f"more trust (it takes {fact.unlock.trust}; it reached {floor(highest)})"
    )


def _calm(fact: Fact, state: State) -> str | None:
    """What was missing of calm; empty where it was there, None where none was needed."""
    if fact.unlock.distress_below is None:
        return None
    lowest, below = min(point.mood.distress for point in state.curve), fact.unlock.distress_below
    return (
        ""
        if lowest < below
        else f"them to be calmer (it takes distress below {below}; it never fell under {ceil(lowest)})"
    )


def _were(there: list[str]) -> str:
    return f" {_joined(there, 'and').capitalize()} for it." if there else ""


def _joined(parts: list[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" {last} " + parts[-1]
