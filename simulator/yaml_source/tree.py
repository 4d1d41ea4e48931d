"""Reads YAML text into a tree whose every key and value knows its place; nothing is executed or expanded."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml import events as careful_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from simulator.errors import Problem
from simulator.yaml_source.scalars import resolved
from simulator.yaml_source.syntax import ALIAS, DEEP, MANY, NUMBER, TAG, TOP_KEY, explain, mend_surface

MAX_DEPTH: Final = 12
MAX_REPAIRS: Final = 10
MAX_PROBLEMS: Final = 100


@dataclass(slots=True, eq=False)
class Node:
    """A value with its place (line and column from 1)."""

    line: int
    column: int
    value: Any = None
    """Of a scalar, as YAML 1.2 reads it."""
    raw: str = ""
    """Of a scalar, as it is written, without quotes."""
    plain: bool = False
    """A scalar without quotes."""
    flow: bool = False
    """A list or mapping in brackets."""
    items: "list[Node] | None" = None
    entries: "list[Entry] | None" = None
    faulty: bool = False
    """Something here is already reported; what follows from it is not worth saying."""

    @property
    def below(self) -> bool:
        """Whether it has no place of its own beside its key: a block, or nothing at all."""
        scalar = self.items is None and self.entries is None
        return self.value is None and not self.raw if scalar else not self.flow

    def data(self) -> Any:
        """Plain Python values."""
        if self.items is not None:
            return [item.data() for item in self.items]
        if self.entries is not None:
            return {entry.key.value: entry.value.data() for entry in self.entries}
        return self.value

    def entry(self, key: Any) -> "Entry | None":
        """The entry under that key, if this is a mapping that has it."""
        return next((entry for entry in self.entries or () if entry.key.value == key), None)


@dataclass(slots=True, eq=False)
class Entry:
    """A key and its value."""

    key: Node
    value: Node


@dataclass(slots=True)
class Tree:
    """What a file holds, and what was wrong with its form."""

    name: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    cut: bool = False
    """Part of the file could not be read and was left out, so that the rest could be checked."""

    def report(self, line: int, column: int, message: str, code: str) -> None:
        """Note a problem, up to a sensible number of them."""
        if len(self.problems) == MAX_PROBLEMS:
            message, code = MANY, "many"
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(Problem(self.name, line, column, message, code=code))


def read_tree(text: str, *, name: str) -> Tree:
    """The tree of the text; where its form is broken, the top-level keys that can be read."""
    return read_fast(text, name) or read_carefully(text, name)


def read_fast(text: str, name: str) -> Tree | None:
    """The tree of a text without a fault, in a tenth of the time; None where there is anything to be said about it."""
    tree, parser = Tree(name), getattr(yaml, "CSafeLoader", None)
    if parser is None or mend_surface(re.split(r"\r\n|\r|\n", text), name):
        return None
    try:
        tree.root = _Builder(tree, yaml.events).build(yaml.parse(text, Loader=parser))
    except (yaml.YAMLError, _TooDeepError):
        return None
    return None if tree.problems or tree.root is None else tree


def read_carefully(text: str, name: str) -> Tree:
    """The tree with every fault of its form at its place, explained in our words."""
    tree = Tree(name)
    lines = re.split(r"\r\n|\r|\n", text)
    tree.problems = mend_surface(lines, name)[:MAX_PROBLEMS]
    for _ in range(MAX_REPAIRS):
        try:
            tree.root = _Builder(tree, careful_events).build(YAML(typ="safe", pure=True).parse("\n".join(lines)))
            return tree
        except _TooDeepError as error:
            tree.report(error.line, error.column, DEEP, "deep")
            broken = error.line
        except MarkedYAMLError as error:
            found_at = explain(error, lines, name)
            tree.problems.append(found_at)
            broken = found_at.line
        except YAMLError as error:
            tree.report(1, 1, f"this cannot be read as YAML ({error}); save it as plain UTF-8 text", "syntax")
            broken = 0
        tree.cut = True
        if not _cut_out(lines, broken):
            break
    return tree


def place(root: Node | None, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column of a value; of a block or an empty value its key's; else its parent's."""
    line, column, node = 1, 1, root
    for part in path:
        if node is None:
            break
        entry = node.entry(part)
        if node.items is not None and isinstance(part, int) and part < len(node.items):
            node = at = node.items[part]
        elif entry is not None:
            node, at = entry.value, entry.key if entry.value.below else entry.value
        else:
            break
        line, column = at.line, at.column
    return line, column


