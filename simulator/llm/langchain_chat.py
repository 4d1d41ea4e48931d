"""A Chat over LangChain: any OpenAI-compatible server, or another provider that LangChain knows."""

import json
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from simulator.errors import ProviderReplyError, ProviderUnreachableError, SimulatorError
from simulator.llm.chat import Message, Reply
from simulator.llm.clients import Client, connect
from simulator.llm.faults import translated
from simulator.llm.replies import json_in, without_thinking
from simulator.llm.retries import with_retries
from simulator.llm.spending import Spending
from simulator.llm.tally import Tally
from simulator.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk


class LangChainChat:
    """One model, connected when it is first needed; safe to use from several threads."""

    def __init__(
        self,
        use: ModelSettings,
        settings: Settings,
        *,
        endpoint: str,
        purpose: str,
        spending: Spending | None,
    ) -> None:
        self.name = f"{use.provider}:{use.model}"
        self.endpoint: str | None = endpoint
        self._place = endpoint
        self._use = use
        self._settings = settings
        self._purpose = purpose
        self._spending = spending
        self._lock = threading.Lock()
        self._connected: Client | None = None

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Generator[str, None, None]:
        """The reply in pieces; see Chat."""
        tally = self._tally(messages)
        silent = True
        attempts = with_retries(lambda: self._pieces(messages, max_tokens, tally), self._use.retries)
        try:
            with closing(attempts):
                for piece in without_thinking(attempts):
                    silent = False
                    yield piece
        finally:
            tally.charge()
        if silent:
            raise ProviderReplyError(f"The reply of {self._use.model} was empty.")

    def structured(
        self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int | None = None
    ) -> Reply:
        """One reply in JSON; see Chat."""
        tally = self._tally(messages)
        try:
            replies = with_retries(lambda: self._whole(messages, schema, max_tokens, tally), self._use.retries)
            text = next(replies)
        finally:
            tally.charge()
        if not text.strip():
            raise ProviderReplyError(f"The reply of {self._use.model} was empty.")
        return Reply(text=text, parsed=json_in(text), usage=tally.usage())

    def warm(self) -> None:
        """Import the client library and open the connection, in the background."""
        threading.Thread(target=self._warm, name="warm-model", daemon=True).start()

    def _warm(self) -> None:
        try:
            with translated(self._place, secret=self._secret):
                self._client().greet()
        except SimulatorError:
            return  # the first real request meets the same fault, and tells somebody

    def _pieces(self, messages: Sequence[Message], max_tokens: int | None, tally: Tally) -> Generator[str, None, None]:
        """The texts of one attempt; nothing of an earlier attempt is left in the tally."""
        tally.said.clear()
        try:
            with translated(self._place, secret=self._secret):
                client = self._client()
                limits = client.limits(max_tokens or self._use.max_tokens)
                with closing(_untraced(client.model.stream(_turns(messages), **limits))) as chunks:
                    for chunk in chunks:
                        if text := tally.take(chunk):
                            yield text
        except ProviderUnreachableError as error:
            if any(tally.said):
                raise ProviderReplyError(f"The reply of {self._use.model} broke off.") from error
            raise
        tally.conclude(finish_expected=client.tells_finish)

    def _whole(
        self, messages: Sequence[Message], schema: dict[str, Any], max_tokens: int | None, tally: Tally
    ) -> Generator[str, None, None]:
        with translated(self._place, secret=self._secret):
            client = self._client()
            message = client.ask(_turns(messages), schema, max_tokens or self._use.max_tokens)
            text = tally.take(message)
            if not text and message.tool_calls:
                text = json.dumps(message.tool_calls[0]["args"], ensure_ascii=False)
        tally.conclude(finish_expected=False)
        yield text

    def _client(self) -> Client:
        with self._lock:
            if self._connected is None:
                self._connected = connect(self._use, self._settings)
            return self._connected

    def _tally(self, messages: Sequence[Message]) -> Tally:
        if self._spending is not None:
            self._spending.check()
        return Tally(
            messages=messages,
            use=self._purpose,
            model=self._use.model,
            endpoint=self.endpoint,
            ranks=self._settings.data_dir / "tiktoken",
            spending=self._spending,
        )

    @property
    def _secret(self) -> str | None:
        key = self._settings.openai_api_key
        return key.get_secret_value() if key else None


def _turns(messages: Sequence[Message]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]


def _untraced(chunks: "Iterator[AIMessageChunk]") -> "Generator[AIMessageChunk, None, None]":
    """The chunks, closed with this iterator, and with LangChain's tracing off.

    A LANGSMITH_TRACING left in the environment would send calls to a third party that nobody agreed to.
    LangChain decides on tracing when the first chunk is asked for.
    """
    from langsmith import tracing_context

    try:
        with tracing_context(enabled=False):
            first = next(chunks, None)
        if first is not None:
            yield first
            yield from chunks
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
