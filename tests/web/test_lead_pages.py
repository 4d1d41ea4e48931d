"""What a lead does in the app: lists shared calls, reads one with its evidence, and scores beside the evaluator."""

import pytest
from streamlit.testing.v1 import AppTest

from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.practice import grading
from simulator.web import services
from tests.web.driven import Open, a_call, read, words

GREETING = "Good morning, you're through to Sam. How can I help you today?"
KIND = "Nineteen days, and you're the one ringing everybody. What has it been like with the bills since?"
WHY = "She names what the nineteen days cost."
AS_LEAD = narrowed(LOCAL_PERSON, Role.LEAD)
AS_TRAINEE = narrowed(LOCAL_PERSON, Role.TRAINEE)


@pytest.fixture
def as_lead(opened: Open) -> Open:
    """Opens a page as a lead's tab would."""

    def open_page(page: str, **query: str) -> AppTest:
        app = opened(page, **query)
        if "role" not in app.session_state or app.session_state["role"] != Role.LEAD.value:
            app.session_state["role"] = Role.LEAD.value
            app.run()
        return app

    return open_page


def a_shared_call(*said: str, private: bool = False) -> str:
    """The id of a finished and graded call of the one local person."""
    call_id = a_call(*(said or (GREETING, KIND)), end=True)
    services.graded(call_id)
    services.shelf().share(AS_TRAINEE, call_id, private=private)
    return call_id


def rows(app: AppTest) -> str:
    """The list of calls in words."""
    return "\n".join(read(link.proto.label) for link in app.get("page_link"))


def open_form(app: AppTest, criterion: str) -> str:
    """The ending of the keys in the form of this criterion."""
    [key] = [str(box.key) for box in app.number_input if str(box.key).startswith(f"score-by-person-{criterion}-")]
    return key.removeprefix("score-by-person-")


def override(app: AppTest, criterion: str, score: float, why: str) -> None:
    """Fill in the form of this criterion and send it."""
    form = open_form(app, criterion)
    app.number_input(key=f"score-by-person-{form}").set_value(score)
    app.text_area(key=f"reason-{form}").set_value(why)
    app.button(key=f"save-{form}").click().run()
    assert not app.exception


def test_without_shared_calls_the_page_says_how_one_comes_to_be_there(opened: Open, as_lead: Open) -> None:
    opened()
    a_shared_call(private=True)
    app = as_lead("review")
    assert not app.exception
    assert "No shared calls yet" in words(app)
    assert "first three calls are private" in words(app)


def test_shared_calls_are_listed_with_their_result_and_private_ones_never(opened: Open, as_lead: Open) -> None:
    opened()
    a_shared_call()
    a_shared_call(private=True)
    app = as_lead("review")
    assert rows(app).count("**Trainee** with Margaret Ellis") == 1
    assert "One call" in words(app)
    overall = services.review().calls(AS_LEAD)[0].settled_overall
    assert f"**{overall:.1f}**" in words(app)
    assert "of 1** passed" in words(app)
    assert "weakest:" in words(app)


def test_filters_narrow_the_list_and_an_empty_one_says_what_to_do(opened: Open, as_lead: Open) -> None:
    opened()
    a_shared_call("Account number?", "You need to calm down.")
    app = as_lead("review")
    app.selectbox(key="review-result").select("passed").run()
    assert "No call fits these filters" in words(app)
    app.selectbox(key="review-result").select("not_passed").run()
    assert "Margaret Ellis" in rows(app)
    assert list(app.selectbox(key="review-caller").options) == ["Margaret Ellis"], "callers with shared calls alone"
    app.selectbox(key="review-caller").select("bereaved-account-holder").run()
    assert "Margaret Ellis" in rows(app)
    assert not app.exception