def _cut_out(lines: list[str], broken: int) -> bool:
    """Blank the top-level key that holds the broken line; False if there is nothing left to read."""
    tops = [number for number, line in enumerate(lines) if TOP_KEY.match(line)]
    start = max((number for number in tops if number < broken), default=None)
    if start is None:
        return False
    end = min((number for number in tops if number > start), default=len(lines))
    lines[start:end] = [""] * (end - start)
    return len(tops) > 1


class _TooDeepError(Exception):
    """Values lie in one another deeper than any file of ours needs."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


class _Builder:
    """Turns a parser's events, of the kinds in its module, into nodes and reports what is refused."""

    def __init__(self, tree: Tree, kinds: ModuleType) -> None:
        self.tree, self.kinds = tree, kinds
        self.documents = 0
        self.alias_line = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        """The root of the first document."""
        known = len(self.tree.problems)
        root: Node | None = None
        try:
            for event in events:
                if isinstance(event, self.kinds.DocumentStartEvent):
                    self.documents += 1
                    if self.documents > 1:
                        line, column = _place(event)
                        message = "a second document (`---`) begins here; keep one to a file and take out the `---`"
                        self.tree.report(line, column, message, "documents")
                        return root
                elif isinstance(event, self.kinds.NodeEvent):
                    root = self._node(event, events, depth=1)
        except (MarkedYAMLError, _TooDeepError):
            del self.tree.problems[known:]  # they are found again when the rest is read
            raise
        return root

    def _node(self, event: Any, events: Iterator[Any], *, depth: int) -> Node:
        line, column = _place(event)
        node = Node(line, column)
        if depth > MAX_DEPTH:
            raise _TooDeepError(line, column)
        self._refuse(node, event)
        if isinstance(event, self.kinds.ScalarEvent):
            self._scalar(node, event)
        elif isinstance(event, self.kinds.SequenceStartEvent):
            node.flow, node.items = bool(event.flow_style), []
            while not isinstance(following := next(events), self.kinds.SequenceEndEvent):
                node.items.append(self._node(following, events, depth=depth + 1))
        elif isinstance(event, self.kinds.MappingStartEvent):
            node.flow, node.entries = bool(event.flow_style), []
            seen: dict[Any, Node] = {}
            while not isinstance(following := next(events), self.kinds.MappingEndEvent):
                key = self._node(following, events, depth=depth + 1)
                entry = Entry(key, self._node(next(events), events, depth=depth + 1))
                if self._usable(key, first=seen.setdefault(key.value, key)):
                    node.entries.append(entry)
        return node

    def _refuse(self, node: Node, event: Any) -> None:
        """Report anchors, aliases (once a line) and tags; nothing of them is ever resolved."""
        if getattr(event, "anchor", None) is not None:
            if self.alias_line != node.line:
                self.tree.report(node.line, node.column, ALIAS, "alias")
            self.alias_line, node.faulty = node.line, True
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")[:60]
            self.tree.report(node.line, node.column, TAG.format(tag=shown), "tag")
            node.faulty = True

    def _scalar(self, node: Node, event: Any) -> None:
        node.raw, node.plain = event.value, not event.style
        node.value = resolved(event.value) if node.plain else event.value
        if isinstance(node.value, float) and not math.isfinite(node.value):
            self.tree.report(node.line, node.column, NUMBER.format(raw=node.raw[:40]), "number")
            node.faulty = True

    def _usable(self, key: Node, *, first: Node) -> bool:
        if key.items is not None or key.entries is not None:
            message = "a list or mapping stands where a key belongs; a key is one word; put text in quotes"
            self.tree.report(key.line, key.column, message, "key")
            return False
        if first is not key:
            message = (
                f"the key `{key.raw}` is here a second time; the first is in line {first.line}; "
                "each key may stand once: join the two or take one out"
            )
            self.tree.report(key.line, key.column, message, "duplicate-key")
        return first is key


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
