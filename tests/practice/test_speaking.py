"""A line while it is spoken: second tabs, dropped readers, an end in mid-line, a killed process."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bench.mock_server import MockServer
from simulator.errors import CallEndedError, TurnInProgressError
from simulator.practice import Shelf, hearing, speaking
from tests.practice.conftest import REPLY
from tests.practice.rooms import ADA, CLOSING, GREETING, begun, look, say, texts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def slow():
    with MockServer(reply=REPLY, first_token=0.05, words_per_second=25) as mock:
        yield mock


def wait_for(condition, seconds=5.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.01)


def test_a_second_tab_watches_and_cannot_send(room, slow):
    practice = room(slow)
    call_id = begun(practice, GREETING)
    reply = practice.say(ADA, call_id, CLOSING)
    first = next(reply)
    refused = []

    def second_tab():
        with pytest.raises(TurnInProgressError):
            practice.say(ADA, call_id, "Hello?")
        with pytest.raises(TurnInProgressError):
            practice.answer_again(ADA, call_id)
        refused.append(True)

    thread = threading.Thread(target=second_tab)
    thread.start()
    thread.join()
    assert refused and look(practice, call_id).speaking
    assert len(look(practice, call_id).transcript.turns) == 3, "the line being spoken is not in the transcript yet"
    watched = "".join(practice.watch(ADA, call_id))
    assert first + "".join(reply) == watched == REPLY
    assert texts(practice, call_id) == [GREETING, texts(practice, call_id)[1], CLOSING, REPLY]
    assert not list(practice.watch(ADA, call_id))


def test_another_process_watches_and_cannot_send(room, slow):
    here, there = room(slow), room(slow)
    call_id = begun(here, GREETING)
    reply = here.say(ADA, call_id, CLOSING)
    view = look(there, call_id)
    assert view.speaking and not view.unanswered, "the line is taken before its first word"
    for send in (lambda: there.say(ADA, call_id, "Hello?"), lambda: there.answer_again(ADA, call_id)):
        with pytest.raises(TurnInProgressError):
            send()
    assert "".join(there.watch(ADA, call_id)) == REPLY == "".join(reply)
    assert len(slow.requests) == 1
    assert look(there, call_id).state == look(here, call_id).state


@pytest.mark.parametrize("places", [1, 2])
def test_of_two_who_speak_at_once_exactly_one_is_heard(room, server, places):
    rooms = [room(server) for _ in range(places)] * (2 // places)
    for attempt in range(10):
        call_id = begun(rooms[0], GREETING)
        together = threading.Barrier(2)
        heard, refused = [], []

        def speak(practice, call_id=call_id, together=together, heard=heard, refused=refused):
            together.wait()
            try:
                heard.append("".join(practice.say(ADA, call_id, threading.current_thread().name)))
            except TurnInProgressError:
                refused.append(threading.current_thread().name)

        threads = [threading.Thread(target=speak, args=(practice,)) for practice in rooms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said = [turn.text for turn in look(rooms[0], call_id).transcript.agent_turns()]
        assert len(heard) + len(refused) == 2
        assert len(said) == 1 + len(heard), attempt
        assert not set(refused) & set(said), "what was refused was kept"
        assert [t.speaker for t in look(rooms[0], call_id).transcript.turns] == ["agent", "caller"] * (1 + len(heard))


def test_a_reader_that_goes_away_does_not_stop_the_line(room, slow):
    practice = room(slow)
    call_id = begun(practice, GREETING)
    reply = practice.say(ADA, call_id, CLOSING)
    next(reply)
    reply.close()
    wait_for(lambda: not look(practice, call_id).speaking)
    assert texts(practice, call_id)[-1] == REPLY


def test_a_line_nobody_reads_is_spoken_all_the_same(room, server):
    practice = room(server)
    call_id = begun(practice, GREETING)
    practice.say(ADA, call_id, CLOSING)
    wait_for(lambda: not look(practice, call_id).speaking)
    assert texts(practice, call_id)[-1] == REPLY


def test_what_is_shown_is_written_down_though_nothing_follows(room):
    with MockServer(reply=REPLY, first_token=0.0, words_per_second=500, fault="stall") as server:
        practice = room(server, caller={"timeout": 5.0, "retries": 0})
        call_id = begun(practice, GREETING)
        reply = practice.say(ADA, call_id, CLOSING)
        next(reply)
        time.sleep(0.2)
        shown = practice._replies.spoken_now(call_id).text
        wait_for(lambda: practice.store.turns(call_id)[-1].text == shown, seconds=1.0)  # 0.5 s, and a busy machine
        assert practice.store.turns(call_id)[-1].status == "partial", "the model stalls: no later word wrote it"


def test_the_agent_hangs_up_in_mid_line(room, slow):
    practice = room(slow)
    call_id = begun(practice, GREETING)
    reply = practice.say(ADA, call_id, CLOSING)
    shown = next(reply)
    practice.end(ADA, call_id)
    shown += "".join(reply)
    view = look(practice, call_id)
    assert view.ended and not view.speaking
    assert view.transcript.turns[-1].text == shown != REPLY
    assert view.transcript.turns[-1].status == "interrupted"
    wait_for(lambda: slow.aborted == 1)
    assert look(practice, call_id).transcript == view.transcript, "nothing is added to a call that is over"
    with pytest.raises(CallEndedError):
        practice.say(ADA, call_id, "Hello?")


def test_the_agent_hangs_up_before_a_word(room):
    with MockServer(fault="slow_headers") as server:
        practice = room(server)
        call_id = begun(practice, GREETING)
        reply = practice.say(ADA, call_id, CLOSING)
        practice.end(ADA, call_id)
        assert list(reply) == []
        assert [turn.speaker for turn in look(practice, call_id).transcript.turns] == ["agent", "caller", "agent"]
        practice.close()
        assert [event.kind for event in practice.store.events(call_id)] == ["end"]


def test_the_call_is_deleted_in_mid_line(room, slow):
    practice = room(slow)
    call_id = begun(practice, GREETING)
    reply = practice.say(ADA, call_id, CLOSING)
    next(reply)
    Shelf(practice.store).delete(ADA, call_id)
    practice.close()
    assert practice.store.call(call_id) is None and not practice.store.turns(call_id)


def test_what_is_done_while_the_caller_speaks_belongs_after_the_line(room, slow):
    practice = room(slow)
    call_id = begun(practice, GREETING)
    reply = practice.say(ADA, call_id, CLOSING)
    practice.act(ADA, call_id, "hold-account")
    list(reply)
    view = look(practice, call_id)
    assert [(event.kind, event.turn) for event in view.transcript.events] == [("action", 4)]
    assert view.state.fresh == ("hold-account",), "the caller has not spoken of it yet"
    assert view.state == practice.book.caller(view.call).replay(view.transcript)


def test_a_line_is_answered_again_where_its_speaker_died_before_a_word(room, server, monkeypatch):
    practice = room(server)
    call_id = begun(practice, GREETING)
    practice.store.add_turn(call_id, 3, "agent", CLOSING, 9.0)
    assert look(practice, call_id).unanswered
    assert "".join(practice.answer_again(ADA, call_id)) == REPLY
    assert not list(practice.answer_again(ADA, call_id))
    practice.store.add_turn(call_id, 5, "agent", "And now?", 19.0)
    practice.store.add_turn(call_id, 6, "caller", "", 19.0, "partial")
    assert look(practice, call_id).speaking, "for all we know another process is about to speak"
    for place in (speaking, hearing):
        monkeypatch.setattr(place, "STALE", 0.0)
    assert look(practice, call_id).unanswered
    assert "".join(practice.answer_again(ADA, call_id))
    assert [t.status for t in practice.store.turns(call_id)] == ["complete"] * 6


def test_only_a_line_without_a_word_is_taken_back(room):
    practice = room()
    call_id, store = begun(practice, GREETING), practice.store
    store.add_turn(call_id, 3, "agent", "Hello?", 9.0)
    store.add_turn(call_id, 4, "caller", "", 9.0, "partial")
    assert store.take_back(call_id, idle=60) == 0
    assert store.take_back(call_id) == 1 and len(store.turns(call_id)) == 3
    store.write_turn(call_id, 4, text="Well", status="partial")
    assert store.take_back(call_id) == 0 and store.turns(call_id)[-1].text == "Well"


def test_an_agent_turn_that_nobody_answered_does_not_shut_the_call(room, server, monkeypatch):
    practice = room(server)
    call_id = begun(practice, GREETING)
    practice.store.add_turn(call_id, 3, "agent", "Hello?", 9.0)
    with pytest.raises(TurnInProgressError):
        practice.say(ADA, call_id, CLOSING)
    monkeypatch.setattr(hearing, "STALE", 0.0)
    assert say(practice, call_id, CLOSING) == REPLY
    last = server.requests[-1]["messages"]
    assert [message["role"] for message in last] == ["system", "user", "assistant", "user"]
    assert "Hello?" in last[-1]["content"] and CLOSING in last[-1]["content"]


SPEAK = """
import sys
from pathlib import Path
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice import Practice
from simulator.settings import Settings
from simulator.store import Store
from tests.practice.rooms import ADA, CLOSING, GREETING, WIDOW, settings_for

