"""Counts and shares of a call, one per id in terms.MEASURES; None where something cannot be known."""

from collections.abc import Callable
from statistics import fmean
from typing import Final

from simulator.evaluator.asking import asked_again
from simulator.evaluator.attention import interrogations, lecturing, listening_share
from simulator.evaluator.conduct import (
    opening_parts,
    parroted,
    personal_words,
    rude,
    told_early,
    unexplained_waits,
    with_sentence,
    wounding_turns,
)
from simulator.evaluator.handling import handover_parts, vulnerability_parts
from simulator.evaluator.reading import QUESTIONS, REFLECTIONS, Opportunity, Reading
from simulator.listening.identity import verified_at
from simulator.listening.wording import wording_said
from simulator.persona import Persona
from simulator.terms import MEASURES
from simulator.transcript import REFUSED

Measures = dict[str, float | None]


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _talk(reading: Reading) -> Measures:
    agent = sum(heard.words for heard in reading.agent)
    caller = sum(heard.words for heard in reading.caller)
    return {
        "agent_turns": len(reading.agent),
        "caller_turns": len(reading.caller),
        "agent_words": agent,
        "talk_share": _share(agent, agent + caller),
        "longest_monologue": max((heard.words for heard in reading.agent), default=0),
    }


def _skills(reading: Reading, persona: Persona | None) -> Measures:
    asked = reading.count(*QUESTIONS)
    opened = reading.count("open_question")
    return {
        "open_questions": opened,
        "closed_questions": reading.count("closed_question"),
        "open_question_share": _share(opened, asked),
        "probes": reading.count("probe"),
        "reflections": reading.count(*REFLECTIONS),
        "complex_reflections": reading.count("complex_reflection"),
        "listening_share": listening_share(reading),
        "validations": reading.count("validation"),
        "stock_phrases": sum(1 for heard in reading.agent if heard.stock),
        "repeated_questions": len(asked_again(reading, persona)),
        "interrogations": len(interrogations(reading)),
        "lecturing": lecturing(reading),
        "parroting": len(parroted(reading)),
        "checked_back": len(with_sentence(reading, "checks_back")),
        "opened_warmly": len(opening_parts(reading)) if reading.agent else None,
        "dated_steps": len(with_sentence(reading, "dated_step")),
        "unexplained_waits": len(unexplained_waits(reading)),
        "rude_turns": sum(1 for heard in reading.agent if rude(heard)),
    }


def _seconds(first: Opportunity, taken: Opportunity) -> float | None:
    start = first.caller.turn.at
    answered = taken.agent.turn.at if taken.agent else None
    return None if start is None or answered is None else round(max(0.0, answered - start), 2)


def _opportunities(reading: Reading) -> Measures:
    every = reading.opportunities
    outcomes = [one.outcome for one in every]
    first = every[0] if every else None
    taken = next((one for one in every if one.outcome == "taken"), None)
    turns = None
    if first is not None and taken is not None and taken.agent is not None:
        begin, end = first.caller.turn.n, taken.agent.turn.n
        turns = sum(1 for heard in reading.agent if begin < heard.turn.n <= end)
    return {
        "opportunities": len(every),
        "opportunities_taken": outcomes.count("taken"),
        "opportunities_missed": outcomes.count("missed"),
        "opportunities_dismissed": outcomes.count("dismissed"),
        "share_taken": _share(outcomes.count("taken"), len(every)),
        "turns_to_acknowledgement": turns,
        "seconds_to_acknowledgement": _seconds(first, taken) if first and taken else None,
    }


def earned(reading: Reading) -> list[str]:
    """Ids of the facts that the caller told, in order, each once."""
    told = (event.id for event in reading.transcript.events if event.kind == "fact" and event.id)
    return list(dict.fromkeys(told))


def actions_taken(reading: Reading) -> list[str]:
    """Ids of the desk actions taken, in order."""
    return [e.id for e in reading.transcript.events if e.kind == "action" and e.id and e.reason != REFUSED]


