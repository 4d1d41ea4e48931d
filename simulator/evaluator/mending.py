"""Which acts and measures speak of which moments, and the kind of better line that mends each."""

from typing import Final

from simulator.evaluator.asking import asks_identity
from simulator.evaluator.reading import AgentTurn, Reading
from simulator.persona import Persona

UNDERSTANDING: Final = frozenset(
    {
        "empathy",
        "validation",
        "simple_reflection",
        "complex_reflection",
        "reflections",
        "complex_reflections",
        "validations",
        "share_taken",
        "opportunities_taken",
        "opportunities_missed",
        "opportunities_dismissed",
        "paraphrase",
        "mirroring",
        "sympathy",
    }
)
CARE: Final = frozenset({"vulnerability_handled", "signpost"})
CURIOUS: Final = frozenset({"open_question", "open_questions", "facts_earned", "facts_share"})

FAULT_LINES: Final[dict[str, str]] = {
    "dismissal": "dismissal",
    "command": "command",
    "non_apology": "non_apology",
    "blaming_why": "blaming_why",
    "leading_question": "leading_question",
    "stacked_question": "stacked_question",
    "self_orientation": "self_orientation",
    "advice": "advice",
    "fob_off": "fob_off",
    "rude_turns": "rude",
    "repeated_questions": "repeated_question",
    "unexplained_waits": "wait",
    "early_disclosures": "early_disclosure",
    "wounding_words": "wounding",
    "stock_phrases": "stock",
    "parroting": "parroting",
    "sympathy": "stock",
}
"""Faults in the agent's words and the kind of line that mends each."""

LACK_LINES: Final[dict[str, str]] = {
    "open_question": "question",
    "open_questions": "question",
    "ownership": "ownership",
    "dated_steps": "dated",
    "signpost": "signpost",
    "vulnerability_handled": "signpost",
    "handover": "handover",
    "opened_warmly": "opening",
    "checked_back": "checked",
    "identity_checked": "identity",
    "personal_words": "naming",
    "mirroring": "naming",
}
"""What can be lacking altogether and the kind of line that brings it."""
AT_THE_START: Final = frozenset({"opened_warmly", "open_question", "open_questions", "identity_checked"})
BEFORE_THE_GOODBYE: Final = frozenset({"personal_words", "mirroring"})
FORGIVEN: Final = {"sympathy": 2, "stock_phrases": 1, "advice": 0}
"""How many are no fault yet."""

LINE_KINDS: Final = {**FAULT_LINES, "need": "lead"}
"""The kind of line for an opening, by its cue or by the act that dismissed it."""


def place_of(name: str, reading: Reading, persona: Persona | None) -> AgentTurn | None:
    """The agent turn at which something that is lacking altogether belongs; None where no turn has room for it."""
    spoken = [heard for heard in reading.agent if heard.words > 1]
    if name == "opened_warmly":
        return reading.agent[0] if reading.agent[0].words > 1 else None
    if name in AT_THE_START:
        return spoken[min(1, len(spoken) - 1)] if spoken else None
    fits = [heard for heard in spoken if not asks_identity(heard, persona)]
    if name in BEFORE_THE_GOODBYE:
        fits = [heard for heard in fits if not heard.tone.goodbye]
    return fits[-1] if fits else None
