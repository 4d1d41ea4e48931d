"""Which voice a call gets, and whether text may leave the machine for it."""

from threading import Lock

from simulator.access import Viewer
from simulator.errors import ConsentNeededError, SettingsError
from simulator.llm import Chat, endpoint_of, leaves_machine, open_chat
from simulator.practice.account import Account
from simulator.settings import ModelSettings, Settings
from simulator.store import Store


class Voices:
    """The models of this process, each opened once, when first used."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._account = Account(store, settings.spending_cap)
        self._lock = Lock()
        self._open: dict[str, Chat] = {}

    def caller(self) -> Chat:
        """The model that voices callers."""
        return self._chat("caller", self._settings.caller)

    def evaluator(self) -> Chat:
        """The model that grades."""
        return self._chat("evaluator", self._settings.evaluator)

    def connected(self, use: ModelSettings) -> bool:
        """Whether a model is configured for this use."""
        return self._settings.connected(use)

    def require_model(self, person: Viewer | str, use: ModelSettings) -> None:
        """Raise SettingsError where no model is configured for this use, ConsentNeededError as `require_consent`."""
        if not self.connected(use):
            raise SettingsError("No model is connected: set OPENAI_API_KEY, or OPENAI_BASE_URL for your own server.")
        self.require_consent(person, use)

    def needs_consent(self, person: Viewer | str, use: ModelSettings) -> str | None:
        """Where text would go that this person has not agreed to yet; None where nothing stands in the way."""
        endpoint = endpoint_of(use, self._settings)
        if endpoint is None or not leaves_machine(endpoint) or self._settings.consent:
            return None
        person_id = person if isinstance(person, str) else person.id
        return None if self._store.has_consent(person_id, endpoint) else endpoint

    def require_consent(self, person: Viewer | str, use: ModelSettings) -> None:
        """Raise ConsentNeededError where text would leave the machine and this person has not agreed."""
        endpoint = self.needs_consent(person, use)
        if endpoint is not None:
            raise ConsentNeededError(
                f"What is said in the call would be sent to {endpoint}, and nobody has agreed to that yet."
            )

    def consent(self, viewer: Viewer, endpoint: str) -> None:
        """This person agrees to text going there."""
        self._store.give_consent(viewer.id, endpoint)

    def _chat(self, name: str, use: ModelSettings) -> Chat:
        with self._lock:
            if name not in self._open:
                self._open[name] = open_chat(use, self._settings, spending=self._account)
            return self._open[name]
