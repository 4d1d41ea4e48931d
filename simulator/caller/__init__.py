"""The caller: how its mood moves, what it lets out and when, and how it speaks."""

from simulator.caller.caller import Caller
from simulator.caller.director import Brief
from simulator.caller.state import Earned, Heard, MoodPoint, Moved, Standing, State

__all__ = ["Brief", "Caller", "Earned", "Heard", "MoodPoint", "Moved", "Standing", "State"]
