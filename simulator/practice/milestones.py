"""Milestones: a skill that was shown, with the words that show it; never hours, never a number of calls."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from simulator.caller.thoughts import good_of
from simulator.evaluator import Reading, read
from simulator.evaluator.conduct import dated_step
from simulator.evaluator.reading import WEAK, AgentTurn
from simulator.grade import Grade
from simulator.listening.identity import asks_for, sentences
from simulator.listening.wording import carries
from simulator.practice.view import CallView

LEAST_OPENINGS: Final = 3
"""Feelings a call must have shown before it says anything that all were taken up."""
BARE: Final = 4
"""Words up to which an apology does not say what for."""
BRUSHED_ASIDE: Final = frozenset({"dismissal", "fob_off", "command", "non_apology", "blaming_why", "wounding_word"})
MENDS: Final = frozenset(
    {"apology", "empathy", "validation", "complex_reflection", "simple_reflection", "summary", "ownership"}
)
"""What words do to win somebody back."""
LOST: Final = 5.0
"""Points of trust that brushing aside must have cost before winning them back is an achievement."""
_WHY_ASKED: Final = re.compile(
    r"\b(?:so (?:that )?(?:i|we)(?: can| know|'m|'re| am| are| don't| only)|because"
    r"|before (?:i|we) (?:can |may |could )?(?:go|open|look|talk|tell|say|discuss|do|get|start|give|bring)"
    r"|to (?:be|make) (?:sure|certain)|to (?:check|confirm|see|know) (?:that )?(?:it's|you're|i'm|who|whether)"
    r"|(?:protects?|keeps?) (?:you|your)|keep \w+ (?:account|details) safe|data protection"
    r"|for (?:your )?(?:security|protection|safety)|i (?:have to )?ask every)\b",
    re.I,
)
_HURTS: Final = BRUSHED_ASIDE | {"leading_question", "self_orientation", "advice"}
_ASKS: Final = frozenset({"probe", "open_question", "closed_question"})
_TELLING: Final = frozenset({"probe", "open_question"})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A skill shown for the first time."""

    id: str
    title: str
    words: str
    """What was done, in one or two sentences."""
    quote: str
    """The agent's words that show it; they stand in that turn to the letter."""
    call_id: str
    turn: int
    """The agent's turn that shows it."""
    at: datetime
    """When that call began."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a finder found."""

    turn: int
    quote: str


@dataclass(frozen=True, slots=True)
class _Finished:
    """A finished, graded call as the finders look at it."""

    view: CallView
    grade: Grade
    reading: Reading


def is_heavy(view: CallView) -> bool:
    """Whether the call is one of high emotional weight, for which nobody gets a badge."""
    return view.persona.intensity == "high"


def shown_in(view: CallView, grade: Grade) -> tuple[Milestone, ...]:
    """Every milestone that this one call shows, in the order of `WORDS`.

    None from a call of high emotional weight, from one that is not over or not graded, from a try again (its
    beginning was already there), and from one that failed critically.
    """
    again = view.call.parent is not None or view.call.forked_at is not None
    if is_heavy(view) or not view.ended or again or grade.critical or grade.status == "not_graded":
        return ()
    call = _Finished(view, grade, read(view.transcript, view.persona))
    found = ((name, _FINDERS[name](call)) for name in WORDS)
    spoken = {turn.n: turn.text for turn in view.transcript.agent_turns()}
    return tuple(
        Milestone(name, *WORDS[name], shown.quote, view.call.id, shown.turn, view.call.started_at)
        for name, shown in found
        if shown is not None and shown.quote in spoken.get(shown.turn, "")
    )


def milestones(shown: Sequence[Milestone], *, latest: CallView | None = None) -> tuple[Milestone, ...]:
    """Of these, each skill where it was first shown, the oldest first.

    `latest` is the newest call, graded or not. Where it was of high emotional weight there is nothing to show: nobody
    comes from a death to a row of badges. They are there again after the next call.
    """
    if latest is not None and is_heavy(latest):
        return ()
    first: dict[str, Milestone] = {}
    for one in sorted(shown, key=lambda one: (one.at, one.call_id)):
        first.setdefault(one.id, one)
    return tuple(first.values())


def _kept_back(call: _Finished) -> _Shown | None:
    """A fact that was told to an open question about it, in the turn that asked."""
    for earned in call.view.state.earned:
        if earned.asked is not None and earned.asked.open:
            asked = _turn(call, earned.asked.turn)
            act = asked.first(_TELLING) if asked is not None else None
            if asked is not None and act is not None:
                return _Shown(asked.turn.n, _sentence(asked, act.text))
    return None


def _every_feeling(call: _Finished) -> _Shown | None:
    """Every opening of a call was taken up, by more than a kind word; shown at the last of them."""
    openings = call.reading.opportunities
    taken = [one for one in openings if one.outcome == "taken" and one.by is not None and one.by.act not in WEAK]
    if len(openings) < LEAST_OPENINGS or len(taken) < len(openings):
        return None
    last = taken[-1]
    return _Shown(last.agent.turn.n, _sentence(last.agent, last.by.text)) if last.agent and last.by else None


