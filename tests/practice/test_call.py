"""A call as its owner takes it: begun, spoken, acted in, held, ended, reopened."""

import pytest

from simulator.errors import (
    ActionRefusedError,
    BeyondAuthorityError,
    CallEndedError,
    CallStateError,
    NotAllowedError,
    SettingsError,
    UnknownNameError,
)
from simulator.practice import Shelf
from tests.practice.rooms import ADA, BEN, CLOSING, GREETING, LEAD, WIDOW, begun, look, say, texts


def test_a_turn_is_stored_before_a_word_of_the_reply_is_taken(room):
    practice = room()
    call = practice.begin(ADA, WIDOW, seed=7)
    practice.say(ADA, call.id, GREETING)  # the iterator is not touched
    stored = practice.store.turns(call.id)
    assert (stored[0].speaker, stored[0].text, stored[0].status) == ("agent", GREETING, "complete")


def test_the_reply_is_what_is_stored(room):
    practice = room()
    call_id = begun(practice, GREETING)
    reply = say(practice, call_id, CLOSING)
    assert texts(practice, call_id)[-1] == reply
    assert [t.n for t in look(practice, call_id).transcript.turns] == [1, 2, 3, 4]


def test_the_same_seed_and_words_give_the_same_call(room):
    practice = room()
    first, second = (begun(practice, GREETING, CLOSING, "Which bills are those?") for _ in range(2))
    assert texts(practice, first) == texts(practice, second)


def test_a_call_reopens_elsewhere_as_it_was(room):
    here = room()
    call_id = begun(here, GREETING, "I'm sorry for your loss.", CLOSING)
    here.act(ADA, call_id, "hold-account")
    here.hold(ADA, call_id)
    here.resume(ADA, call_id)
    there = room()
    assert look(there, call_id).state == look(here, call_id).state
    assert look(there, call_id).transcript == look(here, call_id).transcript
    assert say(there, call_id, "What else should I know?")
    assert look(here, call_id).state == look(there, call_id).state


def test_what_is_shown_is_the_replay_of_what_is_stored(room):
    practice = room()
    call_id = begun(practice, GREETING, CLOSING)
    practice.act(ADA, call_id, "goodwill", 20)
    say(practice, call_id, "I've put twenty pounds on the account.")
    view = look(practice, call_id)
    assert practice.book.caller(view.call).replay(view.transcript) == view.state


def test_an_unknown_call_persona_or_rubric_is_named(room):
    practice = room()
    with pytest.raises(UnknownNameError, match="nobody"):
        practice.begin(ADA, "nobody")
    with pytest.raises(UnknownNameError, match="strict"):
        practice.begin(ADA, WIDOW, rubric="strict")
    with pytest.raises(UnknownNameError, match="gone"):
        practice.say(ADA, "gone", "Hello?")


def test_a_model_caller_needs_a_model(room):
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        room().begin(ADA, WIDOW, caller="model")


def test_somebody_else_neither_sees_nor_speaks_in_a_private_call(room):
    practice = room()
    call_id = begun(practice, GREETING)
    for viewer in (BEN, LEAD):
        for do in (
            lambda viewer: practice.look(viewer, call_id),
            lambda viewer: practice.watch(viewer, call_id),
            lambda viewer: practice.say(viewer, call_id, "Hello?"),
            lambda viewer: practice.answer_again(viewer, call_id),
            lambda viewer: practice.act(viewer, call_id, "hold-account"),
            lambda viewer: practice.hold(viewer, call_id),
            lambda viewer: practice.resume(viewer, call_id),
            lambda viewer: practice.transfer(viewer, call_id),
            lambda viewer: practice.end(viewer, call_id),
        ):
            with pytest.raises(NotAllowedError):
                do(viewer)
    assert len(practice.store.turns(call_id)) == 2
    assert not practice.store.events(call_id)


def test_a_lead_reads_a_shared_call_and_only_reads_it(room):
    practice = room()
    call_id = begun(practice, GREETING)
    Shelf(practice.store).share(ADA, call_id, private=False)
    assert practice.look(LEAD, call_id).call.id == call_id
    with pytest.raises(NotAllowedError):
        practice.say(LEAD, call_id, "Hello?")
    with pytest.raises(NotAllowedError):
        practice.look(BEN, call_id)


def test_the_first_three_calls_are_private(room):
    practice = room()
    assert [practice.begin(ADA, WIDOW).private for _ in range(5)] == [True, True, True, False, False]
    assert practice.begin(BEN, WIDOW).private


@pytest.mark.parametrize("amount", [None, 0, -5, float("nan"), float("inf")])
def test_an_amount_that_makes_no_sense_is_refused(room, amount):
    practice = room()
    call_id = begun(practice, GREETING)
    with pytest.raises(ActionRefusedError, match="50"):
        practice.act(ADA, call_id, "goodwill", amount)
    assert not practice.store.events(call_id)


