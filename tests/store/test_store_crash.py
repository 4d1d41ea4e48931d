"""A process that is killed in mid-reply: what was committed stays, and the call goes on."""

import signal
import subprocess
import sys
from pathlib import Path

from simulator.store import Store

ROOT = Path(__file__).resolve().parents[2]

SPEAK = """
import sys
from simulator.store import Store

store = Store(sys.argv[1])
call_id = sys.argv[2]
store.add_turn(call_id, 1, "agent", "Hello, Ada speaking.", 0.0)
said = ""
while True:
    said += "word "
    store.write_turn(call_id, 2, text=said, status="partial", at=1.5)
    print(len(said), flush=True)
"""


def test_kill_9_keeps_everything_that_was_written(url, store, call):
    speaking = subprocess.Popen(
        [sys.executable, "-c", SPEAK, url, call.id], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    for _ in range(50):
        speaking.stdout.readline()
    speaking.send_signal(signal.SIGKILL)
    committed = [line for line in speaking.stdout.read().split("\n") if line]
    speaking.stdout.close()
    assert speaking.wait(timeout=10) == -signal.SIGKILL
    told = int(committed[-1]) if committed else 50 * len("word ")

    with Store(url) as reopened:
        hello, half = reopened.turns(call.id)
        assert (hello.text, hello.status) == ("Hello, Ada speaking.", "complete")
        assert half.status == "partial"
        assert half.text == "word " * (len(half.text) // 5)
        assert len(half.text) >= told
        assert reopened.transcript(call.id).turns[1].status == "interrupted"
        assert reopened.mark_interrupted(call.id) == 1
        reopened.add_turn(call.id, 3, "agent", "Are you still there?", 9.0)
        assert [turn.status for turn in reopened.turns(call.id)] == ["complete", "interrupted", "complete"]
    integrity = store._engine.connect()
    assert integrity.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    integrity.close()
