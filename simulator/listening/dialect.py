"""Regional words and second-language grammar, read as the ordinary forms that they stand for.

How somebody speaks is not what they do for a caller, and the rules of this house know one form of each.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

_DROPPED_G: Final = re.compile(r"\b(\w{3,}in)['’](?!\w)", re.IGNORECASE)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _tables() -> dict[str, dict[str, str]]:
    """Single words, and words and phrases together: the ordinary form by the one that is said."""
    words, phrases = _file()["words"], _file()["phrases"]
    return {"words": words, "any": words | phrases}


@cache
def _grammar() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rule["find"], re.IGNORECASE), rule["put"]) for rule in _file()["grammar"]]


def regular(text: str) -> str:
    """The text, as typed or in its plain form, with second-language grammar made regular."""
    for find, put in _grammar():
        text = find.sub(put, text)
    return text


@cache
def _known() -> re.Pattern[str]:
    known = sorted(_tables()["any"], key=len, reverse=True)
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(map(re.escape, known))})(?![\w'’])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def standard(text: str) -> str:
    """The text in ordinary words; its places are not kept."""
    plain = _known().sub(lambda match: _put(match[0]), text.replace("’", "'"))
    return regular(_DROPPED_G.sub(r"\1g", plain))


def _put(found: str) -> str:
    if found == "Ken":  # a name
        return found
    plain = _tables()["any"][found.lower()]
    return plain.capitalize() if found[0].isupper() else plain


def ordinary(plain: str, *, named: bool = False, cut: bool = False) -> list[str]:
    """The ordinary words of one word in lower case; `named`: written with a capital; `cut`: an apostrophe ends it."""
    if cut and len(plain) > 4 and plain.endswith("in"):
        return [f"{plain}g"]
    return [plain] if plain == "ken" and named else _tables()["words"].get(plain, plain).split()
