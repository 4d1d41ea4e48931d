"""Turns and events: taken once, written while they are spoken, and given back as a transcript."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.errors import CallEndedError
from simulator.store import Store, TurnTakenError
from simulator.transcript import Event, Transcript, Turn


def test_a_turn_comes_back_to_the_letter(store, call):
    said = "  Hello — \n it's \u201cAda\u201d \U0001f642 '; DROP TABLE turns; --  "
    taken = store.add_turn(call.id, 1, "agent", said, 0.25)
    assert store.turn(call.id, 1) == taken
    assert store.turns(call.id) == [taken]
    assert (taken.text, taken.at, taken.status) == (said, 0.25, "complete")
    assert store.turn(call.id, 2) is None


def test_characters_that_no_database_holds_are_replaced(store, call):
    taken = store.add_turn(call.id, 1, "agent", "a\x00b\ud800c", 0.0)
    assert taken.text == "a\ufffdb\ufffdc"
    assert store.turn(call.id, 1) == taken


def test_a_turn_is_taken_once(store, call):
    store.add_turn(call.id, 1, "agent", "Hello.", 0.0)
    with pytest.raises(TurnTakenError, match="Turn 1"):
        store.add_turn(call.id, 1, "agent", "Hello again.", 1.0)
    assert [turn.text for turn in store.turns(call.id)] == ["Hello."]


def test_of_ten_tabs_that_send_at_once_exactly_one_wins(url, store, call):
    tabs = [Store(url) for _ in range(2)]
    together = threading.Barrier(10)

    def send(number: int) -> str | None:
        together.wait()
        try:
            return tabs[number % 2].add_turn(call.id, 1, "agent", f"from tab {number}", 0.0).text
        except TurnTakenError:
            return None

    with ThreadPoolExecutor(10) as pool:
        won = [text for text in pool.map(send, range(10)) if text]
    for tab in tabs:
        tab.dispose()
    assert won == [turn.text for turn in store.turns(call.id)]
    assert len(won) == 1


def test_ten_callers_speak_at_once_and_no_write_is_lost(store, begin):
    calls = [begin().id for _ in range(10)]

    def speak(call_id: str) -> bool:
        store.write_turn(call_id, 1, text="", status="partial")
        written = [store.write_turn(call_id, 1, text="w" * i, status="partial") for i in range(20)]
        return all(written) and store.write_turn(call_id, 1, text="w" * 20, status="complete")

    with ThreadPoolExecutor(10) as pool:
        assert all(pool.map(speak, calls))
    assert {store.turn(call_id, 1).text for call_id in calls} == {"w" * 20}


def test_nothing_is_said_after_the_end(store, call):
    store.end_call(call.id, datetime(2026, 3, 1, tzinfo=UTC), "agent")
    with pytest.raises(CallEndedError):
        store.add_turn(call.id, 1, "agent", "One more thing.", 9.0)
    assert store.turns(call.id) == []


def test_the_callers_turn_grows_until_it_is_complete(store, call):
    assert store.write_turn(call.id, 2, text="Well", status="partial", at=3.5)
    begun = store.turn(call.id, 2)
    assert (begun.speaker, begun.text, begun.at, begun.status) == ("caller", "Well", 3.5, "partial")
    assert store.write_turn(call.id, 2, text="Well, I", status="partial")
    assert store.write_turn(call.id, 2, text="Well, I never.", status="complete")
    done = store.turn(call.id, 2)
    assert (done.text, done.at, done.status) == ("Well, I never.", 3.5, "complete")
    assert done.created == begun.created and done.written >= begun.written


@pytest.mark.parametrize("final", ["complete", "interrupted"])
def test_a_late_writer_cannot_undo_a_final_turn(store, call, final):
    store.write_turn(call.id, 2, text="All of it.", status=final)
    assert not store.write_turn(call.id, 2, text="All", status="partial")
    assert not store.write_turn(call.id, 2, text="Something else.", status="complete")
    assert (store.turn(call.id, 2).text, store.turn(call.id, 2).status) == ("All of it.", final)


def test_the_caller_never_writes_over_the_agent(store, call):
    store.add_turn(call.id, 1, "agent", "Hello.", 0.0, "partial")
    assert not store.write_turn(call.id, 1, text="Who is this?", status="complete")
    assert store.turn(call.id, 1).text == "Hello."


def test_only_turns_without_a_living_writer_are_closed(store, call):
    store.add_turn(call.id, 1, "agent", "Hello.", 0.0)
    store.write_turn(call.id, 2, text="Well, I", status="partial")
    assert store.mark_interrupted(call.id, idle=60.0) == 0
    assert store.turn(call.id, 2).status == "partial"
    time.sleep(0.02)
    assert store.mark_interrupted(call.id, idle=0.01) == 1
    assert [turn.status for turn in store.turns(call.id)] == ["complete", "interrupted"]
    assert store.mark_interrupted(call.id) == 0


def test_events_keep_their_order_and_extras(store, call):
    action = store.add_event(call.id, turn=2, at=4.5, kind="action", event_id="goodwill", extra={"amount": 25.0})
    end = store.add_event(call.id, turn=2, at=1.0, kind="end", reason="resolved")
    assert store.events(call.id) == [action, end]
    assert (action.event_id, action.extra, end.reason, end.extra) == (
        "goodwill",
        {"amount": 25.0},
        "resolved",
        {},
    )


def test_a_half_said_turn_is_delivered_as_interrupted(store, call):
    store.add_turn(call.id, 1, "agent", "Hello.", 0.0)
    store.write_turn(call.id, 2, text="I was just going to", status="partial", at=2.0)
    transcript = store.transcript(call.id)
    assert transcript.persona == "bereaved-account-holder@1.0.0"
    assert transcript.turns[1].model_dump() == {
        "n": 2,
        "speaker": "caller",
        "text": "I was just going to",
        "at": 2.0,
        "status": "interrupted",
    }


seconds = st.floats(0, 7200, allow_nan=False)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
spoken = st.builds(
    Turn,
    n=st.just(1),
    speaker=st.sampled_from(["agent", "caller"]),
    text=words,
    at=seconds,
    status=st.sampled_from(["complete", "interrupted"]),
)
happened = st.builds(
    lambda extra, **known: Event(**(extra | known)),
    st.dictionaries(st.sampled_from(["amount", "words", "by"]), st.integers() | words | st.none(), max_size=2),
    turn=st.integers(0, 40),
    at=seconds,
    kind=st.sampled_from(["action", "fact", "fallback", "hold", "resume", "pause", "end"]),
    id=st.none() | words,
    reason=st.none() | words,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    turns=st.lists(spoken, max_size=8),
    events=st.lists(happened, max_size=5),
    meta=st.dictionaries(words, words | st.integers() | st.booleans(), max_size=3),
    seed=st.integers(0, 2**63 - 1),
)
def test_a_transcript_survives_the_round_trip(store, begin, turns, events, meta, seed):
    call = begin(seed=seed, meta=meta)
    numbered = [turn.model_copy(update={"n": n}) for n, turn in enumerate(turns, start=1)]
    given_ = Transcript(id=call.id, persona=call.persona, seed=seed, turns=numbered, events=events, meta=meta)
    for turn in numbered:
        store.add_turn(call.id, turn.n, turn.speaker, turn.text, turn.at, turn.status)
    for event in events:
        store.add_event(
            call.id,
            turn=event.turn,
            at=event.at,
            kind=event.kind,
            event_id=event.id,
            reason=event.reason,
            extra=event.model_extra,
        )
    assert store.transcript(call.id).model_dump() == given_.model_dump()
    assert store.transcript(call.id).to_json() == given_.to_json()
