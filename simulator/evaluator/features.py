"""Features of a call's agent turns that fitted weights use; each is a share, a count or a length that names turns."""

from .reading import Reading


def features(reading: Reading) -> dict[str, float]:
    """Every feature by name."""
    return {"turns": float(len(reading.agent))}
