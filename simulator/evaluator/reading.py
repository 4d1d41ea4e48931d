"""One reading of a call, shared by measures, checks, scores and moments: acts, cues, opportunities."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from simulator.evaluator import counting
from simulator.evaluator.evidence import to_the_caller
from simulator.evaluator.following import follows
from simulator.evaluator.masking import names_of
from simulator.listening import Act, Cue, Tone, cues, hear, is_stock, tone
from simulator.listening.identity import sentences
from simulator.listening.wording import plain_words
from simulator.persona import Persona
from simulator.transcript import Transcript, Turn

Outcome = Literal["taken", "missed", "dismissed"]

OPENING_CUES: Final = ("disclosure", "vulnerability", "feeling", "complaint")
"""Cues that make a caller turn an empathic opportunity, the weightiest first. A bare need or question is met
by serving it and is none."""

QUESTIONS: Final = counting.QUESTIONS
REFLECTIONS: Final = counting.REFLECTIONS
_TAKES: Final = REFLECTIONS | {"empathy", "validation", "apology", "probe", "open_question"}
_TAKES_COMPLAINT: Final = _TAKES | {"ownership"}
WEAK: Final = frozenset({"sympathy", "condolence"})
_FAULTS: Final = frozenset(
    {
        "advice", "blaming_why", "command", "dismissal", "fob_off", "leading_question", "non_apology",
        "self_orientation", "stacked_question",
    }
)  # fmt: skip
_DISMISSES: Final = frozenset({"dismissal", "non_apology", "command", "blaming_why"})


@dataclass(frozen=True, slots=True)
class AgentTurn:
    """An agent turn and what it does."""

    turn: Turn
    acts: tuple[Act, ...]
    ids: frozenset[str]
    words: int
    stock: tuple[str, ...]
    """Its sentences that are stock phrases."""
    sentences: tuple[str, ...]
    tone: Tone
    echo: bool
    """Whether it is the caller's own words and nothing else."""
    hidden: tuple[str, ...] = ()
    """Sentences that were typed and not said to the caller: they earn nothing, and hide no fault."""

    def first(self, ids: frozenset[str] | set[str]) -> Act | None:
        """Its first act of these kinds."""
        return next((act for act in self.acts if act.act in ids), None)


@dataclass(frozen=True, slots=True)
class CallerTurn:
    """A caller turn and what it shows or hints at."""

    turn: Turn
    cues: tuple[Cue, ...]
    ids: frozenset[str]
    words: int


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A caller turn that shows or hints at feeling, and what the agent's next volley made of it."""

    caller: CallerTurn
    cue: Cue
    """The weightiest cue of the turn."""
    agent: AgentTurn | None
    """The first agent turn after it; none where the call ended there."""
    outcome: Outcome
    by: Act | None
    """The act that took or dismissed it."""


@dataclass(frozen=True)
class Reading:
    """What was heard in a whole call."""

    transcript: Transcript
    agent: tuple[AgentTurn, ...]
    caller: tuple[CallerTurn, ...]
    opportunities: tuple[Opportunity, ...]

    @cached_property
    def turns(self) -> list[Turn]:
        """All turns in order."""
        return self.transcript.turns

    def with_act(self, *ids: str) -> list[AgentTurn]:
        """The agent turns that show any of these acts."""
        wanted = set(ids)
        return [heard for heard in self.agent if heard.ids & wanted]

    def count(self, *ids: str) -> int:
        """How many agent turns show any of these acts."""
        return len(self.with_act(*ids))

    def cues(self, cue: str) -> list[CallerTurn]:
        """The caller turns with a cue of this kind."""
        return [heard for heard in self.caller if cue in heard.ids]

    def next_agent(self, n: int) -> AgentTurn | None:
        """The agent turn that follows turn n, unless the caller spoke again in between."""
        return self._after.get(n)

    @cached_property
    def _after(self) -> dict[int, AgentTurn]:
        by_number = {heard.turn.n: heard for heard in self.agent}
        after: dict[int, AgentTurn] = {}
        for turn, following in pairwise(self.turns):
            if following.speaker == "agent":
                after[turn.n] = by_number[following.n]
        return after

    @cached_property
    def judgeable(self) -> bool:
        """Whether there is anything to judge: the agent said something, and somebody was there."""
        return sum(heard.words for heard in self.agent) >= 3 and any(heard.words for heard in self.caller)


