"""Rooms to practise in, and a model server that says one quiet sentence."""

from collections.abc import Iterator

import pytest

from bench.mock_server import MockServer
from simulator.practice import Practice
from simulator.store import Store
from tests.practice.rooms import Room, settings_for

REPLY = "I don't know where to start. He did all of that, the forms and everything, all of it."


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer(reply=REPLY, first_token=0.0, words_per_second=2000) as mock:
        yield mock


@pytest.fixture
def room(tmp_path, library, matcher) -> Iterator[Room]:
    """Open a room; several of one test share the database, as several processes or a restarted one would."""
    opened: list[Practice] = []

    def open_room(server: MockServer | None = None, **changes) -> Practice:
        settings = settings_for(tmp_path / "practice", server, **changes)
        store = Store(settings.store_url)
        store.upgrade()
        practice = Practice(store=store, library=library, settings=settings, matcher=matcher)
        opened.append(practice)
        return practice

    yield open_room
    for practice in opened:
        practice.close()
        practice.store.dispose()
