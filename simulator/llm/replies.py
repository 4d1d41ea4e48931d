"""Reads replies: the JSON in them, and what a thinking model says to itself before its answer."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

FENCE: Final = re.compile(r"\A```[a-zA-Z]*\s*\n(.*?)\n?```\Z", re.DOTALL)
OPENS, CLOSES = "<think>", "</think>"


def json_in(text: str) -> object | None:
    """The JSON value that the reply is, with or without a code fence; None where it is none."""
    bare = "".join(without_thinking([text])).strip()
    fenced = FENCE.match(bare)
    try:
        value: object = json.loads(fenced.group(1) if fenced else bare)
    except (ValueError, RecursionError):
        return None
    return value


def without_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without a leading <think>…</think>, which some local servers leave in the reply."""
    held, state = "", "unsure"
    for piece in pieces:
        if state == "speaking":
            yield piece
            continue
        held += piece
        if state == "unsure":
            start = held.lstrip()
            if OPENS.startswith(start[: len(OPENS)]) and len(start) < len(OPENS):
                continue
            state = "thinking" if start.startswith(OPENS) else "speaking"
        if state == "thinking" and CLOSES in held:
            held, state = held.partition(CLOSES)[2].lstrip(), "after"
        if state == "after" and (held := held.lstrip()):
            state = "speaking"
        if state == "speaking" and held:
            yield held
            held = ""
    if state == "unsure" and held.strip():
        yield held
