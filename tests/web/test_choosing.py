"""Choosing a caller: search and filters, the suggestion, the brief before the call, and its settings."""

import re
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from simulator.library import Library
from simulator.persona import Mood, Persona
from simulator.store import CallRecord, CallSummary
from simulator.store.records import GradeStatus
from simulator.web import services
from simulator.web.components.brief import LOCKED
from simulator.web.finding import Wanted, found
from simulator.web.impressions import impression
from simulator.web.past import last_taken, result
from tests.web.driven import WIDOW, Open, a_call, read, words


def shown(app: AppTest) -> set[str]:
    """Ids of the callers whose cards are on the page."""
    keys = [str(button.key) for button in app.button]
    return {key.removeprefix("meet-") for key in keys if key.startswith("meet-")} - {"suggested"}


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        (Wanted(text="  WIDOW supplier "), {WIDOW}),
        (Wanted(text="telecoms"), {"wrongly-billed", "bounced-around"}),
        (Wanted(text="desmond widow"), set()),
        (Wanted(trains=("escalation", "identity")), {"prisoners-mother"}),
        (Wanted(weights=("low",), sectors=("utilities",)), {"cheerful-routine"}),
        (Wanted(difficulties=(5,)), {"child-funeral"}),
        (Wanted(sectors=("utilities",), taken=True), {WIDOW}),
        (Wanted(sectors=("utilities",), taken=False), {"cheerful-routine"}),
    ],
)
def test_a_caller_fits_when_every_part_that_is_asked_for_does(
    library: Library, wanted: Wanted, fitting: set[str]
) -> None:
    shipped = {WIDOW, "wrongly-billed", "bounced-around", "prisoners-mother", "cheerful-routine", "child-funeral"}
    fit = {persona.id for persona in found(library.personas(), wanted, taken=[WIDOW])}
    assert fit & shipped == fitting
    assert wanted.anything


def test_callers_come_easier_ones_first(library: Library) -> None:
    every = found(library.personas(), Wanted(), taken=[])
    assert [one.difficulty for one in every] == sorted(one.difficulty for one in library.personas())


def test_search_and_filters_narrow_the_cards_and_can_be_set_back(opened: Open) -> None:
    app = opened()
    everybody = shown(app)
    app.text_input(key="find-text").set_value("broadband").run()
    assert shown(app) == {"wrongly-billed"}
    app.pills(key="find-weights").set_value(["high"]).run()
    assert not shown(app)
    assert "No caller fits: “broadband”, high weight" in words(app)
    app.button(key="show-all").click().run()
    assert not app.exception
    assert shown(app) == everybody
    assert app.text_input(key="find-text").value == ""


def test_a_newcomer_is_led_into_a_light_call_in_two_clicks(opened: Open) -> None:
    app = opened()
    assert "A good first call" in words(app) and "These are practice calls: Sidetone plays the caller" in words(app)
    assert app.menu_button(key="look-as").label == "You are here as: trainee"
    app.button(key="meet-suggested").click().run()
    app.button(key="pick-up").click().run()
    assert not app.exception
    [summary] = services.shelf().mine(services.viewer())
    assert services.library().persona(summary.call.persona_id).intensity != "high"
    assert (summary.call.difficulty, summary.call.private) == (0, True)


def test_a_call_that_is_still_open_is_offered_first(opened: Open) -> None:
    call_id = a_call("Good morning, this is Sam. How can I help?")
    app = opened()
    assert "Still on the line: Margaret Ellis" in words(app)
    app.button(key="meet-suggested").click().run()
    assert app.chat_input(key=f"say-{call_id}")


def test_a_moment_left_open_is_no_call_to_go_back_to(opened: Open) -> None:
    call_id = a_call("Good morning, this is Sam.", end=True)
    services.shelf().try_again(services.viewer(), call_id, 1)
    assert "Still on the line" not in words(opened())


