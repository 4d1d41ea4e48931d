"""Where somebody's words would go beyond this process, and whether they agreed to it."""

from dataclasses import dataclass
from typing import Literal

from simulator.access import Viewer
from simulator.llm import endpoint_of, leaves_machine
from simulator.settings import ModelSettings, Settings
from simulator.store import Store

Use = Literal["caller", "evaluator"]
Agreed = Literal["by them", "beforehand", "no"]


@dataclass(frozen=True, slots=True)
class Outside:
    """A model that is connected for one use."""

    use: Use
    model: str
    endpoint: str
    leaves: bool
    """Whether what is sent there leaves this machine."""
    agreed: Agreed
    """`beforehand` by whoever set this installation up, for everybody on it."""


def outside(viewer: Viewer, *, store: Store, settings: Settings) -> list[Outside]:
    """The models that are connected; none where nothing is sent anywhere."""
    found: list[Outside] = []
    uses: tuple[tuple[Use, ModelSettings], ...] = (("caller", settings.caller), ("evaluator", settings.evaluator))
    for use, chosen in uses:
        endpoint = endpoint_of(chosen, settings)
        if endpoint is None or not settings.connected(chosen):
            continue
        given: Agreed = "by them" if store.has_consent(viewer.id, endpoint) else "no"
        agreed: Agreed = "beforehand" if settings.consent else given
        found.append(Outside(use, chosen.model, endpoint, leaves_machine(endpoint), agreed))
    return found
