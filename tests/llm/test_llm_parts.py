"""The small parts of the door: scripted replies, prices, tokens, places, and thinking that is left out."""

import socket
import subprocess
import sys
import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import ProviderBusyError, SettingsError
from simulator.llm import Message, ScriptedChat, endpoint_of, leaves_machine, open_chat
from simulator.llm import tokens as tokens_module
from simulator.llm.places import OPENAI, is_own_network
from simulator.llm.replies import json_in, without_thinking
from simulator.llm.spending import price
from simulator.settings import Settings

PROMPT = [Message("user", "Hello?")]


def test_the_door_is_light_until_it_is_used():
    """The client libraries take seconds to import; nothing but a first request may do so."""
    code = "import sys, simulator.llm, simulator.settings; print([m for m in sys.modules if m in HEAVY])"
    heavy = "HEAVY = {'openai', 'langchain_core', 'langchain_openai', 'tiktoken', 'httpx2'}"
    done = subprocess.run([sys.executable, "-c", f"{heavy}\n{code}"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_warming_what_is_not_configured_is_no_fault():
    settings = Settings(_env_file=None, openai_api_key=None, openai_base_url=None)
    chat = open_chat(settings.caller, settings)
    chat.warm()
    for thread in threading.enumerate():
        if thread.name == "warm-model":
            thread.join(10)


def test_scripted_lines_come_in_turn_and_begin_again():
    chat = ScriptedChat(["Is that you?", "I can't find it."])
    said = ["".join(chat.stream(PROMPT)) for _ in range(3)]
    assert said == ["Is that you?", "I can't find it.", "Is that you?"]
    assert chat.prompts == [tuple(PROMPT)] * 3
    assert chat.endpoint is None


def test_a_scripted_function_sees_the_prompt_and_a_scripted_error_is_raised():
    assert list(ScriptedChat(lambda messages: messages[-1].content).stream(PROMPT)) == ["Hello?"]
    with pytest.raises(ProviderBusyError):
        list(ScriptedChat([ProviderBusyError("busy")]).stream(PROMPT))


def test_a_script_file_is_a_provider_like_any_other(tmp_path):
    script = tmp_path / "replies.jsonl"
    script.write_text('"Who is this?"\n\n{"level": 3}\n', encoding="utf-8")
    settings = Settings(_env_file=None, caller={"provider": "scripted", "model": str(script)})
    chat = open_chat(settings.caller, settings)
    assert "".join(chat.stream(PROMPT)) == "Who is this?"
    assert chat.structured(PROMPT, {}).parsed == {"level": 3}
    assert chat.name == "scripted:replies.jsonl"


@pytest.mark.parametrize("content", [None, "", "not json\n"])
def test_a_script_that_cannot_be_used_is_a_set_up_error(content, tmp_path):
    script = tmp_path / "replies.jsonl"
    if content is not None:
        script.write_text(content, encoding="utf-8")
    settings = Settings(_env_file=None, caller={"provider": "scripted", "model": str(script)})
    with pytest.raises(SettingsError, match="file of replies"):
        open_chat(settings.caller, settings)


@pytest.mark.parametrize(
    ("model", "input_price"),
    [
        ("gpt-4o-mini", 0.15),
        ("gpt-4o-mini-2024-07-18", 0.15),
        ("openai/gpt-4o", 2.5),
        ("gpt-4o", 2.5),
        ("o3", 2.0),
        ("claude-sonnet-4-5", 3.0),
    ],
)
def test_prices_go_by_the_longest_name(model, input_price):
    assert price(model, OPENAI).input == input_price
    assert price(model, OPENAI).known


def test_an_unknown_model_is_dear_and_says_so_and_ones_own_server_is_free():
    guess = price("o3000-imaginary", OPENAI)
    assert not guess.known
    assert guess.of(1_000_000, 0) == 5.0
    assert price("gpt-4o", "http://localhost:11434/v1").of(10_000, 10_000) == 0


@pytest.mark.parametrize(
    ("endpoint", "leaves", "own"),
    [
        (None, False, True),
        ("http://127.0.0.1:8899/v1", False, True),
        ("http://localhost:11434/v1", False, True),
        ("http://[::1]:1/v1", False, True),
        ("http://192.168.1.20:8000/v1", True, True),
        ("http://gpu-box:8000/v1", True, True),
        ("http://models.internal/v1", True, True),
        ("https://api.openai.com/v1", True, False),
        ("https://localhost.example.com/v1", True, False),
        ("https://127.0.0.1.example.com/v1", True, False),
        ("https://localhost@evil.example.com/v1", True, False),
        ("anthropic", True, False),
    ],
)
def test_where_text_goes(endpoint, leaves, own):
    assert leaves_machine(endpoint) is leaves
    assert is_own_network(endpoint) is own


def test_the_endpoint_is_known_before_anything_is_opened():
    settings = Settings(_env_file=None, openai_base_url="http://127.0.0.1:9/v1")
    assert endpoint_of(settings.caller, settings) == "http://127.0.0.1:9/v1"
    settings = Settings(_env_file=None, caller={"provider": "anthropic", "model": "claude-sonnet-4"})
    assert endpoint_of(settings.caller, settings) == "anthropic"


def test_tokens_are_counted_without_a_network(tmp_path, monkeypatch):
    def no_network(*_: object) -> None:
        raise AssertionError("tiktoken went to the network")

    monkeypatch.setattr(socket, "create_connection", no_network)
    counted = tokens_module.count("She kept two cups out, and cried.", tmp_path / "ranks")
    assert counted.exact
    assert 7 <= counted.tokens <= 11


def test_without_ranks_tokens_are_estimated_and_say_so(tmp_path, monkeypatch):
    monkeypatch.setattr(tokens_module, "ENCODING", "absent")
    counted = tokens_module.count("twelve chars", tmp_path)
    assert (counted.tokens, counted.exact) == (3, False)


@given(
    thought=st.text(max_size=30).filter(lambda text: "</think>" not in text),
    cuts=st.lists(st.integers(0, 60)),
)
def test_thinking_is_left_out_however_it_is_cut(thought, cuts):
    whole = f"<think>{thought}</think>\n Yes, it came again."
    assert "".join(without_thinking(pieces(whole, cuts))) == "Yes, it came again."


@given(text=st.text(alphabet="<think/>ab \n", max_size=40), cuts=st.lists(st.integers(0, 40)))
def test_other_replies_pass_unchanged(text, cuts):
    if not text.lstrip().startswith("<think>"):
        assert "".join(without_thinking(pieces(text, cuts))).strip() == text.strip()


def pieces(text: str, cuts: list[int]) -> list[str]:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('<think>hm</think>{"a": 1}', {"a": 1}),
        ('{"a": 1', None),
        ("four of five", None),
        ("[" * 100_000, None),
    ],
)
def test_json_is_found_or_it_is_not(text, value):
    assert json_in(text) == value
