"""What a conversation with a model is made of, and what every provider offers."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a reply used up."""

    prompt_tokens: int
    completion_tokens: int
    usd: float
    estimated: bool
    """Whether the tokens were counted here because the provider did not say."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply that was asked for as JSON."""

    text: str
    """The raw reply, kept for the record."""
    parsed: object | None
    """The JSON value in it, or None where there is none; whether it fits the schema is not checked here."""
    usage: Usage


class Chat(Protocol):
    """A model that can be talked to."""

    name: str
    """`provider:model`, as calls and grades name it."""
    endpoint: str | None
    """Where text goes; None where it stays in this process."""

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Generator[str, None, None]:
        """The reply in pieces, none empty; closing the iterator ends the request.

        Raises a ProviderError, also after some pieces: then the reply was cut, filtered or too long.
        """

    def structured(
        self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int | None = None
    ) -> Reply:
        """One reply in JSON that was asked to fit the schema. Raises a ProviderError."""

    def warm(self) -> None:
        """Begin, in the background, whatever would make the first reply slow; says nothing of the call."""
