"""A finished call is graded once, by the model where it can, and else by the embedded evaluator, visibly."""

import pytest

from bench.mock_server import MockServer
from simulator.errors import CallStateError, ConsentNeededError, NotAllowedError, SettingsError, UnknownNameError
from simulator.practice import Grading, Shelf, judge, persona_of
from tests.practice.rooms import ADA, BEN, CLOSING, GREETING, LEAD, begun, look

RATING = {"restate": "-", "reason": "One open question.", "level": "3", "missed": [], "better": []}
NOTHING = {"restate": "-", "quotes": [], "reason": "It did not happen.", "happened": "no"}


def grading(practice):
    return Grading(store=practice.store, settings=practice.settings, voices=practice.voices, book=practice.book)


def over(practice, *said, **how):
    call_id = begun(practice, *(said or (GREETING, CLOSING)), caller="embedded", **how)
    practice.end(ADA, call_id)
    return call_id


def test_a_call_is_graded_after_its_end_and_only_once(room):
    practice = room()
    call_id = begun(practice, GREETING, CLOSING)
    with pytest.raises(CallStateError, match="still going on"):
        grading(practice).grade(ADA, call_id)
    practice.end(ADA, call_id)
    first, second = (grading(practice).grade(ADA, call_id) for _ in range(2))
    assert first.record == second.record and first.fallback is None
    assert first.record.grade.status in ("graded", "partly_graded")
    assert first.feedback == second.feedback
    assert len(practice.store.grades(call_id)) == 1


def test_quotes_stand_in_their_turn_to_the_letter(room):
    practice = room()
    call_id = over(practice, GREETING, "I'm so sorry for your loss. What’s it been  like since Thomas died?")
    turns = {turn.n: turn.text for turn in look(practice, call_id).transcript.turns}
    grade = grading(practice).grade(ADA, call_id).record.grade
    quotes = [evidence for criterion in grade.criteria for evidence in criterion.evidence]
    assert quotes and all(evidence.quote in turns[evidence.turn] for evidence in quotes)


def test_who_may_not_see_a_call_may_not_have_it_graded(room):
    practice = room()
    call_id = over(practice)
    for viewer in (BEN, LEAD):
        with pytest.raises(NotAllowedError):
            grading(practice).grade(viewer, call_id)
    with pytest.raises(UnknownNameError):
        grading(practice).grade(ADA, "gone")
    Shelf(practice.store).share(ADA, call_id, private=False)
    assert grading(practice).grade(LEAD, call_id).record.grade.transcript == call_id


@pytest.mark.parametrize("fault", ["refused", "unauthorized", "fault", "slow_headers", "malformed", "empty"])
def test_where_the_model_cannot_grade_the_embedded_evaluator_does_and_says_so(room, fault):
    with MockServer(fault=fault) as server:
        practice = room(server)
        call_id = over(practice)
        first = grading(practice).grade(ADA, call_id)
        asked = len(server.requests)
        again = grading(practice).grade(ADA, call_id)
        assert len(server.requests) == asked, "a page that is opened again does not wait for the model again"
        assert grading(practice).grade(ADA, call_id, fresh=True).fallback
        assert len(server.requests) > asked or fault == "refused"
    assert first.record.grade.evaluator == "embedded" and first.record.grade.status != "not_graded"
    assert first.fallback and again.fallback == first.fallback
    assert again.record == first.record


def test_a_grade_by_the_model_takes_the_place_of_the_stand_in_when_asked_for_again(room):
    with MockServer(fault="fault", first_token=0.0, words_per_second=5000) as server:
        practice = room(server)
        call_id = over(practice)
        assert grading(practice).grade(ADA, call_id).record.grade.evaluator == "embedded"
        server.fault = None
        server.reply = model_reply
        renewed = grading(practice).grade(ADA, call_id, fresh=True)
        assert renewed.record.grade.evaluator == "model", renewed.fallback
        later = grading(practice).grade(ADA, call_id)
    assert later.record.grade.evaluator == "model" and later.fallback is None
    assert later.record.log, "the exact prompts and replies are kept"


def test_a_model_that_finds_nothing_to_judge_is_no_crash(room):
    with MockServer(reply=RATING | {"level": "not_applicable", "quotes": []}, first_token=0.0) as server:
        practice = room(server)
        graded = grading(practice).grade(ADA, over(practice))
    assert graded.record.grade.evaluator == "embedded" and "nothing in this rubric came up" in graded.fallback


def model_reply(body):
    """A rating with a quote that stands in the call."""
    asked = body["response_format"]["json_schema"]["schema"]["properties"]
    return (
        RATING | {"quotes": [{"turn": 3, "quote": CLOSING, "shows": "open_question"}]} if "level" in asked else NOTHING
    )


def test_nothing_is_sent_to_a_grader_nobody_agreed_to(room, server, monkeypatch):
    monkeypatch.setattr("simulator.practice.voices.leaves_machine", lambda _: True)
    practice = room(server)
    call_id = over(practice)
    Shelf(practice.store).share(ADA, call_id, private=False)
    practice.store.ensure_person(LEAD.id, LEAD.name, [])
    practice.voices.consent(LEAD, server.url)
    assert grading(practice).grade(LEAD, call_id).record.grade.evaluator == "embedded"
    with pytest.raises(ConsentNeededError):
        grading(practice).grade(LEAD, call_id, evaluator="model")
    assert not server.requests, "the trainee's words need the trainee's consent"


def test_a_model_that_is_not_connected_cannot_be_asked_for(room):
    practice = room()
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        grading(practice).grade(ADA, over(practice), evaluator="model")


def test_a_call_without_a_word_is_not_graded(room):
    practice = room()
    call = practice.begin(ADA, "cheerful-routine")
    practice.end(ADA, call.id)
    grade = grading(practice).grade(ADA, call.id).record.grade
    assert (grade.status, grade.overall, grade.passed) == ("not_graded", None, None)


def test_a_provider_that_is_not_installed_does_not_keep_a_call_from_its_grade(room):
    practice = room(evaluator={"provider": "no_such_provider", "model": "x"}, consent=True)
    call_id = over(practice)
    graded = grading(practice).grade(ADA, call_id)
    assert graded.record.grade.evaluator == "embedded" and "no_such_provider" in graded.fallback


def test_a_transcript_finds_its_persona_by_name(room, library):
    practice = room()
    transcript = look(practice, over(practice)).transcript
    assert persona_of(transcript, library) is not None
    assert persona_of(transcript.model_copy(update={"persona": "nobody@1.0.0"}), library) is None
    assert persona_of(transcript.model_copy(update={"persona": None}), library) is None
    judged = judge(
        transcript,
        library.rubric("values"),
        persona=None,
        evaluator="embedded",
        voices=practice.voices,
        settings=practice.settings,
    )
    assert judged.grade.rubric.startswith("values@")


def test_a_grade_names_texts_that_the_store_keeps(room):
    practice = room()
    call_id = over(practice)
    provenance = grading(practice).grade(ADA, call_id).record.grade.provenance
    assert "id: bereaved-account-holder" in practice.store.frozen(provenance.persona)
    assert "id: compassionate-call" in practice.store.frozen(provenance.rubric)
