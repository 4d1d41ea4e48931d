"""Questions are matched to what an ask is about, on written pairs, without a network."""

import threading
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from simulator.listening import MATCH, Matcher

PAIRS = YAML(typ="safe").load(Path(__file__).parents[1] / "data" / "matching.yaml")


@pytest.fixture(scope="module")
def matcher():
    made = Matcher()
    made.warm()
    return made


def test_pairs_are_told_apart(matcher):
    right = [matcher.score(q, case["ask"]) >= MATCH for case in PAIRS for q in case["yes"]]
    wrong = [matcher.score(q, case["ask"]) >= MATCH for case in PAIRS for q in case["no"]]
    assert len(right) + len(wrong) >= 60
    assert sum(right) / len(right) >= 0.9
    assert sum(wrong) / len(wrong) <= 0.12


def test_the_best_sentence_counts(matcher):
    ask = ["How are you managing for money?"]
    alone = matcher.score("How are you managing with the bills?", ask)
    among = matcher.score("Thank you, Margaret. I've noted that. How are you managing with the bills?", ask)
    assert among == pytest.approx(alone, abs=0.02)


def test_nothing_matches_nothing(matcher):
    assert matcher.score("", ["How are you?"]) == 0.0
    assert matcher.score("...", ["How are you?"]) == 0.0
    assert matcher.score("How are you?", []) == 0.0


def test_rows_are_unit_vectors_and_empty_sentences_zero(matcher):
    rows = matcher.embed(["How are you?", "", "What happened?"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)
    assert matcher.embed([]).shape == (0, rows.shape[1])


def test_memory_is_bounded():
    small = Matcher(remember=2)
    first = small.embed(["one letter", "two letters", "three letters"])
    assert np.allclose(first, small.embed(["one letter", "two letters", "three letters"]), atol=1e-5)
    assert small.remembered <= 2


def test_threads_share_a_matcher(matcher):
    ask = ["Has anything happened with your rent?"]
    alone = matcher.score("Did your landlord write?", ask)
    scores = []
    threads = [
        threading.Thread(target=lambda n=n: scores.append(Matcher.score(matcher, f"Did your landlord write? {n}", ask)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(scores) == 8
    assert max(scores) <= alone + 0.2


def test_a_very_long_turn_is_scored(matcher):
    assert 0 <= matcher.score("okay so what about the bills " * 3000, ["How are you managing for money?"]) <= 1
