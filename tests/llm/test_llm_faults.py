"""Every fault of the mock server, streamed and structured: always one of our errors, never another."""

import time
from typing import get_args

import pytest

from bench.mock.replies import Fault
from bench.mock_server import MockServer
from simulator.errors import (
    ProviderBusyError,
    ProviderError,
    ProviderFaultError,
    ProviderRefusedError,
    ProviderReplyError,
    ProviderTimeoutError,
    ProviderUnreachableError,
)
from simulator.llm import Message, open_chat
from simulator.llm.faults import as_provider_error
from tests.llm.llm_settings import settings_for

PROMPT = [Message("user", "Hello?")]
SCHEMA = {"type": "object", "properties": {"level": {"type": "integer"}}}
STREAMED = {
    "refused": ProviderUnreachableError,
    "disconnect": ProviderUnreachableError,
    "unauthorized": ProviderRefusedError,
    "forbidden": ProviderRefusedError,
    "not_found": ProviderRefusedError,
    "bad_request": ProviderRefusedError,
    "busy": ProviderBusyError,
    "fault": ProviderFaultError,
    "slow_headers": ProviderTimeoutError,
    "stall": ProviderTimeoutError,
    "comments": ProviderTimeoutError,
    "cut": ProviderReplyError,
    "unfinished": ProviderReplyError,
    "malformed": ProviderReplyError,
    "wrong_shape": ProviderReplyError,
    "empty": ProviderReplyError,
    "length": ProviderReplyError,
    "content_filter": ProviderReplyError,
    "refusal": ProviderReplyError,
}
WHOLE = STREAMED | {"cut": ProviderUnreachableError}
"""A whole reply that breaks off has no words that could be kept: the connection broke."""
BEFORE_ANY_WORD = {"refused", "disconnect", "slow_headers", "empty", "refusal"} | {
    "unauthorized", "forbidden", "not_found", "bad_request", "busy", "fault"
}  # fmt: skip


def test_the_tables_name_every_fault():
    assert set(STREAMED) == set(get_args(Fault))


@pytest.mark.parametrize("fault", get_args(Fault))
def test_a_streamed_fault_is_ours(fault, tmp_path):
    with MockServer(fault=fault, first_token=0.0, words_per_second=500) as server:
        settings = settings_for(server, tmp_path)
        with pytest.raises(ProviderError) as caught:
            list(open_chat(settings.caller, settings).stream(PROMPT))
    assert type(caught.value) is STREAMED[fault]
    assert str(caught.value)
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize("fault", sorted(set(get_args(Fault)) - BEFORE_ANY_WORD))
def test_words_before_a_fault_are_delivered(fault, tmp_path):
    with MockServer(fault=fault, first_token=0.0, words_per_second=500) as server:
        settings = settings_for(server, tmp_path)
        stream = open_chat(settings.caller, settings).stream(PROMPT)
        words = []
        with pytest.raises(ProviderError):
            while True:
                words.append(next(stream))
    assert len(words) >= 5


@pytest.mark.parametrize("fault", sorted(set(get_args(Fault)) - {"unfinished"}))
def test_a_structured_fault_is_ours(fault, tmp_path):
    with MockServer(fault=fault, first_token=0.0, words_per_second=5000) as server:
        settings = settings_for(server, tmp_path)
        with pytest.raises(ProviderError) as caught:
            open_chat(settings.evaluator, settings).structured(PROMPT, SCHEMA)
    assert type(caught.value) is WHOLE[fault]
    assert "sk-secret" not in str(caught.value)


def test_a_key_echoed_by_the_provider_is_not_repeated():
    error = as_provider_error(ValueError("wrong key sk-secret"), "http://x", secret="sk-secret")
    assert "sk-secret" not in str(error)
    assert "wrong key" in str(error)


@pytest.mark.parametrize("fault", ["busy", "fault", "disconnect"])
def test_a_fault_before_the_first_word_is_tried_again(fault, tmp_path):
    with MockServer(faults=[fault, None], first_token=0.0, words_per_second=500, retry_after=0.2) as server:
        settings = settings_for(server, tmp_path, retries=1)
        began = time.monotonic()
        said = "".join(open_chat(settings.caller, settings).stream(PROMPT))
    assert said == server.reply
    assert len(server.requests) == 2
    assert time.monotonic() - began >= 0.2


def test_a_long_wait_is_not_waited_for(tmp_path):
    with MockServer(fault="busy", retry_after=30, first_token=0.0) as server:
        settings = settings_for(server, tmp_path, retries=3)
        chat = open_chat(settings.caller, settings)
        with pytest.raises(ProviderBusyError):
            list(chat.stream(PROMPT))  # the import of the client library is not part of the wait
        began = time.monotonic()
        with pytest.raises(ProviderBusyError) as caught:
            list(chat.stream(PROMPT))
        assert time.monotonic() - began < 1
    assert caught.value.retry_after == 30
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", ["unauthorized", "slow_headers", "stall", "cut", "empty", "length"])
def test_what_cannot_help_is_not_tried_again(fault, tmp_path):
    with MockServer(fault=fault, first_token=0.0, words_per_second=500) as server:
        settings = settings_for(server, tmp_path, retries=2)
        with pytest.raises(ProviderError):
            list(open_chat(settings.caller, settings).stream(PROMPT))
    assert len(server.requests) == 1


def test_a_broken_reply_is_charged_for_what_came(tmp_path, account):
    with MockServer(fault="cut", first_token=0.0, words_per_second=500) as server:
        settings = settings_for(server, tmp_path)
        with pytest.raises(ProviderError):
            list(open_chat(settings.caller, settings, spending=account).stream(PROMPT))
    assert len(account.charges) == 1


def test_a_refused_request_is_not_charged(tmp_path, account):
    with MockServer(fault="unauthorized", first_token=0.0) as server:
        settings = settings_for(server, tmp_path)
        with pytest.raises(ProviderError):
            list(open_chat(settings.caller, settings, spending=account).stream(PROMPT))
    assert account.charges == []
