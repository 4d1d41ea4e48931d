"""Decides what the caller's next line does, from state alone: answer, deflect, tell, press, go quiet, end."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.caller import facts
from simulator.caller.asking_leave import HOLD, LEAVE, NOD, OFFER, WITH_YOU
from simulator.caller.reaction import TAKES_IN, hurt_by, reaction_to
from simulator.caller.state import Heard, State
from simulator.persona import Band, Fact, Persona

HINT_EVERY = 2
"""Agent turns between hints that something is there."""
SILENCES_TO_GO = 3
PARTINGS_TO_GO = 2
DISMISSALS_TO_WITHDRAW = 3
RETELL_AFTER = 5
"""Turns, of both sides, within which what was told is not told again."""
FAR = 0.4
"""A question whose best match is below this has nothing to do with the call."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What one caller line is to do. At most one thing of substance, after at most one reaction."""

    does: str
    """`open`, `tell`, `answer`, `deflect`, `hint`, `done` (a desk action), `talk`, or a line id of terms.LINES."""
    band: Band
    words: int
    """Word limit."""
    reaction: str | None = None
    """A line id that is voiced first."""
    fact: str | None = None
    """The fact to tell, to deflect from or to hint at."""
    answers: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    ends: str | None = None
    """How this line ends the call: `resolved`, `unresolved`, `hung_up`, `out_of_time`."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a rule chose, before reaction and limits are added."""

    does: str
    fact: str | None = None
    answers: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    ends: str | None = None
    alone: bool = False
    """No reaction goes before it."""


Rule = Callable[[Persona, State, Heard], Step | None]


def direct(persona: Persona, state: State) -> Brief:
    """The brief for the caller's next line; the first rule that has something to say decides.

    Raises ValueError where the agent has not spoken.
    """
    if state.heard is None:
        raise ValueError("the agent speaks first")
    step = next(step for rule in RULES if (step := rule(persona, state, state.heard)) is not None)
    return Brief(
        does=step.does,
        band=state.mood.band,
        words=persona.speech.max_words,
        reaction=None
        if step.alone or step.does == "done"
        else reaction_to(state, state.heard, hinting=step.does == "hint"),
        fact=step.fact,
        answers=step.answers,
        actions=step.actions,
        ends=step.ends,
    )


def _open(_persona: Persona, state: State, _heard: Heard) -> Step | None:
    return Step("open", alone=True) if state.agent_turns == 1 else None


def _silence(_persona: Persona, state: State, heard: Heard) -> Step | None:
    if not heard.tone.empty:
        return None
    if state.silences >= SILENCES_TO_GO:
        return Step("hangs_up", ends="hung_up", alone=True)
    return Step("silence", alone=True)


def _had_enough(persona: Persona, state: State, _heard: Heard) -> Step | None:
    if state.mood.anger >= persona.ends.hangs_up.anger:
        return Step("hangs_up", ends="hung_up", alone=True)
    return None


def _out_of_time(persona: Persona, state: State, _heard: Heard) -> Step | None:
    if state.agent_turns >= persona.ends.max_turns:
        return Step("out_of_time", ends="resolved" if state.resolved else "out_of_time", alone=True)
    return None


def _strange(_persona: Persona, _state: State, heard: Heard) -> Step | None:
    return Step("strange", alone=True) if heard.tone.to_machine else None


def _nonsense(_persona: Persona, _state: State, heard: Heard) -> Step | None:
    return Step("pardon", alone=True) if heard.tone.nonsense else None


def _parting(_persona: Persona, state: State, heard: Heard) -> Step | None:
    if not heard.tone.goodbye or heard.asks:
        return None
    if state.resolved:
        return Step("goodbye", ends="resolved", alone=True)
    if state.partings >= PARTINGS_TO_GO:
        return Step("goodbye", ends="unresolved", alone=True)
    return Step("unfinished")


def _tell(persona: Persona, state: State, heard: Heard) -> Step | None:
    if hurt_by(heard) is not None:  # nobody opens up to the one who has just hurt them; it stays unlocked for later
        return None
    waiting = facts.waiting(persona, state)
    asked_now = [fact for fact in waiting if fact.id in heard.topic.facts]
    if asked_now:
        return Step("tell", fact=asked_now[0].id)
    free = not heard.topic.answers and not heard.topic.facts
    ready = [fact for fact in waiting if facts.volunteers(fact, state)]
    return Step("tell", fact=ready[0].id) if ready and free else None


