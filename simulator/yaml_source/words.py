"""Says what is wrong with a value in a trainer's words: what was found, what is allowed, how to mend it."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from simulator.yaml_source.tree import Node

PATTERNS: Final = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "small letters, digits and single hyphens, such as `hold-account`",
    r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$": "small letters, digits and single - or _, such as `active-listening`",
    r"^\d+\.\d+\.\d+$": "three numbers with dots, such as 1.0.0",
    r"^[a-z]{2,3}(?:-[A-Z]{2})?$": "a language, or a language and a country, such as `en-GB`",
}
KINDS: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping (`key: value` lines)",
    "model_type": "a mapping (`key: value` lines)",
    "model_attributes_type": "a mapping (`key: value` lines)",
}
BOUNDS: Final = {
    "greater_than": ("gt", "more than {}"),
    "greater_than_equal": ("ge", "{} or more"),
    "less_than": ("lt", "less than {}"),
    "less_than_equal": ("le", "{} or less"),
}

SPELLED_OUT: Final = 12
"""Ids that a message names one by one; of more, it names the nearest."""


def found(node: Node | None) -> str:
    """What stands there, shortened."""
    if node is None:
        return "nothing"
    if node.items is not None:
        return f"a list of {len(node.items)}" if node.items else "an empty list"
    if node.entries is not None:
        keys = ", ".join(f"`{entry.key.raw[:40]}`" for entry in node.entries[:3])
        return f"a mapping with {keys}" if keys else "an empty mapping"
    if node.value is None:
        return "nothing"
    shown = node.raw if len(node.raw) <= 50 else node.raw[:47] + "…"
    if not node.plain or isinstance(node.value, str):
        return f'the text "{shown}"'
    return shown if isinstance(node.value, bool) else f"the number {shown}"


def listed(ids: Iterable[Any]) -> str:
    """The ids as a sentence part: `a`, `b` or `c`."""
    names = [f"`{name}`" for name in ids]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else "none"


def nearest(name: object, ids: Iterable[str]) -> str:
    """'; did you mean `x`?' where one of the ids is close to the name, else nothing."""
    options = {option.replace("-", "_").lower(): option for option in ids}
    close = difflib.get_close_matches(str(name).replace("-", "_").lower(), options, n=1, cutoff=0.6)
    return f"; did you mean `{options[close[0]]}`?" if close else ""


def unknown_id(what: str, name: object, ids: Iterable[str]) -> str:
    """`name` is no such thing; what exists; the nearest."""
    options = list(dict.fromkeys(ids))
    if not options:
        return f"there is no {what} `{name}`; this file has none: write it, or take the reference out"
    start = f"there is no {what} `{name}`{nearest(name, options) or '.'}"
    if len(options) <= SPELLED_OUT:
        return f"{start} There is {listed(options)}"
    like = {option.replace("-", "_").lower(): option for option in options}
    close = difflib.get_close_matches(str(name).replace("-", "_").lower(), like, n=3, cutoff=0.0)
    return f"{start} Nearest are {listed(like[one] for one in close)}; the guide lists all {len(options)}"


def unknown_key(key: Node, allowed: Iterable[str]) -> str:
    """An unknown key, what may stand there, and the traps that make one."""
    options = list(allowed)
    if key.raw == "<<":
        return "merging with `<<` is not read here; write the keys out"
    if " " in key.raw.strip() or not key.raw:
        return (
            f'"{key.raw[:60]}" was read as a key, because of a `:`, `?` or `{{` in the text; '
            'put the whole text in double quotes, "like this"'
        )
    advice = nearest(key.raw, options) or "; take it out, or mend its name."
    return f"unknown key `{key.raw[:60]}`{advice} Allowed here: {', '.join(options)}"


def wrong_kind(wanted: str, node: Node | None) -> str:
    """One kind of value was wanted and another stands there."""
    start = f"found {found(node)} where {wanted} belongs"
    if node is None or (node.items is None and node.entries is None and node.value is None):
        return f"{start}; write a value, or take it out; a text that begins with # must be quoted"
    if wanted == "text":
        if node.entries is not None:
            return f'{start}; a `: ` or a leading `?` made it one: put the text in double quotes, "like this"'
        if node.items is not None:
            return f"{start}; write one text, in double quotes"
        return f'{start}; put it in double quotes: "{node.raw}"'
    if wanted == "a list":
        return f"{start}; write one `- item` a line below the key, or [item, item]"
    if "number" in wanted and isinstance(node.value, str) and not node.plain:
        return f"{start}; take the quotation marks off"
    if wanted.startswith("a whole number") and isinstance(node.value, float):
        return f"{start}; leave out what is behind the point"
    return f"{start}; write {wanted}"


def explain_value(kind: str, context: Mapping[str, Any], node: Node | None, message: str, *, span: str = "") -> str:
    """The words for one kind of validation error at a value; `span` says from where to where a number may go."""
    if kind in KINDS:
        return wrong_kind(KINDS[kind] + (f" {span}" if span and "number" in KINDS[kind] else ""), node)
    if kind in BOUNDS:
        key, words = BOUNDS[kind]
        limit = context[key]
        allowed = words.format(int(limit) if float(limit).is_integer() else limit)
        return f"found {found(node)}; allowed is {allowed}: write a number within that"
    if kind == "literal_error":
        options = options_of(context["expected"])
        given = node.raw if node is not None else ""
        advice = nearest(given, options) or "; write one of them"
        return f"found {found(node)}; allowed is {listed(options)}{advice}"
    if kind == "string_pattern_mismatch":
        allowed = PATTERNS.get(context["pattern"], f"text of the form {context['pattern']}")
        return f"found {found(node)}; allowed is {allowed}"
    if kind == "string_too_short":
        return "the text is empty; write some, or take the item out"
    if kind == "string_too_long":
        return f"the text is too long; at most {context['max_length']} characters are allowed: shorten it"
    if kind == "too_short":
        return f"found {found(node)}; at least {context['min_length']} needed: write one"
    return f"found {found(node)}, which cannot be used here ({message[:1].lower()}{message[1:]})"


def options_of(expected: str) -> list[str]:
    """The allowed words out of a literal's error."""
    return [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]
