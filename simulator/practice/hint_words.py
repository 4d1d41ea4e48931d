"""The words of hints, and how few of the caller's own are quoted in them."""

import re
from typing import Final

from simulator.listening import cues

QUOTED: Final = 8
"""At most so many of the caller's words are quoted."""
CLAUSE: Final = 4
"""Words from which a clause can stand for what was said."""
_LEADS_IN: Final = re.compile(r"^(?:and|but|because|so)\s+", re.IGNORECASE)
_PIECE: Final = re.compile(r"[^,.;:!?…–—]+")
FOR_CUE: Final = {
    "disclosure": "They told you something that wasn't easy to say: “{words}”. Have you taken it up?",
    "vulnerability": "“{words}”: that may make things harder for them. Say that you heard it before going on.",
    "feeling": "There is a feeling in “{words}”. It hasn't been answered yet.",
    "complaint": "Something went wrong for them: “{words}”. Show that you have it before you mend it.",
    "need": "They said what they want: “{words}”. Answer that before you ask for anything.",
}
FOR_HARM: Final = {
    "dismissal": "Your last words may have sounded like brushing it aside.",
    "command": "Your last words told them how to be.",
    "fob_off": "Your last words handed the problem back to them.",
    "non_apology": "The sorry in your last words was for how they feel, not for what happened.",
    "blaming_why": "That last “why” may have sounded like blame.",
    "wounding_word": "Something in how you put that hurts this caller. Listen to how they put it themselves.",
    "rude": "Your last words were hard ones. Own that before anything else.",
    "self_orientation": "Your last words were about you. Bring it back to them.",
    "advice": "You offered a way out before they had finished saying what it is.",
    "leading_question": "Your last question had the answer in it.",
    "stacked_question": "You asked several things at once. Choose one.",
    "repeated_question": "They have told you that already. It is further up.",
    "missed_cue": "Something they said went unanswered in your last turn.",
    "unanswered": "They asked you something, and you asked something back.",
    "silence": "They heard nothing from you just now.",
    "nonsense": "They could not make out your last words.",
    "long_hold": "That was a long hold. Say what it was for.",
    "hold": "They have been waiting. Say what it was for.",
}


def few_words(text: str, *, cue: str | None = None) -> str:
    """At most `QUOTED` words of the text, to the letter: a whole clause where one fits, the one with the cue first."""
    text = text.strip()
    if len(text.split()) <= QUOTED:
        return _LEADS_IN.sub("", text.rstrip(" .,;:!?…–—"))
    pieces: list[str] = [piece.strip() for piece in _PIECE.findall(text) if piece.strip()]
    telling = [piece for piece in pieces if cue is not None and any(one.cue == cue for one in cues(piece))]
    whole = [piece for piece in telling or pieces if CLAUSE <= len(piece.split()) <= QUOTED]
    if whole:
        return _LEADS_IN.sub("", max(whole, key=lambda piece: len(piece.split())))
    return " ".join((telling or pieces)[0].split()[:QUOTED]) + "…"
