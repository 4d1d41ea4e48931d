"""Listening: the acts in an agent's words and the cues in a caller's, by rule, without a language model."""

from .acts import Act, hear
from .cues import Cue, cues
from .matching import MATCH, Matcher
from .stock import is_stock
from .tone import Tone, tone

__all__ = ["MATCH", "Act", "Cue", "Matcher", "Tone", "cues", "hear", "is_stock", "tone"]