@pytest.mark.parametrize("amount", [50.01, 500])
def test_an_amount_beyond_authority_is_refused_and_on_record(room, amount):
    practice = room()
    call_id = begun(practice, GREETING)
    before = practice.look(ADA, call_id).state
    with pytest.raises(BeyondAuthorityError, match="50"):
        practice.act(ADA, call_id, "goodwill", amount)
    assert [(e.event_id, e.reason) for e in practice.store.events(call_id)] == [("goodwill", "over_authority")]
    assert practice.look(ADA, call_id).state.mood == before.mood
    assert not practice.look(ADA, call_id).state.actions


def test_an_action_that_is_not_at_this_desk_names_those_that_are(room):
    practice = room()
    call_id = begun(practice, GREETING)
    with pytest.raises(ActionRefusedError, match="hold-account"):
        practice.act(ADA, call_id, "free-money")


def test_an_action_is_kept_with_its_amount_and_moves_the_caller(room):
    practice = room()
    call_id = begun(practice, GREETING, CLOSING)
    before = look(practice, call_id).state.mood
    practice.act(ADA, call_id, "goodwill", 20)
    practice.act(ADA, call_id, "hold-account")
    goodwill, hold = look(practice, call_id).transcript.events
    assert (goodwill.kind, goodwill.id, goodwill.turn) == ("action", "goodwill", 4)
    assert goodwill.model_extra == {"amount": 20}
    assert hold.id == "hold-account"
    assert look(practice, call_id).state.mood.distress < before.distress
    assert look(practice, call_id).state.actions == ("goodwill", "hold-account")


def test_nothing_is_said_on_hold_and_nothing_is_lost(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.hold(ADA, call_id)
    practice.hold(ADA, call_id)
    with pytest.raises(CallStateError, match="hold"):
        practice.say(ADA, call_id, "Can you hear me?")
    assert len(practice.store.turns(call_id)) == 2
    practice.resume(ADA, call_id)
    practice.resume(ADA, call_id)
    assert say(practice, call_id, "Thank you for holding.")
    assert [event.kind for event in practice.store.events(call_id)] == ["hold", "resume"]


def test_a_long_hold_costs_more_than_a_short_one(room):
    def mood_after(seconds):
        practice = room()
        call_id = begun(practice, GREETING)
        began = practice.clock
        practice.hold(ADA, call_id)
        practice.clock = lambda call: began(call) + seconds
        practice.resume(ADA, call_id)
        resume = look(practice, call_id).transcript.events[-1]
        assert resume.model_extra["seconds"] == pytest.approx(seconds, abs=1)
        return look(practice, call_id).state.mood

    assert mood_after(90).trust < mood_after(20).trust


def test_a_warm_transfer_is_an_action_where_the_desk_has_one(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.transfer(ADA, call_id)
    assert look(practice, call_id).state.actions == ("warm-transfer",)
    assert not look(practice, call_id).ended


def test_an_ended_call_takes_nothing_more(room):
    practice = room()
    call_id = begun(practice, GREETING)
    practice.end(ADA, call_id)
    practice.end(ADA, call_id, reason="again")
    view = look(practice, call_id)
    assert view.ended and not view.unanswered and not view.speaking
    for late in (practice.say, practice.act):
        with pytest.raises(CallEndedError):
            late(ADA, call_id, "hold-account")
    ends = [event for event in view.transcript.events if event.kind == "end"]
    assert [(end.id, end.turn, end.reason) for end in ends] == [("agent", 2, "the agent ended the call")]
    assert view.elapsed == ends[0].at


def test_a_caller_who_is_treated_badly_rings_off_once(room):
    practice = room()
    call_id = begun(practice, GREETING)
    for _ in range(12):
        if look(practice, call_id).ended:
            break
        say(practice, call_id, "Shut up, you stupid old woman. That's not my department.")
    view = look(practice, call_id)
    assert view.call.end_reason == "hung_up"
    assert [event.id for event in view.transcript.events if event.kind == "end"] == ["hung_up"]


def test_facts_are_noted_with_the_words_that_earned_them(room):
    practice = room()
    call_id = begun(
        practice,
        GREETING,
        "I'm sorry for your loss. Nineteen days, and you're the one ringing everybody. I'll see to this with you now.",
        "That's three times you've had to tell it, and nobody wrote it down. Let me make this the last time.",
        "It makes sense that you'd dread this call. What was the red letter about Thomas that came in the post?",
        "Have you had any letters from us?",
        "Is there a letter there that you've not opened?",
    )
    view = look(practice, call_id)
    facts = [event for event in view.transcript.events if event.kind == "fact"]
    assert [fact.id for fact in facts] == [earned.fact for earned in view.state.earned]
    assert facts, "nothing was earned: the words above no longer unlock anything"
    assert all(fact.reason in texts(practice, call_id) for fact in facts)


def test_odd_words_are_kept_to_the_letter(room):
    practice = room()
    odd = ["", "   ", "…", "😀" * 50, "{{ 7*7 }} {% raw %}", "<script>", "a\nb\tc", "x " * 3000]
    call_id = begun(practice, GREETING)
    for text in odd:
        if not look(practice, call_id).ended:
            say(practice, call_id, text)
    said = [turn.text for turn in look(practice, call_id).transcript.agent_turns()]
    assert said[1:] == odd[: len(said) - 1]
