"""Turns a model's validation errors into problems of the file, each at its place and in plain words."""

import types
from collections.abc import Sequence
from typing import Any, Final, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from simulator.yaml_source.tree import Node, Tree, place
from simulator.yaml_source.words import KINDS, explain_value, found, listed, options_of, unknown_key

Path = tuple[str | int, ...]
MAX_ERRORS: Final = 300
"""Of a file with more, the rest is shown when these are mended."""
EITHER: Final = {**KINDS, "literal_error": ""}


def report_errors(errors: Sequence[ErrorDetails], tree: Tree, root: Node, model: type[BaseModel]) -> None:
    """Report each error once; of what was cut out of the file, and of what is reported already, nothing."""
    at: dict[Path, list[ErrorDetails]] = {}
    for error in errors[:MAX_ERRORS]:
        at.setdefault(_path(root, error), []).append(error)
    for path, group in at.items():
        node = _node(root, path)
        for error in group:
            if error["type"] == "missing" and not (tree.cut and not path):
                key = error["loc"][-1]
                inside = f" under `{path[-1]}`" if path and isinstance(path[-1], str) else ""
                message = f"the key `{key}` is missing{inside}; it is needed: add `{key}: …`"
                tree.report(*place(root, path), message, "missing-key")
        others = [error for error in group if error["type"] != "missing"]
        deeper = any(len(other) > len(path) and other[: len(path)] == path for other in at)
        # Where a mapping fails one side of an either-or, what is wrong inside it says more.
        if others and not (node is not None and (node.faulty or (deeper and node.entries is not None))):
            _report(others, tree, root, path, model)


def _report(group: list[ErrorDetails], tree: Tree, root: Node, path: Path, model: type[BaseModel]) -> None:
    error, node = group[0], _node(root, path)
    holder = _node(root, path[:-1])
    entry = holder.entry(path[-1]) if holder is not None and path else None
    if error["type"] == "extra_forbidden" and entry is not None:
        message = unknown_key(entry.key, _allowed_keys(model, path[:-1]))
        tree.report(entry.key.line, entry.key.column, message, "unknown-key")
    elif error["loc"][-1] == "[key]" and entry is not None:
        message = explain_value(error["type"], error.get("ctx", {}), entry.key, error["msg"])
        tree.report(entry.key.line, entry.key.column, f"as a key: {message}", "key")
    else:
        sides = [one for one in group if one["type"] not in EITHER] or group
        if len(sides) > 1:
            message = f"found {found(node)}; allowed is {_either(sides)}: write one of them"
        else:
            message = explain_value(
                sides[0]["type"], sides[0].get("ctx", {}), node, sides[0]["msg"], span=_span(model, path)
            )
            if path == ("version",) and sides[0]["type"] == "string_type":
                message = f"found {found(node)}; write three numbers with dots, such as 1.0.0"
        name = next((f"`{part}`: " for part in reversed(path) if isinstance(part, str)), "")
        tree.report(*place(root, path), name + message, "value")


def _either(sides: list[ErrorDetails]) -> str:
    words = dict.fromkeys(
        listed(options_of(side["ctx"]["expected"])) if side["type"] == "literal_error" else KINDS[side["type"]]
        for side in sides
        if side["type"] in EITHER
    )
    return " or ".join(words)


def _path(root: Node, error: ErrorDetails) -> Path:
    """The error's location without what is not in the file: names of alternatives, the missing key."""
    path: list[str | int] = []
    node = root
    for part in error["loc"]:
        entry = node.entry(part)
        if node.items is not None and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        elif entry is not None:
            node = entry.value
        else:
            continue
        path.append(part)
    return tuple(path)


def _node(root: Node, path: Path) -> Node | None:
    node: Node | None = root
    for part in path:
        if node is None:
            return None
        if node.items is not None and isinstance(part, int):
            node = node.items[part]
        else:
            entry = node.entry(part)
            node = entry.value if entry is not None else None
    return node


def _allowed_keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model allows at that path."""
    here = _at(model, path)
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [field.alias or name for name, field in here.model_fields.items()]
    return []


def _at(model: type[BaseModel], path: Path) -> Any:
    """What the model has at that path: a model, another type, or None."""
    here: Any = model
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = _core(fields.get(str(part)))
        else:
            here = _core(get_args(here)[-1]) if get_args(here) else None
    return here


def _span(model: type[BaseModel], path: Path) -> str:
    """`from 1 to 5` where the model bounds the number at that path on both sides, else nothing."""
    here = _at(model, path[:-1])
    if not (path and isinstance(here, type) and issubclass(here, BaseModel)):
        return ""
    field = next((one for name, one in here.model_fields.items() if (one.alias or name) == path[-1]), None)
    bounds = list(field.metadata) if field is not None else []
    low = next((one.ge for one in bounds if getattr(one, "ge", None) is not None), None)
    high = next((one.le for one in bounds if getattr(one, "le", None) is not None), None)
    return f"from {low} to {high}" if low is not None and high is not None else ""


def _core(annotation: Any) -> Any:
    """An annotation without its constraints; of an either-or the side that is a model."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, types.UnionType):
        sides = [_core(side) for side in get_args(annotation)]
        return next((side for side in sides if isinstance(side, type) and issubclass(side, BaseModel)), sides[0])
    return annotation
