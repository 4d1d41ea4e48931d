"""How the mock model server answers one request: whole or word by word, or with a fault."""

import json
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Protocol

from bench.mock.replies import (
    REFUSAL,
    STATUSES,
    Fault,
    Reply,
    envelope,
    error,
    finish_reason,
    reply_text,
    usage,
)

BROKEN_OFF: Final = ("stall", "comments", "cut", "malformed", "wrong_shape")
"""Faults that come half-way through a streamed reply."""


class Script(Protocol):
    """What the handler needs to know of the server's set-up."""

    reply: Reply
    first_token: float
    words_per_second: float
    retry_after: float | None
    requests: list[dict[str, Any]]
    aborted: int
    closing: threading.Event
    lock: threading.Lock

    def next_fault(self) -> Fault | None:
        """The fault of the request that has just arrived."""

    def opened(self, connection: socket.socket) -> None:
        """Count a new connection."""

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""


class Server(ThreadingHTTPServer):
    """The HTTP server; it knows the script that its handlers follow."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], mock: Script) -> None:
        self.mock = mock
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.mock.opened(self.connection)

    def finish(self) -> None:
        self.server.mock.closed(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        if self.path.rstrip("/").endswith("/models"):
            self._send(200, {"object": "list", "data": [{"id": "mock", "object": "model"}]})
        else:
            self._send(404, error("There is no such path."))

    def do_POST(self) -> None:
        arrived = time.perf_counter()
        mock = self.server.mock
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        with mock.lock:
            mock.requests.append(body)
        fault = mock.next_fault()
        if fault in STATUSES:
            self._refuse(fault)
        elif fault == "disconnect":
            shut(self.connection)
            self.close_connection = True
        elif fault == "slow_headers":
            mock.closing.wait()
        elif body.get("stream"):
            self._stream(body, fault, arrived)
        else:
            self._answer(body, fault, arrived)

    def _refuse(self, fault: str) -> None:
        wait = self.server.mock.retry_after
        headers = {"Retry-After": f"{wait:g}"} if fault == "busy" and wait is not None else {}
        self._send(STATUSES[fault], error(f"This is a scripted {fault.replace('_', ' ')}."), headers)

    def _answer(self, body: dict[str, Any], fault: Fault | None, arrived: float) -> None:
        mock = self.server.mock
        text = reply_text(mock.reply, body, fault)
        words = len(text.split())
        _wait(arrived + mock.first_token + words / mock.words_per_second)
        if fault in ("stall", "comments", "cut"):
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"id": "mock", ')
            if fault != "cut":
                mock.closing.wait()
            shut(self.connection)
            self.close_connection = True
            return
        if fault == "wrong_shape":
            self._send(200, {"id": "mock", "object": "chat.completion"})
            return
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if fault == "refusal":
            message |= {"content": None, "refusal": REFUSAL}
        choice = {"index": 0, "message": message, "finish_reason": finish_reason(fault)}
        payload = envelope("chat.completion", body) | {"choices": [choice], "usage": usage(body, words)}
        self._send(200, payload if fault != "malformed" else None)

    def _stream(self, body: dict[str, Any], fault: Fault | None, arrived: float) -> None:
        mock = self.server.mock
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        words = re.findall(r"\s*\S+\s*$|\s*\S+", reply_text(mock.reply, body, fault))
        broken_at = len(words) // 2 if fault in BROKEN_OFF else None
        try:
            for number, word in enumerate(words):
                _wait(arrived + mock.first_token + number / mock.words_per_second)
                if number == broken_at:
                    self._break_off(fault)
                    return
                self._event(body, {"refusal" if fault == "refusal" else "content": word})
            if fault != "unfinished":
                self._event(body, {}, finish=finish_reason(fault))
            if (body.get("stream_options") or {}).get("include_usage"):
                counts = {"choices": [], "usage": usage(body, len(words))}
                self._chunk(json.dumps(envelope("chat.completion.chunk", body) | counts))
            self._chunk("[DONE]")
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            with mock.lock:
                mock.aborted += 1
            self.close_connection = True

    def _break_off(self, fault: Fault | None) -> None:
        if fault == "malformed":
            self._chunk('{"choices": [{"delta": {"content": "and th')
        elif fault == "wrong_shape":
            self._chunk('{"choices": [{"delta": "text where an object belongs"}]}')
            self._chunk("[DONE]")
        elif fault == "stall":
            self.server.mock.closing.wait()
        elif fault == "comments":
            while not self.server.mock.closing.wait(0.05):
                self._write(b": still there\n\n")
        shut(self.connection)
        self.close_connection = True

    def _event(self, body: dict[str, Any], delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._chunk(json.dumps(envelope("chat.completion.chunk", body) | {"choices": [choice]}))

    def _chunk(self, data: str) -> None:
        self._write(f"data: {data}\n\n".encode())

    def _write(self, event: bytes) -> None:
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")

    def _send(self, status: int, payload: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(payload).encode() if payload is not None else b'{"choices": [{"mess'
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _wait(due: float) -> None:
    left = due - time.perf_counter()
    if left > 0:
        time.sleep(left)


def shut(connection: socket.socket) -> None:
    """Close both directions at once, as a broken line does."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was quicker
