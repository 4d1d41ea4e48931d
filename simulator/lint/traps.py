"""Text that YAML reads differently from how it was meant: cut at a #, or split at a comma."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.yaml_source import Source
from simulator.yaml_source.tree import Node

LINES: Final = {
    "ask",
    "say",
    "says",
    "hints",
    "deflect",
    "openings",
    "closed",
    "wary",
    "open",
    "earlier",
    "strong",
    "weak",
}
QUOTE: Final = 'put the whole text in double quotes, "like this"'

CURLY: Final = re.compile(r"[“”„].*[“”]|[‘’‚].*[‘’]", re.DOTALL)
"""A text in the quotation marks of a word processor, which YAML does not know as such."""


def trap_warnings(source: Source[Persona] | Source[Rubric]) -> Iterator[tuple[int, int, str]]:
    """Line, column and message of each text that was probably meant otherwise."""
    written = re.split(r"\r\n|\r|\n", source.text.removeprefix("\ufeff"))
    stack: list[tuple[Node, bool]] = [(source.tree.root, False)] if source.tree.root is not None else []
    while stack:
        node, lines = stack.pop()
        if node.plain and CURLY.fullmatch(node.raw):
            yield node.line, node.column, f"the curly quotation marks are taken as part of the text; {QUOTE}"
        for entry in node.entries or ():
            spoken = entry.key.value in LINES or lines
            stack.append((entry.value, spoken or entry.key.value == "lines"))
        for number, item in enumerate(node.items or ()):
            stack.append((item, False))
            if lines and item.plain and item.raw:
                yield from _trap(item, node, number, written)


def _trap(item: Node, holder: Node, number: int, written: list[str]) -> Iterator[tuple[int, int, str]]:
    rest = written[item.line - 1][item.column - 1 :] if item.line <= len(written) else ""
    if not holder.flow and rest.startswith(item.raw) and rest[len(item.raw) :].lstrip().startswith("#"):
        message = f"the text ends at the `#`, as what follows is a comment; if it belongs to the text, {QUOTE}"
        yield item.line, item.column, message
    before = (holder.items or [])[number - 1] if number else None
    if holder.flow and before is not None and before.plain and item.raw[0].islower() and before.raw[-1] not in ".?!…":
        message = f'the comma split one text in two ("{before.raw[:30]}" and this)? If so, {QUOTE}'
        yield item.line, item.column, message
