"""Says in words what a JSON Schema allows at a key, for the reference pages."""

from collections.abc import Mapping
from typing import Any, Final, get_args

from simulator.terms import ACTS, CHECKS, CUES, LINES, MEASURES, MOOD_EVENTS
from simulator.transcript import EventKind

NAMED: Final[dict[frozenset[str], str]] = {
    frozenset(ACTS): "[act id](#acts)",
    frozenset([*ACTS, *MEASURES]): "[act](#acts) or [measure](#measures) id",
    frozenset([*ACTS, *MOOD_EVENTS]): "[act](#acts) or [mood event](#mood-events) id",
    frozenset(LINES): "[line id](#lines)",
    frozenset(CUES): "[cue id](#cues)",
    frozenset(CHECKS): "[check id](#checks)",
    frozenset(get_args(EventKind)): "[event kind](#event-kinds)",
}
"""Choices too long to list in a cell."""


def reference(value: Mapping[str, Any]) -> str | None:
    """The name of the part that a key holds, or lists, or None."""
    places = [value, value.get("items"), value.get("additionalProperties"), *value.get("anyOf", [])]
    found = (place["$ref"] for place in places if isinstance(place, dict) and "$ref" in place)
    return next((reference.rsplit("/", 1)[-1] for reference in found), None)


def allowed(value: Mapping[str, Any]) -> str:
    """What may stand at a key, in words."""
    if "anyOf" in value:
        kinds = [allowed(one) for one in value["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "$ref" in value:
        return "keys as below"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        choices = [str(one) for one in value["enum"]]
        return NAMED.get(frozenset(choices)) or ", ".join(f"`{one}`" for one in choices)
    match value.get("type"):
        case "array":
            return f"list of {allowed(value['items'])}"
        case "object":
            names = value.get("propertyNames")
            of = allowed(value["additionalProperties"])
            return f"{allowed(names) if names else 'any key'} → {of}"
        case "integer" | "number":
            return _number(value)
        case "boolean":
            return "`true` or `false`"
        case _:
            return _text(value)


def _number(value: Mapping[str, Any]) -> str:
    word = "whole number" if value["type"] == "integer" else "number"
    low, high, above = value.get("minimum"), value.get("maximum"), value.get("exclusiveMinimum")
    if above is not None:
        return f"{word} above {above:g}" + (f", to {high:g}" if high is not None else "")
    if high is not None:
        return f"{word}, {low:g} to {high:g}"
    return f"{word} from {low:g}" if low is not None else word


def _text(value: Mapping[str, Any]) -> str:
    pattern = value.get("pattern", "")
    if pattern.startswith("^[a-z0-9]+"):
        return "id: small letters, digits, hyphens" + (" or underscores" if "_" in pattern else "")
    if pattern.startswith(r"^\d"):
        return "version, three numbers"
    return "language, such as `en-GB`" if pattern else "text"
