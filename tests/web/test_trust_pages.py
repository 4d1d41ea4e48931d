"""What shows how far scores can be trusted: tags, flags, scores given blind, and corrections."""

import functools
import json
import random
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from bench.mock_server import MockServer
from simulator.access import LOCAL_PERSON, Role, narrowed
from simulator.store import Mark, Store
from simulator.web import services, stopping, trusting
from tests.web.driven import WIDOW, Open, a_call, words

GREETING = "Good morning, you're through to Sam. How can I help you today?"
KIND = "Nineteen days, and you're the one ringing everybody. What has it been like with the bills since?"
LEAD = narrowed(LOCAL_PERSON, Role.LEAD)
TRAINEE = narrowed(LOCAL_PERSON, Role.TRAINEE)
RUBRIC = "compassionate-call"
RATED = {
    "restate": "-", "quotes": [{"turn": 3, "quote": KIND, "shows": "probe"}], "reason": "It asks openly.",
    "missed": [], "better": [], "level": "4", "happened": "no",
}  # fmt: skip


def shared_call(*said: str, private: bool = False) -> str:
    """A finished call of the one local person that leads may see."""
    call_id = a_call(*(said or (GREETING, KIND)), end=True)
    services.shelf().share(TRAINEE, call_id, private=private)
    return call_id


def as_lead(opened: Open, page: str, **query: str) -> AppTest:
    """A page as a lead's tab opens it."""
    app = opened(page, **query)
    app.session_state["role"] = Role.LEAD.value
    return app.run()


def test_a_tag_is_kept_with_its_note_changed_and_taken_away_and_no_score_moves(opened: Open) -> None:
    opened()
    call_id = shared_call()
    before = services.graded(call_id).record.grade
    app = opened("feedback", call=call_id)
    assert "It changes no score" in words(app)
    app.checkbox(key=f"stopped-{call_id}-opening-wording").check().run()
    app.text_input(key=f"stopped-note-{call_id}-opening").set_value("The recording line comes first.").run()
    assert not app.exception
    said = stopping.obstacles().of(TRAINEE, call_id)["opening"]
    assert (said.kinds, said.note) == (["wording"], "The recording line comes first.")
    assert services.graded(call_id).record.grade == before
    again = opened("feedback", call=call_id)
    assert again.text_input(key=f"stopped-note-{call_id}-opening").value == "The recording line comes first."
    again.checkbox(key=f"stopped-{call_id}-opening-wording").uncheck().run()
    assert stopping.obstacles().of(TRAINEE, call_id) == {}


def test_a_lead_reads_the_tag_on_the_call_and_counted_over_shared_calls_alone(opened: Open) -> None:
    opened()
    shared, private = shared_call(), shared_call(private=True)
    for call_id, note in ((shared, "It has to come *before* hello."), (private, "Nobody sees this.")):
        services.graded(call_id)
        stopping.obstacles().say(TRAINEE, call_id, "opening", kinds=["wording", "system"], note=note)
    app = as_lead(opened, "reviewed", call=shared)
    assert not app.exception
    assert "What stopped them, as they say" in words(app).replace("**", "")
    assert "It has to come *before* hello." in words(app)
    assert not [one for one in app.checkbox if str(one.key).startswith("stopped-")], "the tag is theirs"
    listed = as_lead(opened, "review")
    assert not listed.exception
    assert "It has to come *before* hello." in words(listed) and "Nobody sees this." not in words(listed)
    [table] = [one.value for one in listed.table if "Wording" in one.value.columns]
    assert table.to_dict("records") == [
        {"Criterion": "Opening and scripted wording", "Caller": "Margaret Ellis", "Wording": "1", "Authority": "–",
         "System": "1", "Calls": "1", "People": "1"}
    ]  # fmt: skip


def test_a_lead_who_opens_the_feedback_cannot_tag_somebody_elses_call(opened: Open) -> None:
    opened()
    app = as_lead(opened, "feedback", call=shared_call())
    assert not app.exception
    assert not [one for one in app.checkbox if str(one.key).startswith("stopped-")]


def draw_scores(grade: str, rubric: str) -> None:
    from simulator.grade import Grade
    from simulator.rubric import Rubric
    from simulator.web.components import scores

    scores.show(Grade.model_validate_json(grade), Rubric.model_validate_json(rubric), forked_at=None)


