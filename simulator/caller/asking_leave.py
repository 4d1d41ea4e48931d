"""Questions that want only a yes: offers, requests to wait or to ask, and checks for a nod."""

import re

OFFER = re.compile(
    r"\b(?:would you (?:like|want)|shall i|do you want me to|is that (?:all right|okay|ok)|"
    r"(?:can|could|may) i(?! (?:just |also )?ask (?:you )?(?:about|how|what|when|where|whether|which|who|why|if)))\b"
)
"""An offer or a request for leave: it wants a yes or a no, and asks for nothing that was kept back."""
HOLD = re.compile(
    r"\b(?:(?:can|could|may|shall) i (?:just |please |quickly )*(?:put|pop|place|keep|leave) you|"
    r"(?:can|could|would|will) you (?:just |please )*(?:hold|wait|bear with)|"
    r"(?:do|would) you mind (?:holding|waiting|if i (?:just )?(?:put|pop|place)))\b"
)
"""A request to wait that is put as a question."""
LEAVE = re.compile(
    r"\b(?:can|could|may) i (?:just )?(?:ask|check) (?:you )?"
    r"(?:a (?:couple of|few)|some|one) (?:things?|questions?|details?)\b"
)
"""Leave to ask, with nothing asked yet."""
NOD = re.compile(r"\b(?:(?:have|did) i (?:got|get|understood?)\b.*|am i right|is that (?:right|correct))\W*$")
"""A check at the end of a read-back."""
WITH_YOU = re.compile(r"\bis that (?:all right|ok|okay|fine)(?: with you| by you)?\W*$")
"""A check for consent."""
