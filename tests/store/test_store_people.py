"""People, consents, spending and frozen texts."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from simulator.errors import UnknownNameError
from simulator.store import Store


def test_a_person_is_made_once_and_kept_up_to_date(store):
    first = store.ensure_person("cy", "Cy", ["trainer", "lead", "lead"])
    assert first.roles == ("lead", "trainer")
    assert store.ensure_person("cy", "Cy", ["lead", "trainer"]) == first
    renamed = store.ensure_person("cy", "Cy Smith", ["lead"])
    assert (renamed.name, renamed.roles, renamed.created) == ("Cy Smith", ("lead",), first.created)
    assert store.person("cy") == renamed
    assert store.person("nobody") is None


def test_a_person_who_arrives_in_ten_threads_is_one_person(store):
    with ThreadPoolExecutor(10) as pool:
        arrived = set(pool.map(lambda _: store.ensure_person("dee", "Dee", ["trainee"]), range(10)))
    assert arrived == {store.person("dee")}


def test_consent_is_for_one_person_and_one_endpoint_until_withdrawn(store):
    home, far = "http://localhost:11434/v1", "https://api.example.com/v1"
    store.give_consent("ada", far)
    store.give_consent("ada", far)
    assert store.has_consent("ada", far)
    assert not store.has_consent("ada", home)
    assert not store.has_consent("ben", far)
    store.withdraw_consent("ada", far)
    store.withdraw_consent("ada", far)
    assert not store.has_consent("ada", far)


def test_consent_is_a_persons(store):
    with pytest.raises(UnknownNameError, match="no person 'nobody'"):
        store.give_consent("nobody", "https://api.example.com/v1")


def spend(store: Store, usd: float, at: datetime, use: str = "caller") -> None:
    store.add_spending(use=use, model="m", prompt_tokens=10, completion_tokens=5, usd=usd, at=at)


def test_spending_is_summed_by_utc_day_and_use(store):
    east = timezone(timedelta(hours=10))
    spend(store, 0.25, datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    spend(store, 0.50, datetime(2026, 3, 2, 3, 0, tzinfo=east))  # still the 1st in UTC
    spend(store, 4.00, datetime(2026, 3, 1, 12, 0, tzinfo=UTC), use="evaluator")
    spend(store, 8.00, datetime(2026, 3, 2, 0, 0, tzinfo=UTC))
    assert store.spent_on(date(2026, 3, 1)) == pytest.approx(4.75)
    assert store.spent_on(date(2026, 3, 1), use="caller") == pytest.approx(0.75)
    assert store.spent_on(date(2026, 3, 3)) == 0.0


def test_spending_without_a_time_counts_today(store):
    store.add_spending(use="caller", model="m", prompt_tokens=1, completion_tokens=1, usd=1.5)
    now = datetime.now(UTC)
    assert store.spent_on(now.date()) + store.spent_on((now - timedelta(minutes=1)).date()) >= 1.5


def test_a_frozen_text_is_kept_once_under_its_sha256(store):
    text = "id: ada\nname: Ada Lovelace – “é”\n"
    digest = store.freeze("persona", text)
    assert digest == hashlib.sha256(text.encode()).hexdigest()
    assert store.freeze("persona", text) == digest
    assert store.frozen(digest) == text


def test_a_text_that_many_freeze_at_once_is_kept_once(store):
    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(lambda _: store.freeze("prompt", "Be Margaret."), range(10)))) == 1


def test_an_unknown_hash_says_so(store):
    with pytest.raises(UnknownNameError, match="'feed'"):
        store.frozen("feed")
