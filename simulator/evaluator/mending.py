"""Which acts and measures speak of which moments, and the kind of better line that mends each."""

from typing import Final

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
FORGIVEN: Final = {"sympathy": 2, "stock_phrases": 1, "advice": 0}
"""How many are no fault yet."""

LINE_KINDS: Final = {**FAULT_LINES, "need": "lead"}
"""The kind of line for an opening, by its cue or by the act that dismissed it."""
