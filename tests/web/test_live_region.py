"""What a screen reader is told in a call, and that telling it leaves no trace in the session."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from simulator.transcript import Turn
from simulator.web import services
from simulator.web.components.live_region import news
from tests.web.driven import Open, a_call

GREETING = "Good morning, you're through to Sam. How can I help you today?"


def heard(call_id: str) -> str:
    return news(services.practice().look(services.viewer(), call_id))


@pytest.fixture(autouse=True)
def _installed(opened: Open) -> None:
    """A fresh data folder for each test."""


def test_before_the_greeting_the_agent_is_asked_to_greet() -> None:
    assert heard(a_call()) == "The line is open. Greet your caller."


def test_the_callers_last_finished_turn_is_heard_with_their_name() -> None:
    call_id = a_call(GREETING)
    said = services.practice().look(services.viewer(), call_id).transcript.turns[-1]
    assert said.speaker == "caller"
    assert heard(call_id) == f"Margaret Ellis: {said.text}"


def test_a_line_that_broke_off_says_so() -> None:
    view = services.practice().look(services.viewer(), a_call(GREETING))
    view.transcript.turns.append(Turn(n=3, speaker="caller", text="I don't", status="interrupted"))
    assert news(view) == "Margaret Ellis: I don't The line broke off here."


def test_hold_is_heard_and_after_it_the_caller_again() -> None:
    call_id = a_call(GREETING)
    practice, viewer = services.practice(), services.viewer()
    practice.hold(viewer, call_id)
    assert heard(call_id) == "On hold. They cannot hear you."
    practice.resume(viewer, call_id)
    assert heard(call_id).startswith("Margaret Ellis: ")


def test_the_end_is_heard_after_the_last_words() -> None:
    call_id = a_call(GREETING, end=True)
    assert heard(call_id).startswith("Margaret Ellis: ")
    assert heard(call_id).endswith(" The call is over. Your feedback is ready.")


def test_the_region_is_drawn_once_and_leaves_no_state() -> None:
    """Left there, Streamlit's answer of the component could not be pickled, and every run would end in an error."""

    def script() -> None:
        import streamlit as st

        from simulator.web.components import live_region

        live_region.show("Margaret: Yes.", moment=2)
        st.write(f"kept: {[key for key in st.session_state if key == 'live-region']}")

    app = AppTest.from_function(script).run().run()
    assert not app.exception
    assert app.markdown[0].value == "kept: []"
    (region,) = app.get("bidi_component")
    assert json.loads(region.proto.json) == {"text": "Margaret: Yes.", "moment": 2}
