"""Drafts of trainers' files: what somebody typed and could or would not save yet, kept beside the calls."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from simulator.errors import UnknownNameError
from simulator.library import NAME
from simulator.yaml_source import KINDS, Kind

LONGEST_NAME = 80
"""Characters of an id; a longer or stranger name is kept under its hash."""


@dataclass(frozen=True, slots=True, order=True)
class FileName:
    """Which of the trainers' files: its kind, and its name without an ending."""

    kind: Kind
    id: str

    @classmethod
    def of(cls, written: str) -> Self:
        """The file named as `persona/ID` or `rubric/ID`. Raises UnknownNameError."""
        kind, slash, file_id = written.partition("/")
        for known in KINDS:
            if slash and file_id and kind == known:
                return cls("rubric" if known == "rubric" else "persona", file_id)
        raise UnknownNameError(f"“{written[:80]}” names no file; choose one among the callers and rubrics.")

    def __str__(self) -> str:
        """As an address names it."""
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is not saved yet."""

    text: str
    base: str | None
    """Fingerprint of the file that it was begun from; None where there was no file."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of everybody, in a folder; each person has their own."""

    folder: Path

    def get(self, owner: str, name: FileName) -> Draft | None:
        """This person's draft of the file, if there is one."""
        return _read(self._path(owner, name))

    def put(self, owner: str, name: FileName, draft: Draft) -> None:
        """Keep a draft in place of the one before."""
        path = self._path(owner, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {**asdict(draft), "at": draft.at.isoformat(), "id": name.id}
        write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1))

    def drop(self, owner: str, name: FileName) -> None:
        """Forget a draft; does nothing where there is none."""
        self._path(owner, name).unlink(missing_ok=True)

    def names(self, owner: str, kind: Kind) -> Iterator[FileName]:
        """The files of which this person has a draft."""
        for path in sorted((self.folder / _plain(owner) / kind).glob("*.json")):
            if _read(path) is not None:
                yield FileName(kind, str(json.loads(path.read_text("utf-8"))["id"]))

    def _path(self, owner: str, name: FileName) -> Path:
        return self.folder / _plain(owner) / name.kind / f"{_plain(name.id)}.json"


def fingerprint(text: str) -> str:
    """What tells one text from another; line endings make no difference."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader, or a power cut, finds the old text or the new one and nothing between."""
    number, made = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(made).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(made).replace(path)
    finally:
        Path(made).unlink(missing_ok=True)  # there is one only where something went wrong


def _read(path: Path) -> Draft | None:
    """A draft that cannot be read is none: it was damaged by hand, and the file itself is not touched by that."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return Draft(str(kept["text"]), kept["base"], datetime.fromisoformat(kept["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(name: str) -> str:
    """A name that stays in its folder whatever it is: an id as it is, anything else by its hash."""
    if NAME.fullmatch(name) and len(name) <= LONGEST_NAME:
        return name
    return "_" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
