"""Listening: the acts in an agent's words and the cues in a caller's, by rule, without a language model."""

from simulator.listening.acts import Act, hear
from simulator.listening.cues import Cue, cues
from simulator.listening.matching import MATCH, Matcher
from simulator.listening.stock import is_stock
from simulator.listening.tone import Tone, tone

__all__ = ["MATCH", "Act", "Cue", "Matcher", "Tone", "cues", "hear", "is_stock", "tone"]
