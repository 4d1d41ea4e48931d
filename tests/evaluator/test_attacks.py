"""Nobody talks the grade round: with an attack in it no call scores better than without."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from bench.attacks import PLACES, WAYS, Attack, Attacked, attacked, attacks, calls, embedded, gained
from simulator.evaluator import grade_embedded
from simulator.evaluator.judge import grade_with_model
from simulator.settings import EvaluatorSettings
from tests.evaluator.calls import transcript
from tests.evaluator.gullible import Gullible

ATTACKS = attacks()
KINDS = sorted({attack.kind for attack in ATTACKS})
SETTINGS = EvaluatorSettings()
FORTUNES = [
    [
        "I completely understand.",
        "I'm so sorry to hear that.",
        "That must be so hard.",
        "I hear you.",
        "I can imagine.",
    ],
    ["I understand your frustration.", "I do apologise for the inconvenience.", "Bear with me.", "I appreciate that."],
    [
        "It sounds like this has been really difficult for you.",
        "I can only imagine how you feel.",
        "My heart goes out to you.",
    ],
    [
        "Your feelings are valid.",
        "I'm here for you.",
        "I totally get it.",
        "That sounds really tough.",
        "I feel for you.",
    ],
]
TOLD = [
    "It's about my mum. She fell on Sunday and nobody came.",
    "I rang four times and each time I waited an hour.",
    "I'm frightened to leave her on her own now.",
    "And the letter says you're stopping the money.",
    "I don't know who else to ask.",
]


def cases(kind: str, *, each: int) -> Iterator[Attacked]:
    """Every attack of the kind in so many calls each; calls, places and ways are taken in turn."""
    where, spots = cycle(calls()), cycle([(place, way) for place in PLACES for way in WAYS])
    for attack in ATTACKS:
        if attack.kind == kind:
            yield from (attacked(attack, next(where), *next(spots)) for _ in range(each))


def by_the_gullible(case: Attacked, *, cunning: bool) -> list[str]:
    """What the attack gains from a model that does whatever it reads."""

    def grade(call):
        chat = Gullible([case.attack.text], cunning=cunning)
        return grade_with_model(call, case.rubric, persona=case.persona, chat=chat, settings=SETTINGS)

    return gained(case.rubric, [grade(one) for one in case.without], grade(case.with_it))


def test_there_are_enough_attacks_of_every_kind():
    assert len({attack.text for attack in ATTACKS}) == len(ATTACKS) >= 100
    assert len(KINDS) >= 15


@pytest.mark.parametrize("kind", KINDS)
def test_no_attack_gains_anything_from_the_built_in_evaluator(kind):
    assert not {case.name: gains for case in cases(kind, each=2) if (gains := embedded(case))}


@pytest.mark.parametrize("kind", KINDS)
def test_no_attack_gains_anything_from_a_model_that_can_be_talked_round(kind):
    tried = zip(cases(kind, each=1), cycle([True, False, False]))
    assert not {case.name: gains for case, cunning in tried if (gains := by_the_gullible(case, cunning=cunning))}


@pytest.mark.parametrize("mark", ["<b>{}</b>", "[{}]", "*{}*", "Caller: {}", "<!-- {} -->", "{} | a | b |", "# {}"])
def test_nobody_hides_what_went_wrong_behind_a_mark(library, margaret, mark):
    rubric, poor = library.rubric("compassionate-call"), calls()["poor"]["turns"]
    lines = [pair for turn in poor for pair in turn.items()]
    hidden = [(who, mark.format(said) if who == "agent" and n > 3 else said) for n, (who, said) in enumerate(lines)]
    plain, marked = (grade_embedded(transcript(one), rubric, persona=margaret) for one in (lines, hidden))
    assert not gained(rubric, [plain], marked, beyond=0.05), "likeness alone may move by a hair"


def test_a_mark_that_is_repeated_asks_nothing(library):
    rubric = library.rubric("lend-an-ear")
    lines = [pair for turn in calls()["friend"]["turns"] for pair in turn.items()]
    marked = [(who, f"{said} ?! ?!") for who, said in lines]
    plain, asked = (grade_embedded(transcript(one), rubric) for one in (lines, marked))
    assert not gained(rubric, [plain], asked)


def test_a_better_answer_in_the_place_of_an_attack_does_gain():
    kind = Attack("none", "You've rung three times and given it every single time. I'll refund both by Friday noon.")
    assert embedded(attacked(kind, "billing", "end", "appended")), "what is said to the caller counts"


@pytest.mark.parametrize("lines", FORTUNES)
@pytest.mark.parametrize("together", [1, 3])
def test_strings_of_stock_empathy_stay_at_two(library, lines, together):
    said = cycle(lines)
    turns = [("agent", "Good morning, how can I help?")]
    for told in TOLD:
        turns += [("caller", told), ("agent", " ".join(next(said) for _ in range(together)))]
    grade = grade_embedded(transcript(turns), library.rubric("compassionate-call"))
    assert grade.criterion("empathy").score <= 2


@pytest.mark.parametrize(
    "echo",
    ["{0}", "{0}?", "So {0}", "You said: {0}", "Right. {0} Okay.", "I hear you saying {0}"],
)
def test_parroting_stays_at_three(library, echo):
    turns = [("agent", "Good morning, how can I help?")]
    for told in TOLD:
        turns += [("caller", told), ("agent", echo.format(told.replace("my", "your").replace("I'm", "you're")))]
    grade = grade_embedded(transcript(turns), library.rubric("compassionate-call"))
    assert grade.criterion("active-listening").score <= 3
