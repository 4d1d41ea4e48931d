"""The model evaluator: what counts, what is asked again, and what is not graded."""

import json
import threading
import time

import pytest

from bench.mock_server import MockServer
from simulator.errors import (
    ProviderBusyError,
    ProviderFaultError,
    ProviderRefusedError,
    ProviderTimeoutError,
    SpendingCapError,
)
from simulator.evaluator.exchanges import Exchange
from simulator.evaluator.judge import grade_with_model
from simulator.llm import open_chat
from simulator.settings import EvaluatorSettings, Settings
from tests.evaluator.judged_call import CALL, QUOTE, RATING, asked_for, call, judged, rating, rubric


def only(grade):
    return grade.criteria[0]


def test_a_rating_becomes_a_grade_with_verified_words():
    grade, chat = judged([rating()])
    found = only(grade)
    assert (grade.evaluator, grade.status, grade.overall, grade.passed) == ("model", "graded", 4.0, True)
    assert (found.status, found.score, found.why) == ("graded", 4.0, "You took up her word.")
    assert [(e.turn, e.quote) for e in found.evidence] == [(3, "what happened the other times")]
    assert [(m.turn, m.cue, m.quote) for m in found.missed] == [(4, "feeling", "that tired of saying it")]
    assert found.better[0].said == "Can I take your name"
    assert len(chat.prompts) == 1
    assert grade.measures["agent_turns"] == 4


def test_a_quote_is_stored_as_the_transcript_has_it():
    quotes = [{"turn": 3, "quote": 'YOU SAID "again" - what happened', "shows": "x"}]
    grade, _ = judged([rating(quotes=quotes)])
    assert only(grade).evidence[0].quote == "You said 'again' — what happened"


def test_provenance_names_what_the_grade_was_made_from():
    made_from = judged([rating()])[0].provenance
    assert made_from.model == "scripted"
    assert made_from.evaluator.startswith("model/")
    assert made_from.seed == 7
    assert all(len(value) == 64 for value in (made_from.rubric, made_from.prompt, made_from.settings))


UNUSABLE = {
    "prose": "I would give this a four.",
    "cut": rating()[:-20],
    "array": json.dumps([RATING]),
    "off the menu": rating(level="6"),
    "between": rating(level="3.5"),
    "a word": rating(level="good"),
    "no level": json.dumps({k: v for k, v in RATING.items() if k != "level"}),
    "no reason": rating(reason=""),
    "a reason without end": rating(reason="and so on " * 1000),
    "quotes no list": rating(quotes="what happened"),
    "made up": rating(quotes=[QUOTE, {"turn": 3, "quote": "I know exactly how you feel", "shows": "x"}]),
    "the caller's words": rating(quotes=[{"turn": 4, "quote": "Nobody wrote it down", "shows": "x"}]),
    "one word": rating(quotes=[{"turn": 3, "quote": "sorry", "shows": "x"}]),
    "nothing quoted": rating(quotes=[]),
}