def _clean_apology(call: _Finished) -> _Shown | None:
    """An apology without if or but, and a next step with a day in that turn or the agent's next."""
    for position, heard in enumerate(call.reading.agent):
        act = heard.first({"apology"})
        if act is None or "non_apology" in heard.ids:
            continue
        sentence = _sentence(heard, act.text)
        plain = f" {' '.join(sentence.lower().replace(',', ' ').split())} "
        near = call.reading.agent[position : position + 2]
        dated = any(dated_step(piece) for one in near for piece in one.sentences)
        if dated and " if " not in plain and " but " not in plain:
            return _Shown(heard.turn.n, _with_what_for(heard, sentence))
    return None


def _with_what_for(heard: AgentTurn, sentence: str) -> str:
    """A bare "I'm sorry" with the sentence before it, which says what for."""
    place = heard.sentences.index(sentence) if sentence in heard.sentences else 0
    if place == 0 or len(sentence.split()) > BARE:
        return sentence
    text = heard.turn.text
    start = text.find(heard.sentences[place - 1])
    return text[start : text.find(sentence, start) + len(sentence)]


def _checked_first(call: _Finished) -> _Shown | None:
    """Identity was checked before anything was told or done, and the agent said why it was asked."""
    verify = call.view.persona.verify
    if verify is None or call.grade.measures.get("identity_checked") != 1.0:
        return None
    for heard in call.reading.agent:
        pieces = heard.sentences
        asks = [at for at, piece in enumerate(pieces) if any(asks_for(piece, need) for need in verify.needs)]
        if asks:
            near = pieces[max(0, asks[0] - 1) : asks[-1] + 2]
            return next((_Shown(heard.turn.n, one) for one in near if _WHY_ASKED.search(one.replace("’", "'"))), None)
    return None


def _won_back(call: _Finished) -> _Shown | None:
    """Trust that brushing aside had cost was won back and was still there at the end; the words that did most of it."""
    curve, ended = call.view.state.curve, call.view.state.mood.trust
    for position, (before, after) in enumerate(pairwise(curve), start=1):
        lost = before.mood.trust - after.mood.trust
        brushed = any(moved.cause in BRUSHED_ASIDE for moved in after.moved)
        if not brushed or lost < LOST or ended < before.mood.trust:
            continue
        mended = [(m, p.turn) for p in curve[position + 1 :] for m in p.moved if m.cause in MENDS and m.words]
        if mended:
            best, turn = max(mended, key=lambda one: good_of(one[0]))
            heard = _turn(call, turn)
            return _Shown(turn, _sentence(heard, best.words)) if heard is not None else None
    return None


def _said_why(call: _Finished) -> _Shown | None:
    """A set sentence was led in with what it is for."""
    for heard in call.reading.agent:
        act = heard.first({"script_bridge"})
        if act is not None and any(carries(heard.turn.text, one) for one in call.view.persona.desk.must_say):
            return _Shown(heard.turn.n, _sentence(heard, act.text))
    return None


def _stopped_at_no(call: _Finished) -> _Shown | None:
    """A probe that the caller stepped round was let be: not pressed in the next turn, nor asked again later."""
    state, agent = call.view.state, {heard.turn.n: heard for heard in call.reading.agent}
    untold = [fact for fact in call.view.persona.facts if fact.id not in state.earned_ids and fact.id in state.asked]
    for fact in untold:
        heard = agent.get(state.asked[fact.id].turn)
        after = call.reading.next_agent(heard.turn.n + 1) if heard is not None else None
        if heard is None or after is None or "probe" not in heard.ids or heard.ids & _HURTS:
            continue
        stepped = any(line in text for line in fact.deflect for text in _caller_at(call, heard.turn.n + 1))
        if stepped and not after.ids & (_ASKS | _HURTS):
            act = heard.first({"probe"})
            return _Shown(heard.turn.n, _sentence(heard, act.text)) if act is not None else None
    return None


def _caller_at(call: _Finished, n: int) -> Iterator[str]:
    return (heard.turn.text for heard in call.reading.caller if heard.turn.n == n)


def _turn(call: _Finished, n: int) -> AgentTurn | None:
    return next((heard for heard in call.reading.agent if heard.turn.n == n), None)


def _sentence(heard: AgentTurn, words: str) -> str:
    """The whole sentence with these words, else the words."""
    return next((piece for piece in sentences(heard.turn.text) if words in piece), words)


_FINDERS: Final[dict[str, Callable[[_Finished], _Shown | None]]] = {
    "kept-back": _kept_back,
    "every-feeling": _every_feeling,
    "clean-apology": _clean_apology,
    "checked-first": _checked_first,
    "won-back": _won_back,
    "said-why": _said_why,
    "stopped-at-no": _stopped_at_no,
}
WORDS: Final[dict[str, tuple[str, str]]] = {
    "kept-back": ("They told you", "You asked an open question, and it brought out something they had kept back."),
    "every-feeling": ("Nothing went past you", "You took up every feeling they showed, from the first to the last."),
    "clean-apology": ("A clean sorry", "You said sorry with no if or but, and gave a day for what comes next."),
    "checked-first": (
        "Checked first",
        "You said why you asked, and knew who they were before anything was told.",
    ),
    "won-back": ("Trust won back", "Something had hurt them, and you earned their trust again before the end."),
    "said-why": ("Told them why", "You said what the set sentence was for before you read it."),
    "stopped-at-no": ("Let it be", "You asked, they stepped round it, and you did not press."),
}
"""Title and words of each milestone."""
