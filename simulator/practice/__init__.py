"""A live practice call, from picking up to its grade; everything takes the viewer it is done for."""

from simulator.practice.call import Practice
from simulator.practice.grading import Graded, Grading, Judgement, judge, persona_of
from simulator.practice.shelf import Shelf
from simulator.practice.view import CallView

__all__ = ["CallView", "Graded", "Grading", "Judgement", "Practice", "Shelf", "judge", "persona_of"]
