"""Cues, stock phrases and tone are heard in lines written for them, and not in others."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.listening import cues, is_stock, tone
from simulator.terms import CUES

FOLDER = Path(__file__).parents[1] / "data" / "acts"


def load(name):
    return YAML(typ="safe").load(FOLDER / f"{name}.yaml")


def cases(name):
    return [
        pytest.param(key, expected == "yes", line, id=f"{key} {expected}: {line!r}")
        for key, both in load(name).items()
        for expected in ("yes", "no")
        for line in both[expected]
    ]


@pytest.mark.parametrize(("cue", "expected", "line"), cases("cues"))
def test_cue(cue, expected, line):
    assert (cue in {found.cue for found in cues(line)}) is expected, cues(line)


def test_every_cue_has_lines():
    assert set(load("cues")) == set(CUES)


@pytest.mark.parametrize("expected", ["yes", "no"])
def test_stock(expected):
    wrong = [line for line in load("stock")[expected] if is_stock(line) is not (expected == "yes")]
    assert wrong == []


@pytest.mark.parametrize(("name", "expected", "line"), cases("tone"))
def test_tone(name, expected, line):
    assert getattr(tone(line), name) is expected, tone(line)


def test_a_disclosure_is_quoted_to_the_letter():
    text = "I just want to move my date. My partner doesn't know, he thinks I'm at work."
    found = next(cue for cue in cues(text) if cue.cue == "disclosure")
    assert found.text == text[found.start : found.end] == "My partner doesn't know, he thinks I'm at work"
