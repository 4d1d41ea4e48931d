"""Lines that a quality analyst would mark, and lines that only look like them: every rule of what is said."""

from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.listening import hear
from simulator.transcript import Turn

RULES = YAML(typ="safe").load(Path(__file__).parents[1] / "data" / "rules" / "lines.yaml")
BEFORE = RULES.pop("before")
LINES = [
    (rule, side == "yes", after, says)
    for rule, sides in RULES.items()
    for side in ("yes", "no")
    for after, listed in sides[side].items()
    for says in listed
]


def heard(after: str, says: str) -> set[str]:
    """The acts of a line after what the caller had said."""
    turns: list[Turn] = []
    for text in BEFORE[after]:
        turns.append(Turn(n=len(turns) + 1, speaker="agent", text="Go on, I'm listening."))
        turns.append(Turn(n=len(turns) + 1, speaker="caller", text=text))
    return {act.act for act in hear(says, earlier=turns)}


@pytest.mark.parametrize(
    ("rule", "marked", "after", "says"), LINES, ids=[f"{rule}-{marked}: {says}" for rule, marked, _, says in LINES]
)
def test_line(rule: str, marked: bool, after: str, says: str) -> None:
    assert (rule in heard(after, says)) is marked, sorted(heard(after, says))


def test_every_rule_has_ten_lines_on_either_side() -> None:
    counts = Counter((rule, marked) for rule, marked, *_ in LINES)
    assert min(counts[rule, marked] for rule in RULES for marked in (True, False)) >= 10
