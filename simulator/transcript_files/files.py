"""Reads transcripts as people bring them, whatever their form, and writes them one a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import IO, Any, Final, NoReturn, get_args

from pydantic import ValidationError

from simulator.errors import FileProblems, Problem
from simulator.transcript import Speaker, Transcript
from simulator.transcript_files.lines import Format, TextLines
from simulator.transcript_files.text import Raw, read_captions, read_csv, read_plain

SUFFIXES: Final[dict[str, Format]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".vtt": "vtt",
    ".srt": "srt",
    ".txt": "plain",
}
MAX_PROBLEMS: Final = 200
SPEAKERS: Final[dict[str, Speaker]] = {
    **dict.fromkeys(
        (
            "agent",
            "advisor",
            "adviser",
            "representative",
            "rep",
            "operator",
            "handler",
            "call handler",
            "csr",
            "trainee",
        ),
        "agent",
    ),
    **dict.fromkeys(("caller", "customer", "client", "member", "service user", "claimant"), "caller"),
}
"""Names that say by themselves who speaks, in any case."""


def read(
    source: str | PurePath | IO[str] | IO[bytes],
    *,
    format: Format | None = None,
    speakers: Mapping[str, str] | None = None,
    name: str | None = None,
) -> Iterator[Transcript]:
    """The transcripts of a file or stream, in its order, each as soon as it is read.

    `speakers` says who is who where names do not: {"Anna": "agent"}. What cannot be read is left out,
    and at the end all of it is raised as FileProblems.
    """
    if isinstance(source, str | PurePath):
        path = Path(source)
        try:
            with path.open("rb") as stream:
                yield from _Reader(name or str(source), format, speakers).read(stream)
        except OSError as error:
            reason = (error.strerror or "it cannot be read").lower()
            problem = Problem(str(source), 1, 1, f"cannot open the file: {reason}; check the path", code="file")
            raise FileProblems([problem]) from error
    else:
        yield from _Reader(name or "input", format, speakers).read(source)


def write(transcripts: Iterable[Transcript], target: str | PurePath | IO[str]) -> int:
    """Write transcripts as JSON, one a line, in their order; returns how many."""
    if isinstance(target, str | PurePath):
        with Path(target).open("w", encoding="utf-8", newline="\n") as stream:
            return write(transcripts, stream)
    count = 0
    for transcript in transcripts:
        target.write(transcript.to_json() + "\n")
        count += 1
    return count


class _Reader:
    """One reading: what was wrong so far, which ids and speakers were met."""

    def __init__(self, name: str, format: Format | None, speakers: Mapping[str, str] | None) -> None:
        self.name, self.format = name, format
        self.problems: list[Problem] = []
        self.strangers: dict[str, int] = {}
        self.ids: dict[str, int] = {}
        self.speakers: dict[str, str] = dict(SPEAKERS)
        for person, part in (speakers or {}).items():
            if part not in get_args(Speaker):
                message = f"`{person}` cannot be `{part}`; a speaker is `agent` or `caller`"
                raise FileProblems([Problem(name, 1, 1, message, code="speaker")])
            self.speakers[person.strip().lower()] = part

    def read(self, stream: IO[str] | IO[bytes]) -> Iterator[Transcript]:
        """Yield what can be read; raise FileProblems at the end if anything could not."""
        for raw in self._raw(TextLines(stream, self._unreadable)):
            transcript = self._checked(raw)
            if transcript is not None:
                yield transcript
        if self.strangers:
            names = ", ".join(f'"{person}"' for person in list(self.strangers)[:20])
            one = next(iter(self.strangers))
            message = f'who is {names}? Say which is the agent and which the caller, such as "{one}" = agent'
            self.add(next(iter(self.strangers.values())), message, "speaker")
        if self.problems:
            raise FileProblems(self.problems)

    def add(self, line: int, message: str, code: str, *, column: int = 1) -> None:
        """Note a problem, up to a sensible number of them."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(self.name, line, column, message, code=code))

    def _unreadable(self, line: int, message: str) -> None:
        self.add(line, message, "encoding")

    def _raw(self, lines: TextLines) -> Iterator[Raw]:
        kind = self.format or SUFFIXES.get(PurePath(self.name).suffix.lower()) or lines.form()
        if kind == "jsonl":
            for number, line in lines.numbered():
                yield from self._json(line, number)
        elif kind == "csv":
            yield from read_csv((line + "\n" for _, line in lines.numbered()), self.name, self.problems)
        else:
            text = lines.whole()
            if kind == "json":
                yield from self._json(text, 1)
            elif kind == "plain":
                yield from read_plain(text, self.name, self.problems)
            else:
                yield from read_captions(text, self.name, kind, self.problems)

    def _json(self, text: str, line: int) -> Iterator[Raw]:
        if not text.strip():
            return
        try:
            data = json.loads(text, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            where = line + error.lineno - 1
            self.add(where, f"this is not JSON ({error.msg}); mend it or take it out", "json", column=error.colno)
            return
        except (ValueError, RecursionError) as error:
            self.add(line, f"this cannot be read as JSON ({str(error)[:80]}); mend it or take it out", "json")
            return
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                yield Raw(item, line)
            else:
                shown = json.dumps(item)[:40]
                self.add(
                    line,
                    f"found {shown} where a transcript, {{…}}, belongs; mend it or take it out",
                    "json",
                )

    def _checked(self, raw: Raw) -> Transcript | None:
        data = self._spoken(raw)
        if data is None:
            return None
        self._name(data)
        try:
            return Transcript.model_validate(data)
        except ValidationError as error:
            for item in error.errors(include_url=False)[:20]:
                place = ".".join(str(part) for part in item["loc"])
                shown = "nothing" if item["type"] == "missing" else repr(item["input"])[:60]
                line = _line(raw, item["loc"])
                needed = item["msg"].replace("Input should be", "it must be").replace("Field required", "it is needed")
                self.add(line, f"`{place}`: found {shown}; {needed}; mend it or take the call out", "transcript")
            return None

    def _spoken(self, raw: Raw) -> dict[str, Any] | None:
        """The call with every speaker named agent or caller; None, and noted, where somebody is unknown."""
        turns = raw.data.get("turns")
        if not isinstance(turns, list):
            return raw.data
        named, known = [], True
        for at, turn in enumerate(turns):
            who = turn.get("speaker") if isinstance(turn, dict) else None
            if isinstance(who, str) and (part := self.speakers.get(who.strip().lower())):
                named.append({**turn, "speaker": part})
                continue
            named.append(turn)
            line = _line(raw, ("turns", at))
            if isinstance(who, str):
                self.strangers.setdefault(who, line)
                known = False
            elif isinstance(turn, dict) and who is None and raw.turn_lines:
                self.add(line, "nobody is named as the speaker here; write `<v Name>` or `Name: ` first", "speaker")
                known = False
        return {**raw.data, "turns": named} if known else None

    def _name(self, data: dict[str, Any]) -> None:
        """Name a call without an id after its file, and number a second call of the same id."""
        given = data.get("id")
        if isinstance(given, int) and not isinstance(given, bool):
            given = str(given)
        if given is None or given == "":
            given = PurePath(self.name).stem or "call"
        if isinstance(given, str):
            unique, times = given, self.ids.get(given, 0) + 1
            while unique in self.ids:
                unique, times = f"{given}-{times}", times + 1
            self.ids[given] = max(times - 1, 1)
            self.ids.setdefault(unique, 1)
            data["id"] = unique


def _line(raw: Raw, place: tuple[Any, ...]) -> int:
    """Where a turn of a call stands, else where the call begins."""
    if len(place) > 1 and place[0] == "turns" and isinstance(place[1], int) and place[1] < len(raw.turn_lines):
        return raw.turn_lines[place[1]]
    return raw.line


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")
