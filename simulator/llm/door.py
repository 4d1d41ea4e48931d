"""Opens the model that the settings name for a use."""

from pathlib import Path

from simulator.llm.chat import Chat
from simulator.llm.langchain_chat import LangChainChat
from simulator.llm.places import OPENAI
from simulator.llm.scripted import ScriptedChat
from simulator.llm.spending import Spending
from simulator.settings import CallerSettings, EvaluatorSettings, ModelSettings, Settings


def open_chat(use: ModelSettings, settings: Settings, *, spending: Spending | None = None) -> Chat:
    """The model of that use; nothing is imported or connected before it is first asked (or warmed).

    Raises SettingsError where a scripted model's file cannot be read.
    """
    endpoint = endpoint_of(use, settings)
    if endpoint is None:
        return ScriptedChat.from_file(Path(use.model))
    return LangChainChat(use, settings, endpoint=endpoint, purpose=purpose(use), spending=spending)


def endpoint_of(use: ModelSettings, settings: Settings) -> str | None:
    """Where text of that use would go: an address or a provider's name; None for this process."""
    if use.provider == "scripted":
        return None
    return (settings.openai_base_url or OPENAI) if use.provider == "openai" else use.provider


def purpose(use: ModelSettings) -> str:
    """The name under which that use is charged."""
    if isinstance(use, CallerSettings):
        return "caller"
    return "evaluator" if isinstance(use, EvaluatorSettings) else "speech"
