"""Replies from a real server on loopback: streamed, structured, aborted, paid for."""

import threading
import time

import pytest

from bench.mock_server import MockServer
from simulator.errors import ProviderReplyError, SettingsError, SpendingCapError
from simulator.llm import Message, open_chat
from simulator.settings import Settings
from tests.llm.llm_settings import settings_for

PROMPT = [Message("system", "You are Margaret."), Message("user", "Hello, how can I help?")]
SCHEMA = {
    "title": "rating",
    "type": "object",
    "properties": {"level": {"type": "integer", "enum": [3, 4]}, "why": {"type": "string"}},
    "required": ["level", "why"],
    "additionalProperties": False,
}


def test_a_reply_arrives_word_by_word(server, settings):
    pieces = list(open_chat(settings.caller, settings).stream(PROMPT))
    assert "".join(pieces) == server.reply
    assert len(pieces) == len(server.reply.split())


def test_the_request_carries_prompt_limits_and_temperature(server, settings):
    list(open_chat(settings.caller, settings).stream(PROMPT, max_tokens=55))
    asked = server.requests[0]
    assert asked["messages"] == [{"role": m.role, "content": m.content} for m in PROMPT]
    assert (asked["max_tokens"], asked["temperature"], asked["model"]) == (55, 0.8, "gpt-4o-mini")
    assert asked["stream_options"] == {"include_usage": True}


def test_models_that_refuse_a_temperature_get_none(server, tmp_path):
    settings = settings_for(server, tmp_path, model="gpt-5-mini")
    list(open_chat(settings.caller, settings).stream(PROMPT))
    assert "temperature" not in server.requests[0]


def test_turns_share_one_connection(server, settings):
    chat = open_chat(settings.caller, settings)
    for _ in range(4):
        list(chat.stream(PROMPT))
        time.sleep(0.05)
    chat.structured(PROMPT, SCHEMA)
    assert server.connections == 1


def test_warming_opens_the_connection_that_the_first_turn_uses(server, settings):
    chat = open_chat(settings.caller, settings)
    chat.warm()
    deadline = time.monotonic() + 10
    while server.connections == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.1)
    list(chat.stream(PROMPT))
    assert server.connections == 1
    assert len(server.requests) == 1  # warming asked for no completion


def test_closing_the_stream_ends_the_request(settings, server):
    server.reply = "word " * 400
    server.words_per_second = 100
    stream = open_chat(settings.caller, settings).stream(PROMPT)
    assert next(stream)
    stream.close()
    deadline = time.monotonic() + 3
    while not server.aborted and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.aborted == 1


def test_several_threads_may_use_one_chat(server, settings):
    chat = open_chat(settings.caller, settings)
    server.reply = lambda body: body["messages"][-1]["content"] * 3
    said: dict[int, str] = {}

    def take(number: int) -> None:
        said[number] = "".join(chat.stream([Message("user", f"line {number} ")]))

    threads = [threading.Thread(target=take, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {number: f"line {number} " * 3 for number in range(8)}


def test_a_structured_reply_is_asked_for_by_schema_and_parsed(server, settings):
    reply = open_chat(settings.evaluator, settings).structured(PROMPT, SCHEMA)
    assert reply.parsed == {"level": 3, "why": "text"}
    asked = server.requests[0]["response_format"]
    assert asked == {
        "type": "json_schema",
        "json_schema": {"name": "rating", "schema": SCHEMA, "strict": True},
    }
    assert reply.usage.prompt_tokens > 0
    assert not reply.usage.estimated


def test_json_mode_tells_the_schema_in_words(server, tmp_path):
    server.reply = '```json\n{"level": 4, "why": "She asked."}\n```'
    settings = settings_for(server, tmp_path, structured="json_mode")
    reply = open_chat(settings.evaluator, settings).structured(PROMPT, SCHEMA)
    assert reply.parsed == {"level": 4, "why": "She asked."}
    assert server.requests[0]["response_format"] == {"type": "json_object"}
    assert '"additionalProperties"' in server.requests[0]["messages"][-1]["content"]


def test_prose_where_json_was_asked_is_kept_and_not_parsed(server, settings):
    server.reply = lambda _: "I would say four out of five."
    reply = open_chat(settings.evaluator, settings).structured(PROMPT, SCHEMA)
    assert (reply.text, reply.parsed) == ("I would say four out of five.", None)


def test_a_thinking_model_is_heard_only_when_it_speaks(server, settings):
    server.reply = "<think> She wants a hold. </think> Could you stop the letters?"
    chat = open_chat(settings.caller, settings)
    assert "".join(chat.stream(PROMPT)) == "Could you stop the letters?"
    server.reply = "<think> nothing but thought </think>"
    with pytest.raises(ProviderReplyError, match="empty"):
        list(chat.stream(PROMPT))


def test_each_reply_is_charged_also_one_that_was_left(server, settings, account):
    chat = open_chat(settings.caller, settings, spending=account)
    list(chat.stream(PROMPT))
    stream = chat.stream(PROMPT)
    next(stream)
    stream.close()
    open_chat(settings.evaluator, settings, spending=account).structured(PROMPT, SCHEMA)
    assert [charge[0] for charge in account.charges] == ["caller", "caller", "evaluator"]
    assert account.charges[0][3] == len(server.reply.split())
    assert all(prompt > 0 and completion > 0 for _, _, prompt, completion, _ in account.charges)
    assert {charge[4] for charge in account.charges} == {0.0}  # a server of one's own costs nothing


def test_a_cap_that_is_reached_sends_nothing(server, settings, account):
    account.cap_reached = True
    chat = open_chat(settings.caller, settings, spending=account)
    with pytest.raises(SpendingCapError):
        list(chat.stream(PROMPT))
    with pytest.raises(SpendingCapError):
        chat.structured(PROMPT, SCHEMA)
    assert server.requests == []


def test_tracing_left_on_in_the_environment_sends_nothing(settings, monkeypatch):
    with MockServer(first_token=0.0) as collector:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "lsv2_pt_test")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", collector.url)
        from langsmith.utils import get_env_var

        get_env_var.cache_clear()
        chat = open_chat(settings.caller, settings)
        list(chat.stream(PROMPT))
        chat.structured(PROMPT, SCHEMA)
        time.sleep(0.3)
        assert collector.connections == 0
    monkeypatch.undo()
    get_env_var.cache_clear()


def test_nothing_configured_says_what_to_set(tmp_path):
    settings = Settings(_env_file=None, openai_api_key=None, openai_base_url=None, data_dir=tmp_path)
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        list(open_chat(settings.caller, settings).stream(PROMPT))


def test_a_provider_whose_library_is_missing_says_so(tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path, caller={"provider": "mistralai", "model": "mistral-small"})
    with pytest.raises(SettingsError, match="mistralai"):
        list(open_chat(settings.caller, settings).stream(PROMPT))
