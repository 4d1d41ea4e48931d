"""Loads a trainer's YAML file into its model, or reports everything wrong with it, each at its place."""

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Generic, Literal, TypeVar

from pydantic import ValidationError

from simulator.errors import FileProblems, Problem
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.yaml_source.references import reference_problems
from simulator.yaml_source.report import report_errors
from simulator.yaml_source.tree import Tree, place, read_tree
from simulator.yaml_source.words import found

MAX_BYTES: Final = 200_000
KINDS: Final[dict[str, type[Persona] | type[Rubric]]] = {"persona": Persona, "rubric": Rubric}
Kind = Literal["persona", "rubric"]
M = TypeVar("M", Persona, Rubric)


@dataclass(frozen=True, slots=True)
class Source(Generic[M]):
    """A file that was read: its text, its model where it has one, and its problems."""

    name: str
    text: str
    tree: Tree
    model: M | None
    problems: tuple[Problem, ...]

    def place(self, *path: str | int) -> tuple[int, int]:
        """Line and column of a value, or of the nearest thing above it that is in the file."""
        return place(self.tree.root, path)

    def loaded(self) -> M:
        """The model. Raises FileProblems where the file cannot be loaded."""
        if self.model is None:
            raise FileProblems(list(self.problems))
        return self.model


def load(path: str | PurePath, model: type[M], *, articles: frozenset[str] | None = None) -> M:
    """The model in a file; with `articles`, desk.knowledge must name some of them. Raises FileProblems."""
    return read(read_text(path), model, name=str(path), articles=articles).loaded()


def loads(text: str, *, name: str, model: type[M], articles: frozenset[str] | None = None) -> M:
    """The model in a text. Raises FileProblems."""
    return read(text, model, name=name, articles=articles).loaded()


def problems(text: str, *, name: str, model: type[M], articles: frozenset[str] | None = None) -> list[Problem]:
    """Everything that keeps the text from being loaded; none if it can be."""
    return list(read(text, model, name=name, articles=articles).problems)


def read(text: str, model: type[M], *, name: str, articles: frozenset[str] | None = None) -> Source[M]:
    """Read a text as that model; never raises for what is in it."""
    text = text.removeprefix("\ufeff")
    tree = read_tree(text, name=name)
    result: M | None = None
    if tree.root is None:
        if not tree.problems:
            tree.report(1, 1, "the file is empty; start from one made with `new`, or from a shipped file", "empty")
    elif tree.root.entries is None:
        message = f"found {found(tree.root)} at the top; the file must be `key: value` lines, beginning with `id:`"
        tree.report(tree.root.line, tree.root.column, message, "top")
    else:
        try:
            result = model.model_validate(tree.root.data(), strict=True)
        except ValidationError as error:
            report_errors(error.errors(include_url=False), tree, tree.root, model)
        if result is not None:
            for path, message in reference_problems(result, stem=_stem(name), articles=articles):
                tree.report(*place(tree.root, path), message, "reference")
    whole = result if not tree.problems else None
    return Source(name, text, tree, whole, tuple(sorted(set(tree.problems))))


def kind_of(path: str | PurePath, text: str | None = None) -> Kind | None:
    """What a file is for: by its folder, else by its keys (`criteria`: a rubric); None if neither says."""
    folders = PurePath(path).parent.parts
    for folder in reversed(folders):
        if folder in ("personas", "rubrics"):
            return "persona" if folder == "personas" else "rubric"
    if text is None:
        return None
    root = read_tree(text, name=str(path)).root
    if root is None or root.entries is None:
        return None
    return "rubric" if root.entry("criteria") is not None else "persona"


def read_text(path: str | PurePath) -> str:
    """The text of a file. Raises FileProblems if it is not there, too big, binary or not UTF-8."""
    name = str(path)
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise FileProblems(
            [Problem(name, 1, 1, f"cannot open the file: {reason}; check the path", code="file")]
        ) from error
    return decode(data, name=name)


def decode(data: bytes, *, name: str) -> str:
    """Bytes as text. Raises FileProblems if they are too many, binary or not UTF-8."""
    message, line, column = "", 1, 1
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, which no persona or rubric needs; shorten it"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is saved as UTF-16; save it as UTF-8"
    elif b"\0" in data:
        message = "this is a binary file, no text; give a YAML file saved as UTF-8"
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
            message = f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8 (is it Windows-1252?)"
    raise FileProblems([Problem(name, line, column, message, code="encoding")])


def _stem(name: str) -> str | None:
    path = PurePath(name)
    return path.stem if path.suffix in (".yaml", ".yml") else None
