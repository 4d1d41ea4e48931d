"""The call page: pause, help, the end, notes, and what the desk shows when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from simulator.caller import MoodPoint, Standing
from simulator.practice import CallView
from simulator.store import CallRecord
from simulator.web import services
from simulator.web.components import call_clock, earlier, ending, mood_meter
from tests.web.driven import WIDOW, Open, a_call, read, words

GREETING = "Good morning, you're through to Sam. How can I help you today?"
CHEERFUL = "cheerful-routine"


def look(call_id: str) -> CallView:
    """The call as it stands."""
    return services.practice().look(services.viewer(), call_id)


def stored(call_id: str) -> CallRecord:
    """The call as the store keeps it."""
    return look(call_id).call


def desk_tables(app: AppTest) -> str:
    """The account as it is shown."""
    return "\n".join(read(table.value.to_string()) for table in app.table)


def test_the_pause_word_freezes_the_call_and_is_never_said(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    app.chat_input(key=f"say-{call_id}").set_value("Pause.").run()
    assert not app.exception
    assert "Take your time. The clock stands at" in words(app)
    assert not app.chat_input
    assert len(look(call_id).transcript.agent_turns()) == 1
    assert stored(call_id).paused_at is not None
    app.button(key="carry-on").click().run()
    assert stored(call_id).paused_at is None
    assert not app.chat_input(key=f"say-{call_id}").disabled
    assert "Carried on" in words(app)


def test_nothing_can_be_done_at_the_desk_in_a_pause_but_note(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    app.button(key="pause").click().run()
    assert app.button(key="act-hold-account").disabled
    assert app.number_input(key="amount-goodwill").disabled
    app.text_area(key=f"notes-{call_id}").set_value("Ask about the letter").run()
    assert stored(call_id).notes == "Ask about the letter"


def test_a_paused_call_can_be_stopped_there_and_then(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    app.button(key="pause").click().run()
    app.button(key="end-paused").click().run()
    assert not app.exception
    assert stored(call_id).end_reason == ending.STOPPED.by
    assert "You stopped the call." in words(opened("call", call=call_id))


def test_the_call_ends_with_a_reason(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    app.radio(key="end-how").set_value(ending.LEFT.label)
    app.button(key="end-now").click().run()
    assert not app.exception
    assert [event.reason for event in look(call_id).transcript.events if event.kind == "end"] == [ending.LEFT.reason]


def test_cold_is_offered_until_the_call_was_handed_over_warm(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    assert ending.COLD.label in app.radio(key="end-how").options
    app.button(key="act-warm-transfer").click().run()
    assert ending.COLD.label not in app.radio(key="end-how").options
    assert ending.HANDED_OVER.label in app.radio(key="end-how").options


def test_a_hint_stands_where_it_was_asked_for_and_is_counted(opened: Open) -> None:
    call_id = a_call(GREETING)
    app = opened("call", call=call_id)
    assert "No hint so far" in words(app)
    app.button(key="hint").click().run()
    [hint] = stored(call_id).hints
    again = opened("call", call=call_id)
    assert hint["text"] in read(again.info[0].value)
    assert "1 hint so far" in words(again)


def test_the_mood_meter_stays_off_once_it_was_turned_off(opened: Open) -> None:
    call_id = a_call(GREETING, "At least he had a long life.")
    app = opened("call", call=call_id)
    mood = look(call_id).state.mood
    assert f"Trust **{round(mood.trust)}** {mood.band} :orange[▼" in words(app)
    app.toggle(key="mood-meter").set_value(False).run()
    assert "Distress **" not in words(app)
    assert "Distress **" not in words(opened("call", call=call_id))


def test_notes_are_there_again_in_another_tab(opened: Open) -> None:
    call_id = a_call(GREETING)
    opened("call", call=call_id).text_area(key=f"notes-{call_id}").set_value("Tuesday, before noon").run()
    assert opened("call", call=call_id).text_area(key=f"notes-{call_id}").value == "Tuesday, before noon"


def test_what_waits_for_the_check_opens_with_it(opened: Open) -> None:
    verify = services.library().persona(CHEERFUL).verify
    assert verify is not None and "balance" in verify.before
    before = desk_tables(opened("call", call=a_call(GREETING, persona=CHEERFUL)))
    assert "312.60" not in before and "after the check" in before
    call_id = a_call(GREETING, "May I take your name, postcode and date of birth?", persona=CHEERFUL)
    assert "312.60" in desk_tables(opened("call", call=call_id))


@pytest.mark.parametrize(("persona", "weighs"), [(WIDOW, True), (CHEERFUL, False)])
def test_after_a_heavy_call_somebody_to_turn_to_is_named(opened: Open, persona: str, weighs: bool) -> None:
    app = opened("call", call=a_call(GREETING, persona=persona, end=True))
    assert (ending.SUPPORT in words(app)) == weighs
    assert "Your feedback is ready" in words(app)


def test_the_clock_runs_to_the_target_and_stands_still_in_a_pause(opened: Open) -> None:
    opened()
    running = look(a_call(GREETING, persona="wrongly-billed"))
    assert call_clock.setting(running)["target"] == running.persona.target_handle_time
    assert call_clock.setting(running)["running"] is True
    widow = a_call(GREETING)
    assert call_clock.setting(look(widow))["target"] is None
    services.practice().pause(services.viewer(), widow)
    assert call_clock.setting(look(widow))["running"] is False


def test_an_exchange_with_a_machine_reads_as_one() -> None:
    chat = earlier.read("Web chat, 16th: 'Why, that's my son' → 'To cancel a visit, press 2.' → timed out")
    assert chat.where == "Web chat, 16th" and chat.by_machine
    assert chat.exchange == ("“Why, that's my son”", "“To cancel a visit, press 2.”", "timed out")
    by_hand = earlier.read("Upgrades (Callum): 'I've told Faults.' → 'Try Billing.'")
    assert by_hand.exchange and not by_hand.by_machine


def test_a_note_of_an_earlier_contact_stays_as_it_was_written() -> None:
    text = earlier.read("Text, 14th, 18:40: 'Your visit is cancelled.'")
    assert (text.where, text.exchange, text.note) == ("Text, 14th, 18:40", (), "'Your visit is cancelled.'")
    told = earlier.read("School office, this morning: told to ring the help desk")
    assert (told.where, told.note) == ("", "School office, this morning: told to ring the help desk")


def test_no_word_of_an_earlier_contact_is_lost() -> None:
    for persona in services.library().personas():
        for entry in persona.desk.earlier:
            contact = earlier.read(entry)
            kept = " ".join([contact.where, contact.note, *contact.exchange])
            assert sorted(_letters(kept)) == sorted(_letters(entry)), entry


@given(st.sampled_from(sorted(mood_meter.LEVELS)), st.floats(0, 100))
def test_every_mood_has_a_word(name: str, value: float) -> None:
    assert mood_meter.word(name, value) in [word for _, word in mood_meter.LEVELS[name]]


def test_the_meter_compares_with_the_mood_before_the_agent_last_spoke(opened: Open) -> None:
    """What the answer did to them counts as well: telling something costs a little of what was won."""
    opened()
    first = look(a_call(GREETING))
    assert mood_meter.before_last_turn(look(a_call())) is None
    calm, won, told = Standing(38, 35, 10), Standing(48, 31, 10), Standing(46, 32, 10)
    curve = (MoodPoint(0, calm, ()), MoodPoint(1, won, ()), MoodPoint(2, told, ()))
    assert mood_meter.before_last_turn(replace(first, state=replace(first.state, curve=curve))) == calm


def test_the_clock_starts_with_the_greeting(opened: Open) -> None:
    opened()
    practice, viewer = services.practice(), services.viewer()
    call_id = a_call()
    practice.store.start_clock(call_id, datetime.now(UTC) - timedelta(minutes=3))  # the desk is read meanwhile
    practice.act(viewer, call_id, "hold-account")
    assert call_clock.setting(look(call_id)) | {"target": None} == {
        "elapsed": 0.0, "running": False, "target": None, "near": call_clock.NEAR,
    }  # fmt: skip
    "".join(practice.say(viewer, call_id, GREETING))
    practice.end(viewer, call_id)
    view = look(call_id)
    assert view.transcript.turns[0].at == 0.0
    assert view.elapsed < 30
    assert all(0 <= (event.at or 0) < 30 for event in view.transcript.events)


def test_a_try_says_in_sight_that_it_is_one(opened: Open) -> None:
    opened()
    first = a_call(GREETING, "At least he had a long life.", end=True)
    again = services.shelf().try_again(services.viewer(), first, 3)
    assert "Again from turn 3" in words(opened("call", call=again.id))


def test_contacts_are_counted_as_they_are_drawn() -> None:
    entries = ["Web chat, 16th: 'A' → 'B'", "Web chat, 16th: 'C' → 'D'", "Left a message", "Called back", "Text: 'E'"]
    assert earlier.count(entries) == 4
    assert earlier.count([]) == 0


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
