"""Where the script is the problem: counted over shared calls alone, for leads alone, and harmless in a spreadsheet."""

import csv
import io

import pytest

from simulator.cohorts.obstacles import COLUMNS, Obstacles
from simulator.errors import NotAllowedError
from simulator.store import CallFilter, Store
from tests.cohorts.rooms import ADA, BEN, LEE, call, rubric_of


@pytest.fixture
def obstacles(store: Store) -> Obstacles:
    return Obstacles(store, lambda digest: rubric_of(store, digest))


def test_it_counts_each_criterion_and_caller_over_shared_calls(store: Store, obstacles: Obstacles) -> None:
    first, second, other = call(store), call(store, BEN, day=1), call(store, persona="wrongly-billed@1.0.0", day=2)
    store.set_obstacle(first.id, "probing", kinds=["wording"])
    store.set_obstacle(second.id, "probing", kinds=["wording", "system"])
    store.set_obstacle(other.id, "probing", kinds=["authority"])
    store.set_obstacle(call(store, private=True, day=3).id, "probing", kinds=["wording"], note="Mine.")
    widow, billed = obstacles.places(LEE)
    assert (widow.criterion, widow.persona_id) == ("Probing", "bereaved-account-holder")
    assert (widow.calls, widow.people, dict(widow.by_kind)) == (2, 2, {"wording": 2, "system": 1})
    assert (billed.persona_id, billed.calls, dict(billed.by_kind)) == ("wrongly-billed", 1, {"authority": 1})
    assert [place.calls for place in obstacles.places(LEE, CallFilter(owner="ben"))] == [1]
    assert "Mine." not in obstacles.csv(LEE)


def test_a_call_made_private_or_deleted_counts_no_more(store: Store, obstacles: Obstacles) -> None:
    made, gone = call(store), call(store, day=1)
    for one in (made, gone):
        store.set_obstacle(one.id, "empathy", kinds=["system"])
    store.set_private(made.id, True)
    store.delete_call(gone.id)
    assert obstacles.places(LEE) == []


def test_only_leads_read_it(obstacles: Obstacles) -> None:
    for read in (obstacles.places, obstacles.listed, obstacles.csv):
        with pytest.raises(NotAllowedError):
            read(ADA)


def test_a_note_is_no_formula_in_a_spreadsheet(store: Store, obstacles: Obstacles) -> None:
    made = call(store)
    store.set_obstacle(made.id, "empathy", kinds=["wording", "authority"], note='=HYPERLINK("https://x.example")')
    head, row = csv.reader(io.StringIO(obstacles.csv(LEE)))
    assert tuple(head) == COLUMNS
    assert row[:7] == [
        made.id, "Ada", "bereaved-account-holder", "small@1.0.0", "empathy", "wording authority",
        "'=HYPERLINK(\"https://x.example\")",
    ]  # fmt: skip
