"""The reasons of a score as a coach would say them: what carried it, what was not there, what held it back."""

from simulator.evaluator.likeness import Near
from simulator.evaluator.signals import Observed


def listed(parts: list[str]) -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _strongest(observed: list[Observed], most: int) -> list[str]:
    ranked = sorted((one for one in observed if one.said), key=lambda one: -one.strength)
    return list(dict.fromkeys(one.said for one in ranked))[:most]


def explain(found: list[Observed], against: list[Observed], *, ceiling: str = "", low: bool = False) -> str:
    """Why the score is what it is, in at most four short sentences; empty where acts and measures say nothing."""
    there = _strongest([one for one in found if one.value > 0], 3)
    lacking = _strongest([one for one in found if one.value == 0], 1 if there else 2)
    faults = _strongest([one for one in against if one.strength > 0], 3)
    pieces: list[str] = []
    if there:
        pieces.append(f"You {listed(there)}.")
    elif low:
        pieces.append("Nothing of the kind was heard.")
    if lacking and not (low and there):
        pieces.append(f"You {listed(lacking)}.")
    if faults:
        pieces.append(f"On the other side, you {listed(faults)}.")
    elif against and not found:
        pieces.append("Nothing that counts against it was heard.")
    if ceiling:
        pieces.append(f"The score stops here because {ceiling}.")
    return " ".join(pieces)


def explain_alike(strong: Near | None, weak: Near | None) -> str:
    """Why a criterion that has examples alone came out as it did: the sentences that were nearest to them."""
    told = [
        f"In turn {near.turn} you said “{near.sentence}”, which is like its {side} example “{near.example}”."
        for side, near in (("strong", strong), ("weak", weak))
        if near is not None
    ]
    return " ".join(told) or "Nothing that you said was plainly like its strong examples, nor like its weak ones."
