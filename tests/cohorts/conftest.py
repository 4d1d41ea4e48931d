"""A real SQLite file for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.cohorts.overriding import Overriding
from simulator.cohorts.review import Review
from simulator.store import Store
from tests.cohorts.rooms import opened, rubric_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
def review(store: Store) -> Review:
    return Review(store, lambda digest: rubric_of(store, digest))


@pytest.fixture
def overriding(store: Store) -> Overriding:
    return Overriding(store, lambda digest: rubric_of(store, digest))
