"""What a trainee does in the app, one story a test."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from simulator.web import services
from simulator.web.components.desk import WAITS
from tests.web.driven import WIDOW, Open, a_call, read, words

GREETING = "Good morning, you're through to Sam. How can I help you today?"


def begun(opened: Open) -> tuple[AppTest, str]:
    """A call that was just picked up, by the way a trainee goes."""
    app = opened()
    app.button(key=f"meet-{WIDOW}").click().run()
    app.button(key="pick-up").click().run()
    [summary] = services.shelf().mine(services.viewer())
    return app, summary.call.id


def say(app: AppTest, call_id: str, text: str) -> None:
    """Type something and send it."""
    app.chat_input(key=f"say-{call_id}").set_value(text).run()
    assert not app.exception


def test_take_a_whole_call_and_read_feedback(opened: Open) -> None:
    app, call_id = begun(opened)
    say(app, call_id, GREETING)
    say(app, call_id, "What has it been like with the bills since Thomas died?")
    turns = services.practice().look(services.viewer(), call_id).transcript.turns
    assert [turn.speaker for turn in turns] == ["agent", "caller"] * 2
    assert all(turn.text in words(app) for turn in turns)
    app.button(key="end-now").click().run()
    assert "What worked" in words(app)
    assert GREETING in words(app)


def test_do_something_at_the_desk(opened: Open) -> None:
    app = opened("call", call=a_call(GREETING))
    app.button(key="act-hold-account").click().run()
    assert app.button(key="act-hold-account").disabled
    assert "Put a hold on collections" in words(app)


def test_an_amount_beyond_authority_is_refused_kindly_and_nothing_is_lost(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    app.number_input(key="amount-goodwill").set_value(500.0)
    app.button(key="act-goodwill").click().run()
    assert not app.exception
    assert any("authority" in warning.value for warning in app.warning)
    assert "block: Refused: beyond your authority" in words(app)
    assert "material/done" not in words(app)
    say(app, call_id, "May I take your full name and address?")
    assert any("authority" in warning.value for warning in app.warning)
    app.button(key="act-hold-account").click().run()
    assert not app.warning
    services.practice().end(services.viewer(), call_id)
    transcript = words(opened("feedback", call=call_id))
    assert "Refused: beyond your authority" in transcript
    assert transcript.count("material/done") == 1


def test_the_desk_says_what_has_to_be_checked_first(opened: Open) -> None:
    persona = services.library().persona(WIDOW)
    assert persona.verify is not None
    app = opened("call", call=a_call(GREETING))
    before = words(app)
    assert "Check first" in before
    assert "radio_button_unchecked: Name" in before and "radio_button_unchecked: Address" in before
    assert app.button(key="act-take-over").icon == WAITS
    assert app.button(key="act-hold-account").icon != WAITS
    after = words(opened("call", call=a_call(GREETING, "May I take your full name and address, please?")))
    assert "check_circle:] Name" in after and "check_circle:] Address" in after
    assert "The check is done" in after


def test_wording_is_ticked_once_it_was_said(opened: Open) -> None:
    app = opened("call", call=a_call(GREETING))
    assert "check_circle" not in words(app)
    app = opened("call", call=a_call(GREETING, "This call is recorded for training. Is that all right?"))
    assert "check_circle: **Said**" in words(app)


def test_search_the_articles(opened: Open) -> None:
    app = opened("call", call=a_call(GREETING))
    app.text_input(key="article-search").set_value("estate certificate").run()
    labels = [fold.label for fold in app.expander]
    assert any("customer has died" in label for label in labels)
    app.text_input(key="article-search").set_value("zebra").run()
    assert "No article has all of these words" in words(app)


def test_hold_and_take_off_hold(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    app.button(key="hold").click().run()
    assert app.chat_input(key=f"say-{call_id}").disabled
    app.button(key="hold").click().run()
    assert not app.chat_input(key=f"say-{call_id}").disabled


def test_a_tab_that_is_behind_keeps_the_words_and_says_why(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    "".join(services.practice().say(services.viewer(), call_id, "Said in another tab."))
    say(app, call_id, "What has happened?")
    assert "another tab" in app.info[0].value
    said = [turn.text for turn in services.practice().look(services.viewer(), call_id).transcript.agent_turns()]
    assert said == [GREETING, "Said in another tab."]


def test_try_a_moment_again(opened: Open) -> None:
    call_id = a_call(GREETING, "At least he had a long life.", "Account number?", end=True)
    app = opened("feedback", call=call_id)
    app.button(key="try-again").click().run()
    assert not app.exception
    assert "You are trying again from turn" in words(app)
    newest = services.shelf().mine(services.viewer())[0].call
    assert newest.parent == call_id


def test_a_failure_before_the_moment_tried_again_is_said_to_stay(opened: Open) -> None:
    call_id = a_call(GREETING, "Shut up, you idiot.", "Account number?", end=True)
    services.graded(call_id)
    again = services.shelf().try_again(services.viewer(), call_id, 5)
    app = opened("call", call=again.id)
    assert "That call had already failed at turn 3: The agent was abusive." in words(app)
    early = services.shelf().try_again(services.viewer(), call_id, 3)
    assert "already failed" not in words(opened("call", call=early.id))


def test_what_was_not_graded_has_no_number(opened: Open) -> None:
    app = opened("feedback", call=a_call(end=True))
    assert not app.exception
    assert "**Not graded.** No number is made up" in words(app)


def test_nothing_leaves_the_machine_before_it_was_agreed(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example.invalid/v1")
    app = opened("before", caller=WIDOW)
    assert "https://models.example.invalid/v1" in read(app.info[0].value)
    assert "transcript is sent there for grading" in read(app.info[0].value)
    app.button(key="stay-here").click().run()
    [summary] = services.shelf().mine(services.viewer())
    assert summary.call.caller_kind == "embedded"


def test_agreeing_is_asked_once(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example.invalid/v1")
    app = opened("before", caller=WIDOW)
    app.button(key="agree").click().run()
    [summary] = services.shelf().mine(services.viewer())
    assert summary.call.caller_kind == "model"
    assert opened("before", caller=WIDOW).button(key="pick-up")


def test_what_callers_and_agents_say_is_never_markup(opened: Open) -> None:
    sly = "![x](https://evil.example/x.png) :red[hm] <b>bold</b> [link](https://evil.example)"
    app = opened("call", call=a_call(sly))
    [shown] = [part.value for part in app.markdown if "evil" in part.value]
    assert "![" not in shown and "](" not in shown and ":red[" not in shown and "<b>" not in shown


def test_downloads_are_the_interchange_forms(opened: Open) -> None:
    call_id = a_call(GREETING, end=True)
    assert not opened("feedback", call=call_id).exception
    grade = json.loads(services.graded(call_id).record.grade.to_json())
    assert grade["schema"] == "grade/1"


def test_a_wrong_setting_is_said_without_a_traceback(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDETONE_SPENDING_CAP", "plenty")
    app = opened()
    assert not app.exception
    assert "spending_cap" in read(app.warning[0].value)


def test_when_the_caller_hangs_up_the_feedback_is_one_step_away(opened: Open) -> None:
    call_id = a_call(GREETING, "Shut up, you idiot.", "You stupid moron, shut up.", persona="wrongly-billed")
    assert services.practice().look(services.viewer(), call_id).ended
    app = opened("call", call=call_id)
    last = services.practice().look(services.viewer(), call_id).transcript.caller_turns()[-1].text
    assert "The caller hung up: they had had enough." in words(app)
    assert f"last:] “{last}”" in words(app)
    app.button(key="read-feedback").click().run()
    assert not app.exception
    assert "Scores" in words(app)
