"""What the agent's turn does to the caller at once, before anything of substance is said."""

from simulator.caller.state import Heard, State

HURT_WORDS = ("dismissal", "command", "fob_off", "non_apology", "blaming_why")
TAKES_IN = frozenset({"information", "ownership", "signpost", "advice", "script_bridge"})
UNDERSTOOD = frozenset({"empathy", "validation", "complex_reflection"})


def reaction_to(state: State, heard: Heard, *, hinting: bool) -> str | None:
    """The line id of the caller's first words in reply, or None where nothing calls for any."""
    ids = heard.act_ids
    if state.returned:
        return "returns"
    if state.fresh:
        return "thanks"
    hurt = hurt_by(heard)
    if hurt is not None:
        return hurt
    if "repeated_question" in heard.events:
        return "again"
    if _hollow(state, heard):
        return "doubts"
    if ids & UNDERSTOOD and state.mood.trust >= 35:
        return "eases"
    return "agrees" if hinting and ids & TAKES_IN else None


def hurt_by(heard: Heard) -> str | None:
    """The line id for how this turn hurt, or None where it did not."""
    if "rude" in heard.events:
        return "rude"
    if "wounding_word" in heard.events:
        return "wounded"
    return "dismissed" if any(act in heard.act_ids for act in HURT_WORDS) else None


def _hollow(state: State, heard: Heard) -> bool:
    """Whether a warm phrase rang hollow: from the second stock phrase on, while trust is not high."""
    warm_now = heard.act_ids & {"sympathy", "condolence", "empathy", "validation"}
    moved = {cause.cause for point in state.curve[-1:] for cause in point.moved}
    return bool(warm_now) and not (warm_now & moved) and state.stock >= 2 and state.mood.trust < 60
