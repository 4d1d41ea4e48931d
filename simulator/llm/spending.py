"""What replies cost, and the account that they are charged to."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from simulator.llm.places import is_own_network

PRICES: Final = Path(__file__).with_name("prices.toml")
MILLION: Final = 1_000_000


class Spending(Protocol):
    """The account of a day; the store keeps it."""

    def check(self) -> None:
        """Raise SpendingCapError, kindly, once today's cap is reached."""

    def record(self, use: str, model: str, prompt_tokens: int, completion_tokens: int, usd: float) -> None:
        """Charge one reply; `use` is caller, evaluator or speech."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input: float
    output: float
    known: bool = True
    """False where the model is not listed and the price is a guess on the dear side."""

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars for one reply."""
        return (prompt_tokens * self.input + completion_tokens * self.output) / MILLION


def price(model: str, endpoint: str | None) -> Price:
    """What the model costs there: nothing on one's own network, else as prices.toml says."""
    if is_own_network(endpoint):
        return Price(0.0, 0.0)
    name = model.rsplit("/", 1)[-1].lower()
    table = _prices()
    listed = [key for key in table if name == key or name.startswith((f"{key}-", f"{key}:"))]
    return table[max(listed, key=len)] if listed else table[""]


@cache
def _prices() -> dict[str, Price]:
    """The price list; the key "" is for models that it does not name."""
    data = tomllib.loads(PRICES.read_text(encoding="utf-8"))
    prices = {name: Price(entry["input"], entry["output"]) for name, entry in data["models"].items()}
    unknown = data["unknown"]
    return prices | {"": Price(unknown["input"], unknown["output"], known=False)}
