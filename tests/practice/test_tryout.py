"""A try-out goes as a call would, shows what is inside, and stores nothing."""

import pytest

from simulator.practice.script import Step as Line
from simulator.practice.script import play
from simulator.practice.tryout import Step, conditions, standing_of, tryout
from simulator.settings import Settings
from tests.conftest import CALLERS
from tests.practice.rooms import GREETING, WIDOW

TALK = (
    Step("say", GREETING),
    Step("say", "I'm sorry. May I take your full name and address?"),
    Step("say", "Nineteen days, and you're the one ringing everybody. What has it been like with the bills?"),
    Step("say", "This call is recorded for training."),
    Step("action", "hold-account"),
    Step("hold"),
    Step("resume"),
    Step("say", "I've put a hold on it, and I'll ring you on Tuesday before noon. How are you managing for money?"),
    Step("say", "At least he had a long life."),
)


def test_the_same_words_get_the_same_lines_as_in_a_call(library, matcher, tmp_path):
    lines = [Line(n, "say" if s.kind == "say" else s.kind, s.text, s.amount) for n, s in enumerate(TALK, start=1)]
    call = play(
        WIDOW, lines, rubric="compassionate-call", seed=7, caller="embedded", library=library,
        settings=Settings(_env_file=None, data_dir=tmp_path), matcher=matcher,
    )  # fmt: skip
    assert not call.refused
    tried = tryout(library.persona(WIDOW), TALK, seed=7, matcher=matcher)
    said = [turn.text for turn in call.transcript.caller_turns()]
    assert [moment.reply for moment in tried.moments if moment.reply is not None] == said


def test_each_moment_says_what_it_did(margaret, matcher):
    tried = tryout(margaret, TALK, seed=7, matcher=matcher)
    hurt = tried.moments[-1]
    assert hurt.heard is not None and "dismissal" in hurt.heard.act_ids
    assert "dismissal" in {one.cause for one in hurt.moved}
    assert hurt.after.trust < hurt.before.trust
    for before, after in zip(tried.moments, tried.moments[1:], strict=False):
        assert after.before == before.after
    assert tried.state.mood == hurt.after
    done = next(moment for moment in tried.moments if moment.step.kind == "action")
    assert [one.cause for one in done.moved] == ["hold-account"] and done.reply is None
    earned = {fact for moment in tried.moments for fact in moment.earned}
    assert earned == tried.state.earned_ids


def test_a_step_back_is_the_try_out_without_the_last_step(margaret, matcher):
    whole = tryout(margaret, TALK, seed=7, matcher=matcher)
    assert tryout(margaret, TALK[:-1], seed=7, matcher=matcher).moments == whole.moments[:-1]


def test_what_cannot_be_done_is_refused_and_moves_nothing(margaret, matcher):
    steps = (
        Step("say", GREETING),
        Step("action", "goodwill", 5000.0),
        Step("action", "goodwill"),
        Step("action", "no-such-thing"),
        Step("hold"),
        Step("say", "Are you there?"),
    )
    tried = tryout(margaret, steps, seed=7, matcher=matcher)
    refused = [moment.refused for moment in tried.moments]
    assert refused[0] is None and refused[4] is None
    assert "authority" in str(refused[1]) and "amount" in str(refused[2]) and "no action" in str(refused[3])
    assert "on hold" in str(refused[5])
    assert all(moment.before == moment.after for moment in tried.moments if moment.refused)


def test_after_the_end_nothing_more_is_heard(margaret, matcher):
    steps = [Step("say", GREETING), *(Step("say", "") for _ in range(4))]
    tried = tryout(margaret, steps, seed=7, matcher=matcher)
    assert tried.ended == "hung_up"
    assert tried.moments[-1].refused and tried.moments[-1].reply is None


@pytest.mark.parametrize("caller_id", CALLERS)
def test_a_locked_fact_always_waits_for_something(library, matcher, caller_id):
    persona = library.persona(caller_id)
    said = [step for step in TALK if step.kind == "say"] * 2
    for upto in range(len(said) + 1):
        state = tryout(persona, said[:upto], seed=3, matcher=matcher).state
        for fact in persona.facts:
            if standing_of(fact, state) == "locked":
                assert any(not one.met for one in conditions(fact, state)), fact.id


def test_a_turn_that_comes_stands_in_for_the_question(library, matcher):
    persona = library.persona(WIDOW)
    fact = persona.facts[0]
    due = fact.model_copy(update={"unlock": fact.unlock.model_copy(update={"by_turn": 1, "asked": "open"})})
    state = tryout(persona, [Step("say", GREETING)], seed=7, matcher=matcher).state
    assert [one.met for one in conditions(due, state) if one.kind == "asked"] == [True]
    assert "by_turn" not in {one.kind for one in conditions(due, state)}
