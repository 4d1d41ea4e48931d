"""What a lead's list holds, what it never holds, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.cohorts.overriding import Overriding
from simulator.cohorts.review import LATEST, PAGE, Review, height, pages
from simulator.errors import NotAllowedError
from simulator.store import CallFilter, Store
from tests.cohorts.rooms import ADA, BEN, LEE, START, call, graded, scored

MANY = 2_000


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that the block sends to the database."""
    sent: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        sent.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(store._engine, "before_cursor_execute", note)


def test_private_and_open_calls_are_never_listed(store: Store, review: Review) -> None:
    shared = call(store, ADA)
    call(store, BEN, private=True)
    going = call(store, ADA)
    with store._write() as session:
        session.connection().exec_driver_sql("UPDATE calls SET ended_at = NULL WHERE id = ?", (going.id,))
    for asked in (None, CallFilter(private=True), CallFilter(private=None, ended=False), CallFilter(owner="ben")):
        listed = [one.call.id for one in review.calls(LEE, asked)]
        assert listed == ([] if asked is not None and asked.owner == "ben" else [shared.id])
        assert review.count(LEE, asked) == len(listed)
    assert review.people(LEE) == {"ada": "Ada"}


def test_a_call_that_is_withdrawn_is_gone_from_the_list(store: Store, review: Review) -> None:
    made = call(store)
    graded(store, made)
    store.set_private(made.id, True)
    assert (review.calls(LEE), review.people(LEE), review.standings(LEE)) == ([], {}, [])


@pytest.mark.parametrize("viewer", [ADA, narrowed(LOCAL_PERSON, Role.TRAINEE), narrowed(LOCAL_PERSON, Role.TRAINER)])
def test_only_leads_read_the_list(store: Store, review: Review, viewer) -> None:
    call(store, ADA)
    for ask in (review.calls, review.count, review.people, review.standings):
        with pytest.raises(NotAllowedError):
            ask(viewer)


def test_filters_and_orders(store: Store, review: Review) -> None:
    low = call(store, ADA, day=0)
    graded(store, low, overall=2.0, passed=False)
    high = call(store, BEN, day=1, persona="wrongly-billed@1.0.0")
    graded(store, high, overall=4.0)
    none = call(store, ADA, day=2)

    def ids(asked: CallFilter | None = None, **how) -> list[str]:
        return [one.call.id for one in review.calls(LEE, asked, **how)]

    assert ids() == [none.id, high.id, low.id]
    assert ids(order="overall", descending=False) == [low.id, high.id, none.id], "without a score they come last"
    assert ids(order="overall") == [high.id, low.id, none.id]
    assert ids(order="owner", descending=False) == [none.id, low.id, high.id]
    assert ids(CallFilter(result="passed")) == [high.id]
    assert ids(CallFilter(result="not_passed")) == [low.id]
    assert ids(CallFilter(result="not_graded")) == [none.id]
    assert ids(CallFilter(persona="wrongly-billed")) == [high.id]
    assert ids(CallFilter(since=START + timedelta(days=1), until=START + timedelta(days=2))) == [high.id]


def test_changed_calls_can_be_asked_for(store: Store, review: Review, overriding: Overriding) -> None:
    changed, left = call(store, day=0), call(store, day=1)
    for made in (changed, left):
        graded(store, made)
    overriding.override(LEE, changed.id, "probing", score=1, reason="Nothing was followed up.")
    [shown] = review.calls(LEE, CallFilter(overridden=True))
    assert shown.call.id == changed.id
    assert [one.call.id for one in review.calls(LEE, CallFilter(overridden=False))] == [left.id]
    assert [one.call.id for one in review.calls(LEE, CallFilter(result="not_passed"))] == [changed.id]


