"""The feedback page: a moment tried again in place, links that lead somewhere, and both scores where there are two."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from simulator.access import Role
from simulator.practice.pace import UNTIMED
from simulator.web import services
from tests.web.driven import Open, a_call, read, words

GREETING = "Good morning, you're through to Sam. How can I help you today?"
DISMISSED = "At least he had a long life. Account number?"
BETTER = "Nineteen days, and you're the one ringing everybody. What has it been like at home?"


def try_line(app: AppTest, turn: int, text: str) -> None:
    """Write another line for this turn and send it."""
    app.text_area(key=f"try-{turn}").set_value(text)
    app.button(key=f"send-try-{turn}").click().run()
    assert not app.exception


def test_a_better_line_is_judged_in_place_and_can_be_gone_on_with(opened: Open) -> None:
    call_id = a_call(GREETING, DISMISSED, end=True)
    app = opened("feedback", call=call_id)
    try_line(app, 3, BETTER)
    assert "**That lands.**" in words(app)
    assert any(metric.label == "Empathy, not sympathy" and "from" in metric.delta for metric in app.metric)
    assert "Judged by the built-in evaluator" in words(app)
    app.button(key="go-on-3").click().run()
    assert not app.exception
    [again] = [one.call for one in services.shelf().mine(services.viewer()) if one.call.parent == call_id]
    assert app.chat_input(key=f"say-{again.id}")
    assert BETTER in words(app)


def test_a_stock_phrase_is_shown_not_to_help(opened: Open) -> None:
    app = opened("feedback", call=a_call(GREETING, DISMISSED, end=True))
    try_line(app, 3, "I completely understand how you feel.")
    assert "**It says nothing yet.**" in words(app)
    assert "“I completely understand how you feel” is what everybody says" in words(app)


def test_a_line_that_says_nothing_and_hurts_is_not_said_to_move_nothing(opened: Open) -> None:
    app = opened("feedback", call=a_call(GREETING, "What happened then?", end=True, persona="wrongly-billed"))
    try_line(app, 3, "I understand how you feel. Please calm down.")
    shown = words(app)
    assert "**It cost you.**" in shown or "**That lands worse**" in shown
    assert "moves nothing" not in shown


@pytest.mark.parametrize(("after", "delta"), [(2.9, "much as before"), (3.6, "+0.6 from 3.0")])
def test_a_tenth_is_no_difference(after: float, delta: str) -> None:
    drawn = AppTest.from_function(_a_metric, kwargs={"after": after}).run().metric[0]
    assert (drawn.value, drawn.delta) == (f"{after:.1f}", delta)


def _a_metric(after: float) -> None:
    from simulator.practice.moment import ScoreShift
    from simulator.web.components import try_line

    try_line.metric(ScoreShift("e", "Empathy", 3.0, after, low_is_good=False, trained=True))


def test_an_empty_line_makes_no_call(opened: Open) -> None:
    app = opened("feedback", call=a_call(GREETING, DISMISSED, end=True))
    try_line(app, 3, "   ")
    assert "Write the line that you would say" in words(app)
    assert len(services.shelf().mine(services.viewer())) == 1


def test_what_was_tried_is_there_again_after_a_reload(opened: Open) -> None:
    call_id = a_call(GREETING, DISMISSED, end=True)
    app = opened("feedback", call=call_id)
    try_line(app, 3, "I see.")
    try_line(app, 3, BETTER)
    shown = words(opened("feedback", call=call_id))
    assert f"You: “{BETTER}”" in shown
    assert "“I see.” :small" in shown


def test_every_link_on_the_page_leads_somewhere(opened: Open) -> None:
    app = opened("feedback", call=a_call(GREETING, DISMISSED, "What has it been like since Thomas died?", end=True))
    everything = [str(part.value) for part in [*app.markdown, *app.caption, *app.error]]
    links = {link for text in everything for link in re.findall(r"\]\(#([a-z0-9-]+)\)", text)}
    turns = {f"turn-{n}" for text in everything for n in re.findall(r"^###### Turn (\d+)$", text, re.MULTILINE)}
    assert {"turn-3", "scores", "turn-by-turn", "to-take-away"} <= links
    assert links <= turns | {header.proto.anchor for header in app.header}


def test_openings_are_counted_as_the_grade_counts_them(opened: Open) -> None:
    call_id = a_call(GREETING, "I'm so sorry about Thomas. What has it been like?", DISMISSED, "Goodbye.", end=True)
    shown = words(opened("feedback", call=call_id))
    measures = services.graded(call_id).record.grade.measures
    assert measures["opportunities"]
    for outcome in ("taken", "missed", "dismissed"):
        count = int(measures[f"opportunities_{outcome}"] or 0)
        assert (f"**{count} {outcome}**" in shown) == bool(count)
        assert shown.count(f" {outcome.capitalize()}] [Turn") == count


def test_the_mood_can_be_read_turn_by_turn_with_the_keyboard(opened: Open) -> None:
    app = opened("feedback", call=a_call(GREETING, DISMISSED, BETTER, end=True))
    assert f"[Turn 3](#turn-3). You said: “{DISMISSED}”" in words(app)
    app.select_slider(key="mood-turn").set_value(5).run()
    assert f"[Turn 5](#turn-5). You said: “{BETTER}”" in words(app)


def test_a_caller_who_is_surveyed_and_timed(opened: Open) -> None:
    lines = (GREETING, "Third month running. What has it done to your week?", "As per our policy, calm down.")
    shown = words(opened("feedback", call=a_call(*lines, persona="wrongly-billed", end=True)))
    assert "I felt listened to." in shown and "not the grade" in shown
    assert "12:00 aimed at" in shown
    assert UNTIMED not in shown


def test_a_death_is_neither_surveyed_nor_timed(opened: Open) -> None:
    shown = words(opened("feedback", call=a_call(GREETING, DISMISSED, end=True)))
    assert "Nobody sends this caller a questionnaire" in shown
    assert UNTIMED in shown
    assert "aimed at" not in shown


def test_notes_are_there_for_whoever_made_them_alone(opened: Open) -> None:
    call_id = a_call(GREETING)
    practice, viewer = services.practice(), services.viewer()
    practice.note(viewer, call_id, "Ring back *Tuesday*")
    practice.end(viewer, call_id)
    services.shelf().share(viewer, call_id, private=False)
    assert "Your notes\n" in words(opened("feedback", call=call_id))
    assert "Ring back *Tuesday*" in words(opened("feedback", call=call_id))
    app = opened()
    app.session_state["role"] = Role.LEAD.value
    app.query_params["call"] = call_id
    app.switch_page("simulator/web/pages/feedback.py").run()
    assert not app.exception and "Tuesday" not in words(app)
    assert "Your notes" not in words(opened("feedback", call=a_call(GREETING, end=True)))


def test_hints_are_named(opened: Open) -> None:
    call_id = a_call(GREETING)
    practice, viewer = services.practice(), services.viewer()
    hint = practice.hint(viewer, call_id)
    practice.end(viewer, call_id)
    app = opened("feedback", call=call_id)
    assert any(fold.label == "1 hint taken" for fold in app.expander)
    assert hint in words(app)
    plain = opened("feedback", call=a_call(GREETING, end=True))
    assert not any("taken" in fold.label for fold in plain.expander)


def test_both_scores_are_shown_with_the_reason(opened: Open) -> None:
    call_id = a_call(GREETING, DISMISSED, end=True)
    record = services.graded(call_id).record
    store, was = services.practice().store, record.grade.criterion("empathy").score
    store.ensure_person("lee", "Lee Marsh", ["lead"])
    store.add_override(
        record.id, criterion="empathy", was=was, score=3.5, reason="He took it back at once.", author="lee",
        overall=3.0, passed=False,
    )  # fmt: skip
    shown = words(opened("feedback", call=call_id))
    assert f"Lee Marsh's score; the evaluator gave {was:.1f}." in shown
    assert "### 3.5" in shown
    assert "He took it back at once." in shown
    assert "A person changed scores of this call" in shown


@pytest.mark.parametrize("said", ["banana banana banana", "You need to pull yourself together."])
def test_nothing_is_praised_that_was_no_good(opened: Open, said: str) -> None:
    shown = words(opened("feedback", call=a_call(said, said, end=True)))
    assert "Nothing here can be held up yet." in shown


def test_a_call_without_a_word_has_no_empty_parts(opened: Open) -> None:
    app = opened("feedback", call=a_call(end=True))
    assert [header.value for header in app.header] == ["Scores", "To take away"]


def test_the_callers_words_are_never_markup_in_what_was_tried(opened: Open) -> None:
    app = opened("feedback", call=a_call(GREETING, DISMISSED, end=True))
    try_line(app, 3, "![x](https://evil.example/x.png) :red[hm]")
    shown = [str(part.value) for part in app.markdown if "evil" in str(part.value)]
    assert shown and not any("![" in part or ":red[hm" in part for part in shown)
    assert "![x](https://evil.example/x.png)" in read("\n".join(shown))