def test_flags_corrections_and_what_is_not_trusted_stand_beside_the_score(opened: Open) -> None:
    opened()
    call_id = shared_call()
    grade = services.graded(call_id).record.grade
    rubric = services.practice().look(TRAINEE, call_id).rubric
    beside = {
        "empathy": {"flag": "Its samples lie two levels apart."},
        "probing": {"score": 3.0, "raw": 4.0},
        "opening": {"score": 2.0, "trusted": False},
    }
    criteria = [one.model_copy(update=beside.get(one.id, {})) for one in grade.criteria]
    shown_grade = grade.model_copy(update={"criteria": criteria, "unjudged": ["promised"]})
    sentence = {"id": "promised", "when": "The agent promised what cannot be kept."}
    written = rubric.model_dump_json(by_alias=True).replace('"critical":[', f'"critical":[{json.dumps(sentence)},')
    shown = words(
        AppTest.from_function(
            draw_scores,
            kwargs={"grade": shown_grade.to_json(), "rubric": written},
        ).run()
    ).replace("**", "")
    assert "A person should look at: Empathy, not sympathy." in shown
    assert "Its samples lie two levels apart." in shown
    assert "Corrected from 4.0 to 3.0, as people who scored such calls here gave less." in shown
    assert "Left out, as not yet trustworthy: Opening and scripted wording." in shown
    assert "Not looked for here: The agent promised what cannot be kept." in shown


@pytest.mark.parametrize(("rubric", "said"), [(RUBRIC, "None of these criteria"), ("lend-an-ear", "published set")])
def test_how_far_to_trust_says_what_was_measured_and_what_was_not(opened: Open, rubric: str, said: str) -> None:
    opened()
    call = services.practice().begin(TRAINEE, "bereaved-account-holder", rubric=rubric, seed=7)
    for line in (GREETING, KIND):
        "".join(services.practice().say(TRAINEE, call.id, line))
    services.practice().end(TRAINEE, call.id)
    app = opened("feedback", call=call.id)
    assert not app.exception
    everything = words(app) + "".join(str(table.value) for table in app.table)
    assert said in everything