def test_means_count_people_before_the_evaluator_and_the_ungraded_nowhere(
    store: Store, review: Review, overriding: Overriding
) -> None:
    first, second = call(store, day=0), call(store, day=1)
    graded(store, first, scored("probing", 4.0), scored("advice", 5.0), scored("empathy", 3.0))
    graded(store, second, scored("probing", 2.0), scored("advice", 5.0), scored("empathy", None, "not_graded"))
    overriding.override(LEE, first.id, "probing", score=1, reason="Nothing was followed up.")
    [standing] = review.standings(LEE)
    means = {one.criterion.id: (one.mean, one.calls, one.missed) for one in standing.criteria}
    assert means == {"probing": (1.5, 2, 2), "advice": (5.0, 2, 0), "empathy": (3.0, 1, 0)}
    assert list(means) == ["advice", "probing", "empathy"], (
        "the weakest first, a low score turned round where it is good"
    )
    assert [height(one, standing.rubric) for one in standing.criteria] == [1.0, 1.5, 3.0]


def test_two_rubrics_are_never_averaged_together(store: Store, review: Review) -> None:
    graded(store, call(store, day=0))
    other = store.freeze(
        "rubric", store.frozen(call(store, day=1).rubric_hash).replace("version: 1.0.0", "version: 2.0.0")
    )
    graded(store, call(store, day=2, rubric="small@2.0.0", rubric_hash=other))
    assert sorted((one.rubric.version, one.calls) for one in review.standings(LEE)) == [("1.0.0", 1), ("2.0.0", 1)]


def test_calls_are_ranked_by_one_criterion_the_weakest_first(
    store: Store, review: Review, overriding: Overriding
) -> None:
    kind, pushy, silent = (call(store, day=day) for day in range(3))
    graded(store, kind, scored("probing", 2.0), scored("advice", 1.0), scored("empathy", 4.0))
    graded(store, pushy, scored("probing", 3.0), scored("advice", 5.0), scored("empathy", 3.0))
    graded(store, silent, scored("probing", 4.0), scored("advice", 3.0), scored("empathy", None, "not_graded"))
    assert list(review.weakest(LEE, "advice").scores) == [pushy.id, silent.id, kind.id], "a low score is good there"
    assert list(review.weakest(LEE, "empathy").scores) == [pushy.id, kind.id], "what was not graded is left out"
    overriding.override(LEE, kind.id, "empathy", score=1, reason="She never took it up.")
    order = review.weakest(LEE, "empathy")
    assert [(one.call.id, order.scores[one.call.id]) for one in review.ranked(LEE, order)] == [
        (kind.id, 1.0),
        (pushy.id, 3.0),
    ]
    store.set_private(kind.id, True)
    assert [one.call.id for one in review.ranked(LEE, order)] == [pushy.id], "private is private, whatever was ranked"
    with pytest.raises(NotAllowedError):
        review.weakest(ADA, "empathy")


def test_pages() -> None:
    assert [pages(total) for total in (0, 1, PAGE, PAGE + 1)] == [1, 1, 1, 2]


def test_a_list_of_thousands_costs_as_much_as_a_short_one(store: Store, review: Review) -> None:
    """Guards the number of statements and the plan; `python -m bench review` measures the time at 20,000 rows."""
    model = call(store)
    columns = "owner, persona_id, persona_version, persona_hash, rubric_id, rubric_version, rubric_hash, seed, "
    columns += "caller_kind, private, ended_at, meta, paused_seconds, difficulty, notes, hints, overridden"
    with store._write() as session:
        session.connection().exec_driver_sql(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) "
            f"INSERT INTO calls (id, started_at, {columns}) "
            f"SELECT 'c' || i, datetime('2026-01-01', '+' || i || ' minutes') || '.000000', {columns} "
            f"FROM calls, n WHERE calls.id = '{model.id}'"
        )
    with counted(store) as sent:
        listed = review.calls(LEE, page=3)
        assert review.count(LEE) == MANY + 1
        assert review.standings(LEE) == []
    assert len(listed) == PAGE
    asked = [statement for statement in sent if statement.startswith("SELECT")]
    assert len(asked) <= 5, asked
    with store._read() as session:
        plan = "\n".join(
            str(row[-1])
            for row in session.connection().exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT id FROM calls WHERE private = 0 AND ended_at IS NOT NULL "
                "ORDER BY started_at DESC, id LIMIT 50"
            )
        )
    assert "ix_calls_private_started_at" in plan
    assert LATEST <= 500
