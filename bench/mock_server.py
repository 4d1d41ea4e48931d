"""A chat-completions server on loopback whose pace, replies and faults are set by whoever measures or tests.

    with MockServer(reply="It's my husband's account.", first_token=0.3) as server:
        client = OpenAI(base_url=server.url, api_key="none")

Standard library only. Each word leaves at its own due time, counted from the request's arrival, so
that the pace does not drift.
"""

import argparse
import socket
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self, get_args

from bench.mock.handler import Server, shut
from bench.mock.replies import DEFAULT_REPLY, Fault, Reply


class MockServer:
    """The server as a context manager; `reply`, `fault` and the pace may be changed while it runs.

    `first_token` is in seconds. `faults` are used up one a request, then `fault` holds; None is no fault.
    `retry_after` is in seconds, None to say nothing of it.
    `reply` is the text, a structure, or a function of the request's body that gives either.
    """

    def __init__(
        self,
        *,
        reply: Reply = DEFAULT_REPLY,
        first_token: float = 0.3,
        words_per_second: float = 40.0,
        fault: Fault | None = None,
        faults: Iterable[Fault | None] = (),
        retry_after: float | None = 1.0,
        port: int = 0,
    ) -> None:
        self.reply = reply
        self.first_token = first_token
        self.words_per_second = words_per_second
        self.fault = fault
        self.retry_after = retry_after
        self.requests: list[dict[str, Any]] = []
        """Bodies of the completions asked for, in order of arrival."""
        self.connections = 0
        """Connections opened so far."""
        self.aborted = 0
        """Replies that the client left before their end."""
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self._faults = iter(faults)
        self._open: set[socket.socket] = set()
        self._http = Server(("127.0.0.1", port), self)
        self.port = int(self._http.server_address[1])
        if fault == "refused":
            self._http.server_close()

    @property
    def url(self) -> str:
        """The base URL for a client, with /v1."""
        return f"http://127.0.0.1:{self.port}/v1"

    def next_fault(self) -> Fault | None:
        """The fault of the request that has just arrived."""
        with self.lock:
            return next(self._faults, self.fault)

    def opened(self, connection: socket.socket) -> None:
        """Count a new connection and remember it until it closes."""
        with self.lock:
            self.connections += 1
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self.lock:
            self._open.discard(connection)

    def serve_forever(self) -> None:
        """Serve in this thread until stopped."""
        self._http.serve_forever(poll_interval=0.05)

    def __enter__(self) -> Self:
        if self.fault != "refused":
            threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        if self.fault != "refused":
            self._http.shutdown()
        self._http.server_close()
        with self.lock:
            left = list(self._open)
        for connection in left:
            shut(connection)


def main(argv: list[str]) -> int:
    """Run the server until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bench mock_server", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8877)
    parser.add_argument("--reply", default=DEFAULT_REPLY)
    parser.add_argument("--first-token", type=float, default=0.3, help="seconds")
    parser.add_argument("--words-per-second", type=float, default=40.0)
    parser.add_argument("--fault", choices=[fault for fault in get_args(Fault) if fault != "refused"])
    options = vars(parser.parse_args(argv))
    server = MockServer(**options)
    print(f"OPENAI_BASE_URL={server.url} OPENAI_API_KEY=none (Ctrl-C stops)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    return 0