def test_the_brief_tells_what_an_agent_can_know_and_no_more(opened: Open) -> None:
    for persona in services.library().personas():
        app = opened("before", caller=persona.id)
        assert not app.exception
        told = words(app) + " ".join(str(table.value) for table in app.table)
        assert persona.summary in told
        assert impression(persona.mood.start) in told
        assert not LOCKED.search(read(told).split("How it is judged")[0])
        for fact in persona.facts:
            assert not any(line in told for line in (*fact.say, *fact.hints))


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        (Mood(trust=35, distress=70, anger=10), "They seem upset, not angry, and wary."),
        (Mood(trust=24, distress=42, anger=62), "They seem uneasy, angry, and slow to trust."),
        (Mood(trust=100, distress=0, anger=100), "They seem calm, angry, and open."),
    ],
)
def test_a_mood_is_told_as_a_colleague_would(mood: Mood, said: str) -> None:
    assert impression(mood) == said


def test_whoever_wants_to_sets_rubric_difficulty_and_seed(opened: Open) -> None:
    app = opened("before", caller=WIDOW)
    before = read(words(app))
    app.selectbox(key="call-rubric").set_value("lend-an-ear")
    app.segmented_control(key="call-difficulty").set_value(1)
    app.number_input(key="call-seed").set_value(42).run()
    assert "They seem upset, a little impatient, and slow to trust." in words(app)
    assert "starred criteria" in before and "starred criteria" not in words(app)
    app.button(key="pick-up").click().run()
    [summary] = services.shelf().mine(services.viewer())
    assert (summary.call.rubric_id, summary.call.difficulty, summary.call.seed) == ("lend-an-ear", 1, 42)


def test_who_plays_the_caller_is_asked_only_where_a_model_may(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "call-caller" not in [radio.key for radio in opened("before", caller=WIDOW).radio]
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    services.practice.clear()
    app = opened("before", caller=WIDOW)
    app.radio(key="call-caller").set_value(True).run()
    app.button(key="pick-up").click().run()
    [summary] = services.shelf().mine(services.viewer())
    assert summary.call.caller_kind == "embedded"


def a_summary(
    persona: Persona, *, overall: float | None = None, passed: bool | None = None, **call: object
) -> CallSummary:
    """A line of a list, ended an hour after it began."""
    moment = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    ids = {"persona_id": persona.id, "persona_version": "1.0.0", "persona_hash": "p"}
    rubric = {"rubric_id": "r", "rubric_version": "1.0.0", "rubric_hash": "r"}
    kept: dict[str, object] = {
        "id": "c", "owner": "o", "seed": 1, "caller_kind": "embedded", "caller_model": None, "private": True,
        "parent": None, "forked_at": None, "started_at": moment, "ended_at": moment, "end_reason": "agent",
    }  # fmt: skip
    record = CallRecord(**{**kept, **ids, **rubric, **call})  # type: ignore[arg-type]
    status: GradeStatus | None = None if overall is None else "graded"
    return CallSummary(record, "You", 4, status, 1.0, False, None, settled_overall=overall, settled_passed=passed)


def test_a_card_says_how_often_and_how_the_last_call_went(margaret: Persona) -> None:
    fork = a_summary(margaret, overall=3.5, passed=True, forked_at=3, parent="c")
    whole = a_summary(margaret, overall=2.0, passed=False)
    assert last_taken([fork, whole, whole]) == {margaret.id: "Taken twice; last result 3.5, passed"}
    ungraded = last_taken([a_summary(margaret)])[margaret.id]
    assert re.fullmatch(r"Taken once, last on 2\d Nov 2026, \d\d:\d\d", ungraded)


def test_a_persons_score_is_the_result_that_is_shown(margaret: Persona) -> None:
    assert result(a_summary(margaret, overall=4.0, passed=True)) == "4.0, passed"
    assert result(a_summary(margaret, ended_at=None)) == "Still open"
    assert result(a_summary(margaret)) == "Feedback to read"