def test_a_lead_reads_the_call_with_its_evidence(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call()
    services.practice().note(AS_TRAINEE, call_id, "Ring my sister about the zebra.")
    app = as_lead("reviewed", call=call_id)
    assert not app.exception
    assert "Trainee with Margaret Ellis" in words(app)
    assert GREETING in words(app) and KIND in words(app)
    shown = services.practice().store.grades(call_id)[0].grade
    quotes = [one.quote for criterion in shown.criteria for one in criterion.evidence]
    assert quotes and all(quote in words(app) for quote in quotes)
    assert "zebra" not in words(app), "notes are their owner's alone"


def test_an_override_is_added_up_and_both_scores_are_shown_to_lead_and_trainee(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call()
    before = services.practice().store.grades(call_id)[0].grade
    app = as_lead("reviewed", call=call_id)
    override(app, "empathy", 5.0, WHY)
    [summary] = services.review().calls(AS_LEAD)
    assert summary.overridden and summary.settled_overall != summary.overall == before.overall
    was = before.criterion("empathy").score
    for shown in (words(app), words(opened("feedback", call=call_id))):
        assert f"Evaluator: **{was:.1f}** · Lead: **5.0**" in shown
        assert WHY in shown
    assert "1 score changed" in words(as_lead("review"))
    form = open_form(app, "empathy")
    app.text_area(key=f"reason-{form}").set_value("I had misread turn three.")
    app.button(key=f"back-{form}").click().run()
    for shown in (words(app), words(opened("feedback", call=call_id))):
        assert "Lead took the score back" in shown and "I had misread turn three." in shown
        assert "Lead scored 5.0" in shown and WHY in shown, "what was taken back stays in sight"
    [summary] = services.review().calls(AS_LEAD)
    assert not summary.overridden and summary.settled_overall == before.overall


def test_a_newer_evaluator_does_not_undo_what_a_person_judged(
    opened: Open, as_lead: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    call_id = a_shared_call()
    override(as_lead("reviewed", call=call_id), "empathy", 5.0, WHY)
    monkeypatch.setattr(grading, "EMBEDDED_VERSION", "embedded/next")
    assert WHY in words(opened("feedback", call=call_id))
    assert len(services.practice().store.grades(call_id)) == 1


def test_a_score_without_a_reason_or_off_the_scale_is_refused_beside_the_form(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call()
    app = as_lead("reviewed", call=call_id)
    override(app, "empathy", 4.0, "  ")
    assert "Say why in a few words" in words(app)
    override(app, "empathy", 3.3, WHY)
    assert "from 1 to 5 in half points" in words(app)
    assert services.practice().store.overrides(call_id) == []
    override(app, "empathy", 3.5, WHY)
    assert "half points; 3.3 is not" not in words(app)
    assert len(services.practice().store.overrides(call_id)) == 1


@pytest.mark.parametrize("said", [(), (GREETING,)])
def test_what_was_not_graded_can_be_scored_by_a_person(opened: Open, as_lead: Open, said: tuple[str, ...]) -> None:
    opened()
    call_id = a_call(*said, end=True)
    services.graded(call_id)
    services.shelf().share(AS_TRAINEE, call_id, private=False)
    left = [one.id for one in services.practice().store.grades(call_id)[0].grade.criteria if one.score is None]
    app = as_lead("reviewed", call=call_id)
    override(app, left[0], 2.0, WHY)
    assert "Evaluator: **not graded** · Lead: **2.0**" in words(app)


def test_a_private_call_stays_closed_at_its_typed_address(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call(private=True)
    app = as_lead("reviewed", call=call_id)
    assert not app.exception
    assert "This call is private" in words(app)
    assert GREETING not in words(app)


@pytest.mark.parametrize("page", ["review", "reviewed"])
def test_a_trainee_is_not_let_in_by_the_address(opened: Open, page: str) -> None:
    opened()
    call_id = a_shared_call()
    app = opened(page, call=call_id)
    app.session_state["role"] = Role.TRAINEE.value
    app.run()
    assert not app.exception
    assert "Graded calls are read by cohort leads." in words(app)
    assert KIND not in words(app) and "Order" not in [box.label for box in app.selectbox]


def test_a_call_that_nobody_has_read_yet_is_graded_when_the_lead_opens_it(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_call(GREETING, KIND, end=True)
    services.shelf().share(AS_TRAINEE, call_id, private=False)
    assert "Not graded yet" in words(as_lead("review"))
    assert not as_lead("reviewed", call=call_id).exception
    assert len(services.practice().store.grades(call_id)) == 1


def test_sent_once_more_with_nothing_changed_nothing_is_asked_for(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call()
    app = as_lead("reviewed", call=call_id)
    override(app, "empathy", 5.0, WHY)
    assert [toast.value for toast in app.toast] == ["Saved, beside the evaluator's."]
    app.button(key=f"save-{open_form(app, 'empathy')}").click().run()
    assert "Say why in a few words" not in words(app)
    assert len(services.practice().store.overrides(call_id)) == 1


def test_a_call_that_did_not_pass_says_why(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call()
    app = as_lead("reviewed", call=call_id)
    rubric = services.practice().look(AS_LEAD, call_id).rubric
    least = next(one for one in rubric.criteria if one.minimum is not None and one.better == "high")
    override(app, least.id, 1.0, WHY)
    assert f"{least.name}, at 1.0, is below its minimum of {least.minimum:g}." in words(app)


def test_a_critical_failure_is_marked_in_the_list_and_can_be_asked_for(opened: Open, as_lead: Open) -> None:
    opened()
    a_shared_call(GREETING, KIND)
    a_shared_call(GREETING, "You stupid cow, shut up.")
    app = as_lead("review")
    assert words(app).count("Critical failure]") == 1
    app.selectbox(key="review-result").select("critical").run()
    assert not app.exception
    assert rows(app).count("with Margaret Ellis") == 1 and "Critical failure]" in words(app)


def test_calls_stand_in_the_order_of_one_criterion(opened: Open, as_lead: Open) -> None:
    opened()
    strong, weak = a_shared_call(GREETING, KIND), a_shared_call(GREETING, "Account number? At least he was old.")
    override(as_lead("reviewed", call=weak), "empathy", 1.0, WHY)
    override(as_lead("reviewed", call=strong), "empathy", 5.0, WHY)
    app = as_lead("review")
    name = services.library().rubric("compassionate-call").criterion("empathy").name
    app.selectbox(key="review-order").select(f"Weakest first in {name}").run()
    assert not app.exception
    assert "among the latest 500 graded calls" in words(app)
    shown = words(app)
    assert shown.index(f"{name} **1.0**") < shown.index(f"{name} **5.0**")


def test_a_lead_reads_what_the_trainee_reads_first(opened: Open, as_lead: Open) -> None:
    opened()
    call_id = a_shared_call()
    told = services.graded(call_id).feedback
    app = as_lead("reviewed", call=call_id)
    assert "What worked" in words(app) and "What the caller made of it" in words(app)
    assert told.change is None or told.change.say in words(app)
    assert not any("try" in str(button.key) for button in app.button), "trying again is the trainee's"


def test_a_tab_that_lands_on_another_side_says_so_once(opened: Open) -> None:
    opened()
    services._last_side()["last"] = Role.LEAD
    app = opened()
    assert [toast.value for toast in app.toast] == ["You are now here as a trainee."]
    assert not app.run().toast
    assert not opened().toast


def test_a_closed_door_has_a_way_back(opened: Open, as_lead: Open) -> None:
    opened()
    app = as_lead("reviewed", call=a_shared_call(private=True))
    assert "To the graded calls" in rows(app)
