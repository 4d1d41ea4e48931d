"""What a trainer's text is worth as it stands: its errors, its warnings, and the model where it can be loaded."""

from dataclasses import dataclass
from functools import lru_cache

from simulator.errors import Problem
from simulator.library import Library
from simulator.lint import lint_text
from simulator.persona import Persona
from simulator.practice.drafts import FileName
from simulator.rubric import Rubric
from simulator.yaml_source import Kind, Source, read

KEPT = 128
"""Texts of which the result is kept at hand; linting a caller takes about 0.15 s."""
Known = tuple[object, ...]
"""What else than the text a result depends on: the articles and the rubrics that are there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that was checked."""

    model: Persona | Rubric | None
    """None where the text cannot be loaded."""
    problems: tuple[Problem, ...]
    """In the order of the lines."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the text from being loaded."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is unwise."""
        return tuple(problem for problem in self.problems if problem.level != "error")


class Checker:
    """Checks texts as files of a library; a text that was checked is not checked again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._linted = lru_cache(maxsize=KEPT)(self._lint)
        self._parsed = lru_cache(maxsize=KEPT)(self._parse)

    def check(self, text: str, name: FileName, file: str, *, before: str | None) -> Checked:
        """The text as that file; `before` is what is saved, of which a changed caller should be a later version."""
        articles = self._library.articles()
        rubrics = tuple((rubric.id, *(one.id for one in rubric.criteria)) for rubric in self._library.rubrics())
        problems = self._linted(text, name.kind, file, (articles, rubrics))
        source = self._parsed(text, name.kind, file, (articles,))
        fine = not any(problem.level == "error" for problem in problems)
        reminder = self._reminder(source, before, name.kind, file) if fine and before is not None else ()
        return Checked(source.model if fine else None, tuple(sorted((*problems, *reminder))))

    def _lint(self, text: str, kind: Kind, file: str, _known: Known) -> tuple[Problem, ...]:
        return tuple(lint_text(text, kind, file, library=self._library, shelved=True))

    def _parse(self, text: str, kind: Kind, file: str, _known: Known) -> Source[Persona] | Source[Rubric]:
        return read(text, Rubric, name=file) if kind == "rubric" else read(text, Persona, name=file)

    def _reminder(
        self, source: Source[Persona] | Source[Rubric], before: str, kind: Kind, file: str
    ) -> tuple[Problem, ...]:
        new, old = source.model, self._parsed(before, kind, file, (self._library.articles(),)).model
        if new is None or old is None or _content(new) == _content(old) or _parts(new) > _parts(old):
            return ()
        message = (
            f"this was changed and its version, {new.version}, was not raised; write {_next(old)}, "
            "so that calls taken from now on can be told from earlier ones"
        )
        return (Problem(file, *source.place("version"), message, level="warning", code="version"),)


def _content(model: Persona | Rubric) -> dict[str, object]:
    """Everything that a call or a grade could show."""
    return model.model_dump(exclude={"version", "trainer_notes"})


def _parts(model: Persona | Rubric) -> tuple[int, ...]:
    return tuple(int(part) for part in model.version.split("."))


def _next(model: Persona | Rubric) -> str:
    *first, last = _parts(model)
    return ".".join(str(part) for part in (*first, last + 1))
