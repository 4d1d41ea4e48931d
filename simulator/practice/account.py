"""The day's spending, kept in the store: what every model use is charged to."""

from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.errors import SpendingCapError
from simulator.store import Store


@dataclass(frozen=True, slots=True)
class Account:
    """An llm.Spending over the store, with a cap in US dollars a day (UTC)."""

    store: Store
    cap: float

    def check(self) -> None:
        """Raise SpendingCapError once today's cap is reached."""
        spent = self.store.spent_on(datetime.now(UTC).date())
        if spent >= self.cap:
            raise SpendingCapError(
                f"Today's spending cap of ${self.cap:.2f} is reached (${spent:.2f} spent). "
                "The embedded caller and evaluator cost nothing and go on working."
            )

    def record(self, use: str, model: str, prompt_tokens: int, completion_tokens: int, usd: float) -> None:
        """Charge one reply."""
        self.store.add_spending(
            use=use, model=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens, usd=usd
        )
