"""The personas, rubrics and articles that are at hand, found by name and read once for each change."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, Self, TypeVar

from simulator.errors import FileProblems, Problem, UnknownNameError
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.settings import Settings
from simulator.yaml_source import Source, read, read_text
from simulator.yaml_source.words import listed, nearest

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ENDINGS: Final = (".yaml", ".yml")
M = TypeVar("M", Persona, Rubric)


@dataclass(frozen=True, slots=True)
class Article:
    """Something to read at the desk, written in Markdown."""

    slug: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A persona or rubric with the text that it was read from, for freezing under its hash."""

    model: M
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class Shelf(Generic[M]):
    """All that a folder holds: what can be used, and what is wrong with the rest."""

    models: tuple[M, ...]
    problems: tuple[Problem, ...]


@dataclass
class Library:
    """Finds personas, rubrics and articles: a str is a name and never leaves the folder, a Path is a file."""

    personas_dir: Path
    rubrics_dir: Path
    knowledge_dir: Path
    _read: dict[tuple[Path, type], tuple[tuple[Any, ...], Source[Any]]] = field(
        default_factory=dict, init=False, repr=False
    )

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The library in the folders that the settings name."""
        return cls(settings.personas_dir, settings.rubrics_dir, settings.knowledge_dir)

    def persona(self, name: str | Path) -> Persona:
        """The persona of that name or file. Raises UnknownNameError or FileProblems."""
        return self.loaded_persona(name).model

    def rubric(self, name: str | Path) -> Rubric:
        """The rubric of that name or file. Raises UnknownNameError or FileProblems."""
        return self.loaded_rubric(name).model

    def loaded_persona(self, name: str | Path) -> Loaded[Persona]:
        """The persona with its source text. Raises UnknownNameError or FileProblems."""
        return self._loaded(name, Persona, self.personas_dir)

    def loaded_rubric(self, name: str | Path) -> Loaded[Rubric]:
        """The rubric with its source text. Raises UnknownNameError or FileProblems."""
        return self._loaded(name, Rubric, self.rubrics_dir)

    def persona_source(self, name: str | Path) -> str:
        """The text that a persona was read from. Raises as `persona` does."""
        return self.loaded_persona(name).text

    def rubric_source(self, name: str | Path) -> str:
        """The text that a rubric was read from. Raises as `rubric` does."""
        return self.loaded_rubric(name).text

    def personas(self) -> list[Persona]:
        """The personas that can be used, by id; `persona_shelf` also says what is wrong with the others."""
        return list(self.persona_shelf().models)

    def rubrics(self) -> list[Rubric]:
        """The rubrics that can be used, by id; `rubric_shelf` also says what is wrong with the others."""
        return list(self.rubric_shelf().models)

    def persona_shelf(self) -> Shelf[Persona]:
        """All persona files: what can be used, and the problems of the rest."""
        return self._shelf(Persona, self.personas_dir)

    def rubric_shelf(self) -> Shelf[Rubric]:
        """All rubric files: what can be used, and the problems of the rest."""
        return self._shelf(Rubric, self.rubrics_dir)

    def articles(self) -> frozenset[str]:
        """The slugs of all articles."""
        return frozenset(path.stem for path in _files(self.knowledge_dir, (".md",)))

    def article(self, slug: str) -> Article:
        """The article of that slug. Raises UnknownNameError or FileProblems."""
        known = self.articles()
        if slug not in known:
            raise UnknownNameError(_unknown("article", slug, known))
        text = read_text(self.knowledge_dir / f"{slug}.md")
        heading = re.search(r"^#\s+(.+?)\s*#*\s*$", text, re.MULTILINE)
        return Article(slug, heading.group(1) if heading else slug.replace("-", " ").capitalize(), text)

    def _loaded(self, name: str | Path, model: type[M], folder: Path) -> Loaded[M]:
        path = self._path(name, model, folder)
        source = self._source(path, model, shipped=path.parent == folder)
        return Loaded(source.loaded(), source.text, path)

    def _path(self, name: str | Path, model: type[M], folder: Path) -> Path:
        """A str is looked up in the folder and nowhere else; a Path is opened as it is."""
        if isinstance(name, Path):
            if name.is_file():
                return name
            raise UnknownNameError(f"there is no file {name}; check the path, or give a {_word(model)}'s id")
        files = {path.stem: path for path in reversed(_files(folder, ENDINGS))}
        if NAME.fullmatch(name) and name in files:
            return files[name]
        raise UnknownNameError(_unknown(_word(model), name, files))

    def _source(self, path: Path, model: type[M], *, shipped: bool) -> Source[M]:
        articles = self.articles() if shipped and model is Persona else None
        try:
            stamp = path.stat()
        except OSError:
            read_text(path)  # says in our words why it cannot be read
            raise
        state = (stamp.st_mtime_ns, stamp.st_size, articles)
        known = self._read.get((path, model))
        if known is None or known[0] != state:
            known = state, read(read_text(path), model, name=_shown(path), articles=articles)
            self._read[path, model] = known
        return known[1]

    def _shelf(self, model: type[M], folder: Path) -> Shelf[M]:
        models: list[M] = []
        problems: list[Problem] = []
        for path in _files(folder, ENDINGS):
            try:
                models.append(self._source(path, model, shipped=True).loaded())
            except FileProblems as error:
                problems += error.problems
        return Shelf(tuple(sorted(models, key=lambda one: one.id)), tuple(problems))


def name_or_file(typed: str) -> str | Path:
    """What somebody typed at a command line: the path of a file if it looks like one, else a name."""
    return Path(typed) if typed.endswith(ENDINGS) or "/" in typed or "\\" in typed else typed


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _counts(path, endings))


def _counts(path: Path, endings: tuple[str, ...]) -> bool:
    return path.suffix in endings and not path.name.startswith(".") and path.is_file()


def _shown(path: Path) -> str:
    """The path as a person in this folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _word(model: type) -> str:
    return model.__name__.lower()


def _unknown(what: str, name: str, known: "frozenset[str] | dict[str, Path]") -> str:
    shown = name[:80]
    if not known:
        return f"there is no {what} `{shown}`: there are none at all; check the folder in the settings"
    return f"there is no {what} `{shown}`; there is {listed(sorted(known))}{nearest(shown, known)}"
