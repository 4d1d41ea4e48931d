"""The workshop: trainers' files with their state, edited as drafts and saved once they can be loaded."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.access import Viewer, may_edit_library, require
from simulator.errors import FileProblems, SetUpError, UnknownNameError
from simulator.library import ENDINGS, NAME, Library
from simulator.practice.checked import Checked, Checker
from simulator.practice.drafts import Draft, Drafts, FileName, fingerprint, write_whole
from simulator.practice.started import cloned, id_for, id_of
from simulator.schema import starter
from simulator.yaml_source import Kind, decode, kind_of, read_text

LARGEST = 200_000
"""Bytes of an upload that are looked at; reading refuses anything longer."""


class FileChangedError(SetUpError):
    """The file is no longer what the draft was begun from; saving would undo what somebody else did."""


class DraftInTheWayError(SetUpError):
    """There is another draft of the uploaded file; taking the upload would lose it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the library, or a draft that is none yet."""

    name: FileName
    file: str
    saved: bool
    """Whether the file is in its folder; else there is only a draft of it."""
    drafted: bool
    text: str | None
    """What is saved, or the draft where there is no file; None where the file is no text."""
    checked: Checked
    """What holds for that text."""

    @property
    def title(self) -> str:
        """What the list calls it: its name, or the file's where it cannot be loaded."""
        return self.checked.model.name if self.checked.model is not None else self.file


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as its editor finds it."""

    name: FileName
    file: str
    text: str
    """The draft where there is one, else what is saved."""
    saved: str | None
    """What is in the folder; None where there is no such file."""
    base: str | None
    """Fingerprint of the file that the text was begun from."""
    drafted: bool

    @property
    def stale(self) -> bool:
        """Whether the file was changed by somebody else since the draft was begun."""
        return self.drafted and self.base != _mark(self.saved)


class Workshop:
    """The trainers' files. Everything takes the viewer it is done for, and raises NotAllowedError for others."""

    def __init__(self, library: Library, *, drafts: Path) -> None:
        self._library, self._drafts = library, Drafts(drafts)
        self._checker = Checker(library)

    def rows(self, viewer: Viewer, kind: Kind) -> list[Row]:
        """Every file of that kind, broken ones too, and every draft that is no file yet, by what they are called."""
        require(may_edit_library, viewer)
        drafted = set(self._drafts.names(viewer.id, kind))
        saved = {FileName(kind, stem): path for stem, path in self._files(kind).items()}
        rows = [self._row(viewer, name, saved.get(name), name in drafted) for name in saved.keys() | drafted]
        return sorted(rows, key=lambda row: (row.title.casefold(), row.name))

    def open(self, viewer: Viewer, name: FileName) -> Opened:
        """The file with the viewer's draft of it. Raises UnknownNameError, FileProblems where it is no text."""
        require(may_edit_library, viewer)
        path, draft = self._files(name.kind).get(name.id), self._drafts.get(viewer.id, name)
        saved = None if path is None else read_text(path).replace("\r\n", "\n")
        file = path.name if path is not None else f"{name.id}.yaml"
        if draft is not None:
            return Opened(name, file, draft.text, saved, draft.base, drafted=True)
        if saved is None:
            raise UnknownNameError(f"There is no {_word(name.kind)} “{name.id[:80]}”; it may have been taken away.")
        return Opened(name, file, saved, saved, fingerprint(saved), drafted=False)

    def check(self, opened: Opened) -> Checked:
        """What is wrong with the text, what is unwise in it, and the model where it can be loaded."""
        return self._checker.check(opened.text, opened.name, opened.file, before=opened.saved)

    def keep(self, viewer: Viewer, name: FileName, text: str, *, base: str | None) -> None:
        """Keep what was typed as a draft; text that is as it was saved needs none. Raises FileProblems if too long."""
        require(may_edit_library, viewer)
        decode(text.encode("utf-8", "replace"), name=f"{name.id}.yaml")
        saved = self._saved(name)
        if saved is not None and fingerprint(text) == fingerprint(saved):
            self._drafts.drop(viewer.id, name)
        else:
            self._drafts.put(viewer.id, name, Draft(text, base, datetime.now(UTC)))

    def discard(self, viewer: Viewer, name: FileName) -> None:
        """Throw the draft away; the file stays as it is."""
        require(may_edit_library, viewer)
        self._drafts.drop(viewer.id, name)

    def keep_over(self, viewer: Viewer, name: FileName) -> None:
        """Go on with the draft although the file was changed meanwhile; saving then replaces what is there now."""
        opened = self.open(viewer, name)
        self.keep(viewer, name, opened.text, base=_mark(opened.saved))

    def save(self, viewer: Viewer, name: FileName) -> None:
        """Write the viewer's draft into the library's folder.

        Raises FileProblems where it cannot be loaded, FileChangedError where the file is no longer the one that
        the draft was begun from, UnknownNameError for a name that cannot be one of a file.
        """
        opened = self.open(viewer, name)
        checked = self.check(opened)
        if checked.errors:
            raise FileProblems(list(checked.errors))
        if opened.stale:
            raise FileChangedError(f"{opened.file} was changed since this draft was begun; nothing was written.")
        path = self._files(name.kind).get(name.id)
        if path is None:
            path = self._new_path(name)
        write_whole(path, opened.text)
        self._drafts.drop(viewer.id, name)

    def start(self, viewer: Viewer, kind: Kind, file_id: str) -> FileName:
        """A draft made from the template; a title becomes an id. Raises SetUpError for one impossible or taken."""
        made = id_of(file_id)
        return self._begin(viewer, FileName(kind, made), starter(kind, made))

    def clone(self, viewer: Viewer, name: FileName, file_id: str) -> FileName:
        """A draft that is a copy of a file under another id, as version 1.0.0. Raises as `start`."""
        made = id_of(file_id)
        starter(name.kind, made)  # says in its own words what cannot be an id
        return self._begin(viewer, FileName(name.kind, made), cloned(self.open(viewer, name).text, made))

    def take_in(self, viewer: Viewer, file: str, data: bytes, *, kind: Kind, replace: bool = False) -> FileName:
        """A draft made from an uploaded file, whatever is wrong in it; `kind` holds where its keys do not say.

        Raises FileProblems where it is no text, SetUpError where it has no usable name, DraftInTheWayError where
        there is another draft of it that is not to be replaced.
        """
        require(may_edit_library, viewer)
        text = decode(data[: LARGEST + 1], name=file[-80:]).replace("\r\n", "\n")
        kind = kind_of("upload.yaml", text) or kind
        name = FileName(kind, id_for(text, file))
        draft = self._drafts.get(viewer.id, name)
        if draft is not None and draft.text != text and not replace:
            raise DraftInTheWayError(f"You have a draft of `{name.id}` already, and this file differs from it.")
        self.keep(viewer, name, text, base=_mark(self._saved(name)))
        return name

    def _begin(self, viewer: Viewer, name: FileName, text: str) -> FileName:
        require(may_edit_library, viewer)
        if name.id in self._files(name.kind) or self._drafts.get(viewer.id, name) is not None:
            raise SetUpError(f"There is a {_word(name.kind)} `{name.id}` already. Choose another id, or edit that one.")
        self._drafts.put(viewer.id, name, Draft(text, None, datetime.now(UTC)))
        return name

    def _row(self, viewer: Viewer, name: FileName, path: Path | None, drafted: bool) -> Row:
        file = path.name if path is not None else f"{name.id}.yaml"
        try:
            text = self.open(viewer, name).text if path is None else read_text(path)
        except FileProblems as error:
            return Row(name, file, path is not None, drafted, None, Checked(None, tuple(error.problems)))
        checked = self._checker.check(text, name, file, before=None)
        return Row(name, file, path is not None, drafted, text, checked)

    def _saved(self, name: FileName) -> str | None:
        path = self._files(name.kind).get(name.id)
        return None if path is None else read_text(path)

    def _files(self, kind: Kind) -> dict[str, Path]:
        """The files of the folder by name; whatever is asked for is looked up here, so that no name leaves it."""
        folder = self._folder(kind)
        found = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []
        return {p.stem: p for p in found if p.suffix in ENDINGS and not p.name.startswith(".") and p.is_file()}

    def _new_path(self, name: FileName) -> Path:
        if not NAME.fullmatch(name.id):
            raise UnknownNameError(f"“{name.id[:80]}” cannot be the name of a file.")
        self._folder(name.kind).mkdir(parents=True, exist_ok=True)
        return self._folder(name.kind) / f"{name.id}.yaml"

    def _folder(self, kind: Kind) -> Path:
        return self._library.personas_dir if kind == "persona" else self._library.rubrics_dir


def _mark(text: str | None) -> str | None:
    return None if text is None else fingerprint(text)


def _word(kind: Kind) -> str:
    return "caller" if kind == "persona" else "rubric"
