"""Two things that the client does not do for event streams: keep the connection, and notice an idle one.

The client closes a stream as soon as it has read [DONE], with the few bytes that end the response
still unread; the connection then cannot be used again, and every turn would pay for a new handshake.
And its time limit is for a single read: comments that a proxy sends to keep a line open renew it for ever.
"""

import threading
import time
from collections.abc import Iterator
from itertools import islice
from typing import Final

import httpx2

DONE: Final = b"[DONE]"
TAIL: Final = 64
"""Bytes in which the marker is looked for."""
LEFT_AT_MOST: Final = 8
"""Pieces that may follow it."""


def watch_stream(response: httpx2.Response) -> None:
    """A response hook for an HTTP client: gives event streams both."""
    if "event-stream" in response.headers.get("content-type", "") and isinstance(
        response.stream, httpx2.SyncByteStream
    ):
        response.stream = _EventStream(response.stream, response.request)


class _EventStream(httpx2.SyncByteStream):
    """A stream with a time limit between events; closed after [DONE], its last bytes are still read."""

    def __init__(self, stream: httpx2.SyncByteStream, request: httpx2.Request) -> None:
        self._stream = stream
        self._request = request
        self._source = iter(stream)
        self._tail = b""

    def __iter__(self) -> Iterator[bytes]:
        limit = self._request.extensions.get("timeout", {}).get("read")
        heard = time.monotonic()
        for chunk in self._source:
            now = time.monotonic()
            if not chunk.startswith(b":"):
                heard = now
            elif limit is not None and now - heard > limit:
                raise httpx2.ReadTimeout("nothing but comments within the time limit", request=self._request)
            self._tail = (self._tail + chunk)[-TAIL:]
            yield chunk

    def close(self) -> None:
        if DONE in self._tail:
            threading.Thread(target=self._drain, name="drain-model-reply", daemon=True).start()
        else:
            self._stream.close()

    def _drain(self) -> None:
        try:
            for _ in islice(self._source, LEFT_AT_MOST):
                pass
        except httpx2.HTTPError:
            return  # the connection is of no further use, and close() lets it go
        finally:
            self._stream.close()
