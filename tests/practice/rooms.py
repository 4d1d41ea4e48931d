"""Practice rooms over a real SQLite file, with a mock model server at their side where a test wants one."""

from collections.abc import Callable
from typing import Any

from bench.mock_server import MockServer
from simulator.access import Role, Viewer
from simulator.practice import CallView, Practice
from simulator.settings import Settings

WIDOW = "bereaved-account-holder"
ADA = Viewer("ada", "Ada", frozenset({Role.TRAINEE}))
BEN = Viewer("ben", "Ben", frozenset({Role.TRAINEE}))
LEAD = Viewer("lee", "Lee", frozenset({Role.LEAD, Role.TRAINEE}))
GREETING = "Good morning, you're through to Sam. How can I help you today?"
CLOSING = "What has it been like at home since Thomas died?"
Room = Callable[..., Practice]


def settings_for(folder: Any, server: MockServer | None = None, **changes: Any) -> Settings:
    """Settings with a data folder of their own; a server's address, short limits and no retries where one is given."""
    plain: dict[str, Any] = {"data_dir": folder}
    if server is not None:
        use = {"timeout": 1.0, "retries": 0}
        plain |= {"openai_base_url": server.url, "openai_api_key": "sk-test", "caller": use, "evaluator": use}
    return Settings(_env_file=None, **(plain | changes))


def say(practice: Practice, call_id: str, text: str, viewer: Viewer = ADA) -> str:
    """Say something and hear the caller out."""
    return "".join(practice.say(viewer, call_id, text))


def look(practice: Practice, call_id: str, viewer: Viewer = ADA) -> CallView:
    """The call as its owner sees it."""
    return practice.look(viewer, call_id)


def texts(practice: Practice, call_id: str) -> list[str]:
    """Everything that was said, in order."""
    return [turn.text for turn in look(practice, call_id).transcript.turns]


def begun(practice: Practice, *said: str, viewer: Viewer = ADA, persona: str = WIDOW, **how: Any) -> str:
    """The id of a new call in which this was said."""
    call = practice.begin(viewer, persona, seed=7, **how)
    for text in said:
        say(practice, call.id, text, viewer)
    return call.id
