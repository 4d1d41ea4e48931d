"""Whatever the provider does, the agent's turn is kept, the caller answers, and the person is told why it changed."""

from datetime import UTC, datetime

import pytest

from bench.mock_server import MockServer
from simulator.errors import ConsentNeededError, ProviderBusyError
from simulator.practice import Shelf
from simulator.store import CallFilter
from tests.practice.conftest import REPLY
from tests.practice.rooms import ADA, CLOSING, GREETING, LEAD, WIDOW, begun, look, say, texts

BEFORE_A_WORD = {
    "refused": "ProviderUnreachableError",
    "disconnect": "ProviderUnreachableError",
    "unauthorized": "ProviderRefusedError",
    "forbidden": "ProviderRefusedError",
    "not_found": "ProviderRefusedError",
    "bad_request": "ProviderRefusedError",
    "busy": "ProviderBusyError",
    "fault": "ProviderFaultError",
    "slow_headers": "ProviderTimeoutError",
    "empty": "ProviderReplyError",
}
IN_MID_REPLY = {
    "stall": "ProviderTimeoutError",
    "comments": "ProviderTimeoutError",
    "cut": "ProviderReplyError",
    "unfinished": "ProviderReplyError",
    "malformed": "ProviderReplyError",
    "wrong_shape": "ProviderReplyError",
    "length": "ProviderReplyError",
    "content_filter": "ProviderReplyError",
}


def told(practice, call_id):
    return [event for event in look(practice, call_id).transcript.events if event.kind == "fallback"]


def test_the_model_voices_the_caller_once_it_has_rung(room, server):
    practice = room(server)
    call_id = begun(practice, GREETING)
    assert look(practice, call_id).call.caller_kind == "model"
    assert not server.requests, "the opening is the persona's own"
    assert say(practice, call_id, CLOSING) == REPLY
    view = look(practice, call_id)
    assert view.transcript.turns[-1].text == REPLY
    assert view.transcript.turns[-1].status == "complete"
    assert view.fallback is None and not view.transcript.events


@pytest.mark.parametrize("fault", BEFORE_A_WORD)
def test_a_fault_before_the_first_word_loses_no_turn(room, fault):
    with MockServer(reply=REPLY, first_token=0.0, fault=fault, retry_after=30) as server:
        practice = room(server)
        call_id = begun(practice, GREETING)
        reply = say(practice, call_id, CLOSING)
        asked = len(server.requests)
        later = say(practice, call_id, "I'll put a hold on that now.")
        assert len(server.requests) == asked, "the model is not asked again"
    assert reply and later and REPLY not in (reply, later)
    assert texts(practice, call_id)[2:4] == [CLOSING, reply]
    assert all(turn.status == "complete" for turn in look(practice, call_id).transcript.turns)
    [event] = told(practice, call_id)
    assert (event.id, event.turn) == (BEFORE_A_WORD[fault], 4)
    assert look(practice, call_id).fallback == event.reason
    assert server.url in event.reason or fault == "empty"
    assert "sk-test" not in event.reason and "Traceback" not in event.reason


@pytest.mark.parametrize("fault", IN_MID_REPLY)
def test_a_fault_in_mid_reply_keeps_what_was_shown(room, fault):
    with MockServer(reply=REPLY, first_token=0.0, words_per_second=500, fault=fault) as server:
        practice = room(server)
        call_id = begun(practice, GREETING)
        shown = say(practice, call_id, CLOSING)
        broken = look(practice, call_id).transcript.turns[-1]
        assert say(practice, call_id, "Are you still there?")
        assert len(server.requests) == 1
    assert len(shown.split()) >= 4 and REPLY.startswith(shown)
    assert (broken.text, broken.status) == (shown.rstrip(" ,;:-–—") + "…", "interrupted")
    [event] = told(practice, call_id)
    assert event.id == IN_MID_REPLY[fault]
    assert look(practice, call_id).transcript.turns[-1].status == "complete"


def test_an_interrupted_line_tells_no_fact(room):
    with MockServer(reply=REPLY, first_token=0.0, fault="cut") as server:
        practice = room(server)
        call_id = begun(practice, GREETING, CLOSING)
        view = look(practice, call_id)
        assert not view.state.earned and view.state == practice.book.caller(view.call).replay(view.transcript)


def test_busy_for_a_moment_is_waited_for(room):
    with MockServer(reply=REPLY, first_token=0.0, faults=["busy"], retry_after=0.05) as server:
        practice = room(server, caller={"timeout": 0.4, "retries": 1})
        call_id = begun(practice, GREETING, CLOSING)
        assert texts(practice, call_id)[-1] == REPLY
        assert len(server.requests) == 2 and not told(practice, call_id)


def test_busy_for_long_is_not_waited_for(room):
    with MockServer(reply=REPLY, fault="busy", retry_after=3600) as server:
        practice = room(server, caller={"timeout": 0.4, "retries": 3})
        call_id = begun(practice, GREETING, CLOSING)
        assert len(server.requests) == 1
        [event] = told(practice, call_id)
    assert event.id == ProviderBusyError.__name__ and "quota" in event.reason


