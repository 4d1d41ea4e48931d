"""Checks what the agent wants to do at the desk against the persona's authority."""

import math

from simulator.errors import ActionRefusedError, BeyondAuthorityError
from simulator.persona import Action, Persona

TRANSFER = "transfer"


def allowed(persona: Persona, action_id: str, amount: float | None) -> Action:
    """The desk action, where the agent may take it with this amount.

    Raises ActionRefusedError for an unknown action, a missing or useless amount, or one beyond the limit.
    """
    action = persona.action(action_id)
    if action is None:
        known = ", ".join(a.id for a in persona.desk.actions) or "none"
        raise ActionRefusedError(f"There is no action {action_id!r} at this desk. Actions: {known}.")
    if action.limit is None:
        return action
    if amount is None or not 0 < amount < math.inf:
        raise ActionRefusedError(f"{action.label}: give an amount, up to {action.limit:g}.")
    if amount > action.limit:
        raise BeyondAuthorityError(f"{action.label}: {amount:g} is beyond your authority of {action.limit:g}.")
    return action


def transfer_action(persona: Persona) -> Action | None:
    """The desk action that hands the call over warm, or None where this desk has none."""
    return next((action for action in persona.desk.actions if TRANSFER in action.id), None)
