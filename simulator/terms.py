"""The ids that files may name (acts, cues, measures, checks) with one sentence each.

Definitions follow FIELD: MITI 4.2.1 for the counting of reflections, MITI 3.1.1 for open and
closed questions. Documentation and error messages are made from these tables, so that a trainer
never meets an id that is not explained.
"""

import re
from typing import Final

ACTS: Final[dict[str, str]] = {
    "closed_question": "A question answerable with one word or a short fact.",
    "open_question": "Asks for knowledge, opinion or feeling: what, how, tell me, describe.",
    "probe": "A follow-up that takes up something the caller said and is not yet answered.",
    "leading_question": "A question that puts the answer into the caller's mouth.",
    "stacked_question": "Several questions in one turn.",
    "blaming_why": "A 'why' that blames: why didn't you…",
    "simple_reflection": "Gives the caller's content or feeling back and adds little.",
    "complex_reflection": "Adds meaning or emphasis the caller had not put into words.",
    "mirroring": "Takes up the caller's own word for what matters, then moves on.",
    "paraphrase": "The caller's content in the agent's own words.",
    "summary": "Several of the caller's statements joined, ideally checked.",
    "validation": "Says that the feeling makes sense in the caller's situation.",
    "empathy": "Shows, in this caller's facts, what it feels like or what it costs.",
    "sympathy": "Concern or pity from outside, without this caller's facts.",
    "condolence": "A stock condolence.",
    "apology": "Says what we did and what it cost, with no if or but.",
    "non_apology": "Sorry for the caller's feeling or for 'any inconvenience'.",
    "dismissal": "Silver lining, comparison, 'at least', reassurance before acknowledgement.",
    "self_orientation": "Moves the talk to the agent's own story or feelings.",
    "advice": "A solution offered before the need is understood or without being asked.",
    "information": "Neutral facts or procedure.",
    "ownership": "I will do X by Y; you're through to the right person.",
    "fob_off": "Hands the problem back or on without carrying it.",
    "command": "Tells the caller how to feel or behave.",
    "signpost": "Names a concrete source of further help, inside or outside.",
    "script_bridge": "Explains a compulsory wording and invites the caller back in afterwards.",
}

CUES: Final[dict[str, str]] = {
    "feeling": "The caller shows or names a feeling.",
    "need": "The caller says or hints what they need.",
    "vulnerability": "Health, life events, resilience or capability that may need support (FG21/1).",
    "disclosure": "The caller tells something private or hard to say.",
    "complaint": "The caller says that something went wrong or was not done.",
    "question": "The caller asks something.",
}

MEASURES: Final[dict[str, str]] = {
    "agent_turns": "Turns the agent spoke.",
    "caller_turns": "Turns the caller spoke.",
    "agent_words": "Words the agent spoke.",
    "talk_share": "Agent words over all words, 0 to 1.",
    "longest_monologue": "Words in the agent's longest turn.",
    "open_questions": "Turns with an open question.",
    "closed_questions": "Turns with a closed question.",
    "open_question_share": "Open questions over all questions, 0 to 1.",
    "probes": "Turns that follow up something the caller said.",
    "reflections": "Turns that give the caller's words or feeling back.",
    "complex_reflections": "Reflections that add meaning.",
    "listening_share": "How much of the agent's turns gives back what was said, 0 to 1.",
    "validations": "Turns that say the feeling makes sense.",
    "opportunities": "Caller turns that show or hint at feeling or need.",
    "opportunities_taken": "Opportunities acknowledged in the agent's next turn.",
    "opportunities_missed": "Opportunities that the agent's next turn passed over.",
    "opportunities_dismissed": "Opportunities that the agent's next turn brushed aside.",
    "share_taken": "Opportunities taken over opportunities, 0 to 1.",
    "turns_to_acknowledgement": "Agent turns from the first opportunity to the first one taken.",
    "seconds_to_acknowledgement": "Seconds from the first opportunity to the first one taken.",
    "facts_available": "Facts that probing could earn.",
    "facts_earned": "Facts that the caller told.",
    "facts_share": "Worth of the facts earned over the worth of all, 0 to 1.",
    "wording_required": "Sentences that must be said.",
    "wording_said": "Sentences that must be said and were, in time.",
    "desk_actions": "Actions taken at the desk.",
    "holds": "Times the caller was put on hold.",
    "handle_time": "Seconds from the first turn to the last.",
    "handle_time_ratio": "Handle time over the persona's target.",
    "repeated_questions": "Questions asked again after the caller had answered.",
    "stock_phrases": "Turns with a stock phrase.",
    "identity_checked": "1 where identity and authority were checked before they had to be, else 0.",
    "vulnerability_handled": "Of acknowledged, acted on and recorded with the caller's knowledge: how many, 0 to 3.",
    "resolved": "1 where what the caller rang for was done, else 0.",
    "opened_warmly": "Of a greeting, a name and an offer of help in the first words: how many, 0 to 3.",
    "checked_back": "Turns that check what was understood, or whether anything is left.",
    "interrogations": "Times three closed questions ran with nothing taken up in between.",
    "lecturing": "Share of the agent's words in long turns that ask nothing openly and give little back, 0 to 1.",
    "parroting": "Times the caller's own words were handed back twice running.",
    "personal_words": "Turns that use the caller's own name for the person or thing it is about.",
    "wounding_words": "Turns with a word that wounds this caller.",
    "early_disclosures": "Statements that gave something away before identity was checked.",
    "unexplained_waits": "Times the caller was asked to wait, or put on hold, without being told why.",
    "dated_steps": "Turns that promise a next step with a day, a time or a length of time.",
    "handover": "Where the call had to go further: of done, said why and told the story on, 0 to 3.",
    "rude_turns": "Turns that are abusive.",
}

