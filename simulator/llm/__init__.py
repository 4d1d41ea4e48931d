"""The only door to a model: open_chat() gives a Chat, and every failure is one of our ProviderErrors."""

from simulator.llm.chat import Chat, Message, Reply, Usage
from simulator.llm.door import endpoint_of, open_chat
from simulator.llm.places import leaves_machine
from simulator.llm.scripted import ScriptedChat
from simulator.llm.spending import Spending

__all__ = [
    "Chat",
    "Message",
    "Reply",
    "ScriptedChat",
    "Spending",
    "Usage",
    "endpoint_of",
    "leaves_machine",
    "open_chat",
]
