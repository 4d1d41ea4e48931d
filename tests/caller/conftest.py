"""Rooms to practise in, as the practice tests have them."""

from tests.practice.conftest import room

__all__ = ["room"]
