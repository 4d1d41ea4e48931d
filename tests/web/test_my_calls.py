"""Looking back: the history with its tries, sharing and deleting, progress, and who sees what."""

import pytest

from simulator.access import Role, narrowed
from simulator.errors import NotAllowedError
from simulator.web import services, state
from tests.web.driven import WIDOW, Open, a_call, read, words

GREETING = "Good morning, you're through to Sam. How can I help you today?"
APOLOGY = "I'm sorry. We billed you twice. I'll put that right today and ring you on Tuesday before noon."


def rows(app: object) -> list[str]:
    """Ids of the calls whose row is on the page, in order."""
    keys = [str(button.key) for button in app.button]  # type: ignore[attr-defined]
    return [key.partition("-")[2] for key in keys if key.startswith(("feedback-", "open-"))]


def graded(*said: str, persona: str = WIDOW) -> str:
    """The id of an ended call that has a grade."""
    call_id = a_call(*said, persona=persona, end=True)
    services.graded(call_id)
    return call_id


def test_tries_stand_under_the_call_they_began_in(opened: Open) -> None:
    first = a_call(GREETING, "At least he had a long life.", end=True)
    other = a_call(GREETING, persona="wrongly-billed", end=True)
    again = services.shelf().try_again(services.viewer(), first, 3).id
    deeper = services.shelf().try_again(services.viewer(), again, 1).id
    app = opened("my_calls")
    assert rows(app) == [other, first, deeper, again]
    [fold] = [fold for fold in app.expander if "tries" in fold.label]
    assert fold.label == "2 tries of moments"


def test_a_try_is_told_by_the_line_that_it_said(opened: Open) -> None:
    first = a_call(GREETING, "At least he had a long life.", end=True)
    tried = "Nineteen days, and you're the one ringing everybody."
    services.tries().try_line(services.viewer(), first, 3, tried)
    services.shelf().try_again(services.viewer(), first, 3)
    shown = words(opened("my_calls")).splitlines()
    assert [line for line in shown if line.startswith("From turn")] == ["From turn 3", f"From turn 3: “{tried}”"]


def test_filters_narrow_the_list_and_can_be_set_back(opened: Open) -> None:
    going, over = a_call(GREETING, persona="wrongly-billed"), a_call(GREETING, end=True)
    app = opened("my_calls")
    app.pills(key="sift-result").set_value("open").run()
    assert rows(app) == [going]
    app.selectbox(key="sift-caller").set_value(WIDOW).run()
    assert rows(app) == []
    assert "None of your calls fits that" in words(app)
    app.button(key="show-all").click().run()
    assert not app.exception
    assert rows(app) == [over, going]


def test_a_long_history_is_paged(opened: Open) -> None:
    calls = [a_call() for _ in range(12)]
    app = opened("my_calls")
    assert rows(app) == calls[:1:-1]
    app.pagination[0].set_value(2).run()
    assert rows(app) == calls[1::-1]


def test_a_call_is_shared_and_taken_back(opened: Open) -> None:
    call_id = a_call(GREETING, end=True)
    lead = narrowed(services.viewer(), Role.LEAD)
    app = opened("my_calls")
    app.menu_button(key=f"more-{call_id}").click("share").run()
    assert not services.practice().store.call(call_id).private  # type: ignore[union-attr]
    assert "Shared with leads" in words(app)
    app.menu_button(key=f"more-{call_id}").click("unshare").run()
    assert services.practice().store.call(call_id).private  # type: ignore[union-attr]
    with pytest.raises(NotAllowedError):
        services.practice().look(lead, call_id)


def test_deleting_asks_first_and_says_what_stays(opened: Open) -> None:
    call_id = a_call(GREETING, end=True)
    again = services.shelf().try_again(services.viewer(), call_id, 1).id
    app = opened("my_calls")
    app.menu_button(key=f"more-{call_id}").click("delete").run()
    assert "go for good" in words(app) and "tries that began in it stay" in words(app)
    app.button(key="delete-not").click().run()
    assert rows(app) == [call_id, again]
    app.menu_button(key=f"more-{call_id}").click("delete").run()
    app.button(key="delete-now").click().run()
    assert not app.exception
    assert rows(app) == [again]
    assert "a try whose call was deleted" in words(app)


def test_progress_without_a_grade_says_what_to_do(opened: Open) -> None:
    a_call(GREETING)
    app = opened("progress")
    assert "There is nothing to see yet" in words(app)
    assert app.button(key="to-callers")


def test_every_score_leads_to_its_call(opened: Open) -> None:
    calls = [graded(GREETING, "What happened then?", persona="wrongly-billed") for _ in range(3)]
    app = opened("progress")
    assert not app.exception
    rubric = services.library().rubric("compassionate-call")
    assert rubric.criterion("probing").name in words(app)
    assert "Holding steady" in words(app)
    targets = [link.proto.query_string for link in app.get("page_link")]
    assert [target for target in targets if any(call in target for call in calls)][:3] == [
        f"call={call}" for call in reversed(calls)
    ]


def test_a_skill_is_named_with_its_words_and_not_after_a_heavy_call(opened: Open) -> None:
    graded(GREETING, "May I take your name and the account password, please?", APOLOGY, persona="wrongly-billed")
    app = opened("progress")
    assert "Skills you have shown" in words(app)
    assert "A clean sorry" in words(app) and "“I'm sorry." in words(app)
    graded(GREETING, persona=WIDOW)
    assert "Skills you have shown" not in words(opened("progress"))


def test_own_calls_are_looked_back_on_as_a_trainee_alone(opened: Open) -> None:
    graded(GREETING)
    for page in ("my_calls", "progress", "choose"):
        app = opened()
        app.session_state["role"] = Role.LEAD.value
        app.switch_page(f"simulator/web/pages/{page}.py").run()
        assert not app.exception
        assert "Look around as a trainee" in read(app.info[0].value)
        assert not rows(app)
    app.menu_button(key="look-as").click(Role.TRAINEE.value).run()
    assert "Who is on the line?" in words(app)


def test_who_sees_what_without_a_model(opened: Open) -> None:
    app = opened("privacy")
    assert not app.exception
    assert "No model is connected" in words(app)
    assert "Model" not in app.table[0].value.columns
    assert services.practice().store.where.removeprefix("sqlite:///") in words(app)


def test_an_agreement_is_shown_with_its_address_and_taken_back(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://models.example.invalid/v1"
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    app = opened("privacy")
    assert address in words(app) and "You have not agreed to that" in words(app)
    services.agree(address)
    app = opened("privacy")
    app.button(key=f"take-back-{address}").click().run()
    assert not app.exception
    assert "You have not agreed to that" in words(app)
    assert services.asks_consent() == address


def test_the_filters_that_are_set_back_are_those_on_the_pages(opened: Open) -> None:
    a_call()
    for page, widgets in (("my_calls", state.SIFTING), ("choose", state.FINDING)):
        app = opened(page)
        drawn = {str(widget.key) for kind in ("pills", "selectbox", "text_input") for widget in app.get(kind)}
        assert set(widgets) <= drawn
