"""What the mock model server says: replies, faults, and the shapes that the protocol wraps them in."""

import json
from collections.abc import Callable
from typing import Any, Final, Literal

Fault = Literal[
    "refused",  # nothing listens at the address
    "disconnect",  # the connection closes before any answer
    "unauthorized",  # 401
    "forbidden",  # 403
    "not_found",  # 404
    "bad_request",  # 400
    "busy",  # 429 with Retry-After
    "fault",  # 500
    "slow_headers",  # connected, and then silence
    "stall",  # silence in mid-reply
    "comments",  # in mid-reply nothing more but the comments that keep a line open
    "cut",  # the connection closes in mid-reply
    "unfinished",  # an orderly end without a finish_reason
    "malformed",  # an event, or a body, that is no JSON
    "wrong_shape",  # JSON without choices
    "empty",  # a reply without a word
    "length",  # finish_reason length
    "content_filter",  # finish_reason content_filter
    "refusal",  # no content, and the words of a refusal beside it
]
Reply = str | dict[str, Any] | Callable[[dict[str, Any]], str | dict[str, Any]]

STATUSES: Final[dict[str, int]] = {
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "bad_request": 400,
    "busy": 429,
    "fault": 500,
}
REFUSAL: Final = "I'm sorry, but I can't help with that."
DEFAULT_REPLY: Final = "I don't know where to start. He did all of that, the bills and the forms, all of it."


def reply_text(reply: Reply, body: dict[str, Any], fault: Fault | None = None) -> str:
    """What the model says to this request: the reply, made to fit a JSON schema where one is asked."""
    if fault == "empty":
        return ""
    said = reply(body) if callable(reply) else reply
    if not isinstance(said, str):
        return json.dumps(said)
    wanted = body.get("response_format") or {}
    if callable(reply) or wanted.get("type") != "json_schema" or said.lstrip().startswith(("{", "[")):
        return said
    return json.dumps(example(wanted["json_schema"]["schema"]))


def example(schema: dict[str, Any]) -> Any:
    """The smallest value that fits a JSON schema of plain types, enums, arrays and unions."""
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0])
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {key: example(part) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(schema["items"]) for _ in range(schema.get("minItems", 0))]
    plain = {"string": "text", "integer": 1, "number": 1.0, "boolean": False, "null": None}
    return schema.get("minimum", plain[kind])


def envelope(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The keys that every answer carries."""
    return {"id": "mock", "object": kind, "created": 0, "model": body.get("model", "mock")}


def usage(body: dict[str, Any], words: int) -> dict[str, int]:
    """Token counts, at one a word."""
    asked = sum(len(str(message.get("content", "")).split()) for message in body.get("messages", []))
    return {"prompt_tokens": asked, "completion_tokens": words, "total_tokens": asked + words}


def finish_reason(fault: Fault | None) -> str:
    """Why the reply ended."""
    return fault if fault in ("length", "content_filter") else "stop"


def error(message: str) -> dict[str, Any]:
    """The body of a refusal."""
    return {"error": {"message": message, "type": "mock_error"}}
