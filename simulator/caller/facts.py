"""The ledger: which facts a call has unlocked, and which a complete caller turn has told."""

import re
from dataclasses import replace

from simulator.caller.mood import normal
from simulator.caller.state import Asked, Earned, Heard, State
from simulator.listening.content import content
from simulator.persona import Fact, Persona, Unlock

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
TOLD_COVERAGE = 0.6
"""Share of a fact's content words (and every number) that a caller turn must carry to have told it."""


def latch(state: State, heard: Heard) -> State:
    """The state with every fact that this turn's question was about marked as asked for, in these words."""
    if not heard.asks:
        return state
    openly = "open_question" in heard.act_ids
    asked = dict(state.asked)
    for fact_id in heard.topic.facts:
        before = asked.get(fact_id)
        if openly or before is None or not before.open:  # the latest, but an open question is not undone
            asked[fact_id] = Asked(heard.turn, heard.text, openly)
    return replace(state, asked=asked)


def unlock(persona: Persona, state: State) -> State:
    """The state with every fact unlocked whose conditions hold now; once unlocked a fact stays so."""
    opened = tuple(
        fact.id for fact in persona.facts if fact.id not in state.unlocked and _holds(fact.unlock, fact.id, state)
    )
    return replace(state, unlocked=state.unlocked + opened) if opened else state


def tell(persona: Persona, state: State, *, turn: int, text: str) -> State:
    """The state after a complete caller turn: unlocked facts that it told are earned."""
    told = tuple(
        Earned(fact.id, turn, state.asked.get(fact.id))
        for fact in persona.facts
        if fact.id in state.unlocked and fact.id not in state.earned_ids and is_told(fact, text)
    )
    return replace(state, earned=state.earned + told) if told else state


def is_told(fact: Fact, text: str) -> bool:
    """Whether these words tell the fact: one of its lines, or most of one's content with all its numbers."""
    return any(_carries(text, line) for line in fact.say)


def waiting(persona: Persona, state: State) -> tuple[Fact, ...]:
    """Facts that are unlocked and not yet told, in the persona's order."""
    return tuple(fact for fact in persona.facts if fact.id in state.unlocked and fact.id not in state.earned_ids)


def locked(persona: Persona, state: State) -> tuple[Fact, ...]:
    """Facts that are still locked, in the persona's order."""
    return tuple(fact for fact in persona.facts if fact.id not in state.unlocked)


def volunteers(fact: Fact, state: State) -> bool:
    """Whether the caller tells this unlocked fact without being asked for it now."""
    return fact.unlock.asked is None or _due(fact.unlock, state) or fact.id in state.asked


def _holds(rule: Unlock, fact_id: str, state: State) -> bool:
    if rule.trust is not None and state.mood.trust < rule.trust:
        return False
    if rule.distress_below is not None and state.mood.distress >= rule.distress_below:
        return False
    if not set(rule.after) <= state.earned_ids:
        return False
    if rule.acts and not state.acts & set(rule.acts):
        return False
    if _due(rule, state):
        return True
    if rule.asked is not None:
        asked = state.asked.get(fact_id)
        return asked is not None and (rule.asked == "any" or asked.open)
    only_by_turn = rule.by_turn is not None and not (rule.trust or rule.distress_below or rule.after or rule.acts)
    return not only_by_turn


def _due(rule: Unlock, state: State) -> bool:
    return rule.by_turn is not None and state.agent_turns >= rule.by_turn


def _carries(text: str, line: str) -> bool:
    if normal(line) in normal(text):
        return True
    if not set(NUMBER.findall(line)) <= set(NUMBER.findall(text)):
        return False
    wanted, said = content(normal(line)), content(normal(text))
    return len(wanted) >= 2 and len(wanted & said) / len(wanted) >= TOLD_COVERAGE
