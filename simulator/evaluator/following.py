"""Whether the agent's words follow a hint that the caller dropped, or answer something else."""

import re
from typing import Final

from simulator.listening import Act, Cue
from simulator.listening.wording import content_roots

_POINTS: Final = re.compile(r"\b(?:that|this|it|there|so)\b", re.I)
"""What a question points back with."""
_ASKS_ON: Final = frozenset({"probe", "open_question"})
_OWN: Final = 2
"""Content words from which a question has a matter of its own."""


def follows(act: Act, hint: Cue) -> bool:
    """Whether an act takes up this hint: in a word of it, or by asking on from it ("What's behind that?")."""
    said = content_roots(act.text)
    if said & content_roots(hint.text):
        return True
    return act.act in _ASKS_ON and len(said) < _OWN and _POINTS.search(act.text) is not None
