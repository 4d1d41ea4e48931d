"""What a trainer does in the app: look the files over, begin one, upload one, mend it, save it, try a caller out."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulator.access import LOCAL_PERSON
from simulator.practice.drafts import FileName
from simulator.web import services
from tests.web.driven import Open, read, words

ROOT = Path(__file__).resolve().parents[2]
MO = FileName("persona", "cheerful-routine")
Trainer = Callable[..., AppTest]


@pytest.fixture
def folder(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small library that may be written in, instead of the one that ships."""
    del opened  # it cleans the environment first
    (tmp_path / "personas").mkdir()
    shutil.copy(ROOT / "personas" / "cheerful-routine.yaml", tmp_path / "personas")
    mo = tmp_path / "personas" / "cheerful-routine.yaml"
    mo.write_text(re.sub(r"(?m)^version: .*$", "version: 1.0.0", mo.read_text("utf-8")), "utf-8")
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    monkeypatch.setenv("SIDETONE_PERSONAS_DIR", str(tmp_path / "personas"))
    monkeypatch.setenv("SIDETONE_RUBRICS_DIR", str(tmp_path / "rubrics"))
    return tmp_path


@pytest.fixture
def trainer(opened: Open, folder: Path) -> Trainer:
    """Opens a page as a trainer: trainer("edit", file="persona/ID")."""
    del folder

    def open_page(page: str, **query: str) -> AppTest:
        app = opened(page, **query)
        app.session_state["role"] = "trainer"
        return app.run()

    return open_page


def typed(text: str) -> None:
    """Type a text on the sheet of the cheerful caller; AppTest cannot reach into it, the browser tests do."""
    workshop = services.workshop()
    workshop.keep(LOCAL_PERSON, MO, text, base=workshop.open(LOCAL_PERSON, MO).base)


def saved() -> str:
    return services.workshop().open(LOCAL_PERSON, MO).saved or ""


def told(app: AppTest) -> str:
    """Everything on the page, with lines of code and errors."""
    assert not app.exception
    return "\n".join([words(app), *(read(part.value) for part in [*app.code, *app.error])])


@pytest.mark.parametrize(
    ("page", "query"), [("library", {}), ("edit", {"file": str(MO)}), ("tryout", {"caller": MO.id})]
)
def test_a_trainee_is_told_kindly(opened: Open, page: str, query: dict[str, str]) -> None:
    app = opened(page, **query)
    assert "written by trainers" in told(app)
    assert "heating-off" not in told(app)
    assert not app.button or all(not (button.key or "").startswith(("edit-", "save", "step")) for button in app.button)


def test_the_library_shows_each_file_and_how_it_stands(trainer: Trainer, folder: Path) -> None:
    good = (folder / "personas" / MO.id).with_suffix(".yaml").read_text("utf-8")
    (folder / "personas" / "broken.yaml").write_text("id: broken\nname: [x\n")
    unwise = good.replace(f"id: {MO.id}", "id: unwise").replace("trains: [", "trains: [no-such-thing, ")
    (folder / "personas" / "unwise.yaml").write_text(unwise)
    page = told(trainer("library"))
    assert "Maureen Tully" in page and "cheerful-routine@1.0.0" in page and "Fine" in page
    assert "1 thing unwise" in page
    assert "broken.yaml" in page and "Cannot be used" in page and "Line 2, column" in page
    assert "Compassionate call" in page and "pass mark 3.5" in page


def test_begin_from_the_template_and_save(trainer: Trainer, folder: Path) -> None:
    app = trainer("library")
    app.text_input(key="new-id-persona").set_value("letter-from-the-council")
    app.button(key="begin-persona").click().run()
    assert "Draft, not saved yet" in told(app)
    app = trainer("edit", file="persona/letter-from-the-council")
    app.button(key="save").click().run()
    assert "As it is saved" in told(app)
    assert (folder / "personas" / "letter-from-the-council.yaml").exists()
    assert "letter-from-the-council" in [persona.id for persona in services.library().personas()]


