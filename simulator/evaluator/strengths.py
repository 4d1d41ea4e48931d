"""What each skill does to a caller, said to the trainee; the rarer and weightier ones come first."""

from typing import Final

from simulator.evaluator.conduct import checks_back
from simulator.grade import Evidence
from simulator.listening.wording import content_roots
from simulator.transcript import Transcript

DID: Final[dict[str, str]] = {
    "empathy": "It told them, in their own facts, that you saw what this costs.",
    "complex_reflection": "It said what they had meant and not put into words; people go on talking after that.",
    "validation": "It told them that how they feel makes sense here.",
    "facts_earned": "It is what brought them to tell you something they had kept back.",
    "facts_share": "It is what brought them to tell you something they had kept back.",
    "summary": "It showed that the whole of it had arrived.",
    "probe": "It asked for more of what they had begun to tell.",
    "probes": "It asked for more of what they had begun to tell.",
    "apology": "It said what went wrong, without an if; that lets people put it down.",
    "share_taken": "It caught an opening they had given you.",
    "opportunities_taken": "It caught an opening they had given you.",
    "paraphrase": "It gave their story back in your words, so they knew that it had arrived.",
    "reflections": "It gave back what they had said, so they knew that it had arrived.",
    "simple_reflection": "It gave back what they had said, so they knew that it had arrived.",
    "dated_steps": "It gave them a day and a time, so that they can stop wondering.",
    "vulnerability_handled": "It did something about what makes this harder for them.",
    "ownership": "It took the problem off them; from there on you were carrying it.",
    "signpost": "It pointed them to more help than one call can give.",
    "handover": "It kept them from having to tell it all again.",
    "script_bridge": "It told them what the script was for before you read it.",
    "mirroring": "It used their own word, so they knew whom you were talking about.",
    "personal_words": "It used their own word, so they knew whom you were talking about.",
    "open_question": "It let them tell it in their own way.",
    "open_questions": "It let them tell it in their own way.",
    "open_question_share": "It let them tell it in their own way.",
    "checked_back": "It gave them the chance to say what was still missing.",
    "identity_checked": "It kept their account safe before anything was said.",
    "wording_said": "It got the compulsory wording said in time.",
    "resolved": "It got done what they had rung for.",
    "desk_actions": "It did something for them while they were on the line.",
    "opened_warmly": "It opened the call as one person to another.",
    "information": "It told them plainly where they stand.",
    "condolence": "It marked the death, early and simply, before any business.",
    "sympathy": "It was kindly meant, and they will have heard that.",
    "closed_question": "It got a needed fact without making them tell a story.",
    "closed_questions": "It got a needed fact without making them tell a story.",
}

_OWN_WORDS: Final = "It took up their own words and asked for more, so they could hear that you were listening."


def did(shown: Evidence, transcript: Transcript) -> str:
    """What these words did for the caller, claiming no more than can be seen in the call."""
    if shown.shows in ("probe", "probes") and _shares_words(shown, transcript):
        return _OWN_WORDS
    said = next((turn.text for turn in transcript.agent_turns() if turn.n == shown.turn), "")
    if shown.shows == "summary" and checks_back(said):
        return "It showed that the whole of it had arrived, and let them correct you."
    return DID.get(shown.shows, "It did what this criterion asks for.")


def _shares_words(shown: Evidence, transcript: Transcript) -> bool:
    """Whether the quote has a word of meaning that the caller had said before it."""
    before = " ".join(turn.text for turn in transcript.caller_turns() if turn.n < shown.turn)
    return bool(content_roots(shown.quote) & content_roots(before))


FAULTS: Final = frozenset(
    {
        "leading_question",
        "stacked_question",
        "blaming_why",
        "non_apology",
        "dismissal",
        "self_orientation",
        "advice",
        "fob_off",
        "command",
        "repeated_questions",
        "unexplained_waits",
        "early_disclosures",
        "wounding_words",
        "stock_phrases",
        "parroting",
        "rude_turns",
        "longest_monologue",
        "holds",
        "talk_share",
        "opportunities_missed",
        "opportunities_dismissed",
    }
)
"""What is shown against a criterion and is never a strength."""

SMALL: Final = frozenset(
    {
        "open_question",
        "open_questions",
        "open_question_share",
        "closed_question",
        "closed_questions",
        "checked_back",
        "wording_said",
        "opened_warmly",
        "information",
        "sympathy",
        "simple_reflection",
        "personal_words",
        "mirroring",
        "identity_checked",
    }
)
"""What is worth naming only in a criterion that went at least half well."""
