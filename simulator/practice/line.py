"""One caller line: voiced by the model where one is at hand and behaves, else by the embedded caller."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

from simulator.caller import Brief, Caller, State, model_caller
from simulator.caller.guard import Guard, OutOfCharacterError
from simulator.errors import SimulatorError
from simulator.llm import Chat, Message
from simulator.transcript import Turn

ATTEMPTS = 2
"""A reply out of character is asked for once more before the embedded caller takes the line."""


@dataclass
class Line:
    """What the caller says next. Iterate `words()` to the end; then `text` is the whole line."""

    caller: Caller
    state: State
    brief: Brief
    turns: Sequence[Turn]
    chat: Chat | None
    max_tokens: int
    text: str = ""
    status: Literal["complete", "interrupted"] = "complete"
    """Interrupted where the model broke off after something had been shown; such a line tells no fact."""
    failure: SimulatorError | None = None
    """Why the model could not go on, where it could not."""
    rejected: list[str] = field(default_factory=list)
    """Why replies were thrown away before anything of them was shown."""

    def words(self) -> Generator[str, None, None]:
        """The line in pieces that may be shown at once."""
        if self.chat is not None and self.brief.does != "open":
            yield from self._from_model(self.chat)
        if not self.text:
            self.text = self.caller.line(self.state, self.brief)
            yield self.text

    def _from_model(self, chat: Chat) -> Generator[str, None, None]:
        request = model_caller.messages(self.caller.persona, self.state, self.brief, self.turns)
        for _ in range(ATTEMPTS):
            guard = self._guard(request)
            try:
                with closing(chat.stream(request, max_tokens=self.max_tokens)) as reply:
                    yield from guard.passed(reply)
                self.text = guard.text
                if guard.stub:
                    yield from self._go_on()
                return
            except OutOfCharacterError as error:
                self.rejected.append(str(error))
            except SimulatorError as error:
                self.failure = error
                if guard.shown:
                    self.text, self.status = guard.text.rstrip(" ,;:-–—") + "…", "interrupted"
                return

    def _go_on(self) -> Generator[str, None, None]:
        """After a word or two that led nowhere, the embedded caller's line."""
        line = " " + self.caller.line(self.state, self.brief)
        self.text += line
        yield f"…{line}"

    def _guard(self, request: Sequence[Message]) -> Guard:
        persona, state = self.caller.persona, self.state
        return Guard(
            persona,
            known="\n".join(message.content for message in request),
            words=self.brief.words,
            keep_back=tuple(line for fact in persona.facts if fact.id not in state.unlocked for line in fact.say),
            said=state.said,
        )
