"""Connects to providers; the client libraries are slow to import, so each is imported when first needed."""

import json
import re
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import SettingsError
from simulator.llm.places import OPENAI
from simulator.settings import ModelSettings, Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

Turns = Sequence[tuple[str, str]]

KEPT_OPEN: Final = 300.0
"""Seconds that an idle connection is kept: a trainee thinks for longer than the client's own 5 s."""
CONNECT_WITHIN: Final = 5.0
FIXED_TEMPERATURE: Final = re.compile(r"(?:.*/)?(?:o\d|gpt-5(?!-chat))")
"""Models that reject a temperature."""


@dataclass(frozen=True)
class Client:
    """A LangChain model and how to put our requests to it."""

    model: "BaseChatModel"
    structured: str
    compatible: bool
    """Whether it speaks OpenAI's protocol."""
    token_key: str = "max_tokens"
    http: Any = field(default=None, repr=False)

    @property
    def tells_finish(self) -> bool:
        """Whether a stream without a reason for its end has been cut."""
        return self.compatible

    def limits(self, max_tokens: int) -> dict[str, Any]:
        """The arguments that hold a reply to so many tokens."""
        if not self.compatible:
            return {"max_tokens": max_tokens}
        return {"extra_body": {self.token_key: max_tokens}}

    def ask(self, turns: Turns, schema: dict[str, Any], max_tokens: int) -> "AIMessage":
        """One whole reply that was asked to fit the schema."""
        from langsmith import tracing_context

        with tracing_context(enabled=False):
            if not self.compatible:
                made = self.model.with_structured_output(schema, include_raw=True).invoke(list(turns))
                return made["raw"]  # type: ignore[index,no-any-return]
            # In extra_body, because LangChain hands a response_format argument to a parser that raises on
            # cut and filtered replies, and their usage would be lost.
            body = {self.token_key: max_tokens, "response_format": self._format(schema)}
            asked = _with_schema(turns, schema) if self.structured == "json_mode" else list(turns)
            return self.model.invoke(asked, extra_body=body)

    def greet(self) -> None:
        """Open a connection that the next request finds open; nothing but the key is sent."""
        if self.compatible:
            self.http.models.list(timeout=CONNECT_WITHIN)

    def _format(self, schema: dict[str, Any]) -> dict[str, Any]:
        if self.structured == "json_mode":
            return {"type": "json_object"}
        name = re.sub(r"\W", "_", schema.get("title", "reply"))
        return {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}}


def _with_schema(turns: Turns, schema: dict[str, Any]) -> list[tuple[str, str]]:
    """The turns, the last of which names the schema; servers that know only json_mode are not told it."""
    role, content = turns[-1]
    rule = f"Answer with one JSON object that fits this JSON schema and nothing else:\n{json.dumps(schema)}"
    return [*turns[:-1], (role, f"{content}\n\n{rule}")]


def connect(use: ModelSettings, settings: Settings) -> Client:
    """A client for this use. Raises SettingsError where the provider's library or key is missing."""
    return _openai(use, settings) if use.provider == "openai" else _other(use)


def _openai(use: ModelSettings, settings: Settings) -> Client:
    import httpx2
    from langchain_openai import ChatOpenAI
    from openai import DefaultHttpxClient

    from simulator.llm.connections import watch_stream

    if not settings.connected(use):
        raise SettingsError("No model is connected: set OPENAI_API_KEY, or OPENAI_BASE_URL for your own server.")
    url = settings.openai_base_url or OPENAI
    key = settings.openai_api_key
    limits = httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=KEPT_OPEN)
    waits = httpx2.Timeout(use.timeout, connect=min(CONNECT_WITHIN, use.timeout))
    http = DefaultHttpxClient(limits=limits, timeout=waits, event_hooks={"response": [watch_stream]})
    model = ChatOpenAI(
        model=use.model,
        base_url=url,
        api_key=key or "none",
        temperature=None if FIXED_TEMPERATURE.match(use.model) else use.temperature,
        timeout=waits,
        max_retries=0,  # retries.py does it, and knows that somebody is waiting
        stream_usage=True,
        use_responses_api=False,
        http_client=http,
    )
    weakref.finalize(model, http.close)
    # Older compatible servers know only max_tokens; OpenAI's newer models only the other name.
    token_key = "max_completion_tokens" if url.rstrip("/") == OPENAI else "max_tokens"
    return Client(model, use.structured, compatible=True, token_key=token_key, http=model.root_client)


def _other(use: ModelSettings) -> Client:
    from langchain.chat_models import init_chat_model

    wanted: dict[str, Any] = {"timeout": use.timeout, "max_retries": 0}
    if use.temperature is not None:
        wanted["temperature"] = use.temperature
    try:
        model = init_chat_model(use.model, model_provider=use.provider, **wanted)
    except (ImportError, ValueError) as error:
        raise SettingsError(f"The provider {use.provider!r} cannot be used: {error}") from error
    return Client(model, use.structured, compatible=False)
