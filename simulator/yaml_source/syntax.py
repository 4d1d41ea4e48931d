"""Says in plain words what is wrong with the form of a YAML file, and how to mend it."""

import re
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

from simulator.errors import Problem

MAX_LINE: Final = 10_000
QUOTE = 'put the whole text in double quotes, "like this"'
ALIAS = (
    "an anchor or alias (`&name`, `*name`) is not read here; write the value out; "
    f"a text that begins with & or * must be quoted: {QUOTE}"
)
TAG = "the tag `{tag}` is refused; files hold plain values only; take it out, or, if it is text, " + QUOTE
NUMBER = "`{raw}` is no usable number; write an ordinary one, such as 40"
DEEP = (
    "values lie too deep in one another here; no file needs this: look for a stray `[`, `{` or `-`, "
    "and write the list out with one item a line"
)
MANY = "there are more problems than these; mend these first"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
TOP_KEY: Final = re.compile(r"""["']?[A-Za-z_][\w-]*["']?[ ]*:(?:[ ]|$)""")
STARRED: Final = re.compile(r".*?(?:^|\s)(?:-|[\w-]+:)\s+([&*])")
TAB = re.compile(r" *\t")

COLON = (
    f"a second `: ` in one line cannot be read; if it belongs to the text, {QUOTE}; "
    "if not, check that the line above ends where it should and that the indentation agrees"
)
RULES: Final[tuple[tuple[str, str], ...]] = (
    (r"mapping values are not allowed", COLON),
    (
        r"could not find expected ':'",
        "this line has no `key:`; write `key: value`, or indent it to go on from the line above",
    ),
    (
        r"character '(.)' that cannot start",
        "unquoted text cannot begin with '{0}'; " + QUOTE,
    ),
    (
        r"unknown escape character '(.)'",
        "`\\{0}` means nothing inside double quotes; write `\\\\{0}`, or take single quotes",
    ),
    (
        r"sequence entries are not allowed",
        f"a `- ` list begins on the line below its key; if this is text, {QUOTE}",
    ),
    (
        r"expected ',' or '[\]}]', but got '<stream end>'",
        "the bracket opened here is never closed; add the closing one, or write one `- item` a line",
    ),
    (
        r"expected ',' or '[\]}]'",
        "the list in brackets breaks off here; put a comma between the items, and quote every item "
        "that has ? , : # or a quotation mark in it",
    ),
    (
        r"expected <block end>, but found '<scalar>'",
        "text goes on after a closing quote, or the indentation changes; a text with quotation marks in it "
        'needs the other kind around it ("It\'s…" or \'He said "no"\')',
    ),
    (
        r"expected <block end>, but found '[\]},]'",
        "there is a bracket or comma too many here; take it out, or, if it is text, " + QUOTE,
    ),
    (
        r"expected <block end>",
        "the indentation does not agree with the lines above; give the items of one list, "
        "and the keys of one mapping, the same number of spaces",
    ),
    (
        r"expected chomping or indentation",
        f"text that begins with > or | must be quoted: {QUOTE}; or start the long text on the next line",
    ),
    (r"expected the node content", f"a value is missing here; write one, or, if this is text, {QUOTE}"),
    (r"expected alphabetic or numeric", f"text that begins with & or * must be quoted: {QUOTE}"),
    (r"expected '<document start>'", f"the file cannot go on like this after its first value; {QUOTE}"),
)


def explain(error: MarkedYAMLError, lines: list[str], name: str) -> Problem:
    """The parser's complaint in a trainer's words, at the place that has to be mended."""
    context, complaint = error.context or "", error.problem or error.context or "it cannot be read"
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    message = ""
    if opened is not None and complaint.endswith(("end of stream", "<stream end>'")):
        mark = opened
        if "quoted" in context:
            message = "the quotation mark opened here is never closed; add the closing one"
    elif opened is not None and "simple key" in context:
        mark = opened
    elif opened is not None and "flow" in context and mark is not None and _begins_key(lines, mark.line):
        mark, complaint = opened, "expected ',' or ']', but got '<stream end>'"
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    starred = STARRED.match(lines[line - 1][: column - 1]) if line <= len(lines) else None
    if starred:
        message, column = ALIAS, starred.start(1) + 1
    for pattern, words in RULES:
        found = re.search(pattern, complaint)
        if found and not message:
            message = words.format(*found.groups())
    message = message or f"this cannot be read as YAML ({complaint}); if it is text, {QUOTE}"
    return Problem(name, min(line, max(len(lines), 1)), column, message, code="syntax")


def _begins_key(lines: list[str], number: int) -> bool:
    return number < len(lines) and TOP_KEY.match(lines[number]) is not None


def mend_surface(lines: list[str], name: str) -> list[Problem]:
    """Report what shows before parsing, and mend the lines in place so that the rest can be read."""
    found = []
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            message = f"a line of {len(line):,} characters; at most {MAX_LINE:,} are read: break it up"
            found.append(Problem(name, number, 1, message, code="long-line"))
            lines[number - 1] = ""
            continue
        control = CONTROL.search(line)
        if control:
            message = (
                f"a control character (U+{ord(control.group()):04X}) stands here; "
                "this is no text file, or the character came in by copying: take it out"
            )
            found.append(Problem(name, number, control.start() + 1, message, code="binary"))
            line = CONTROL.sub(" ", line)
        if "\t" in line and line.strip() and (indent := TAB.match(line)):
            message = "a tab is used to indent; YAML allows only spaces there: put two spaces for each tab"
            found.append(Problem(name, number, indent.end(), message, code="tab"))
            width = len(line) - len(line.lstrip())
            line = line[:width].replace("\t", "  ") + line[width:]
        lines[number - 1] = line
    return found
