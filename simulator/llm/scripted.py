"""A model whose replies are written beforehand: for demonstrations, tests and work without a network."""

import json
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from simulator.errors import ProviderError, SettingsError
from simulator.llm import tokens
from simulator.llm.chat import Message, Reply, Usage
from simulator.llm.replies import json_in

Line = str | dict[str, Any] | ProviderError
Script = Iterable[Line] | Callable[[Sequence[Message]], Line]


class ScriptedChat:
    """Gives its lines in turn, over and over, or asks a function; an error among them is raised.

    `prompts` keeps what was asked. Text stays in this process.
    """

    def __init__(self, script: Script, *, name: str = "scripted") -> None:
        self.name = name
        self.endpoint: str | None = None
        self.prompts: list[tuple[Message, ...]] = []
        self._lock = threading.Lock()
        self._answer = script if callable(script) else _in_turn(list(script))

    @classmethod
    def from_file(cls, path: Path) -> "ScriptedChat":
        """Replies from a file: one a line; in a .jsonl file each a JSON string or object."""
        try:
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            script: list[Line] = [json.loads(line) for line in lines] if path.suffix == ".jsonl" else list(lines)
        except (OSError, ValueError) as error:
            raise SettingsError(f"The scripted model needs a file of replies: {path}: {error}") from error
        if not script:
            raise SettingsError(f"The scripted model needs a file of replies: {path} has none.")
        return cls(script, name=f"scripted:{path.name}")

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Generator[str, None, None]:
        """The next reply, word by word; see Chat."""
        text = self._next(messages, max_tokens)
        for position, word in enumerate(text.split(" ")):
            if piece := word if position == 0 else f" {word}":
                yield piece

    def structured(
        self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int | None = None
    ) -> Reply:
        """The next reply, whole; see Chat. The schema is not looked at."""
        del schema
        text = self._next(messages, max_tokens)
        asked = sum(tokens.estimate(message.content).tokens for message in messages)
        used = Usage(asked, tokens.estimate(text).tokens, 0.0, estimated=True)
        return Reply(text=text, parsed=json_in(text), usage=used)

    def warm(self) -> None:
        """Nothing needs warming."""

    def _next(self, messages: Sequence[Message], max_tokens: int | None) -> str:
        del max_tokens  # a scripted reply is as long as it was written
        with self._lock:
            self.prompts.append(tuple(messages))
        line = self._answer(messages)
        if isinstance(line, ProviderError):
            raise line
        return line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)


def _in_turn(lines: list[Line]) -> Callable[[Sequence[Message]], Line]:
    if not lines:
        raise SettingsError("A scripted model needs at least one reply.")
    places = count()  # next() on it is safe between threads

    def answer(messages: Sequence[Message]) -> Line:
        del messages
        return lines[next(places) % len(lines)]

    return answer
