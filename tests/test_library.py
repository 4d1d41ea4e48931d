"""The library: names and files, what is broken, what is cached, and what is out of reach."""

import os
from pathlib import Path

import pytest

from simulator.errors import FileProblems, UnknownNameError
from simulator.library import Library, name_or_file
from simulator.schema import starter


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for folder in ("personas", "rubrics", "knowledge"):
        (tmp_path / folder).mkdir()
    (tmp_path / "personas" / "alex.yaml").write_text(starter("persona", "alex"), "utf-8")
    (tmp_path / "personas" / "broken.yaml").write_text("id: broken\n", "utf-8")
    (tmp_path / "personas" / ".hidden.yaml").write_text("x", "utf-8")
    (tmp_path / "rubrics" / "ours.yml").write_text(starter("rubric", "ours"), "utf-8")
    (tmp_path / "knowledge" / "final-notices.md").write_text("# Final notices\n\nStop the clock first.\n", "utf-8")
    (tmp_path / "secret.yaml").write_text(starter("persona", "secret"), "utf-8")
    return Library(tmp_path / "personas", tmp_path / "rubrics", tmp_path / "knowledge")


def test_a_persona_is_found_by_name_with_the_text_it_came_from(library: Library) -> None:
    assert library.persona("alex").reference == "alex@1.0.0"
    assert library.persona_source("alex") == starter("persona", "alex")
    assert library.rubric("ours").id == "ours"
    assert library.rubric_source("ours") == starter("rubric", "ours")


def test_a_broken_file_stops_nothing_else_and_is_reported(library: Library) -> None:
    assert [persona.id for persona in library.personas()] == ["alex"]
    shelf = library.persona_shelf()
    assert {Path(problem.file).name for problem in shelf.problems} == {"broken.yaml"}
    assert all((problem.line, problem.column) == (1, 1) for problem in shelf.problems)
    with pytest.raises(FileProblems):
        library.persona("broken")
    assert [rubric.id for rubric in library.rubrics()] == ["ours"]


def test_an_unknown_name_says_what_there_is(library: Library) -> None:
    with pytest.raises(UnknownNameError, match=r"there is `alex` or `broken`; did you mean `alex`\?"):
        library.persona("alexx")
    with pytest.raises(UnknownNameError, match="no rubric `their`"):
        library.rubric("their")
    with pytest.raises(UnknownNameError, match=r"did you mean `final-notices`\?"):
        library.article("final-notice")


@pytest.mark.parametrize(
    "name", ["../secret", "../secret.yaml", "/etc/passwd", "..", "", "alex/../broken", "a\0b", ".hidden"]
)
def test_a_name_never_leaves_its_folder(library: Library, name: str) -> None:
    for look_up in (library.persona, library.rubric, library.article):
        with pytest.raises(UnknownNameError):
            look_up(name)


def test_a_path_is_a_file_that_somebody_gave(library: Library) -> None:
    path = library.personas_dir.parent / "secret.yaml"
    assert library.persona(path).id == "secret"
    with pytest.raises(UnknownNameError, match="there is no file"):
        library.persona(path.with_name("nobody.yaml"))
    assert name_or_file("alex") == "alex"
    assert name_or_file("my/alex.yaml") == Path("my/alex.yaml")


def test_an_article_has_its_heading_for_a_title(library: Library) -> None:
    article = library.article("final-notices")
    assert (article.slug, article.title) == ("final-notices", "Final notices")
    assert article.text.startswith("# Final notices")


def test_a_file_is_read_again_only_when_it_changed(library: Library) -> None:
    first = library.persona("alex")
    assert library.persona("alex") is first
    path = library.personas_dir / "alex.yaml"
    path.write_text(starter("persona", "alex").replace("Alex Morgan", "Alex Norgan"), "utf-8")
    os.utime(path, ns=(1, 1))
    assert library.persona("alex").name == "Alex Norgan"


def test_a_shipped_persona_needs_its_articles_and_a_lone_file_does_not(library: Library) -> None:
    text = starter("persona", "reader").replace("# knowledge: [name-of-an-article]", "knowledge: [final-notice]")
    for folder in (library.personas_dir, library.personas_dir.parent):
        (folder / "reader.yaml").write_text(text, "utf-8")
    assert library.persona(library.personas_dir.parent / "reader.yaml").desk.knowledge == ["final-notice"]
    with pytest.raises(FileProblems, match="did you mean `final-notices`"):
        library.persona("reader")
    (library.knowledge_dir / "final-notice.md").write_text("No heading.\n", "utf-8")
    assert library.persona("reader").id == "reader"
    assert library.article("final-notice").title == "Final notice"


def test_empty_folders_are_no_error(tmp_path: Path) -> None:
    library = Library(tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert library.personas() == [] and library.rubrics() == [] and library.articles() == frozenset()
    with pytest.raises(UnknownNameError, match="none at all"):
        library.persona("alex")