def _facts(reading: Reading, persona: Persona | None) -> Measures:
    if persona is None or not persona.facts:
        available = None if persona is None else 0
        return {"facts_available": available, "facts_earned": available, "facts_share": None}
    told = set(earned(reading))
    worth = sum(fact.worth for fact in persona.facts if fact.id in told)
    return {
        "facts_available": len(persona.facts),
        "facts_earned": sum(1 for fact in persona.facts if fact.id in told),
        "facts_share": _share(worth, sum(fact.worth for fact in persona.facts)),
    }


def wording_in_time(reading: Reading, persona: Persona) -> list[tuple[int, bool]]:
    """For each wording that this call required (by position in the file) whether it was said in time.

    One that belongs to an action is required where that action was taken.
    """
    result: list[tuple[int, bool]] = []
    taken = actions_taken(reading)
    for position, must_say in enumerate(persona.desk.must_say):
        if must_say.before is not None and must_say.before not in taken:
            continue
        said = wording_said(reading.turns, must_say)
        actions = [event.turn for event in reading.transcript.events if event.kind == "action"
                   and event.id == must_say.before]  # fmt: skip
        result.append((position, said is not None and (not actions or said <= min(actions))))
    return result


def _desk(reading: Reading, persona: Persona | None) -> Measures:
    events = reading.transcript.events
    practised = persona is not None or bool(events) or reading.transcript.persona is not None
    required = wording_in_time(reading, persona) if persona else None
    said = sum(1 for _, in_time in required if in_time) if required is not None else None
    return {
        "wording_required": None if required is None else len(required),
        "wording_said": said,
        "desk_actions": len(set(actions_taken(reading))) if practised else None,
        "holds": sum(1 for event in events if event.kind == "hold") if practised else None,
        "resolved": _resolved(reading, persona),
    }


def _resolved(reading: Reading, persona: Persona | None) -> float | None:
    if persona is None or not persona.ends.resolved_any:
        return None
    done = set(actions_taken(reading)) | set(earned(reading))
    return float(any(set(wanted) <= done for wanted in persona.ends.resolved_any))


def _clock(reading: Reading, persona: Persona | None) -> Measures:
    times = [
        at for at in [*(t.at for t in reading.turns), *(e.at for e in reading.transcript.events)] if at is not None
    ]
    taken = round(max(times) - min(times), 2) if len(times) > 1 else None
    target = persona.target_handle_time if persona else "none"
    ratio = None if taken is None or target == "none" else _share(taken, target)
    return {"handle_time": taken, "handle_time_ratio": ratio}


def identity_checked(reading: Reading, persona: Persona) -> bool | None:
    """Whether the check was complete before anything that had to wait for it; None where none is asked."""
    if persona.verify is None:
        return None
    checked = verified_at(reading.turns, persona.verify)
    early = any(
        event.kind == "action" and event.id in persona.verify.before and (checked is None or event.turn <= checked)
        for event in reading.transcript.events
    )
    return checked is not None and not early and not told_early(reading, persona)


def _care(reading: Reading, persona: Persona | None) -> Measures:
    checked = identity_checked(reading, persona) if persona else None
    parts = vulnerability_parts(reading, persona)
    handed = handover_parts(reading, persona)
    verify = persona.verify if persona else None
    return {
        "identity_checked": None if checked is None else float(checked),
        "early_disclosures": len(told_early(reading, persona)) if verify else None,
        "vulnerability_handled": None if parts is None else len(parts),
        "handover": None if handed is None else len(handed),
        "personal_words": len(personal_words(reading, persona)),
        "wounding_words": len(wounding_turns(reading, persona)) if persona else None,
    }


_PARTS: Final[tuple[Callable[[Reading, Persona | None], Measures], ...]] = (
    lambda reading, _: _talk(reading),
    _skills,
    lambda reading, _: _opportunities(reading),
    _facts,
    _desk,
    _clock,
    _care,
)


def measure(reading: Reading, persona: Persona | None = None) -> Measures:
    """Every measure of terms.MEASURES, in that order; None where it cannot be known from this call."""
    found: Measures = {}
    for part in _PARTS:
        found.update(part(reading, persona))
    return {name: found[name] for name in MEASURES}


def mean_confidence(reading: Reading) -> float:
    """Mean confidence of the acts heard, 0 to 1; 0.5 where none was."""
    confidences = [act.confidence for heard in reading.agent for act in heard.acts]
    return fmean(confidences) if confidences else 0.5