def _deflect(persona: Persona, state: State, heard: Heard) -> Step | None:
    shut = {fact.id for fact in facts.locked(persona, state)}
    about = [fact_id for fact_id in heard.topic.facts if fact_id in shut]
    return Step("deflect", fact=about[0]) if about else None


def _retell(_persona: Persona, state: State, heard: Heard) -> Step | None:
    known = [earned for earned in state.earned if earned.fact in heard.topic.facts]
    if not known:
        return None
    lately = any(heard.turn - earned.turn <= RETELL_AFTER for earned in known)
    return Step("talk", fact=known[0].fact if heard.asks else None) if lately else Step("tell", fact=known[0].fact)


def _answer(_persona: Persona, _state: State, heard: Heard) -> Step | None:
    return Step("answer", answers=heard.topic.answers) if heard.topic.answers else None


def _done(_persona: Persona, state: State, _heard: Heard) -> Step | None:
    return Step("done", actions=state.fresh) if state.fresh else None


def _settled(_persona: Persona, state: State, _heard: Heard) -> Step | None:
    return Step("settled") if state.resolved and not state.settled_said else None


def _nod(persona: Persona, state: State, heard: Heard) -> Step | None:
    """A check at the end of a read-back, or for consent, wants a nod and not a change of subject."""
    if heard.topic.facts or heard.topic.answers or state.fresh or hurt_by(heard) is not None:
        return None
    text = heard.text.lower()
    answers = enumerate(persona.answers)
    nods = (i for i, answer in answers if any(NOD.search(ask.lower()) for ask in answer.ask))
    if NOD.search(text) and (i := next(nods, None)) is not None:
        return Step("answer", answers=(i,))
    return Step("agrees" if state.mood.trust >= 25 else "doubts") if WITH_YOU.search(text) else None


def _leave(_persona: Persona, state: State, heard: Heard) -> Step | None:
    if LEAVE.search(heard.text.lower()) and heard.text.count("?") < 2:
        return Step("agrees" if state.mood.trust >= 25 else "doubts")
    only = heard.tone.wait and heard.text.count("?") < 2 and HOLD.search(heard.text.lower())
    return Step("waits") if only else None


def _wait(_persona: Persona, _state: State, heard: Heard) -> Step | None:
    return Step("waits") if heard.tone.wait and not heard.asks else None


def _cannot_say(_persona: Persona, state: State, heard: Heard) -> Step | None:
    if not heard.asks:
        return None
    if OFFER.search(heard.text.lower()):
        return Step("agrees" if state.mood.trust >= 25 else "doubts")
    return Step("off_topic" if heard.topic.near < FAR else "unknown")


def _statement(persona: Persona, state: State, heard: Heard) -> Step:
    if state.mood.anger >= persona.ends.hangs_up.anger - 12:
        return Step("escalates")
    hurt = hurt_by(heard)
    if hurt is not None and not state.fresh:
        return Step(hurt, alone=True)
    if state.mood.trust < 15 or state.dismissals >= DISMISSALS_TO_WITHDRAW:
        return Step("withdraws")
    hint = _next_hint(persona, state)
    if hint is not None and not state.returned:  # who was kept waiting listens to what was found
        return Step("hint", fact=hint.id)
    if not state.resolved and not _under_way(persona, state) and state.agent_turns % 4 == 0:
        return Step("presses")
    if heard.act_ids & TAKES_IN and state.agent_turns % 2:
        return Step("agrees")
    return Step("talk")


RULES: tuple[Rule, ...] = (
    _open,
    _silence,
    _had_enough,
    _out_of_time,
    _strange,
    _nonsense,
    _parting,
    _leave,
    _tell,
    _deflect,
    _retell,
    _answer,
    _done,
    _settled,
    _nod,
    _wait,
    _cannot_say,
    _statement,
)


def _under_way(persona: Persona, state: State) -> bool:
    """Whether some of what settles the call is done: nobody presses for what they have just been given."""
    return any(action in wanted for wanted in persona.ends.resolved_any for action in state.actions)


def _next_hint(persona: Persona, state: State) -> Fact | None:
    if state.agent_turns - state.last_hint < HINT_EVERY or state.mood.trust < 20:
        return None
    said = " ".join(state.said)
    for fact in facts.locked(persona, state):
        if set(fact.unlock.after) <= state.earned_ids and any(hint not in said for hint in fact.hints):
            return fact
    return None
