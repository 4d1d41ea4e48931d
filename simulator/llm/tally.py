"""Keeps count of one reply: its words, how it ended, and what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from simulator.errors import ProviderReplyError
from simulator.llm import tokens
from simulator.llm.chat import Message, Usage
from simulator.llm.spending import Spending, price

TOO_LONG: Final = {"length", "max_tokens"}
FILTERED: Final = {"content_filter", "safety", "refusal", "prohibited_content", "blocklist", "recitation"}


@dataclass(slots=True)
class Tally:
    """One reply as it comes in."""

    messages: Sequence[Message]
    use: str
    model: str
    endpoint: str | None
    ranks: Path
    """Folder for tiktoken's ranks."""
    spending: Spending | None = None
    said: list[str] = field(default_factory=list)
    finish: str | None = None
    reported: tuple[int, int] | None = None
    """Prompt and completion tokens, where the provider said."""

    def take(self, message: Any) -> str:
        """Note a LangChain message or a piece of one, and give its text."""
        text = str(message.text)
        self.said.append(text)
        told = message.response_metadata
        finish = told.get("finish_reason") or told.get("stop_reason")
        if finish:
            self.finish = str(finish).lower()
        if message.additional_kwargs.get("refusal"):
            self.finish = "refusal"
        if usage := message.usage_metadata:
            self.reported = (usage["input_tokens"], usage["output_tokens"])
        return text

    def conclude(self, *, finish_expected: bool) -> None:
        """Raise ProviderReplyError for a reply that did not end as a whole one does."""
        if self.finish in TOO_LONG:
            raise ProviderReplyError(f"The reply of {self.model} was longer than allowed and was cut.")
        if self.finish in FILTERED:
            raise ProviderReplyError(f"The reply of {self.model} was withheld by the provider's filter.")
        if self.finish is None and finish_expected:
            raise ProviderReplyError(f"The reply of {self.model} broke off.")

    def usage(self) -> Usage:
        """What the reply used: as the provider said, else counted or estimated here."""
        rate = price(self.model, self.endpoint)
        if self.reported is not None:
            prompt, completion = self.reported
        else:
            # Counting exactly is only worth its half second where it is paid for and the reply is whole.
            exact = self.finish is not None and rate.of(1, 1) > 0
            prompt = self._count(" ".join(message.content for message in self.messages), exact)
            completion = self._count("".join(self.said), exact)
        return Usage(prompt, completion, rate.of(prompt, completion), estimated=self.reported is None)

    def charge(self) -> None:
        """Record the reply, also a broken one, if any of it came."""
        if self.spending is None or not (self.said or self.reported):
            return
        used = self.usage()
        self.spending.record(self.use, self.model, used.prompt_tokens, used.completion_tokens, used.usd)

    def _count(self, text: str, exact: bool) -> int:
        return (tokens.count(text, self.ranks) if exact else tokens.estimate(text)).tokens