def test_a_reply_out_of_character_is_asked_for_once_more(room, server):
    replies = iter(["As an AI language model, I cannot feel grief.", "I keep laying two cups out, you know."])
    server.reply = lambda _: next(replies)
    practice = room(server)
    call_id = begun(practice, GREETING, CLOSING)
    assert texts(practice, call_id)[-1] == "I keep laying two cups out, you know."
    assert not told(practice, call_id)


def test_two_replies_out_of_character_are_voiced_by_the_embedded_caller(room, server):
    server.reply = "Agent: How can I help you today?"
    practice = room(server)
    call_id = begun(practice, GREETING, CLOSING)
    assert len(server.requests) == 2
    assert "How can I help" not in texts(practice, call_id)[-1]
    assert not told(practice, call_id), "the model gets another chance at the next line"
    server.reply = REPLY
    assert say(practice, call_id, "Take your time.") == REPLY


def test_a_reply_that_goes_wrong_later_is_cut_at_its_last_good_sentence(room, server):
    server.reply = "I don't know, dear. He did all that. As your caller, I think you should ask an open question here."
    practice = room(server)
    call_id = begun(practice, GREETING, CLOSING)
    assert texts(practice, call_id)[-1] == "I don't know, dear. He did all that."
    assert look(practice, call_id).transcript.turns[-1].status == "complete"


def test_after_a_word_or_two_that_led_nowhere_the_embedded_caller_goes_on(room, server):
    server.reply = "Is there anything else I can help you with today?"
    practice = room(server)
    call_id = begun(practice, GREETING, CLOSING)
    stored = texts(practice, call_id)[-1]
    assert stored.startswith("Is") and "… " in stored and "help you" not in stored
    assert len(stored.split()) >= 4


def test_the_cap_is_kept_kindly(room, server):
    practice = room(server, spending_cap=1.0)
    call_id = begun(practice, GREETING, CLOSING)
    practice.store.add_spending(use="caller", model="m", prompt_tokens=1, completion_tokens=1, usd=1.25)
    assert say(practice, call_id, "Would you like me to put a hold on the account?")
    assert len(server.requests) == 1
    [event] = told(practice, call_id)
    assert event.id == "SpendingCapError"
    assert "$1.00" in event.reason and "embedded caller" in event.reason


def test_each_reply_is_charged(room, server, monkeypatch):
    monkeypatch.setattr("simulator.llm.spending.is_own_network", lambda _: False)
    practice = room(server)
    begun(practice, GREETING, CLOSING)
    assert practice.store.spent_on(datetime.now(UTC).date()) > 0


def test_nothing_is_sent_before_somebody_agreed(room, server, monkeypatch):
    monkeypatch.setattr("simulator.practice.voices.leaves_machine", lambda _: True)
    practice = room(server)
    with pytest.raises(ConsentNeededError, match="127"):
        practice.begin(ADA, WIDOW)
    assert not practice.store.list_calls(CallFilter()) and not server.requests and not server.connections
    assert practice.begin(ADA, WIDOW, caller="embedded").caller_kind == "embedded"
    practice.voices.consent(ADA, server.url)
    call_id = begun(practice, GREETING, CLOSING)
    assert texts(practice, call_id)[-1] == REPLY


def test_consent_is_the_persons_own_and_the_endpoints(room, server, monkeypatch):
    monkeypatch.setattr("simulator.practice.voices.leaves_machine", lambda _: True)
    practice = room(server)
    practice.store.ensure_person(ADA.id, ADA.name, [])
    practice.voices.consent(ADA, server.url)
    call_id = begun(practice, GREETING)
    Shelf(practice.store).share(ADA, call_id, private=False)
    again = Shelf(practice.store).try_again(LEAD, call_id, 1)
    say(practice, again.id, GREETING, LEAD)
    say(practice, again.id, CLOSING, LEAD)
    assert not server.requests, "the lead's words were sent on the trainee's consent"
    [event] = [e for e in practice.look(LEAD, again.id).transcript.events if e.kind == "fallback"]
    assert event.id == "ConsentNeededError"


def test_a_call_goes_on_when_the_address_has_changed_to_one_nobody_agreed_to(room, server, monkeypatch):
    call_id = begun(room(server), GREETING)
    monkeypatch.setattr("simulator.practice.voices.leaves_machine", lambda _: True)
    practice = room(server)
    assert say(practice, call_id, CLOSING)
    assert not server.requests
    assert told(practice, call_id)[0].id == "ConsentNeededError"


def test_a_provider_that_is_not_installed_is_a_fallback(room):
    practice = room(caller={"provider": "no_such_provider", "model": "x"}, consent=True)
    call_id = begun(practice, GREETING, CLOSING)
    assert look(practice, call_id).transcript.turns[-1].status == "complete"
    assert told(practice, call_id)[0].id == "SettingsError"
