"""The workshop: files with their state, drafts that are kept, and saving that overwrites nothing by accident."""

import re
import shutil
from pathlib import Path

import pytest

from simulator.access import Role, Viewer
from simulator.errors import FileProblems, NotAllowedError, SetUpError, UnknownNameError
from simulator.library import Library
from simulator.practice.drafts import FileName
from simulator.practice.workshop import FileChangedError, Workshop
from tests.conftest import ROOT

TRAINER = Viewer("tess", "Tess", frozenset({Role.TRAINER}))
OTHER = Viewer("../../tom", "Tom", frozenset({Role.TRAINER}))
TRAINEE = Viewer("tim", "Tim", frozenset({Role.TRAINEE, Role.LEAD}))
MO = FileName("persona", "cheerful-routine")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small library to write in."""
    (tmp_path / "personas").mkdir()
    shutil.copy(ROOT / "personas" / "cheerful-routine.yaml", tmp_path / "personas")
    mo = tmp_path / "personas" / "cheerful-routine.yaml"
    mo.write_text(re.sub(r"(?m)^version: .*$", "version: 1.0.0", mo.read_text("utf-8")), "utf-8")
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    return tmp_path


@pytest.fixture
def workshop(folder: Path) -> Workshop:
    library = Library(folder / "personas", folder / "rubrics", ROOT / "knowledge")
    return Workshop(library, drafts=folder / "data" / "drafts")


def typed(workshop: Workshop, text: str, name: FileName = MO, viewer: Viewer = TRAINER) -> None:
    """Type a text in place of the one that is open."""
    workshop.keep(viewer, name, text, base=workshop.open(viewer, name).base)


def saved(workshop: Workshop) -> str:
    """What is on the shelf."""
    return workshop.open(TRAINER, MO).saved or ""


def test_only_trainers_come_in(workshop):
    for refused in (
        lambda: workshop.rows(TRAINEE, "persona"),
        lambda: workshop.open(TRAINEE, MO),
        lambda: workshop.keep(TRAINEE, MO, "id: x", base=None),
        lambda: workshop.discard(TRAINEE, MO),
        lambda: workshop.save(TRAINEE, MO),
        lambda: workshop.start(TRAINEE, "persona", "new-one"),
        lambda: workshop.clone(TRAINEE, MO, "new-one"),
        lambda: workshop.take_in(TRAINEE, "x.yaml", b"id: x", kind="persona"),
    ):
        with pytest.raises(NotAllowedError):
            refused()


def test_a_broken_file_is_listed_with_its_problems(workshop, folder):
    (folder / "personas" / "Broken one.yaml").write_text("id: broken\nname: [x\n")
    (folder / "personas" / "latin.yaml").write_bytes(b"name: caf\xe9\n")
    rows = {row.file: row for row in workshop.rows(TRAINER, "persona")}
    assert list(rows) == ["Broken one.yaml", "latin.yaml", "cheerful-routine.yaml"]  # by name: Maureen
    assert rows["Broken one.yaml"].checked.errors and rows["Broken one.yaml"].checked.model is None
    assert rows["latin.yaml"].text is None and "UTF-8" in rows["latin.yaml"].checked.errors[0].message
    assert rows["cheerful-routine.yaml"].checked.problems == ()


def test_a_draft_is_kept_until_it_can_be_saved(workshop, folder):
    good = saved(workshop)
    typed(workshop, good.replace("difficulty: 4", "difficulty: 9"))
    opened = workshop.open(TRAINER, MO)
    [problem] = workshop.check(opened).errors
    assert opened.text.splitlines()[problem.line - 1] == "difficulty: 9"
    with pytest.raises(FileProblems, match="difficulty"):
        workshop.save(TRAINER, MO)
    assert saved(workshop) == good
    typed(workshop, good.replace("difficulty: 4", "difficulty: 3").replace("version: 1.0.0", "version: 1.0.1"))
    workshop.save(TRAINER, MO)
    assert "difficulty: 3" in (folder / "personas" / "cheerful-routine.yaml").read_text()
    assert not workshop.open(TRAINER, MO).drafted
    assert [path.name for path in (folder / "personas").iterdir()] == ["cheerful-routine.yaml"]


def test_a_draft_is_its_owners_and_outlives_the_process(workshop, folder):
    typed(workshop, "id: half")
    typed(workshop, "id: other half", viewer=OTHER)
    library = Library(folder / "personas", folder / "rubrics", ROOT / "knowledge")
    later = Workshop(library, drafts=folder / "data" / "drafts")
    assert later.open(TRAINER, MO).text == "id: half"
    assert later.open(OTHER, MO).text == "id: other half"
    written = [path for path in folder.rglob("*.json") if "rubrics" not in path.parts]
    assert len(written) == 2 and all(path.is_relative_to(folder / "data" / "drafts") for path in written)
    later.discard(TRAINER, MO)
    assert later.open(TRAINER, MO).text == saved(later)


def test_text_that_is_as_it_was_saved_is_no_draft(workshop):
    typed(workshop, "id: half")
    typed(workshop, saved(workshop).replace("\n", "\r\n"))
    assert not workshop.open(TRAINER, MO).drafted


def test_a_file_that_somebody_else_changed_is_not_overwritten(workshop, folder):
    good, path = saved(workshop), folder / "personas" / "cheerful-routine.yaml"
    mine, theirs = (good.replace("version: 1.0.0", f"version: {version}") for version in ("2.0.0", "3.0.0"))
    base = workshop.open(TRAINER, MO).base
    path.write_text(theirs)
    workshop.keep(TRAINER, MO, mine, base=base)
    assert workshop.open(TRAINER, MO).stale
    with pytest.raises(FileChangedError):
        workshop.save(TRAINER, MO)
    assert path.read_text() == theirs
    workshop.keep_over(TRAINER, MO)
    workshop.save(TRAINER, MO)
    assert path.read_text() == mine


def test_a_file_that_was_taken_away_is_said_to_be(workshop, folder):
    typed(workshop, saved(workshop).replace("version: 1.0.0", "version: 2.0.0"))
    (folder / "personas" / "cheerful-routine.yaml").unlink()
    assert workshop.open(TRAINER, MO).stale
    workshop.keep_over(TRAINER, MO)
    workshop.save(TRAINER, MO)
    assert "version: 2.0.0" in saved(workshop)


def test_a_new_file_begins_as_a_draft_that_nobody_meets(workshop, folder):
    for kind in ("persona", "rubric"):
        name = workshop.start(TRAINER, kind, " our-own ")
        opened = workshop.open(TRAINER, name)
        assert opened.saved is None and not workshop.check(opened).errors
        assert not (folder / f"{kind}s" / "our-own.yaml").exists()
        assert {row.name: row.saved for row in workshop.rows(TRAINER, kind)}[name] is False
        workshop.save(TRAINER, name)
        assert (folder / f"{kind}s" / "our-own.yaml").exists()
        with pytest.raises(SetUpError, match="already"):
            workshop.start(TRAINER, kind, "our-own")


@pytest.mark.parametrize(
    ("title", "made"),
    [("Boiler and a newborn", "boiler-and-a-newborn"), ("  José's 2nd call!", "joses-2nd-call"), ("Evil", "evil")],
)
def test_a_title_is_turned_into_an_id(workshop, title, made):
    assert workshop.start(TRAINER, "persona", title).id == made
    assert f"\nid: {made} " in workshop.open(TRAINER, FileName("persona", made)).text


@pytest.mark.parametrize("bad", ["../evil", "a/b", "..", "/etc/passwd", "?!", "a\\b", "", "a" * 81, "x\n"])
def test_no_id_leaves_the_folder(workshop, folder, bad):
    before = sorted(folder.rglob("*"))
    with pytest.raises(SetUpError):
        workshop.start(TRAINER, "persona", bad if bad != "x\n" else "x\\y")
    with pytest.raises(SetUpError):
        workshop.clone(TRAINER, MO, bad if bad != "x\n" else "x\\y")
    with pytest.raises(UnknownNameError):
        workshop.open(TRAINER, FileName("persona", bad))
    assert sorted(folder.rglob("*")) == before
    workshop.keep(TRAINER, FileName("persona", bad), "id: evil", base=None)
    with pytest.raises((FileProblems, UnknownNameError)):
        workshop.save(TRAINER, FileName("persona", bad))
    made = set(folder.rglob("*")) - set(before)
    assert all(path.is_relative_to(folder / "data") for path in made)


def test_an_address_names_a_kind_and_a_file():
    assert FileName.of("rubric/values") == FileName("rubric", "values")
    for bad in ("values", "rubric/", "article/x", ""):
        with pytest.raises(UnknownNameError):
            FileName.of(bad)


def test_a_copy_is_a_first_version_under_its_own_id(workshop):
    typed(workshop, saved(workshop).replace("version: 1.0.0", "version: 4.2.0   # a remark"))
    copy = workshop.clone(TRAINER, MO, "cheerful-two")
    text = workshop.open(TRAINER, copy).text
    assert "\nid: cheerful-two\n" in text and "version: 1.0.0   # a remark" in text
    assert text.splitlines()[3:] == saved(workshop).splitlines()[3:]
    assert not workshop.check(workshop.open(TRAINER, copy)).problems


def test_an_upload_is_a_draft_whatever_is_wrong_in_it(workshop):
    broken = b"id: my-caller\r\nname: [x\r\n"
    name = workshop.take_in(TRAINER, "..\\..\\Some File.yaml", broken, kind="persona")
    assert name == FileName("persona", "my-caller")
    assert workshop.check(workshop.open(TRAINER, name)).errors[0].line == 2
    with pytest.raises(SetUpError, match="draft of `my-caller`"):
        workshop.take_in(TRAINER, "again.yaml", b"id: my-caller\nname: y\n", kind="persona")
    unnamed = workshop.take_in(TRAINER, "../../Some File.yaml", b"id: ../../x\ncriteria: []\n", kind="persona")
    assert unnamed == FileName("rubric", "some-file")


@pytest.mark.parametrize("data", [b"\0binary", b"\xff\xfei\0", b"id: x\n" + b"#" * 300_000])
def test_an_upload_that_is_no_text_is_refused(workshop, folder, data):
    with pytest.raises(FileProblems):
        workshop.take_in(TRAINER, "x.yaml", data, kind="persona")
    assert not list((folder / "data").rglob("*.json"))


def test_an_upload_over_a_file_waits_to_be_saved(workshop):
    newer = saved(workshop).replace("version: 1.0.0", "version: 1.1.0")
    name = workshop.take_in(TRAINER, "cheerful-routine.yaml", newer.encode(), kind="persona")
    opened = workshop.open(TRAINER, name)
    assert (opened.name, opened.drafted, opened.stale) == (MO, True, False)
    assert "version: 1.0.0" in saved(workshop)


def test_a_changed_caller_is_to_be_a_later_version(workshop):
    def reminded(text: str) -> bool:
        typed(workshop, text)
        return any(one.code == "version" for one in workshop.check(workshop.open(TRAINER, MO)).warnings)

    good = saved(workshop)
    harder = good.replace("difficulty: 4", "difficulty: 5")
    assert reminded(harder)
    assert not reminded(harder.replace("version: 1.0.0", "version: 1.0.1"))
    assert reminded(harder.replace("version: 1.0.0", "version: 0.9.0"))
    assert not reminded(good + "# a remark for trainers\n")


def test_an_article_that_is_not_there_keeps_a_caller_from_being_saved(workshop):
    good = saved(workshop)
    typed(workshop, good.replace("knowledge: [", "knowledge: [no-such-article, "))
    assert "no-such-article" in workshop.check(workshop.open(TRAINER, MO)).errors[0].message


def test_a_damaged_draft_is_none(workshop, folder):
    typed(workshop, "id: half")
    [path] = (folder / "data").rglob("*.json")
    path.write_text("{")
    assert workshop.open(TRAINER, MO).text == saved(workshop)
    assert [row.drafted for row in workshop.rows(TRAINER, "persona")] == [False]