def test_a_fresh_grade_is_offered_where_the_built_in_evaluator_stood_in(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MockServer(fault="fault") as model:
        monkeypatch.setenv("OPENAI_BASE_URL", model.url)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("SIDETONE_EVALUATOR__RETRIES", "0")
        opened()
        call_id = written_call(services.practice().store, GREETING, "He's gone.", KIND, "It has been hard.")
        for page, look in (("feedback", opened), ("reviewed", functools.partial(as_lead, opened))):
            app = look(page, call=call_id)
            assert "The model could not grade, so the built-in evaluator did." in words(app).replace("**", "")
            asked = len(model.requests)
            app.button(key="grade-afresh").click().run()
            assert not app.exception and len(model.requests) > asked
            assert "The model still could not grade." in [toast.value for toast in app.toast]
        model.fault, model.reply = None, RATED
        app.button(key="grade-afresh").click().run()
    assert not app.exception and "could not grade" not in words(app)
    assert [one.grade.evaluator for one in services.practice().store.grades(call_id)] == ["model", "embedded"]


def test_what_would_come_out_the_same_is_not_offered(opened: Open) -> None:
    opened()
    app = opened("feedback", call=written_call(services.practice().store, GREETING, "He's gone.", KIND))
    assert not app.exception and not [one for one in app.button if one.key == "grade-afresh"]


def score_everything(app: AppTest, call_id: str, level: str) -> None:
    """Choose this level for every criterion on the sheet and send it."""
    for one in app.radio:
        if str(one.key).startswith(f"level-{call_id}-"):
            one.set_value(level)
    app.button(key="save-scores").click().run()
    assert not app.exception


def test_what_was_chosen_and_not_sent_is_there_again_for_this_scorer_alone(opened: Open) -> None:
    opened()
    call_id = shared_call()
    app = as_lead(opened, "score")
    app.text_input(key="scorer").set_value("Ann").run()
    app.radio(key=f"level-{call_id}-probing-Ann").set_value("4").run()
    app.text_input(key=f"note-{call_id}-probing-Ann").set_value("Asked twice.").run()
    assert not app.exception and services.practice().store.scorings() == []
    for name, chosen in (("Ann", "4"), ("Ben", None)):
        again = as_lead(opened, "score")
        again.text_input(key="scorer").set_value(name).run()
        assert again.radio(key=f"level-{call_id}-probing-{name}").value == chosen
    app = as_lead(opened, "score")
    app.text_input(key="scorer").set_value("Ann").run()
    assert app.text_input(key=f"note-{call_id}-probing-Ann").value == "Asked twice."
    score_everything(app, call_id, "3")
    [kept] = [one for one in services.practice().store.scorings() if one.criterion == "probing"]
    assert (kept.scorer, kept.score, kept.note) == ("ann", 3.0, "Asked twice.")


def test_a_call_is_scored_blind_and_the_next_one_comes(opened: Open) -> None:
    opened()
    for said in ("What has it been like since?", "Account number?"):
        services.graded(shared_call(GREETING, said))
    grades = {one.call.id: services.graded(one.call.id).record.grade for one in services.review().calls(LEAD)}
    app = as_lead(opened, "score")
    assert "Say who you are" in words(app)
    app.text_input(key="scorer").set_value("Ann").run()
    assert not app.exception
    [first, second] = trusting.scoring().to_score(LEAD, RUBRIC, name="Ann")
    shown = words(app)
    assert "2 wait for you" in shown and GREETING in shown
    for told in grades.values():
        assert not [one.why for one in told.criteria if one.score is not None and one.why in shown]
        assert f"{told.overall:.1f} of 5" not in shown
    assert not [one for one in ("They felt it", "-badge[", "out of 5", "How the caller's mood") if one in shown]
    app.button(key="save-scores").click().run()
    assert "Still without a score: Probing" in words(app)
    score_everything(app, first, "3")
    assert "1 wait for you" in words(app)
    assert [one.score for one in services.practice().store.scorings(call_id=first)] == [3.0] * 10
    score_everything(app, second, "Cannot judge")
    assert "No call waits for you" in words(app)
    assert {one.status for one in services.practice().store.scorings(call_id=second)} == {"cannot_judge"}
    assert [services.graded(call_id).record.grade for call_id in grades] == list(grades.values())


@pytest.mark.parametrize("page", ["score", "calibration"])
def test_trainees_are_told_whose_page_it_is(opened: Open, page: str) -> None:
    opened()
    shared_call()
    app = opened(page)
    app.session_state["role"] = Role.TRAINEE.value
    app.run()
    assert not app.exception
    assert "Graded calls are read by cohort leads." in words(app)
    assert "Margaret Ellis" not in words(app)


def written_call(store: Store, *said: str) -> str:
    """A finished and shared call of these turns, the agent first; quicker than taking it."""
    persona, rubric = services.library().loaded_persona(WIDOW), services.library().loaded_rubric(RUBRIC)
    store.ensure_person(LOCAL_PERSON.id, LOCAL_PERSON.name, ["lead"])
    call = store.add_call(
        LOCAL_PERSON.id,
        persona=persona.model.reference,
        persona_hash=store.freeze("persona", persona.text),
        rubric=rubric.model.reference,
        rubric_hash=store.freeze("rubric", rubric.text),
        seed=7,
        caller_kind="embedded",
        private=False,
    )
    for n, text in enumerate(said, start=1):
        store.add_turn(call.id, n, "agent" if n % 2 else "caller", text, 9.0 * n, "complete")
    store.end_call(call.id, datetime.now(UTC), "agent")
    return call.id


def scored_calls(number: int) -> None:
    """So many shared calls that two people scored: an evaluator that is a level too high would be found out."""
    lines = (KIND, "Account number?", "You need to calm down.", "I'm so sorry, you poor thing.", "I see.")
    chance, store = random.Random(7), services.practice().store
    for at in range(number):
        call_id = written_call(store, GREETING, "He's gone, and I've his bill here.", lines[at % len(lines)], "I see.")
        grade = services.grading().uncorrected(store.call(call_id))  # type: ignore[arg-type]
        for scorer in ("ann", "ben"):
            marks = {one.id: one_mark(one.score, chance) for one in grade.criteria}
            store.add_scorings(call_id, marks, scorer=scorer)


def one_mark(score: float | None, chance: random.Random) -> Mark:
    if score is None:
        return Mark("not_applicable")
    return Mark("scored", float(min(5, max(1, round(score - 1 + chance.choice((0, 0, 0.5)))))))


def test_what_was_measured_is_shown_then_held_then_switched_and_taken_back(opened: Open) -> None:
    opened()
    app = as_lead(opened, "calibration")
    assert "No shared calls yet" in words(app) or "Nobody has scored a call blind yet" in words(app)
    scored_calls(22)
    app.run()
    assert "**22** of them by two people" in words(app)
    app.button(key="measure").click().run()
    assert not app.exception
    assert "Nothing of this is in force yet." in words(app)
    app.button(key="keep-0").click().run()
    assert not app.exception
    [held] = trusting.calibrating().holding(LEAD, RUBRIC)
    on = [name for name, entry in held.criteria.items() if entry.on]
    assert on and "version 1" in words(app)
    app.toggle(key=f"correct-{held.name}-{on[0]}").set_value(False).run()
    assert not app.exception
    [held] = trusting.calibrating().holding(LEAD, RUBRIC)
    assert held.version == 2 and not held.criteria[on[0]].on
    app.button(key=f"send-revoke-{held.name}").click().run()
    assert "Say why in a few words" in words(app)
    app.text_input(key=f"why-revoke-{held.name}").set_value("It was fitted to easy calls.")
    app.button(key=f"send-revoke-{held.name}").click().run()
    assert not app.exception
    assert trusting.calibrating().holding(LEAD, RUBRIC)[0].revoked
    assert "It was fitted to easy calls." in words(app)
