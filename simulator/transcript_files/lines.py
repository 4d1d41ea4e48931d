"""Text read line by line from a file or stream of any size; what is no text is reported and left out."""

import json
from collections.abc import Callable, Iterator
from typing import IO, Final, Literal

Report = Callable[[int, str], None]
"""Takes a line number and what is wrong there."""
Format = Literal["json", "jsonl", "csv", "vtt", "srt", "plain"]
MAX_LINE: Final = 32_000_000
"""Characters of one line, or of a file that has to be read whole."""
PEEK: Final = 20
"""Lines that are looked at to tell the form of a stream."""


class TextLines:
    """The lines of a stream, numbered from 1."""

    def __init__(self, stream: IO[str] | IO[bytes], report: Report) -> None:
        self._report = report
        self._source = self._decoded(stream)
        self._held: list[tuple[int, str]] = []

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Each line with its number, without its line break."""
        while self._held:
            yield self._held.pop(0)
        yield from self._source

    def whole(self) -> str:
        """All of it; a line that could not be read is empty, so that numbers still agree."""
        lines: list[str] = []
        size = 0
        for number, line in self.numbered():
            size += len(line) + 1
            if size > MAX_LINE:
                self._report(number, f"more than {MAX_LINE:,} characters; split the file, or use one call a line")
                break
            lines += [""] * (number - 1 - len(lines))
            lines.append(line)
        return "\n".join(lines)

    def form(self) -> Format:
        """What form the text seems to have, from its first lines."""
        while len(self._held) < PEEK and (following := next(self._source, None)) is not None:
            self._held.append(following)
        lines = [line for _, line in self._held if line.strip()]
        first = lines[0].strip() if lines else ""
        if first.startswith(("{", "[")):
            return "jsonl" if _is_json(first) else "json"
        if first.startswith("WEBVTT"):
            return "vtt"
        if any("-->" in line for line in lines[:2]):
            return "srt"
        columns = {column.strip(' "').lower() for column in first.replace(";", ",").replace("\t", ",").split(",")}
        return "csv" if {"speaker", "text"} <= columns else "plain"

    def _decoded(self, stream: IO[str] | IO[bytes]) -> Iterator[tuple[int, str]]:
        number, long = 0, False
        while piece := stream.readline(MAX_LINE):
            unended = len(piece) >= MAX_LINE and piece[-1:] not in ("\n", b"\n")
            if not long:
                number += 1
            if unended and not long:
                self._report(number, f"a line of more than {MAX_LINE:,} characters; take it out")
            if not unended and not long:
                text = self._text(piece, number)
                if text is not None:
                    yield number, text
            long = unended

    def _text(self, piece: str | bytes, number: int) -> str | None:
        if isinstance(piece, bytes):
            try:
                piece = piece.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                byte = error.object[error.start]
                self._report(number, f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8 text")
                return None
        if "\0" in piece:
            self._report(number, "a zero byte stands here: this is binary, no text; take it out")
            return None
        return piece.removesuffix("\n").removesuffix("\r").removeprefix("\ufeff")


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
