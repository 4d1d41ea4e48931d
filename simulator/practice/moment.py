"""One moment tried again in place: another line at the same turn, judged at once beside the one that was said."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

from simulator.access import Viewer
from simulator.caller.mood import normal
from simulator.errors import CallStateError
from simulator.evaluator import Reading, grade_embedded, read
from simulator.evaluator.conduct import parroted
from simulator.evaluator.reading import AgentTurn
from simulator.grade import Grade
from simulator.practice import failures
from simulator.practice.call import Practice
from simulator.practice.marks import Shift, shifts, told_apart
from simulator.practice.shelf import Shelf
from simulator.practice.view import CallView
from simulator.rubric import Criterion
from simulator.store import CallFilter
from simulator.transcript import Transcript

Hollow = Literal["stock", "parroted", "said_before"]
Verdict = Literal["better", "on_paper", "kinder", "same", "colder", "worse", "hollow"]
SUBSTANCE: Final = frozenset({"empathy", "validation", "complex_reflection", "paraphrase", "summary", "ownership"}) | {
    "apology", "open_question", "probe",
}  # fmt: skip
"""Acts that make up for a hollow sentence beside them."""
REACHED: Final = 5.0
"""Points of good or harm, over trust, distress and anger, from which a caller shows the difference."""
KEPT: Final = 256
"""Judged tries that are kept at hand; what was said at a turn and answered never changes again."""
MOST_LISTED: Final = 50
"""Tries of one call that are looked through, the newest first."""
MOST_SHOWN: Final = 4
"""Tries at one turn that are judged for showing."""
REPEATED_WORDS: Final = 3
"""A sentence from this length on is noticed when it is said a second time; "Thank you." may come again."""
NOTICEABLE: Final = 0.3
"""Points on a criterion from which a difference is worth a word."""


@dataclass(frozen=True, slots=True)
class HeardAct:
    """Something that a line does, and the words that do it."""

    act: str
    words: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line at its turn: what was heard in it, what it did to the caller, and what they said to it."""

    text: str
    acts: tuple[HeardAct, ...]
    shift: Shift
    reply: str
    told: int
    """Kept-back facts that the reply told."""
    hollow: Hollow | None
    """Why the warmth in it counts for nothing, where it does not."""
    hollow_words: str
    """The words that are meant."""


@dataclass(frozen=True, slots=True)
class ScoreShift:
    """A criterion as the call stood after this turn, with the line that was said and with the one that was tried."""

    id: str
    name: str
    before: float | None
    after: float | None
    low_is_good: bool
    trained: bool
    """Whether it is one of those that this caller trains."""

    @property
    def gain(self) -> float:
        """How much better the tried line leaves it, as shown (one decimal); 0 where one of the two has no score."""
        if self.before is None or self.after is None:
            return 0.0
        gain = round(self.after, 1) - round(self.before, 1)
        return round(-gain if self.low_is_good else gain, 1)


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A line that was tried at a turn, beside the one that was said there first."""

    call_id: str
    """The call that it was tried in, which can be gone on with."""
    turn: int
    first: SaidLine
    now: SaidLine
    scores: tuple[ScoreShift, ...]
    """Those that this caller trains come first."""
    mended: tuple[str, ...]
    """What failed the call by itself at this turn and does not happen now, in words."""
    failed: tuple[str, ...]
    """What fails it at this turn with the tried line, and did not before."""
    ended: bool
    """Whether the caller ended the new call there."""

    @property
    def verdict(self) -> Verdict:
        """How it compares with the first line, by the scores and by what it did to them."""
        if self.failed:
            return "worse"
        if self.now.hollow is not None and not {act.act for act in self.now.acts} & SUBSTANCE:
            return "hollow"
        gain = sum(one.gain for one in self.scores if one.trained or abs(one.gain) >= NOTICEABLE)
        reached = self.now.shift.good - self.first.shift.good
        if self.mended or gain >= NOTICEABLE:
            return "better" if self.now.shift.good >= 0 or reached >= REACHED else "on_paper"
        if gain <= -NOTICEABLE:
            return "worse"
        return "kinder" if reached >= REACHED else "colder" if reached <= -REACHED else "same"


class Tries:
    """Lines tried in place over one practice. Safe to share between threads."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._judged = lru_cache(maxsize=KEPT)(self._judge)

    def try_line(self, viewer: Viewer, call_id: str, turn: int, text: str) -> TriedLine:
        """Say another line at this turn, in a new private call, and judge it.

        Raises CallStateError for an empty line or a turn that is not the agent's, ConsentNeededError and others as
        `Practice.say` does; what was said by then is kept.
        """
        if not text.strip():
            raise CallStateError("Write the line that you would say.")
        again = Shelf(self._practice.store).try_again(viewer, call_id, turn)
        for _ in self._practice.say(viewer, again.id, text):
            pass
        return self.tried(viewer, again.id)

    def tried(self, viewer: Viewer, call_id: str) -> TriedLine:
        """The judgement on the line that this call tried. Raises CallStateError where it tries none."""
        self._practice.look(viewer, call_id)  # whoever may not see the call may not see what was made of it
        return self._judged(viewer, call_id)

    def of(self, viewer: Viewer, call_id: str, turn: int) -> list[TriedLine]:
        """The viewer's own latest tries at this turn of a call, the newest first."""
        return list(islice(self._each(viewer, call_id, turn), MOST_SHOWN))

    def _each(self, viewer: Viewer, call_id: str, turn: int) -> Iterator[TriedLine]:
        mine = CallFilter(owner=viewer.id, parent=call_id)
        for summary in self._practice.store.list_calls(mine, limit=MOST_LISTED):
            if summary.call.forked_at == turn:
                with suppress(CallStateError):  # reopened, and nothing said yet
                    yield self.tried(viewer, summary.call.id)

    def _judge(self, viewer: Viewer, call_id: str) -> TriedLine:
        view = self._practice.look(viewer, call_id)
        parent, turn = view.call.parent, view.call.forked_at
        if parent is None or turn is None or not _answered(view.transcript, turn):
            raise CallStateError("No line has been tried in this call yet.")
        before = self._practice.look(viewer, parent)
        first, now = (_at(one, turn) for one in (before, view))
        was, stands = (grade_embedded(one, view.rubric, persona=view.persona) for one in (first, now))
        return TriedLine(
            call_id=call_id,
            turn=turn,
            first=_said(before, first, turn),
            now=_said(view, now, turn),
            scores=_scores(view, was, stands),
            mended=_failing(was, view, turn, but=stands),
            failed=_failing(stands, view, turn, but=was),
            ended=view.ended and len(view.transcript.turns) == len(now.turns),
        )


