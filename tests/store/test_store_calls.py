"""Calls: begun, listed with privacy, ended once, deleted with everything."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, text

from simulator.errors import UnknownNameError
from simulator.grade import Grade
from simulator.store import CallFilter, Store, StoreError

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_a_call_comes_back_as_it_began(store, begin):
    begun = begin(
        seed=2**40,
        caller_kind="model",
        caller_model="gpt-4o-mini",
        private=True,
        started_at=datetime(2026, 3, 1, 11, 0, tzinfo=timezone(timedelta(hours=2))),
        meta={"simulated": True, "note": "café"},
    )
    found = store.call(begun.id)
    assert found == begun
    assert (found.persona, found.rubric) == ("bereaved-account-holder@1.0.0", "compassionate-call@1.2.0")
    assert found.started_at == START and found.started_at.utcoffset() == timedelta(0)
    assert (found.ended_at, found.end_reason, found.parent) == (None, None, None)


def test_there_is_no_call_of_an_unknown_id(store):
    assert store.call("nowhere") is None


@pytest.mark.parametrize(
    "wrong",
    [{"owner": "nobody"}, {"persona_hash": "0" * 64}, {"rubric_hash": "0" * 64}, {"parent": "nowhere"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_call_needs_what_it_names(store, begin, wrong):
    with pytest.raises(UnknownNameError, match="cannot begin"):
        begin(**wrong)
    assert store.list_calls(CallFilter()) == []


def test_a_naive_time_is_refused(begin):
    with pytest.raises(StoreError, match="time zone"):
        begin(started_at=datetime(2026, 3, 1, 9, 0))  # noqa: DTZ001 - the mistake under test


def test_the_newest_calls_come_first_page_by_page(store, begin):
    ids = [begin(started_at=START + timedelta(minutes=i)).id for i in range(5)]
    assert [line.call.id for line in store.list_calls(CallFilter(owner="ada"), limit=2, offset=1)] == [ids[3], ids[2]]


def test_a_list_without_private_calls_and_a_list_of_ones_own(store, begin):
    mine, shared = begin("ada", private=True).id, begin("ada").id
    begin("ben", private=True)
    assert {line.call.id for line in store.list_calls(CallFilter(private=False))} == {shared}
    assert {line.call.id for line in store.list_calls(CallFilter(owner="ada"))} == {mine, shared}
    assert store.owners_listed() == {"ada": "Ada"}
    store.set_private(mine, False)
    store.set_private(shared, True)
    assert {line.call.id for line in store.list_calls(CallFilter(private=False))} == {mine}


def test_calls_are_listed_by_persona_and_by_whether_they_have_ended(store, begin):
    over = begin(persona="billed-wrongly@2.0.0").id
    begin()
    store.end_call(over, START, "resolved")
    assert [line.call.id for line in store.list_calls(CallFilter(persona="billed-wrongly"))] == [over]
    assert [line.call.id for line in store.list_calls(CallFilter(ended=True))] == [over]
    assert [line.call.persona_id for line in store.list_calls(CallFilter(ended=False))] == ["bereaved-account-holder"]


def test_a_line_of_the_list_shows_the_latest_grade(store, begin, call, grade):
    ungraded = begin(started_at=START).id
    store.add_turn(call.id, 1, "agent", "Hello, Ada speaking.", 0.0)
    store.save_grade(call.id, grade(overall=2.5, passed=False), "first")
    store.save_grade(call.id, grade(overall=4.0, passed=True), "second")
    first, second = store.list_calls(CallFilter())
    assert (first.call.id, first.owner_name, first.turns) == (call.id, "Ada", 1)
    assert (first.grade_status, first.overall, first.passed, first.evaluator) == (
        "graded",
        4.0,
        True,
        "embedded",
    )
    assert (second.call.id, second.turns, second.grade_status, second.overall) == (ungraded, 0, None, None)


def test_what_could_not_be_graded_is_listed_as_such_and_never_as_a_number(store, call, grade):
    store.save_grade(call.id, grade(overall=None, passed=None, status="not_graded"), "key")
    (line,) = store.list_calls(CallFilter())
    assert (line.grade_status, line.overall, line.passed) == ("not_graded", None, None)


def test_a_call_ends_once(store, call):
    later = START + timedelta(hours=1)
    assert store.end_call(call.id, START, "hung_up") is True
    assert store.end_call(call.id, later, "agent") is False
    ended = store.call(call.id)
    assert (ended.ended_at, ended.end_reason) == (START, "hung_up")


def test_tries_again_are_counted_apart(store, begin, call):
    begin(parent=call.id, forked_at=3)
    begin("ben")
    assert store.count_calls("ada") == 2
    assert store.count_calls("ada", forks=False) == 1
    assert store.count_calls("nobody") == 0


def test_a_deleted_call_leaves_nothing_behind(url, store: Store, begin, call, grade: type[Grade]):
    other, fork = begin(), begin(parent=call.id, forked_at=1)
    for one in (call, other):
        store.add_turn(one.id, 1, "agent", "Hello.", 0.0)
        store.add_event(one.id, turn=1, at=1.0, kind="hold")
        store.save_grade(one.id, grade(), "key " + one.id, log={"prompt": "…"})
    store.delete_call(call.id)
    engine = create_engine(url)
    with engine.connect() as connection:
        for table in ("turns", "events", "grades"):
            owners = connection.execute(text(f"SELECT call_id FROM {table}")).scalars().all()
            assert owners == [other.id], table
    engine.dispose()
    assert store.call(call.id) is None
    left = store.call(fork.id)
    assert (left.parent, left.forked_at) == (None, 1)


def test_deleted_words_are_overwritten_in_the_file(tmp_path, store, call):
    secret = "the words that nobody should find again"
    store.add_turn(call.id, 1, "agent", secret, 0.0)
    store.delete_call(call.id)
    store.dispose()  # the last connection empties the write-ahead log into the file
    files = list((tmp_path / "data").iterdir())
    assert files
    assert not any(secret.encode() in file.read_bytes() for file in files)


@pytest.mark.parametrize(
    "do",
    [
        lambda store: store.end_call("nowhere", START, "agent"),
        lambda store: store.set_private("nowhere", True),
        lambda store: store.delete_call("nowhere"),
        lambda store: store.transcript("nowhere"),
        lambda store: store.add_turn("nowhere", 1, "agent", "Hello.", 0.0),
        lambda store: store.write_turn("nowhere", 1, text="Hello.", status="partial"),
        lambda store: store.add_event("nowhere", turn=0, at=0.0, kind="hold"),
    ],
)
def test_doing_something_to_an_unknown_call_says_so(store, do):
    with pytest.raises(UnknownNameError, match="no call 'nowhere'"):
        do(store)


def test_a_pause_stops_the_clock_once_and_counts_its_seconds(store, call):
    assert store.unpause_call(call.id, START) is None
    assert store.pause_call(call.id, START)
    assert not store.pause_call(call.id, START + timedelta(seconds=5))
    assert store.call(call.id).paused_at == START
    assert store.unpause_call(call.id, START + timedelta(seconds=90)) == 90.0
    assert (store.call(call.id).paused_at, store.call(call.id).paused_seconds) == (None, 90.0)
    store.end_call(call.id, START, "agent")
    assert not store.pause_call(call.id, START)


def test_the_clock_starts_with_the_first_word_and_not_again(store, call):
    store.add_event(call.id, turn=0, at=30.0, kind="action", event_id="look-up")
    store.pause_call(call.id, START)
    store.unpause_call(call.id, START + timedelta(seconds=9))
    store.start_clock(call.id, START + timedelta(seconds=45))
    store.add_turn(call.id, 1, "agent", "Hello.", 0.0)
    store.start_clock(call.id, START + timedelta(seconds=90))
    kept = store.call(call.id)
    assert (kept.started_at, kept.paused_seconds) == (START + timedelta(seconds=45), 0.0)
    assert [event.at for event in store.events(call.id)] == [0.0]


def test_notes_and_hints_are_kept_with_the_call(store, call):
    store.set_notes(call.id, "Ring back on Tuesday.")
    store.add_hint(call.id, turn=2, text="They gave you a lead.")
    store.add_hint(call.id, turn=4, text="Say what happens next.")
    kept = store.call(call.id)
    assert kept.notes == "Ring back on Tuesday."
    assert [hint["turn"] for hint in kept.hints] == [2, 4]
    with pytest.raises(UnknownNameError):
        store.set_notes("gone", "x")


def test_a_persons_choices_are_kept(store):
    assert store.preferences("ada") == {} == store.preferences("nobody")
    store.set_preference("ada", "mood_meter", False)
    store.set_preference("ada", "tries", True)
    assert store.preferences("ada") == {"mood_meter": False, "tries": True}
    with pytest.raises(UnknownNameError):
        store.set_preference("nobody", "mood_meter", True)
