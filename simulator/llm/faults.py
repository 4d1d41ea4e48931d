"""Turns whatever a client library raises into one of our ProviderErrors, so that none leaks.

Clients are told apart by the status they carry and by the names of their classes: every provider has
its own tree of errors, and importing them all to name them would cost seconds.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

from simulator.errors import (
    ProviderBusyError,
    ProviderError,
    ProviderFaultError,
    ProviderRefusedError,
    ProviderReplyError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    SimulatorError,
)

CONNECTION: Final = re.compile(r"Connect|Connection|NetworkError|ProtocolError|ReadError|WriteError|TransportError")
TOLD_AT_MOST: Final = 240
"""Characters of the provider's own words that a message repeats."""


@contextmanager
def translated(endpoint: str, *, secret: str | None = None) -> Iterator[None]:
    """Raise a ProviderError for anything that goes wrong inside; our own errors pass."""
    try:
        yield
    except SimulatorError:
        raise
    except Exception as error:  # the edge: a malformed reply surfaces as any class, KeyError to ValueError
        raise as_provider_error(error, endpoint, secret=secret) from error


def as_provider_error(error: Exception, endpoint: str, *, secret: str | None = None) -> ProviderError:
    """The ProviderError that says what happened, with the provider's own words and without the key."""
    names = {kind.__name__ for kind in type(error).__mro__}
    status = _status(error)
    if status is not None:
        return _from_status(error, status, endpoint, _told(error, secret))
    if any("Timeout" in name for name in names):
        return ProviderTimeoutError(f"{endpoint} did not answer within the time limit.")
    if any(CONNECTION.search(name) for name in names):
        return ProviderUnreachableError(f"No connection to {endpoint}, or it broke.")
    return ProviderReplyError(
        f"{endpoint} sent a reply that cannot be read: {type(error).__name__}: {_told(error, secret)}"
    )


def quota_used_up(error: ProviderError) -> bool:
    """Whether waiting would not help, because what was paid for is used up."""
    return getattr(error.__cause__, "code", None) == "insufficient_quota"


def _from_status(error: Exception, status: int, endpoint: str, told: str) -> ProviderError:
    if status == 429:
        return ProviderBusyError(f"{endpoint} is too busy (429): {told}", retry_after=_retry_after(error))
    if status in (408, 504):
        return ProviderTimeoutError(f"{endpoint} did not answer in time ({status}): {told}")
    if 400 <= status < 500:
        return ProviderRefusedError(f"{endpoint} refused the request ({status}): {told}")
    if status >= 500:
        return ProviderFaultError(f"{endpoint} failed ({status}): {told}", retry_after=_retry_after(error))
    return ProviderReplyError(f"{endpoint} sent a reply that cannot be read ({status}): {told}")


def _status(error: Exception) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int):
            return status
    return None


def _told(error: Exception, secret: str | None) -> str:
    body = getattr(error, "body", None)
    told = body.get("message") if isinstance(body, dict) else None
    text = " ".join(str(told or error).split())
    if secret:
        text = text.replace(secret, "(key)")
    return text if len(text) <= TOLD_AT_MOST else f"{text[:TOLD_AT_MOST]}…"


def _retry_after(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except ValueError:
        return None
