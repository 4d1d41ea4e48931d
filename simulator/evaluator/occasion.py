"""Whether a call gives ground for what only a service call can show: an account, a desk, something to take on."""

import re
from typing import Final

from simulator.evaluator.asking import asks_identity
from simulator.evaluator.patterns import shows
from simulator.evaluator.reading import Reading
from simulator.persona import Persona
from simulator.rubric import Criterion
from simulator.transcript import Turn

ONLY_IN_SERVICE: Final = frozenset(
    {
        *("ownership", "fob_off", "script_bridge", "resolved", "desk_actions", "dated_steps", "checked_back"),
        *("opened_warmly", "wording_said", "wording_required", "handover", "unexplained_waits", "holds"),
        *("vulnerability_handled", "signpost"),
    }
)
"""Acts and measures that are an agent's work at a desk: a talk between two people owes none of them."""

_MATTERS: Final = re.compile(
    r"\b(?:accounts?|bill(?:s|ed|ing)?|invoices?|refund(?:s|ed)?|direct debit|tariff|meter|broadband|contract|claims?"
    r"|subscription|instal?ments?|arrears|policy number|insurance|orders?(?! (?:to|that|for))|ordered|charged|parcel"
    r"|deliver(?:y|ed|ies)|book(?:ed|ing|ings)|reserv(?:ed|ations?)|cancel(?:led|lation)|payments?|transaction"
    r"|overdraft|mortgage|branch|log ?in|logged|password|reference|case number|department|customers?|complaint"
    r"|hotels?|flights?|apartment|viewing|tickets?|taxi|reschedule"
    r"|our (?:system|website|records|policy)|engineer|technician|tracking|receipt|warranty|visit order|postcode)\b",
    re.I,
)
"""What people ring a desk about, and what an agent speaks of there."""

_BEGINNING: Final = 6
"""Turns in which people say what they ring about; later on one such word may be a matter of their life."""


def serves(reading: Reading, persona: Persona | None) -> bool:
    """Whether this is a service call: practised here, or with identity, an offer of help or a desk's matters in it.

    Where a caller is in danger, whoever answers owes what a desk owes.
    """
    if persona is not None or reading.transcript.persona is not None or reading.transcript.events:
        return True
    endangered = any(shows("danger", heard.turn.text) for heard in reading.caller)
    if endangered or any(asks_identity(heard, None) for heard in reading.agent):
        return True
    offered = bool(reading.agent) and shows("formula", reading.agent[0].turn.text)
    return offered or bool(_matters(reading.turns[:_BEGINNING])) or len(_matters(reading.turns)) > 1


def _matters(turns: list[Turn]) -> set[str]:
    return {found.lower() for turn in turns for found in _MATTERS.findall(turn.text)}


def no_ground(criterion: Criterion, reading: Reading, persona: Persona | None) -> str | None:
    """Why a criterion that looks only for service finds no ground in this call, or None where it does."""
    if not criterion.looks_for or not ONLY_IN_SERVICE.issuperset(criterion.looks_for) or serves(reading, persona):
        return None
    return "This was no service call: there was no account, no desk and nothing that was the agent's to take on."