def _heard_agent(turn: Turn, typed: Turn, earlier: Sequence[Turn], persona: Persona | None) -> AgentTurn:
    """`turn` is what was said to the caller, `typed` the whole of it: nobody hides a fault behind a mark."""
    pieces = tuple(sentences(turn.text))
    heard = hear(turn.text, earlier=earlier)
    hidden: tuple[str, ...] = ()
    if typed is not turn:
        hidden = tuple(piece for piece in sentences(typed.text) if " " in piece and piece not in pieces)
        known = {act.act for act in heard}
        faults = (act for act in hear(typed.text, earlier=earlier) if act.act in _FAULTS - known)
        heard = (*heard, *faults)
    condolences = [act.text for act in heard if act.act == "condolence"]
    stock = tuple(piece for piece in pieces if is_stock(piece) and not counting.manners(piece, condolences))
    echo = bool(earlier) and earlier[-1].speaker == "caller" and counting.echoes(turn.text, earlier[-1].text)
    acts = counting.counted(heard, pieces, stock, persona, echo=echo)
    return AgentTurn(
        turn=turn,
        acts=acts,
        ids=frozenset(act.act for act in acts),
        words=len(plain_words(turn.text)),
        stock=stock,
        sentences=pieces,
        tone=replace(tone(turn.text), rude=tone(turn.text).rude or tone(typed.text).rude),
        echo=echo,
        hidden=hidden,
    )


def _heard_caller(turn: Turn, hints: Sequence[str]) -> CallerTurn:
    found = cues(turn.text)
    for hint in hints:
        start = turn.text.find(hint)
        if start >= 0:
            found = (*found, Cue("need", start, start + len(hint), hint, 1.0))
    return CallerTurn(turn, found, frozenset(cue.cue for cue in found), len(plain_words(turn.text)))


def _volley(turns: Sequence[Turn], start: int, heard: dict[int, AgentTurn]) -> list[AgentTurn]:
    """The agent turns that answer: all up to the caller's next one."""
    volley: list[AgentTurn] = []
    for position in range(start, len(turns)):
        if turns[position].speaker != "agent":
            break
        volley.append(heard[position])
    return volley


def _outcome(cue: Cue, volley: list[AgentTurn], *, stock_spent: bool) -> tuple[Outcome, Act | None]:
    """Taken, missed or dismissed. A condolence or concern takes up only a call's first opportunity.

    A hint, which names no feeling, is taken only by words that follow it: other words answer something else.
    """
    takes = _TAKES_COMPLAINT if cue.cue == "complaint" else _TAKES
    acts = [act for heard in volley for act in heard.acts]
    hinted = cue.cue not in OPENING_CUES
    taking = next((act for act in acts if act.act in takes and (not hinted or follows(act, cue))), None)
    dismissing = next((act for act in acts if act.act in _DISMISSES), None)
    if dismissing is not None and (
        taking is None or taking.act in counting.ONLY_ASKS or dismissing.start < taking.start
    ):
        return "dismissed", dismissing
    if taking is not None:
        return "taken", taking
    weak = next((act for act in acts if act.act in WEAK and not (act.act == "sympathy" and is_stock(act.text))), None)
    if weak is not None and not stock_spent and not hinted:
        return "taken", weak
    return "missed", None


def _weight(cue: Cue) -> int:
    """Place among the opening cues; a persona's hint comes last."""
    return OPENING_CUES.index(cue.cue) if cue.cue in OPENING_CUES else len(OPENING_CUES)


def _opening_cue(heard: CallerTurn, hints: set[str]) -> Cue | None:
    """The weightiest cue that makes this turn an opening, or None. A bare need or question makes none."""
    opening = [cue for cue in heard.cues if cue.cue in OPENING_CUES or cue.text in hints]
    return min(opening, key=_weight, default=None)


def _opportunities(
    turns: Sequence[Turn], agent: dict[int, AgentTurn], caller: dict[int, CallerTurn], hints: set[str]
) -> list[Opportunity]:
    """Every opportunity; caller turns in a row are one, at the weightiest of them."""
    found: list[Opportunity] = []
    held: tuple[CallerTurn, Cue] | None = None
    spent = False
    for position, turn in enumerate(turns):
        if turn.speaker == "caller":
            heard = caller[position]
            cue = _opening_cue(heard, hints)
            if cue is not None and (held is None or _weight(cue) <= _weight(held[1])):
                held = (heard, cue)
        elif held is not None:
            volley = _volley(turns, position, agent)
            outcome, by = _outcome(held[1], volley, stock_spent=spent)
            spent = spent or (by is not None and by.act in WEAK)
            found.append(Opportunity(held[0], held[1], volley[0], outcome, by))
            held = None
    return found


def read(transcript: Transcript, persona: Persona | None = None) -> Reading:
    """Everything said to the caller and heard from them; a persona's own hints count as openings in their words."""
    turns = [to_the_caller(turn, names_of(persona)) for turn in transcript.turns]
    hints = [hint for fact in persona.facts for hint in fact.hints] if persona is not None else []
    typed = transcript.turns
    agent = {i: _heard_agent(t, typed[i], turns[:i], persona) for i, t in enumerate(turns) if t.speaker == "agent"}
    caller = {i: _heard_caller(t, hints) for i, t in enumerate(turns) if t.speaker == "caller"}
    return Reading(
        transcript=transcript.model_copy(update={"turns": turns}),
        agent=tuple(agent.values()),
        caller=tuple(caller.values()),
        opportunities=tuple(_opportunities(turns, agent, caller, set(hints))),
    )