@pytest.mark.parametrize("bad", ["../evil", "???", "cheerful-routine"])
def test_an_id_that_cannot_be_is_refused_with_a_reason(trainer: Trainer, folder: Path, bad: str) -> None:
    app = trainer("library")
    app.text_input(key="new-id-persona").set_value(bad)
    app.button(key="begin-persona").click().run()
    assert "cannot be an id" in told(app) or "already" in told(app)
    assert [path.name for path in (folder / "personas").iterdir()] == ["cheerful-routine.yaml"]
    assert not (folder / "evil.yaml").exists()


def test_a_broken_upload_is_shown_at_its_lines_then_mended_and_on_the_shelf(trainer: Trainer, folder: Path) -> None:
    good = (folder / "personas" / f"{MO.id}.yaml").read_text("utf-8").replace(f"id: {MO.id}", "id: mo-again")
    broken = good.replace("sector: utilities", "sektor: utilities")
    app = trainer("library")
    app.file_uploader(key="given-persona").set_value(("mo-again.yaml", broken.encode(), "application/yaml")).run()
    page = told(app)
    line = broken.splitlines().index("sektor: utilities") + 1
    assert "Cannot be used like this" in page
    assert f"Line {line}, column 1" in page and f"{line}  sektor: utilities" in page and "did you mean `sector`" in page
    assert app.button(key="save").disabled
    services.workshop().keep(LOCAL_PERSON, FileName("persona", "mo-again"), good, base=None)
    app = trainer("edit", file="persona/mo-again")
    assert "Nothing to mend" in told(app)
    app.button(key="save").click().run()
    assert (folder / "personas" / "mo-again.yaml").read_text("utf-8") == good


def test_a_title_becomes_an_id(trainer: Trainer) -> None:
    app = trainer("library")
    app.text_input(key="new-id-persona").set_value("Boiler and a newborn")
    app.button(key="begin-persona").click().run()
    assert "boiler-and-a-newborn.yaml" in told(app)


def test_a_draft_that_was_never_saved_goes_only_after_a_question(trainer: Trainer) -> None:
    name = services.workshop().start(LOCAL_PERSON, "persona", "only-draft")
    app = trainer("edit", file=str(name))
    app.button(key="discard").click().run()
    assert "all there is of the caller" in told(app)
    app.button(key="discard-not").click().run()
    assert services.workshop().open(LOCAL_PERSON, name).drafted
    app.button(key="discard").click().run()
    app.button(key="discard-now").click().run()
    assert name not in [row.name for row in services.workshop().rows(LOCAL_PERSON, "persona")]


def test_an_upload_over_a_draft_replaces_it_when_asked(trainer: Trainer) -> None:
    workshop = services.workshop()
    name = workshop.take_in(LOCAL_PERSON, "half.yaml", b"id: half\nname: [x\n", kind="persona")
    app = trainer("library")
    given = ("half.yaml", b"id: half\nname: Better\n", "application/yaml")
    app.file_uploader(key="given-persona").set_value(given).run()
    assert "You have a draft of `half` already" in told(app)
    assert "[x" in workshop.open(LOCAL_PERSON, name).text
    app.button(key="replace-persona").click().run()
    assert "Better" in workshop.open(LOCAL_PERSON, name).text


def test_an_upload_that_is_no_text_is_refused_kindly(trainer: Trainer) -> None:
    app = trainer("library")
    app.file_uploader(key="given-rubric").set_value(("x.yaml", b"\0\1", "application/yaml")).run()
    assert "binary file" in told(app)


def test_a_draft_outlives_the_session_and_can_be_thrown_away(trainer: Trainer) -> None:
    trainer("edit", file=str(MO))
    typed(saved().replace("difficulty: 4", "difficulty: 3"))
    page = told(trainer("edit", file=str(MO)))
    assert "Draft, not saved yet" in page
    assert "was  difficulty: 4" in page and "now  difficulty: 3" in page
    assert "its version, 1.0.0, was not raised" in page and "Unwise" in page
    app = trainer("library")
    assert "Has a draft, not saved yet" in told(app)
    app = trainer("edit", file=str(MO))
    app.button(key="discard").click().run()
    assert "The file stays as it is saved" in told(app) and "Draft, not saved yet" in told(app)
    app.button(key="discard-now").click().run()
    assert "As it is saved" in told(app)


