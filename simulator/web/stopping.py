"""What stopped trainees, for pages: on their own calls, and over those that they share."""

from simulator.cohorts import obstacles as over_calls
from simulator.practice.obstacles import Obstacles
from simulator.web import services


def obstacles() -> Obstacles:
    """On somebody's own calls."""
    at = services.practice()
    return Obstacles(at.store, at.book.rubric)


def shared() -> over_calls.Obstacles:
    """Over the shared calls, for leads."""
    at = services.practice()
    return over_calls.Obstacles(at.store, at.book.rubric)
