"""Turns of calls that are written as CSV, captions (WebVTT, SRT) or plain `Speaker: text`."""

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import webvtt
from webvtt.errors import MalformedFileError

from simulator.errors import Problem

STAMP: Final = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
LABEL: Final = re.compile(r"(?:-\s*)?([^\W_][^:<>\[\]\n]{0,39}?)\s*:(?:\s+|$)")
LEADING_STAMP: Final = re.compile(rf"\s*(?:\[{STAMP}\]|\({STAMP}\)|{STAMP}(?=\s))\s*[-–—]?\s*")
VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
TAG: Final = re.compile(r"</?[A-Za-z\d][^>]*>")
CUE_TIME: Final = re.compile(rf"\s*{STAMP}\s*-->\s*{STAMP}(?:\s|$)")
TWO_TIMES: Final = re.compile(rf"\s*{STAMP}\s*\W+\s*{STAMP}\s*$")
ID_COLUMNS: Final = ("call", "id", "call_id", "transcript")


@dataclass(frozen=True, slots=True)
class Raw:
    """A call as it was found, not yet checked."""

    data: dict[str, Any]
    line: int
    """Where it begins, from 1."""
    turn_lines: tuple[int, ...] = ()
    """Where each turn stands, if known."""


def read_csv(lines: Iterable[str], name: str, problems: list[Problem]) -> Iterator[Raw]:
    """A call for each run of rows with the same call id; columns speaker and text, others are kept."""
    source = iter(lines)
    header = next((line for line in source if line.strip()), "")
    delimiter = max(",;\t|", key=header.count)
    reader = csv.reader([header], delimiter=delimiter)
    columns = [column.strip() for column in _next_row(reader, name, problems) or []]
    small = [column.lower() for column in columns]
    if small.count("speaker") != 1 or small.count("text") != 1:
        message = (
            f"the first line names the columns {', '.join(columns)[:80] or 'none'}; `speaker` and `text` are "
            "needed, once each, and `call`, `n` and `at` are known"
        )
        problems.append(Problem(name, 1, 1, message, code="columns"))
        return
    call_column = next((small.index(column) for column in ID_COLUMNS if column in small), None)
    keys = [
        key if key in ("speaker", "text", "n", "at") else column for key, column in zip(small, columns, strict=True)
    ]
    yield from _calls(csv.reader(source, delimiter=delimiter), keys, call_column, name, problems)


def _calls(rows: Any, keys: list[str], call_column: int | None, name: str, problems: list[Problem]) -> Iterator[Raw]:
    current: str | None = None
    seen: set[str] = set()
    turns: list[dict[str, Any]] = []
    places: list[int] = []
    while (row := _next_row(rows, name, problems)) is not None:
        line = rows.line_num + 1
        if not any(row):
            continue
        if len(row) != len(keys):
            message = f"found {len(row)} columns where the first line has {len(keys)}; quote text with commas"
            problems.append(Problem(name, line, 1, message, code="columns"))
            continue
        call = row[call_column].strip() if call_column is not None else ""
        if call != current and turns:
            yield _call(current, turns, places)
            turns, places = [], []
        if call != current and call in seen:
            message = f"the rows of call `{call}` are not together; sort the file by call"
            problems.append(Problem(name, line, 1, message, code="order"))
        seen.add(call)
        current = call
        turns.append({key: value for at, (key, value) in enumerate(zip(keys, row, strict=True)) if at != call_column})
        places.append(line)
    if turns:
        yield _call(current, turns, places)