def test_a_file_changed_on_disk_is_not_overwritten_unasked(trainer: Trainer, folder: Path) -> None:
    path = folder / "personas" / f"{MO.id}.yaml"
    trainer("edit", file=str(MO))
    good = saved()
    typed(good.replace("version: 1.0.0", "version: 2.0.0"))
    path.write_text(good.replace("version: 1.0.0", "version: 3.0.0"))
    app = trainer("edit", file=str(MO))
    assert "changed by somebody else" in told(app)
    assert app.button(key="save").disabled
    app.button(key="keep-over").click().run()
    assert "changed by somebody else" not in told(app)
    app.button(key="save").click().run()
    assert "version: 2.0.0" in path.read_text("utf-8")


def test_what_is_in_a_file_is_never_markup(trainer: Trainer, folder: Path) -> None:
    sly = "![x](https://evil.example/x.png) <b>bold</b>"
    (folder / "personas" / "sly.yaml").write_text(f"id: sly\n'{sly}': 1\nname: [{sly!r}]\n")
    for app in (trainer("library"), trainer("edit", file="persona/sly")):
        assert not app.exception
        assert not any("![x](" in part.value or "<b>" in part.value for part in [*app.markdown, *app.caption])


def test_a_copy_is_opened_as_a_draft(trainer: Trainer) -> None:
    app = trainer("library")
    app.text_input(key=f"copy-id-persona-{MO.id}").set_value("mo-two")
    app.button(key=f"copy-persona-{MO.id}").click().run()
    assert "mo-two.yaml" in told(app) and "Draft, not saved yet" in told(app)


def test_a_file_that_is_not_there_leads_back(trainer: Trainer) -> None:
    for app in (trainer("edit", file="persona/gone"), trainer("tryout", caller="../gone")):
        assert "There is no caller" in told(app) + "".join(read(one.value) for one in app.warning)


def test_a_try_out_shows_what_trainees_never_see_and_keeps_no_call(trainer: Trainer) -> None:
    app = trainer("tryout", caller=MO.id)
    assert "shows what a caller keeps to itself" in told(app)
    assert "Trust 48 of 100" in next(bar.proto.text for bar in app.get("progress"))
    for text in ("Good morning, Sam here. How can I help?", "At least it's a warm house. What is your name?"):
        app.chat_input(key=f"tryout-{MO.id}").set_value(text).run()
    page = told(app)
    assert "Dismissal" in page and "trust −8" in page and "Says what they ring about" in page
    assert "heating-off" in page and "trust 54 or more" in page
    app.button(key="step-back").click().run()
    assert "Dismissal" not in told(app) and "Says what they ring about" in told(app)
    app.chat_input(key=f"tryout-{MO.id}").set_value("At least it's a warm house.").run()
    app.button(key="from-1").click().run()
    assert app.chat_input(key=f"tryout-{MO.id}").proto.value == "At least it's a warm house."
    assert "Dismissal" not in told(app) and "Says what they ring about" in told(app)
    app.button(key="start-again").click().run()
    assert "You speak first" in told(app) + "".join(read(one.value) for one in app.info)
    assert services.practice().store.count_calls(LOCAL_PERSON.id) == 0


def test_a_try_out_of_a_caller_that_cannot_be_used_says_why(trainer: Trainer, folder: Path) -> None:
    (folder / "personas" / "broken.yaml").write_text("id: broken\nname: [x\n")
    page = told(trainer("tryout", caller="broken"))
    assert "cannot be tried before" in page and "Line 2" in page
    typed("id: half")
    assert "your draft cannot be used yet" in told(trainer("tryout", caller=MO.id))


@pytest.mark.parametrize("model", [True, False])
def test_a_rule_that_only_a_model_judges_is_marked_where_there_is_none(trainer: Trainer, model: bool) -> None:
    def sheet(model: bool) -> None:
        from simulator.web import services
        from simulator.web.components import rubric_sheet

        rubric_sheet.show(services.library().rubric("values"), first=[], model=model)

    assert "Judged only where a model is connected: `laughed-at-caller`" in told(trainer("edit", file="rubric/values"))
    page = told(AppTest.from_function(sheet, args=(model,)).run())
    assert "laughs at the caller" in page
    assert ("Judged only where a model is connected" in page) is not model
