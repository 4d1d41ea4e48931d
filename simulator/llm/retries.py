"""Tries again while nothing has been shown yet: once words are on screen, no retry can take them back."""

import time
from collections.abc import Callable, Generator, Iterator
from typing import Final, TypeVar

from simulator.errors import (
    ProviderBusyError,
    ProviderError,
    ProviderFaultError,
    ProviderUnreachableError,
)
from simulator.llm.faults import quota_used_up

Piece = TypeVar("Piece")

LONGEST_PAUSE: Final = 4.0
"""Seconds; a provider that asks for a longer wait is given up, since somebody is on the line."""
FIRST_PAUSE: Final = 0.25


def with_retries(
    start: Callable[[], Iterator[Piece]],
    retries: int,
    *,
    longest_pause: float = LONGEST_PAUSE,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[Piece, None, None]:
    """The pieces of `start()`, begun again up to `retries` times as long as the first has not come.

    A time limit that was reached is not tried again: the person has waited for it once.
    """
    for attempt in range(retries + 1):
        pieces = start()
        try:
            first = next(pieces, None)
        except ProviderError as error:
            pause = _pause(error, attempt)
            if attempt == retries or pause is None or pause > longest_pause:
                raise
            sleep(pause)
            continue
        if first is not None:
            yield first
            yield from pieces
        return


def _pause(error: ProviderError, attempt: int) -> float | None:
    """Seconds to wait before the next attempt, or None where another cannot help."""
    if not isinstance(error, ProviderBusyError | ProviderFaultError | ProviderUnreachableError):
        return None
    if quota_used_up(error):
        return None
    backoff: float = FIRST_PAUSE * 2**attempt
    return backoff if error.retry_after is None else error.retry_after