folder, url = Path(sys.argv[1]), sys.argv[2]
settings = Settings(_env_file=None, data_dir=folder, openai_base_url=url, openai_api_key="none")
store = Store(settings.store_url)
store.upgrade()
practice = Practice(store=store, library=Library.from_settings(settings), settings=settings, matcher=Matcher())
call = practice.begin(ADA, WIDOW, seed=7, call_id="killed")
list(practice.say(ADA, call.id, GREETING))
for words in practice.say(ADA, call.id, CLOSING):
    print(words, end="", flush=True)
"""


def test_kill_9_in_mid_reply_keeps_what_was_shown(tmp_path, room, monkeypatch):
    with MockServer(reply=" ".join(f"word{n}," for n in "abcdefghijklmnopqrstuvwxyz"), words_per_second=10) as server:
        command = [sys.executable, "-c", SPEAK, str(tmp_path / "practice"), server.url]
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        shown: list[tuple[float, str]] = []
        while sum(len(piece) for _, piece in shown) < 80:
            piece = child.stdout.read1(64).decode()
            assert piece, "the call ended before it could be killed"
            shown.append((time.monotonic(), piece))
        killed = time.monotonic()
        child.send_signal(signal.SIGKILL)
        assert child.wait(timeout=10) == -signal.SIGKILL
        child.stdout.close()
        practice = room(server)
        assert look(practice, "killed").speaking, "its speaker may still live"
        for place in (speaking, hearing):
            monkeypatch.setattr(place, "STALE", 0.0)
        view = look(practice, "killed")
        older = "".join(piece for at, piece in shown if at < killed - 0.5)
        assert view.transcript.turns[2].text == CLOSING
        last = view.transcript.turns[3]
        assert last.status == "interrupted"
        assert last.text.startswith(older.strip()) and len(older) > 20
        server.reply, server.words_per_second = REPLY, 2000
        assert say(practice, "killed", "Are you still there?") == REPLY
    assert len(texts(practice, "killed")) == 6
