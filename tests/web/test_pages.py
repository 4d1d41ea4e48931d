"""Each page opens, in its ordinary and its empty state, and says what to do next."""

import pytest

from simulator.terms import CHECKS
from simulator.web import services
from tests.web.driven import WIDOW, Open, a_call, read, words


def test_choose_shows_every_caller(opened: Open) -> None:
    app = opened()
    assert not app.exception
    for persona in services.library().personas():
        assert app.button(key=f"meet-{persona.id}")
        assert persona.name in words(app)
    assert "Emotional weight: high · A recent death" in words(app)


def test_before_the_call_the_rubric_lies_open(opened: Open) -> None:
    app = opened("before", caller="bereaved-account-holder")
    assert not app.exception
    rubric = services.library().rubric("compassionate-call")
    for criterion in rubric.criteria:
        assert any(criterion.name in fold.label for fold in app.expander)
        assert criterion.anchors[rubric.scale.max] in words(app)


def test_an_open_line_waits_until_the_agent_speaks(opened: Open) -> None:
    app = opened("call", call=a_call())
    assert not app.exception
    assert "The line is open" in words(app)
    assert "You speak first" in words(app)


def test_feedback_shows_the_agents_own_words(opened: Open) -> None:
    said = "Good morning, this is Sam. How can I help you today?"
    app = opened("feedback", call=a_call(said, "What has it been like since Thomas died?", end=True))
    assert not app.exception
    assert "What worked" in words(app)
    assert said in words(app)


def test_the_feedback_says_why_before_what_the_level_reads(opened: Open) -> None:
    app = opened("feedback", call=a_call("Good morning, this is Sam. How can I help you today?", end=True))
    assert "2 turns, both sides" in words(app)
    shown = [read(part.value) for part in [*app.caption, *app.markdown]]
    assert any("Level " in part and " reads: “" in part for part in shown)


def test_critical_failures_are_sentences(opened: Open) -> None:
    call_id = a_call("Shut up, you idiot.", "Good morning, Sam here.", "What happened?", end=True)
    app = opened("feedback", call=call_id)
    assert not app.exception
    assert any(CHECKS["rude_to_caller"] in read(error.value) for error in app.error)
    assert CHECKS["rude_to_caller"] in words(opened("before", caller=WIDOW))


def test_my_calls_without_a_call_says_what_to_do(opened: Open) -> None:
    app = opened("my_calls")
    assert not app.exception
    assert "You have not taken a call yet" in words(app)
    assert app.button(key="to-callers")


@pytest.mark.parametrize("page", ["call", "feedback"])
def test_a_page_without_its_call_leads_to_the_callers(opened: Open, page: str) -> None:
    app = opened(page)
    assert not app.exception
    app.button(key="to-callers").click().run()
    assert "Who is on the line?" in words(app)


@pytest.mark.parametrize("page", ["call", "feedback"])
def test_a_call_that_is_not_there_is_said_kindly(opened: Open, page: str) -> None:
    app = opened(page, call="gone")
    assert not app.exception
    assert "There is no call 'gone'" in app.warning[0].value


def test_feedback_of_a_going_call_leads_back_to_it(opened: Open) -> None:
    call_id = a_call("Hello, Sam speaking.")
    app = opened("feedback", call=call_id)
    assert not app.exception
    app.button(key="back-to-call").click().run()
    assert app.chat_input(key=f"say-{call_id}")