CHECKS: Final[dict[str, str]] = {
    "disclosed_before_verification": "Something that needed an identity check was told or done before it.",
    "vulnerability_ignored": "The caller disclosed a vulnerability and no later turn acknowledged or acted on it.",
    "required_wording_missed": "An action was taken whose compulsory wording had not been said.",
    "wounding_words": "A word that wounds this caller was used again after its effect showed.",
    "agent_hung_up": "The agent ended the call before anything was resolved.",
    "rude_to_caller": "The agent was abusive.",
    "over_authority": "An action beyond the agent's limit was tried.",
}

OBSTACLES: Final[dict[str, str]] = {
    "wording": "Words that had to be said as they are, or could not be said.",
    "authority": "Something that the agent may not do or promise.",
    "system": "Something that the desk or its systems could not do.",
}

MOOD_EVENTS: Final[dict[str, str]] = {
    "wounding_word": "A word from the persona's `terms.wounds`.",
    "name_used": "A word from the persona's `terms.uses`, said by the agent.",
    "rude": "The agent is abusive.",
    "silence": "The agent says nothing.",
    "nonsense": "The agent's words cannot be made out.",
    "repeated_question": "Asked what the caller has already answered.",
    "stock_phrase": "A stock phrase, from its second use.",
    "missed_cue": "A feeling or need in the caller's last turn that this turn passes over.",
    "unanswered": "The caller's own question is left unanswered.",
    "hold": "Put on hold.",
    "long_hold": "On hold for over a minute.",
    "fact_told": "Having told something that was hard to tell.",
}

LINES: Final[dict[str, str]] = {
    "silence": "The agent said nothing.",
    "pardon": "The agent's words could not be made out.",
    "off_topic": "The agent talks of something that has nothing to do with the call.",
    "unknown": "Asked what the caller cannot say; never a yes or a no.",
    "strange": "Asked to step out of the part: instructions, machines, prompts.",
    "rude": "Spoken to rudely.",
    "wounded": "A wounding word was used.",
    "dismissed": "A feeling was brushed aside, or told how to feel.",
    "doubts": "Heard a stock phrase or a promise, and is not convinced.",
    "again": "Asked what was already answered.",
    "presses": "Brings the talk back to what was wanted.",
    "withdraws": "Goes quiet: a minimal answer.",
    "eases": "Felt understood.",
    "agrees": "Takes in information or a next step.",
    "thanks": "Something useful was done at the desk.",
    "waits": "Asked to wait, or put on hold.",
    "returns": "Taken off hold.",
    "escalates": "At the end of patience: wants somebody else.",
    "hangs_up": "Ends the call in anger or defeat.",
    "settled": "What was wanted has been done; nothing else is needed.",
    "goodbye": "Parting words when things are settled.",
    "unfinished": "The agent closes before it is settled.",
    "out_of_time": "Has to go; the call has gone on too long.",
}

HYPHENED: Final = frozenset({"fob_off", "non_apology", "self_orientation"})
"""Ids of one word with a hyphen in it."""


def said_of(name: str) -> str:
    """An id in ordinary words: `open_question` → `Open question`."""
    if name in HYPHENED:
        return name.replace("_", "-").capitalize()
    return re.sub(r"[-_]+", " ", name).strip().capitalize()
