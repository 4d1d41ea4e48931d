"""Texts that calls and grades were made from, frozen under their hash."""

import hashlib

from sqlalchemy.exc import IntegrityError

from simulator.errors import UnknownNameError
from simulator.store.database import Database
from simulator.store.tables import TextRow, storable


class Texts(Database):
    """The part of the store that freezes personas, rubrics and prompts."""

    def freeze(self, kind: str, text: str) -> str:
        """Keep the text for good and return its SHA-256 (hex, of its UTF-8 bytes).

        `kind` says what it is: persona, rubric or prompt. The same text is kept once.
        """
        text = storable(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        with self._read() as session:
            if session.get(TextRow, digest) is not None:
                return digest
        try:
            with self._write() as session:
                session.add(TextRow(hash=digest, kind=kind, text=text))
        except IntegrityError:
            pass  # somebody froze the same text a moment ago
        return digest

    def frozen(self, digest: str) -> str:
        """The text of that hash. Raises UnknownNameError where nothing was frozen under it."""
        with self._read() as session:
            row = session.get(TextRow, digest)
            if row is None:
                raise UnknownNameError(f"No persona, rubric or prompt is stored under {digest!r}.")
            return row.text
