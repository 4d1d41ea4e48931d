"""How a caller seems at first, in words a colleague would use when handing the call over."""

from typing import Final

from simulator.persona import Mood

DISTRESS: Final = ((35, "calm"), (50, "uneasy"), (75, "upset"), (101, "overwhelmed"))
ANGER: Final = ((15, "not angry"), (35, "a little impatient"), (60, "annoyed"), (101, "angry"))
TRUST: Final = ((34, "slow to trust"), (45, "wary"), (60, "ready enough to talk"), (101, "open"))
"""Words for a value: the first whose bound lies above it. They are for the first moment, and coarser than the meter."""


def impression(mood: Mood) -> str:
    """A sentence on how somebody in this mood seems when the line opens."""
    distress, anger, trust = _word(DISTRESS, mood.distress), _word(ANGER, mood.anger), _word(TRUST, mood.trust)
    return f"They seem {distress}, {anger}, and {trust}."


def _word(levels: tuple[tuple[int, str], ...], value: int) -> str:
    return next(word for bound, word in levels if value < bound)