def _answered(transcript: Transcript, turn: int) -> bool:
    """Whether the line at this turn was said and answered."""
    last = max((one.n for one in transcript.turns), default=0)
    return last > turn and any(one.n == turn and one.speaker == "agent" for one in transcript.turns)


def _at(view: CallView, turn: int) -> Transcript:
    """The call as it stood once this turn was answered: later words and deeds are left out of both calls alike."""
    turns = view.transcript.turns
    later = next((one.n for one in turns if one.n > turn and one.speaker == "agent"), None)
    kept = [one for one in turns if later is None or one.n < later]
    last = kept[-1].n
    events = [one for one in view.transcript.events if one.turn < turn or (one.kind == "fact" and one.turn <= last)]
    return view.transcript.model_copy(update={"turns": kept, "events": events})


def _said(view: CallView, transcript: Transcript, turn: int) -> SaidLine:
    reading = read(transcript, view.persona)
    heard = next(one for one in reading.agent if one.turn.n == turn)
    kinds = told_apart(act.act for act in heard.acts)
    acts = {act.act: HeardAct(act.act, act.text.strip()) for act in reversed(heard.acts) if act.act in kinds}
    hollow, words = _hollow(heard, reading)
    replies = [one for one in transcript.turns if one.n > turn]
    return SaidLine(
        text=heard.turn.text,
        acts=tuple(acts[kind] for kind in kinds),
        shift=shifts(view.state.curve).get(turn, Shift()),
        reply=" ".join(one.text for one in replies),
        told=len({one.id for one in transcript.events if one.kind == "fact" and one.turn >= turn}),
        hollow=hollow,
        hollow_words=words,
    )


def _hollow(heard: AgentTurn, reading: Reading) -> tuple[Hollow | None, str]:
    if heard.stock:
        return "stock", heard.stock[0].strip()
    if any(one.turn.n == heard.turn.n for one in parroted(reading)):
        return "parroted", heard.turn.text.strip()
    before = {normal(piece) for one in reading.agent if one.turn.n < heard.turn.n for piece in one.sentences}
    again = (piece for piece in heard.sentences if len(piece.split()) >= REPEATED_WORDS and "?" not in piece)
    repeated = next((piece for piece in again if normal(piece) in before), None)
    return ("said_before", repeated.strip()) if repeated else (None, "")


def _failing(grade: Grade, view: CallView, turn: int, *, but: Grade) -> tuple[str, ...]:
    """What fails the call by itself at this turn in one grade and not in the other."""
    other = {one.id for one in but.critical if one.turn <= turn}
    return tuple(failures.named(one, view.rubric) for one in grade.critical if one.turn == turn and one.id not in other)


def _scores(view: CallView, was: Grade, stands: Grade) -> tuple[ScoreShift, ...]:
    trained = view.persona.trains

    def shift(criterion: Criterion) -> ScoreShift:
        return ScoreShift(
            id=criterion.id,
            name=criterion.name,
            before=was.criterion(criterion.id).score,
            after=stands.criterion(criterion.id).score,
            low_is_good=criterion.better == "low",
            trained=criterion.id in trained,
        )

    every = [shift(criterion) for criterion in view.rubric.criteria]
    scored = [one for one in every if one.before is not None or one.after is not None]
    return tuple(sorted(scored, key=lambda one: trained.index(one.id) if one.trained else len(trained)))
