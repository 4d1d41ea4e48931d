"""Acts are heard in lines written for it, and not in lines that only look like it."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.listening import hear
from simulator.terms import ACTS
from simulator.transcript import Turn

FOLDER = Path(__file__).parents[1] / "data" / "acts"
CALLERS = YAML(typ="safe").load(FOLDER / "callers.yaml")


def lines():
    """(act, expected, after, says) of every written line."""
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem in ("callers", "cues", "stock", "tone") or path.stem.startswith("fresh"):
            continue
        for act, cases in YAML(typ="safe").load(path).items():
            for expected in ("yes", "no"):
                for case in cases[expected]:
                    yield pytest.param(act, expected == "yes", case["after"], case["says"], id=f"{act}: {case['says']}")


def before(after):
    """The turns before the line."""
    turns = []
    for text in CALLERS[after] if after else []:
        turns.append(Turn(n=len(turns) + 1, speaker="agent", text="Mm-hmm, I'm listening."))
        turns.append(Turn(n=len(turns) + 1, speaker="caller", text=text))
    return turns


def ids(text, after):
    """The act ids heard in a line; either kind of reflection answers to simple_reflection."""
    found = {act.act for act in hear(text, earlier=before(after))}
    return found | ({"simple_reflection"} if "complex_reflection" in found else set())


@pytest.mark.parametrize(("act", "expected", "after", "says"), list(lines()))
def test_line(act, expected, after, says):
    assert (act in ids(says, after)) is expected, sorted(ids(says, after))


def test_lines_hold_without_capitals_and_stops():
    right = wrong = 0
    for param in lines():
        act, expected, after, says = param.values
        spoken = re.sub(r"[^\w\s'’]", " ", says).lower()
        if (act in ids(spoken, after)) is expected:
            right += 1
        else:
            wrong += 1
    assert right / (right + wrong) >= 0.95


def test_lines_are_enough():
    counts = {}
    for param in lines():
        act, expected, *_ = param.values
        counts[act, expected] = counts.get((act, expected), 0) + 1
    assert {act for act, _ in counts} <= set(ACTS)
    assert min(counts.values()) >= 10
