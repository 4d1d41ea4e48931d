"""The caller's own survey after the call: their opinion, made by rule from their mood, and never the grade."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from simulator.caller.lines import Choice
from simulator.caller.state import Moved, State
from simulator.caller.thoughts import good_of
from simulator.caller.wordings import wordings
from simulator.listening import is_stock
from simulator.persona import Persona

Done = Literal["yes", "partly", "no"]
HARDER = frozenset({"repeated_question", "hold", "long_hold", "fob_off", "unanswered", "silence", "nonsense"})
"""Causes that made the caller work for it."""
TROUBLE = 6.0
"""Points of ease that each of them takes."""
QUOTED_WORDS = range(4, 15)
"""How many of the agent's words can stand in a sentence of somebody else's."""
REMEMBERED = 14.0
"""Points of good or harm from which an agent's words are remembered in the survey."""
ABOUT = (
    "This is the caller's opinion, not the grade. A call can please somebody and miss what mattered; it can also do "
    "right by somebody who rings off cross."
)
AGREEMENT = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
LIKELIHOOD = ("Very unlikely", "Unlikely", "Neither", "Likely", "Very likely")
DONE: dict[Done, tuple[str, int]] = {"yes": ("Yes", 5), "partly": ("Partly", 3), "no": ("No", 1)}


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One question of the survey as the caller answered it."""

    id: Literal["heard", "easy", "done", "recommend"]
    question: str
    answer: str
    """The box that was ticked, in words."""
    score: int
    """1 to 5, 5 best."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey that the caller filled in."""

    answers: tuple[SurveyAnswer, ...]
    comment: str | None
    """What they wrote under it; None for a language that comments have not been written in."""
    about: str = ABOUT
    """What this is and what it is not; to be shown with it."""


def survey(persona: Persona, state: State, *, seed: int = 0) -> Survey | None:
    """What this caller would tick and write, from the state at the end of the call.

    None where the persona's file says `survey: none` (some callers are not surveyed: nobody sends a questionnaire
    after a bereavement), and where the caller never spoke. `seed` chooses among wordings alone.
    """
    if persona.survey == "none" or not state.said:
        return None
    done = done_of(persona, state)
    heard, easy = _heard(persona, state), _easy(persona, state, done)
    recommend = 1 if _hung_up(persona, state) else round((2 * heard + easy + DONE[done][1]) / 4)
    answers = (
        SurveyAnswer("heard", "I felt listened to.", AGREEMENT[heard - 1], heard),
        SurveyAnswer("easy", "It was easy to deal with.", AGREEMENT[easy - 1], easy),
        SurveyAnswer("done", "Did you get what you rang for?", *DONE[done]),
        SurveyAnswer(
            "recommend", "How likely are you to speak well of us?", LIKELIHOOD[recommend - 1], recommend
        ),
    )  # fmt: skip
    return Survey(answers, _comment(persona, state, heard=heard, done=done, seed=seed))


def done_of(persona: Persona, state: State) -> Done:
    """Whether the caller got what they rang for: yes where it is resolved, partly where a step towards it was taken."""
    if state.resolved:
        return "yes"
    steps = {step for way in persona.ends.resolved_any for step in way if persona.action(step) is not None}
    return "partly" if steps & set(state.actions) else "no"


def _heard(persona: Persona, state: State) -> int:
    """Seven parts trust and three parts calm at the end, and a third of what the call won or lost of trust.

    Calm is 100 less the mean of anger and distress. 20 points to a box, so that 60 is a 4. What the call did weighs
    beside where it ended, since people judge by the change and by the end (Kahneman's peak-end rule, 1993).
    """
    mood = state.mood
    ended = 0.7 * mood.trust + 0.3 * _calm(state)
    return _box(ended + (mood.trust - persona.mood.start.trust) / 3)


def _calm(state: State) -> float:
    return 100 - (state.mood.anger + state.mood.distress) / 2


def _easy(persona: Persona, state: State, done: Done) -> int:
    """Calm at the end, less `TROUBLE` for each thing that made it work.

    At most a 3 where nothing was done, and at most a 4 where it was done in part: effort that led nowhere was effort.
    """
    trouble = TROUBLE * sum(moved.cause in HARDER for point in state.curve for moved in point.moved)
    ease = _box(_calm(state) - trouble)
    if _hung_up(persona, state):
        return 1
    return min(ease, {"yes": 5, "partly": 4, "no": 3}[done])


def _box(points: float) -> int:
    """The box, 1 to 5, for points of 0 to 100."""
    return max(1, min(5, int(points // 20) + 1))


def _hung_up(persona: Persona, state: State) -> bool:
    return state.mood.anger >= persona.ends.hangs_up.anger


def _comment(persona: Persona, state: State, *, heard: int, done: Done, seed: int) -> str | None:
    """One sentence: what was said that they remember, else how the call left them."""
    pools = wordings("survey", persona.language)
    if not pools:
        return None
    choice = Choice((), seed)
    if _hung_up(persona, state):
        return choice.any([pools["hung_up"]])
    mood = "poor" if heard <= 2 else "fair" if heard == 3 else "good"
    words = _remembered(state, harm=mood == "poor") if mood != "fair" else None
    if words is not None:
        key = "hurt" if mood == "poor" else "helped_and_done" if done == "yes" else "helped"
        return choice.any([pools[key]]).format(words=words)
    ending = "" if done != "yes" else "_and_done" if mood == "good" else "_but_done"
    return choice.any([pools[mood + ending]])


def _remembered(state: State, *, harm: bool) -> str | None:
    """The agent's words that did the caller most harm, or most good; None where none did enough, or none is short."""
    sign = -1 if harm else 1
    every = [moved for _, point in pairwise(state.curve) for moved in point.moved]
    strong = [moved for moved in every if sign * good_of(moved) >= REMEMBERED and _quotable(moved)]
    return max(strong, key=lambda moved: sign * good_of(moved)).words.strip(" .!?…") if strong else None


def _quotable(moved: Moved) -> bool:
    return len(moved.words.split()) in QUOTED_WORDS and not is_stock(moved.words)