def _next_row(rows: Any, name: str, problems: list[Problem]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        message = f"the row cannot be read ({error}); check its quotation marks"
        problems.append(Problem(name, rows.line_num + 1, 1, message, code="csv"))
        return []


def _call(call: str | None, turns: list[dict[str, Any]], places: list[int]) -> Raw:
    for turn in turns:
        for key in ("n", "at"):
            turn[key] = _number(turn[key]) if key in turn else None
    return Raw({**({"id": call} if call else {}), "turns": turns}, places[0], tuple(places))


def _number(text: str) -> Any:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text.strip() or None


def read_captions(text: str, name: str, kind: Literal["vtt", "srt"], problems: list[Problem]) -> Iterator[Raw]:
    """One call: a turn for each cue, or for each voice in it; `at` is the cue's beginning in seconds."""
    places: list[int] = []
    rows = text.split("\n")
    for number, row in enumerate(rows, start=1):
        if CUE_TIME.match(row):
            if number < len(rows) and rows[number].strip():
                places.append(number)
        elif "-->" in row or TWO_TIMES.match(row):
            message = f'found "{row.strip()[:60]}"; a cue\'s time reads 00:00:01.500 --> 00:00:03.000'
            problems.append(Problem(name, number, 1, message, code="captions"))
    try:
        parsed = webvtt.from_buffer(io.StringIO(text.strip("\n") + "\n"), format=kind)
    except MalformedFileError:
        wanted = "a first line WEBVTT" if kind == "vtt" else "cues that begin with a number and a time"
        message = f"these are no {kind.upper()} captions; they need {wanted}"
        problems.append(Problem(name, 1, 1, message, code="captions"))
        return
    turns: list[dict[str, Any]] = []
    lines: list[int] = []
    captions = [caption for caption in parsed.captions if caption.raw_text.strip()]
    for line, caption in zip(places, captions, strict=False):
        for speaker, said in _voices(caption.raw_text):
            turns.append({"speaker": speaker, "text": said, "at": _seconds(caption.start)})
            lines.append(line)
    if len(captions) != len(places):
        message = f"of {len(places)} timed cues {len(captions)} can be read; leave an empty line before each cue"
        problems.append(Problem(name, 1, 1, message, code="captions"))
    yield Raw({"turns": turns}, 1, tuple(lines))


def _voices(raw: str) -> Iterator[tuple[str | None, str]]:
    """Who says what in one cue: by `<v Name>`, else by `Name: text`."""
    parts = VOICE.split(raw)
    if parts[0].strip():
        plain = _plain(parts[0])
        label = LABEL.match(plain)
        yield (label.group(1), plain[label.end() :]) if label else (None, plain)
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        yield html.unescape(name).strip(), _plain(said)


def _plain(raw: str) -> str:
    """Caption text without its tags; a line break in a cue is layout and becomes a space."""
    return html.unescape(TAG.sub("", raw)).strip("\n").replace("\n", " ")


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.replace(",", ".").split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)


def read_plain(text: str, name: str, problems: list[Problem]) -> Iterator[Raw]:
    """One call: a turn for each line `Speaker: text`; a line without one goes on with the turn."""
    turns: list[dict[str, Any]] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        stamp = LEADING_STAMP.match(line)
        rest = line[stamp.end() :] if stamp else line
        label = LABEL.match(rest) if stamp or not line[0].isspace() else None
        if label:
            turn: dict[str, Any] = {"speaker": label.group(1), "text": rest[label.end() :]}
            if stamp:
                turn["at"] = _stamp_seconds(stamp)
            turns.append(turn)
            lines.append(number)
        elif turns:
            turns[-1]["text"] += "\n" + line
        else:
            message = f'found "{line.strip()[:60]}"; the text must begin with a line like `Agent: Good morning.`'
            problems.append(Problem(name, number, 1, message, code="plain"))
            return
    if turns:
        yield Raw({"turns": turns}, 1, tuple(lines))
    else:
        problems.append(Problem(name, 1, 1, "there is nothing to read; give lines like `Agent: Good morning.`"))


def _stamp_seconds(stamp: re.Match[str]) -> float:
    groups = stamp.groups()
    hours, minutes, seconds, part = next(groups[at : at + 4] for at in (0, 4, 8) if groups[at + 1] is not None)
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part or 0}")
