"""What can go wrong between a grader and its model, as cases for the mock server; the same for every grader.

A grader's `Form` writes its verdicts: the case says which level, under which key, with whose words, and what happens
to the reply on its way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.mock.replies import REFUSAL, Fault
from bench.mock_server import MockServer

FABRICATED: Final = "I know exactly how you must feel, my dear Mrs Ellis"
"""Words that nobody said."""
HUGE: Final = 200_000
"""Words of a reply that does not end."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a grader wants its verdict written."""

    write: Callable[[str, str | None, str | None], str]
    """A reply from a level, words to quote (None: words that were said) and another key (None: the right one)."""
    good: str
    low: str
    off: str
    """A level that is not on the menu."""
    between: str
    """A level between two that are."""

    def say(self, level: str, *, quote: str | None = None, key: str | None = None) -> str:
        """A reply with that level."""
        return self.write(level, quote, key)

    @property
    def whole(self) -> str:
        """A reply that can be used."""
        return self.say(self.good)


@dataclass(frozen=True, slots=True)
class Mishap:
    """One thing that goes wrong: in the reply's text, or on its way."""

    name: str
    text: Callable[[Form], str] = lambda form: form.whole
    fault: Fault | None = None
    once: bool = False
    """Whether it happens to the first request alone."""
    retry_after: float | None = None

    def server(self, form: Form) -> MockServer:
        """A server on which it happens."""
        first, whole = self.text(form), form.whole
        served: list[int] = []

        def reply(_: object) -> str:
            served.append(1)
            return whole if self.once and len(served) > 1 else first

        always = None if self.once else self.fault
        faults = [self.fault] if self.once else []
        return MockServer(
            reply=reply, fault=always, faults=faults, retry_after=self.retry_after, first_token=0, words_per_second=1e7
        )


def _half(form: Form) -> str:
    return form.whole[: len(form.whole) // 2]


def _in_words(form: Form) -> str:
    return form.say("quite good")


def _two(form: Form) -> str:
    return f"{form.say(form.low)}\n{form.whole}"


MISHAPS: Final = (
    Mishap("nothing goes wrong"),
    Mishap("malformed JSON", _half),
    Mishap("malformed JSON, once", _half, once=True),
    Mishap("two objects that disagree", _two),
    Mishap("cut off at the token limit", _half, fault="length"),
    Mishap("cut off at the token limit, once", _half, fault="length", once=True),
    Mishap("a level off the menu", lambda form: form.say(form.off)),
    Mishap("a level off the menu, once", lambda form: form.say(form.off), once=True),
    Mishap("a level between two", lambda form: form.say(form.between)),
    Mishap("a level in words", _in_words),
    Mishap("wrong keys", lambda form: form.say(form.good, key="rating")),
    Mishap("a quote that nobody said", lambda form: form.say(form.good, quote=FABRICATED)),
    Mishap("a quote that nobody said, once", lambda form: form.say(form.good, quote=FABRICATED), once=True),
    Mishap("a refusal in prose", lambda _: REFUSAL),
    Mishap("a refusal in its own field", fault="refusal"),
    Mishap("an empty reply", fault="empty"),
    Mishap("an empty reply, once", fault="empty", once=True),
    Mishap("withheld by the provider's filter", _half, fault="content_filter"),
    Mishap("a huge reply that never closes", lambda form: _half(form) + " and so on" * (HUGE // 3)),
    Mishap("429 once, with Retry-After", fault="busy", once=True, retry_after=0.5),
    Mishap("429 once, without", fault="busy", once=True),
    Mishap("429 for good", fault="busy"),
    Mishap("500 once", fault="fault", once=True),
    Mishap("500 for good", fault="fault"),
    Mishap("no answer", fault="slow_headers"),
    Mishap("silence in mid-reply", fault="stall"),
    Mishap("connection cut in mid-reply", fault="cut"),
    Mishap("connection cut in mid-reply, once", fault="cut", once=True),
    Mishap("a body that is no JSON", fault="malformed"),
    Mishap("a body without choices", fault="wrong_shape"),
    Mishap("wrong key", fault="unauthorized"),
    Mishap("nobody listens", fault="refused"),
)
