"""What would have earned a fact that the caller kept back, in a coach's words."""

from typing import Final

from simulator.caller import State
from simulator.persona import Fact
from simulator.web.wording import said_of

MOST_ACTS: Final = 3
"""More ways to the same end than these help nobody."""


def advice(fact: Fact, state: State) -> str:
    """One sentence on what this fact was waiting for, after the call."""
    rule = fact.unlock
    asks = fact.ask[0] if fact.ask else None
    parts: list[str] = []
    if rule.asked and asks:
        kind = "an open question" if rule.asked == "open" else "a question"
        parts.append(f"{kind}, such as “{asks}”")
    if rule.acts:
        parts.append("words that show " + _joined([said_of(act).lower() for act in rule.acts[:MOST_ACTS]], "or"))
    if rule.after:
        parts.append("what comes before it in their story")
    if rule.trust is not None:
        highest = max(point.mood.trust for point in state.curve)
        reached = "which you had" if highest >= rule.trust else f"it reached {highest:.0f}"
        parts.append(f"trust of {rule.trust} ({reached})")
    if rule.distress_below is not None:
        parts.append(f"distress below {rule.distress_below}")
    if not parts:
        return "It comes by itself, given time."
    return "It was waiting for " + _joined(parts, "and") + "."


def _joined(parts: list[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" {last} " + parts[-1]
