"""Puts requests to the model that grades, keeps every exchange, and stops once asking is hopeless."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from simulator.errors import (
    ConsentNeededError,
    ProviderError,
    ProviderRefusedError,
    ProviderReplyError,
    ProviderUnreachableError,
    SpendingCapError,
)
from simulator.llm import Chat, Message, Usage

HOPELESS: Final = (ProviderRefusedError, ProviderUnreachableError, SpendingCapError, ConsentNeededError)
"""Failures that the next request would meet as well."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to the model and its raw reply, for the record beside the grade."""

    about: str
    """Ids of the criteria, or of the critical failure, with commas between."""
    messages: tuple[Message, ...]
    reply: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the reply and the JSON in it, or why there is nothing to read."""

    text: str
    parsed: object | None
    fault: str | None = None


@dataclass(slots=True)
class Line:
    """The line to the model during the grading of one call; safe to use from several threads."""

    chat: Chat
    record: Callable[[Exchange], None] | None = None
    """Told of every exchange."""
    gone: ProviderError | None = None
    """The failure that every later request would meet as well."""

    def ask(self, about: str, messages: list[Message], schema: dict[str, Any], *, max_tokens: int) -> Answer:
        """One reply that was asked to fit the schema; one that is empty, cut or withheld is an answer with a fault.

        Raises any other ProviderError.
        """
        if self.gone is not None:
            raise self.gone
        try:
            reply = self.chat.structured(messages, schema, max_tokens=max_tokens)
        except ProviderReplyError as error:
            return Answer("", None, str(error))
        except HOPELESS as error:
            self.gone = error
            raise
        if self.record is not None:
            self.record(Exchange(about, tuple(messages), reply.text, reply.usage))
        return Answer(reply.text, reply.parsed)
