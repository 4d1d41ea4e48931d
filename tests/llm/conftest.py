"""A mock model server and settings that point at it; no test here reaches anything else."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from bench.mock_server import MockServer
from simulator.errors import SpendingCapError
from simulator.settings import Settings
from tests.llm.llm_settings import settings_for


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer(reply="I never had to think about it before.", first_token=0.0, words_per_second=500) as mock:
        yield mock


@pytest.fixture
def settings(server: MockServer, tmp_path) -> Settings:
    return settings_for(server, tmp_path)


@dataclass
class Account:
    """A spending account that keeps what it is told."""

    cap_reached: bool = False
    charges: list[tuple[str, str, int, int, float]] = field(default_factory=list)

    def check(self) -> None:
        if self.cap_reached:
            raise SpendingCapError("Today's cap of $5 is reached.")

    def record(self, use: str, model: str, prompt_tokens: int, completion_tokens: int, usd: float) -> None:
        self.charges.append((use, model, prompt_tokens, completion_tokens, usd))


@pytest.fixture
def account() -> Account:
    return Account()