@pytest.mark.parametrize("reply", UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_reply_is_asked_for_again_with_the_reason(reply):
    grade, chat = judged([reply, rating()])
    assert only(grade).score == 4.0
    assert len(chat.prompts) == 2
    first, second = chat.prompts
    assert second[: len(first)] == first
    assert second[-2].role == "assistant"
    assert "cannot be used" in asked_for(second)


@pytest.mark.parametrize("reply", UNUSABLE.values(), ids=UNUSABLE)
def test_unusable_twice_is_not_graded_and_never_a_number(reply):
    grade, chat = judged([reply])
    found = only(grade)
    assert (found.status, found.score, found.evidence) == ("not_graded", None, [])
    assert "twice" in found.why
    assert (grade.status, grade.overall, grade.passed) == ("not_graded", None, None)
    assert len(chat.prompts) == 2


def test_moments_and_better_lines_that_do_not_stand_up_are_left_out():
    reply = rating(
        missed=[
            {"turn": 4, "quote": "I am heartbroken", "cue": "feeling"},
            {"turn": 3, "quote": "what happened the other times", "cue": "feeling"},
            {"turn": 6, "quote": "nobody wrote it down", "cue": "mystery"},
        ],
        better=[
            {"turn": 4, "said": "Nobody wrote it down", "say": "I see.", "because": "the caller's turn"},
            {"turn": 99, "said": "What did you say?", "say": "I see.", "because": "no such turn"},
            {"turn": 5, "said": "Can I take your name", "say": "I'll refund you £85 now.", "because": "invents"},
            {"turn": 5, "said": "Can I take your name", "say": "", "because": "empty"},
            {"turn": 7, "said": "ring you on Tuesday", "say": "word " * 80, "because": "too long"},
        ],
    )
    found = only(judged([reply])[0])
    assert [(m.turn, m.cue, m.quote) for m in found.missed] == [(4, "need", "Nobody wrote it down")]
    assert found.better == []


def test_a_better_line_for_a_turn_that_was_misquoted_stands_against_the_whole_turn():
    line = {"turn": 7, "said": "I shall hold them", "say": "They stop today, and I'll ring.", "because": "-"}
    found = only(judged([rating(better=[line])])[0]).better[0]
    assert found.said == CALL["turns"][6]["text"]


@pytest.mark.parametrize("level", [4, "4", " 4 ", 4.0, "4.0"])
def test_a_level_may_be_a_number_or_its_text(level):
    assert only(judged([rating(level=level)])[0]).score == 4.0


@pytest.mark.parametrize(("level", "status"), [("not_applicable", "not_applicable"), ("cannot_judge", "not_graded")])
def test_the_model_may_decline(level, status):
    grade, _ = judged([rating(level=level, quotes=[], reason="She said too little.")])
    assert (only(grade).status, only(grade).score, only(grade).why) == (status, None, "She said too little.")


def test_what_the_rubric_says_does_not_apply_is_not_asked():
    grade, chat = judged([rating()], by=rubric(applies={"event": "hold"}))
    assert only(grade).status == "not_applicable"
    assert chat.prompts == []


def test_several_samples_give_the_median_and_a_spread():
    replies = [rating(level="2", reason="low"), rating(level="5", reason="high"), rating(level="4", reason="mid")]
    found = only(judged(replies, samples=3)[0])
    assert (found.score, found.confidence, found.why) == (4.0, 0.25, "mid")
    assert found.flag == "Asked 3 times, the model gave levels from 2 to 5."
    same = only(judged([rating()], samples=3)[0])
    assert same.flag is None
    assert same.confidence == 1.0
    assert only(judged([rating()])[0]).confidence is None


def test_samples_that_disagree_whether_it_can_be_judged_are_flagged():
    declined = rating(level="cannot_judge", quotes=[])
    found = only(judged([rating(level="4"), declined, rating(level="4")], samples=3)[0])
    assert (found.score, found.flag) == (4.0, "Asked 3 times, the model gave a level 2 times and none otherwise.")
    near = only(judged([rating(level="3"), rating(level="4")], samples=2)[0])
    assert (near.score, near.confidence, near.flag) == (3.5, 0.75, None)


def test_several_samples_are_not_the_same_one_told_again():
    assert EvaluatorSettings(samples=3).temperature > 0
    assert EvaluatorSettings(samples=3, temperature=0).temperature == 0
    assert EvaluatorSettings().temperature == 0


def test_a_sample_that_fails_does_not_count():
    found = only(judged([rating(level="2"), ProviderBusyError("busy"), rating(level="4")], samples=3)[0])
    assert (found.status, found.score) == ("graded", 3.0)


@pytest.mark.parametrize("error", [ProviderBusyError, ProviderFaultError, ProviderTimeoutError])
def test_a_provider_that_fails_once_costs_one_criterion(error):
    lines = iter([rating(), error("It is down."), rating(), rating(), rating()])
    lock = threading.Lock()

    def script(_):
        with lock:
            return next(lines)

    grade, _ = judged(script, by=rubric(criteria=5))
    assert sorted(c.status for c in grade.criteria) == ["graded"] * 4 + ["not_graded"]
    assert next(c for c in grade.criteria if c.status == "not_graded").why.endswith("It is down.")
    assert (grade.status, grade.overall) == ("partly_graded", 4.0)


@pytest.mark.parametrize("error", [ProviderRefusedError, SpendingCapError])
def test_a_failure_that_all_would_meet_is_met_once(error):
    grade, chat = judged([error("No.")], by=rubric(criteria=6))
    assert {c.status for c in grade.criteria} == {"not_graded"}
    assert grade.overall is None
    assert len(chat.prompts) == 1


def test_criteria_share_their_prefix_and_come_back_in_order():
    together = threading.Barrier(4, timeout=5)

    def script(messages):
        number = next(n for n in range(1, 6) if f"judge now: Criterion {n}\n" in asked_for(messages))
        if number > 1:
            together.wait()  # breaks unless the other four are asked side by side
        time.sleep(0.01 * (5 - number))
        return rating(level=str(number))

    grade, chat = judged(script, by=rubric(criteria=5))
    assert [c.score for c in grade.criteria] == [1, 2, 3, 4, 5]
    assert "Criterion 1\n" in asked_for(chat.prompts[0])
    heads = {prompt[0].content for prompt in chat.prompts}
    shared = {asked_for(prompt).split("# The criterion to judge now")[0] for prompt in chat.prompts}
    assert len(heads) == len(shared) == 1


def test_every_exchange_is_recorded():
    kept: list[Exchange] = []
    judged(["not json", rating()], record=kept.append)
    assert [(e.about, e.reply) for e in kept] == [("c1", "not json"), ("c1", rating())]
    assert kept[1].messages[-2].content == "not json"


WHEN = [{"id": "lied", "when": "The agent promised something that was not done."}]
FINDING = {"restate": "-", "quotes": [{"turn": 7, "quote": "ring you on Tuesday", "shows": "x"}], "reason": "-"}


def critical_script(reply):
    return lambda messages: reply if "critical failure" in asked_for(messages) else rating()


@pytest.mark.parametrize(
    ("reply", "passed", "failures"),
    [
        (json.dumps(FINDING | {"happened": "yes"}), False, [("lied", 7, "ring you on Tuesday")]),
        (json.dumps(FINDING | {"happened": "no", "quotes": []}), True, []),
        (json.dumps(FINDING | {"happened": "cannot_judge"}), None, []),
        (json.dumps(FINDING | {"happened": "yes", "quotes": []}), None, []),
        (json.dumps(FINDING | {"happened": "perhaps"}), None, []),
        ("prose", None, []),
        (ProviderFaultError("down"), None, []),
    ],
)
def test_a_critical_failure_needs_the_agents_words(reply, passed, failures):
    grade, _ = judged(critical_script(reply), by=rubric(critical=WHEN))
    assert [(f.id, f.turn, f.quote) for f in grade.critical] == failures
    assert grade.passed is passed
    assert only(grade).score == 4.0


def test_a_critical_failure_that_code_checks_is_not_asked_of_the_model():
    rude = call(turns=[*CALL["turns"][:2], {"speaker": "agent", "text": "Oh shut up, you stupid woman."}])
    quotes = [{"turn": 1, "quote": "How can I help", "shows": "x"}]
    by = rubric(critical=[{"id": "rude", "check": "rude_to_caller"}])
    grade, chat = judged([rating(quotes=quotes, missed=[], better=[])], transcript=rude, by=by)
    assert [(f.id, f.turn) for f in grade.critical] == [("rude", 3)]
    assert grade.passed is False
    assert len(chat.prompts) == 1


@pytest.mark.parametrize("turns", [[], [{"speaker": "caller", "text": "Hello?"}], [{"speaker": "agent", "text": " "}]])
def test_a_call_in_which_nobody_was_answered_is_not_graded_and_not_sent(turns):
    grade, chat = judged([rating()], transcript=call(turns=turns, events=[]))
    assert (grade.status, grade.overall, only(grade).score) == ("not_graded", None, None)
    assert chat.prompts == []


def test_the_whole_way_through_a_server(tmp_path):
    """Prompt, JSON schema and reply over HTTP; a rating that was cut off is asked for again."""
    with MockServer(reply=lambda _: RATING, first_token=0.0, words_per_second=5000, faults=[None, "length"]) as server:
        settings = Settings(_env_file=None, openai_base_url=server.url, data_dir=tmp_path)
        grade = grade_with_model(
            call(), rubric(criteria=3), chat=open_chat(settings.evaluator, settings), settings=settings.evaluator
        )
    assert [c.status for c in grade.criteria] == ["graded"] * 3
    assert len(server.requests) == 4
    assert sum("longer than allowed" in request["messages"][-1]["content"] for request in server.requests) == 1
    asked = server.requests[0]
    assert asked["response_format"]["json_schema"]["schema"]["properties"]["level"]["enum"][-1] == "cannot_judge"
    assert asked["temperature"] == 0.0
