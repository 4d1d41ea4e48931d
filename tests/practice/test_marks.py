"""What a turn did, what moved the caller, and what would have earned a fact."""

from dataclasses import replace

import pytest

from simulator.caller import Caller, MoodPoint, Standing
from simulator.caller.state import Asked, Moved
from simulator.listening import Matcher
from simulator.persona import Persona, Unlock
from simulator.practice.earning import advice
from simulator.practice.marks import Level, Shift, by_turn, causes, effects, felt, level_of, shifts, told_apart


def test_what_a_turn_did_is_what_is_left_after_the_caps() -> None:
    curve = [MoodPoint(0, Standing(35, 70, 10), ()), MoodPoint(1, Standing(45, 70, 10), ())]
    curve += [MoodPoint(2, Standing(44, 60, 10), ()), MoodPoint(2, Standing(40, 62, 10), ())]
    assert effects(curve) == {0: "", 1: "trust +10", 2: "trust −5, distress −8"}


def test_only_what_was_missing_is_named(margaret: Persona, matcher: Matcher) -> None:
    fact = margaret.facts[0].model_copy(update={"unlock": Unlock(asked="open", trust=40, acts=["paraphrase"])})
    state = replace(Caller(margaret, 7, matcher).start(), curve=(MoodPoint(0, Standing(50, 70, 10), ()),))
    asked = replace(state, asked={fact.id: Asked(1, "How?", True)})
    mine = "for you to give back what was said in your own words"
    assert advice(fact, asked) == f"It was waiting {mine}. They trusted you enough for it."
    heard = advice(fact, replace(state, acts=frozenset({"paraphrase"})))
    assert (
        heard
        == f"It was waiting for an open question about it, such as “{fact.ask[0]}”. They trusted you enough for it."
    )
    assert advice(fact, replace(asked, acts=frozenset({"paraphrase"}))).endswith("not all at the same time.")
    strict = fact.model_copy(update={"unlock": Unlock(trust=60)})
    assert advice(strict, state) == "It was waiting for more trust (it takes 60; it reached 50)."


def test_the_curve_has_one_point_a_turn() -> None:
    done = Moved("refund", 2, 0, 0)
    curve = [MoodPoint(2, Standing(44, 60, 10), ()), MoodPoint(2, Standing(46, 60, 10), (done,))]
    assert by_turn(curve) == [MoodPoint(2, Standing(46, 60, 10), (done,))]


def test_every_fact_of_every_caller_has_advice(margaret: Persona, matcher: Matcher) -> None:
    state = Caller(margaret, 7, matcher).start()
    for fact in margaret.facts:
        words = advice(fact, state)
        assert words.endswith(".")
        assert not any(line in words for line in fact.say)


def test_points_that_were_nearly_reached_do_not_read_as_reached(margaret: Persona, matcher: Matcher) -> None:
    fact = margaret.facts[0].model_copy(update={"unlock": Unlock(trust=58, distress_below=60)})
    state = replace(Caller(margaret, 7, matcher).start(), curve=(MoodPoint(0, Standing(57.6, 60.2, 10), ()),))
    words = advice(fact, state)
    assert "it takes 58; it reached 57" in words
    assert "it takes distress below 60; it never fell under 61" in words


def test_causes_are_named_as_somebody_would_say_them(margaret: Persona) -> None:
    action = margaret.desk.actions[0]
    moved = tuple(Moved(cause, 1, 0, 0) for cause in ("missed_cue", "fob_off", action.id, "fob_off"))
    said = causes(MoodPoint(3, Standing(35, 70, 10), moved), margaret)
    assert said == f"what they had said was passed over, fob-off, {action.label}"


def test_a_little_good_in_a_turn_that_hurt_is_not_named_among_its_causes(margaret: Persona) -> None:
    moved = (Moved("dismissal", -10, 5, 7), Moved("probe", 2, -1, 0))
    assert causes(MoodPoint(3, Standing(20, 80, 20), moved), margaret) == "dismissal"


def test_the_plainer_of_two_names_is_left_out() -> None:
    assert told_apart(["closed_question", "probe", "probe", "empathy"]) == ["probe", "empathy"]


def test_good_is_trust_won_and_strain_taken_away() -> None:
    curve = [MoodPoint(0, Standing(35, 70, 10), ()), MoodPoint(1, Standing(30, 72, 10), ())]
    assert shifts(curve)[1] == Shift(-5, 2, 0)
    assert shifts(curve)[1].good == -7
    assert Shift(0.2, -0.3, 0).words == ""


def test_what_happened_beside_the_acts_is_said_with_what_it_did(margaret: Persona) -> None:
    moved = (Moved("command", -2, 0, 2), Moved("rude", -8, 4, 8), Moved("probe", 2, 0, 0))
    curve = [MoodPoint(0, Standing(35, 70, 10), ()), MoodPoint(1, Standing(27, 74, 20), moved)]
    assert felt(curve, margaret)[1] == "trust −8, distress +4, anger +10 (rudeness)"
    still = [curve[0], MoodPoint(1, Standing(35, 70, 10), moved)]
    assert felt(still, margaret)[1] == ""


@pytest.mark.parametrize(
    ("score", "level", "words"),
    [
        (4.8, Level(5, (3, 5)), "Between levels 3 and 5"),
        (3.9, Level(3, (3, 5)), "Between levels 3 and 5"),
        (4.0, Level(3, (3, 5)), "Between levels 3 and 5"),
        (2.98, Level(3), "Level 3"),
        (1.0, Level(1), "Level 1"),
        (5.0, Level(5), "Level 5"),
    ],
)
def test_a_score_points_to_the_level_that_it_is_nearest_to(score: float, level: Level, words: str) -> None:
    found = level_of({1: "", 3: "", 5: ""}, score)
    assert (found, found.words) == (level, words)
