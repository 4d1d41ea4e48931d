"""Whether a sentence is English at all: the rules of this house know no other language, and no cipher."""

import re
from typing import Final

FEWEST: Final = 5
"""Words from which that can be told; a shorter sentence may well have none of the common words."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON: Final = re.compile(
    r"\b(?:the|an?|you|yours?|i|me|my|we|our|us|he|him|his|she|her|its?|they|them|their|this|that|these|those|is|are|was"
    r"|were|be|been|am|do|does|did|don|have|has|had|can|could|will|would|shall|should|may|might|must|not?|yes|to|of|in|on"
    r"|at|for|from|with|by|about|as|if|so|and|but|or|then|than|there|here|what|when|where|who|why|how|which|all|any|some"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|double|oh|just|now|good|ok|okay|right|sorry|thanks?|please|hello|hi|let|get|got|go|name|need|number|date|time|today)\b",
    re.IGNORECASE,
)


def foreign(sentence: str) -> bool:
    """Whether it has five words or more and none of the commonest English ones."""
    return len(_WORD.findall(sentence)) >= FEWEST and _COMMON.search(sentence) is None
