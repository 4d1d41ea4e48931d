"""Critical failures that code finds: every id in terms.CHECKS, each hit with the agent's words."""

from collections.abc import Callable
from typing import Final, NamedTuple

from simulator.evaluator.conduct import rude, told_early, wounding_turns
from simulator.evaluator.handling import handover_parts, points_to_help, vulnerability_parts
from simulator.evaluator.measures import actions_taken
from simulator.evaluator.reading import AgentTurn, Reading
from simulator.listening import tone
from simulator.listening.identity import verified_at
from simulator.listening.wording import wording_said
from simulator.persona import Persona
from simulator.transcript import REFUSED


class Hit(NamedTuple):
    """A failure and where it happened."""

    turn: int
    quote: str
    """The agent's words, as they stand in that turn."""


def words_at(reading: Reading, n: int) -> Hit | None:
    """What the agent last said up to turn n, as a hit."""
    spoken = [heard for heard in reading.agent if heard.turn.n <= n and heard.turn.text.strip()]
    return Hit(spoken[-1].turn.n, _last_sentence(spoken[-1])) if spoken else None


def _last_sentence(heard: AgentTurn) -> str:
    return heard.sentences[-1] if heard.sentences else heard.turn.text.strip()


def _disclosed(reading: Reading, persona: Persona | None) -> list[Hit]:
    if persona is None or persona.verify is None:
        return []
    hits = [Hit(found.turn, found.span) for found in told_early(reading, persona)]
    checked = verified_at(reading.turns, persona.verify)
    for event in reading.transcript.events:
        early = event.kind == "action" and event.id in persona.verify.before
        if early and (checked is None or event.turn <= checked) and (hit := words_at(reading, event.turn)):
            hits.append(hit)
    return sorted(hits)


def _ignored(reading: Reading, persona: Persona | None) -> list[Hit]:
    """The agent turn that passed over the first disclosed vulnerability, if no later turn took it up.

    A vulnerability that was only hinted at (the cue without a disclosure) fails a call only where the persona's
    file says that this caller is vulnerable: a hint can be misheard.
    """
    known = persona is not None and persona.vulnerability is not None
    shown = [heard for heard in reading.cues("vulnerability") if known or "disclosure" in heard.ids]
    if not shown or vulnerability_parts(reading, persona) or points_to_help(reading, persona):
        return []
    after = next((heard for heard in reading.agent if heard.turn.n > shown[0].turn.n and heard.words), None)
    return [Hit(after.turn.n, after.sentences[0])] if after is not None and after.sentences else []


def _wording(reading: Reading, persona: Persona | None) -> list[Hit]:
    hits: list[Hit] = []
    for must_say in persona.desk.must_say if persona else []:
        said = wording_said(reading.turns, must_say)
        for event in reading.transcript.events:
            taken = event.kind == "action" and must_say.before is not None and event.id == must_say.before
            if taken and (said is None or said > event.turn) and (hit := words_at(reading, event.turn)):
                hits.append(hit)
    return hits


def _wounded(reading: Reading, persona: Persona | None) -> list[Hit]:
    """Every use after the first that the caller has answered."""
    uses = wounding_turns(reading, persona)
    if not uses:
        return []
    answered = next((c.turn.n for c in reading.caller if c.turn.n > uses[0][0].turn.n), None)
    return [Hit(heard.turn.n, _around(heard, word)) for heard, word in uses if answered and heard.turn.n > answered]


def _around(heard: AgentTurn, word: str) -> str:
    return next((piece for piece in heard.sentences if word in piece), heard.turn.text.strip())


def _hung_up(reading: Reading, persona: Persona | None) -> list[Hit]:
    """The agent ended the call with nothing done, nothing promised and nobody handed on."""
    ended = any(e.kind == "end" and "agent" in (e.id, e.reason) for e in reading.transcript.events)
    if persona is None or not ended or not reading.agent or not persona.ends.resolved_any:
        return []
    promised = any(act.act in ("ownership", "signpost") for heard in reading.agent for act in heard.acts)
    handed = any(part.name == "done" for part in handover_parts(reading, persona) or ())
    if actions_taken(reading) or promised or handed:
        return []
    last = reading.agent[-1]
    return [Hit(last.turn.n, _last_sentence(last))] if last.sentences else []


def _rude(reading: Reading, _persona: Persona | None) -> list[Hit]:
    hits: list[Hit] = []
    for heard in reading.agent:
        if rude(heard):
            worst = next((piece for piece in heard.sentences if tone(piece).rude), heard.turn.text.strip())
            hits.append(Hit(heard.turn.n, worst))
    return hits


def _over_authority(reading: Reading, persona: Persona | None) -> list[Hit]:
    hits: list[Hit] = []
    for event in reading.transcript.events:
        action = persona.action(event.id) if persona and event.id else None
        amount = (event.model_extra or {}).get("amount")
        beyond = (
            action is not None
            and action.limit is not None
            and isinstance(amount, int | float)
            and amount > action.limit
        )
        refused = event.kind == "action" and event.reason == REFUSED
        if (beyond or refused) and (hit := words_at(reading, event.turn)):
            hits.append(hit)
    return hits


_FINDERS: Final[dict[str, Callable[[Reading, Persona | None], list[Hit]]]] = {
    "disclosed_before_verification": _disclosed,
    "vulnerability_ignored": _ignored,
    "required_wording_missed": _wording,
    "wounding_words": _wounded,
    "agent_hung_up": _hung_up,
    "rude_to_caller": _rude,
    "over_authority": _over_authority,
}


def check(check_id: str, reading: Reading, persona: Persona | None = None) -> list[Hit]:
    """Where this failure happened; empty where it did not. KeyError for an id that terms.CHECKS lacks."""
    return _FINDERS[check_id](reading, persona)
