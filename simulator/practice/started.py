"""How a trainer's new file begins: the id that an upload asks for, and a copy under another id."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from simulator.errors import SetUpError
from simulator.library import NAME
from simulator.practice.drafts import LONGEST_NAME

ID_LINE: Final = re.compile(r"^id:[ \t]*(?:(?P<quote>[\"'])(?P<quoted>.*?)(?P=quote)|(?P<bare>[^\s#]+))", re.MULTILINE)
VERSION_LINE: Final = re.compile(r"^version:[ \t]*[^\s#]+", re.MULTILINE)
PATHLIKE: Final = re.compile(r"[/\\]|\.\.")
FIRST_VERSION: Final = "1.0.0"


def id_for(text: str, file: str) -> str:
    """The id that a file is kept under: the one in it, else one made from the file's name. Raises SetUpError."""
    found = ID_LINE.search(text)
    written = (found["quoted"] or found["bare"] or "") if found else ""
    if NAME.fullmatch(written) and len(written) <= LONGEST_NAME:
        return written
    last = PurePosixPath(PureWindowsPath(file).name).stem
    made = _slug(last)[:LONGEST_NAME].strip("-")
    if not made:
        raise SetUpError("Neither the file nor its name has an id that can be used; write `id: some-name` in it.")
    return made


def id_of(written: str) -> str:
    """The id that somebody meant: a title becomes one; what is no title, such as a path, stays as it is."""
    written = written.strip()
    return written if PATHLIKE.search(written) else _slug(written) or written


def cloned(text: str, file_id: str) -> str:
    """The text under another id, as a first version; everything else, comments too, stays as it is."""
    text, count = ID_LINE.subn(lambda _: f"id: {file_id}", text, count=1)
    if not count:
        text = f"id: {file_id}\n{text}"
    return VERSION_LINE.sub(f"version: {FIRST_VERSION}", text, count=1)


def _slug(words: str) -> str:
    """Small letters, digits and single hyphens; accents and apostrophes go."""
    letters = unicodedata.normalize("NFKD", words.lower())
    kept = "".join(one for one in letters if not unicodedata.combining(one) and one not in "'’")
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
