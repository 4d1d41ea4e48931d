"""The load script counts a line as answered only where the caller's reply to it is whole."""

from pathlib import Path

import pytest

from bench.load import answered, begun
from simulator.store import Store, TurnStatus


@pytest.mark.parametrize(
    ("replies", "ended", "whole"),
    [
        (["complete", "complete"], False, True),
        (["complete"], False, False),
        (["complete"], True, True),
        (["complete", "partial"], False, False),
    ],
)
def test_answered(tmp_path: Path, replies: list[TurnStatus], ended: bool, whole: bool) -> None:
    with Store(f"sqlite:///{tmp_path / 'load.db'}") as store:
        call = begun(store, 1)[0]
        for number, status in enumerate(replies):
            store.add_turn(call, 2 * number + 1, "agent", "How are you managing?", 1.0)
            store.add_turn(call, 2 * number + 2, "caller", "Not very well.", 2.0, status)
        if ended:
            found = store.call(call)
            assert found is not None
            store.end_call(call, found.started_at, "resolved")
        assert answered(store, call, 2) is whole
