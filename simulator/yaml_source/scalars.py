"""Reads unquoted words of YAML 1.2 as text, number, true, false or nothing."""

import math
import re
from typing import Any, Final

# YAML 1.2 core schema, except that a number with leading zeros stays text: it is a reference, not an amount.
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)\.[0-9]*|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][-+]?[0-9]+)?")
NOT_A_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def resolved(raw: str) -> Any:
    """The value of an unquoted word; `.inf` and `.nan` give nan."""
    if raw in WORDS:
        return WORDS[raw]
    if INTEGER.fullmatch(raw):
        return int(raw)
    if FRACTION.fullmatch(raw):
        return float(raw)
    return math.nan if NOT_A_NUMBER.fullmatch(raw) else raw
