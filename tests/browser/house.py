"""The app over data that several tests look at, each side started when it is first asked for."""

from pathlib import Path

from bench._booth import Booth, Calls, shelf_with_a_broken_file
from bench._scenes import PACE, SPOKEN, Side
from bench._scored import ScoredBooth
from bench.mock_server import MockServer
from tests.browser.running import Running


class House:
    """Servers over a history, over nothing yet, over scored calls, and before a model that speaks slowly."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[Side, Running] = {}
        self._model: MockServer | None = None
        self._calls: Calls | None = None

    @property
    def calls(self) -> Calls:
        """The calls in the history."""
        if self._calls is None:
            booth = Booth(self._data("full"))
            self._calls = booth.calls()
            booth.close()
        return self._calls

    def url(self, side: Side) -> str:
        """Where that side is served."""
        if side not in self._running:
            self._running[side] = Running(self._data(side), **self._settings(side))
        return self._running[side].url

    def close(self) -> None:
        """Stop whatever was started, and fail where it broke."""
        for running in self._running.values():
            running.kill()
        if self._model is not None:
            self._model.__exit__(None, None, None)
        for running in self._running.values():
            running.check()

    def _settings(self, side: Side) -> dict[str, str]:
        if side == "full":
            assert self.calls
            return {"SIDETONE_PERSONAS_DIR": str(shelf_with_a_broken_file(self._data("full")))}
        if side == "scored":
            booth = ScoredBooth(self._data("scored"))
            booth.scored()
            booth.close()
        if side == "model":
            self._model = MockServer(reply=SPOKEN, first_token=0.2, words_per_second=PACE).__enter__()
            return {"OPENAI_BASE_URL": self._model.url, "OPENAI_API_KEY": "none"}
        return {}

    def _data(self, side: Side) -> Path:
        data = self._folder / side
        data.mkdir(exist_ok=True)
        return data
