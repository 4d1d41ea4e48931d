"""A hint on request during a call: what is open now, in one sentence, without a line to read out or a secret."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.caller.facts import locked
from simulator.caller.state import Moved
from simulator.evaluator.patterns import shows
from simulator.listening import Cue, cues, hear
from simulator.listening.identity import asks_for, needs_settled, sentences
from simulator.listening.wording import wording_said
from simulator.persona import Fact, Persona
from simulator.practice.hint_words import FOR_CUE, FOR_HARM, few_words
from simulator.practice.view import CallView
from simulator.transcript import Turn

SHORT: Final = 3
"""Words below which the caller's line gives nothing to ask about."""
HARM, BAD_HARM = 6.0, 15.0
"""Points of net harm by the agent's last turn from which the hint speaks of it, and from which it does so first."""
WORDING_AFTER: Final = 4
"""Agent turns before which nobody needs to think of compulsory wording yet."""
OPENING, HEAVY_OPENING = 2, 3
"""Agent turns (the greeting is the first) before which a feeling in the opening goes before identity; and, in a call of
high emotional weight, before which nobody is sent to check anything."""
_TAKEN_UP: Final = ("disclosure", "vulnerability", "feeling", "complaint", "need")
"""Cues worth a hint, the weightiest first."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a hint can be drawn from."""

    view: CallView
    persona: Persona
    turns: Sequence[Turn]
    said: str
    """The caller's last words; empty where there are none yet."""
    slipped: tuple[str, ...]
    """Hints of untold facts in those words."""


Part = Callable[[_Moment], Iterator[str]]


def next_hint(view: CallView) -> str:
    """What this trainee could look at now. Never names a fact that is not told, never writes the line for them.

    The first of these that holds, passing over hints already given since the agent last spoke, and the one before:
    on hold; bad harm done by the last turn; a fact just told; identity not begun; a feeling or a disclosure to take
    up; something let slip; lesser harm; a question of theirs; the rest of the check; compulsory wording; a promise
    without a day; settled; else what they just said.
    """
    given = [(int(hint["turn"]), str(hint["text"])) for hint in view.call.hints]
    spoken = max((turn.n for turn in view.transcript.agent_turns()), default=0)
    last = {text for _, text in given[-1:]}
    told = last | {text for turn, text in given if turn >= spoken}
    candidates = list(_candidates(_moment(view)))
    fresh = [text for text in candidates if text not in told] or [text for text in candidates if text not in last]
    return fresh[0]


def _moment(view: CallView) -> _Moment:
    caller = view.transcript.caller_turns()
    said = caller[-1].text if caller else ""
    untold: list[Fact] = [fact for fact in view.persona.facts if fact.id not in view.state.earned_ids]
    slipped = tuple(hint for fact in untold for hint in fact.hints if hint in said)
    return _Moment(view, view.persona, view.transcript.turns, said, slipped)


def _candidates(moment: _Moment) -> Iterator[str]:
    """Everything that could be said now, the most pressing first; at least two that differ."""
    if not moment.said:
        yield "They are waiting for a voice. Say who you are, and offer to help."
        yield "A greeting, your name and an offer of help are enough to begin with."
        return
    if moment.view.state.on_hold:
        yield "They are on hold and cannot hear you. Take them off hold before you speak."
    if _harm_done(moment) >= BAD_HARM:  # nobody gives their name to somebody who has just hurt them
        yield from _harm(moment)
    then = (_slips, _harm, _question, _rest_of_check, _wording, _undated, _settled, _open)
    for part in (_just_told, *_first(moment), *then):
        yield from part(moment)


def _just_told(moment: _Moment) -> Iterator[str]:
    """Something that was kept back was told in the caller's last words: there is nothing more pressing than that."""
    last = max(turn.n for turn in moment.turns if turn.speaker == "caller")
    if any(earned.turn == last for earned in moment.view.state.earned):
        words = few_words(moment.said)
        yield f"They have just told you something they had kept back: “{words}”. Stay with it before you go on."


def _first(moment: _Moment) -> list[Part]:
    """What comes first: who they are, but for an opening that tells of a feeling."""
    return [_cues, _identity] if moment.view.state.agent_turns < OPENING else [_identity, _cues]


def _gently(moment: _Moment) -> bool:
    """Whether the call is heavy and has only begun."""
    return moment.persona.intensity == "high" and moment.view.state.agent_turns < HEAVY_OPENING


def _identity(moment: _Moment) -> Iterator[str]:
    """The check is not begun, and something of theirs is to be talked of or done."""
    verify = moment.persona.verify
    if verify is None or _gently(moment) or needs_settled(moment.turns, verify) or _asked_for(moment, verify.needs):
        return
    yield "You don't know yet that you may talk about this with them. Say why you ask, then ask who they are."


def _asked_for(moment: _Moment, needs: Sequence[str]) -> bool:
    return any(asks_for(turn.text, need) for turn in moment.turns if turn.speaker == "agent" for need in needs)


def _cues(moment: _Moment) -> Iterator[str]:
    """A feeling, a disclosure or a need in the caller's last words, unless it is what they let slip."""
    heard = [cue for cue in cues(moment.said) if cue.cue in FOR_CUE and not cue.text.endswith("?")]
    found = [cue for cue in heard if not _within(cue, moment.slipped)]
    for cue in sorted(found, key=lambda one: _TAKEN_UP.index(one.cue)):
        words = few_words(cue.text, cue=cue.cue)
        if cue.cue != "need" or not moment.view.state.resolved:
            yield FOR_CUE[cue.cue].format(words=words)


def _within(cue: Cue, slipped: Sequence[str]) -> bool:
    return any(cue.text in hint or hint in cue.text for hint in slipped)


def _slips(moment: _Moment) -> Iterator[str]:
    for hint in moment.slipped:
        yield f"They let something drop: “{few_words(hint)}”. Follow it."


def _harm(moment: _Moment) -> Iterator[str]:
    """The caller is worse off after the agent's last turn: which of its acts did it."""
    worst = [moved for moved in _moved_lately(moment) if moved.cause in FOR_HARM and _harm_of(moved) > 0]
    if worst and _harm_done(moment) >= HARM:
        yield FOR_HARM[max(worst, key=_harm_of).cause]


def _moved_lately(moment: _Moment) -> list[Moved]:
    """What has moved the caller since the agent's last turn began."""
    heard = moment.view.state.heard
    return [m for point in moment.view.state.curve if heard and point.turn >= heard.turn for m in point.moved]


def _harm_done(moment: _Moment) -> float:
    return sum(_harm_of(moved) for moved in _moved_lately(moment))


def _harm_of(moved: Moved) -> float:
    return moved.distress + moved.anger - moved.trust


def _question(moment: _Moment) -> Iterator[str]:
    """The caller asked something, and it was not one of their ways of letting something slip."""
    asked = [piece for piece in sentences(moment.said) if piece.endswith("?")]
    if asked and not any(asked[-1] in hint or hint in asked[-1] for hint in moment.slipped):
        yield f"They have asked you something: “{few_words(asked[-1])}?” Answer that first."


def _rest_of_check(moment: _Moment) -> Iterator[str]:
    verify = moment.persona.verify
    if verify is None or _gently(moment):
        return
    settled = needs_settled(moment.turns, verify)
    left = [need for need in verify.needs if need not in settled]
    if left:
        yield f"Still to ask before you open anything: {_listed(left)}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _wording(moment: _Moment) -> Iterator[str]:
    """Wording that has to come before an action which would help to settle the call and is not taken yet."""
    persona, taken = moment.persona, moment.view.state.actions
    early = moment.view.state.agent_turns <= WORDING_AFTER and not taken
    if early or moment.view.state.resolved:
        return
    wanted = {step for way in persona.ends.resolved_any for step in way}
    for must_say in persona.desk.must_say:
        action = persona.action(must_say.before) if must_say.before else None
        if action is None or action.id in taken or action.id not in wanted:
            continue
        if wording_said(moment.turns, must_say) is None:
            yield f"There is a sentence to say before “{action.label}”. It is on your desk."


def _undated(moment: _Moment) -> Iterator[str]:
    """The latest promise has no day or time, in its turn or after it."""
    promised = 0
    for position, turn in enumerate(moment.turns):
        if turn.speaker != "agent":
            continue
        acts = hear(turn.text, earlier=moment.turns[:position])
        if any(act.act == "ownership" and shows("promises", act.text) for act in acts):
            promised = turn.n
        if shows("when", turn.text):
            promised = 0
    if promised:
        yield "You have promised them something. They don't know yet when it will happen."


def _settled(moment: _Moment) -> Iterator[str]:
    if moment.view.state.resolved:
        yield "What they rang for is done. If nothing they said on the way is still open, check and close."
        yield "It is done. Say what happens next, and let them have the last word."


def _open(moment: _Moment) -> Iterator[str]:
    needs = moment.persona.verify.needs if moment.persona.verify else []
    asked = next((turn.text for turn in reversed(moment.turns) if turn.speaker == "agent"), "")
    if any(asks_for(asked, need) for need in needs):
        yield "You know who they are. Go back to why they rang, with something open."
    if len(moment.said.split()) < SHORT:
        yield "They have gone quiet. Leave them a moment, and then ask something small and open."
    else:
        yield f"Ask something open about what they just said: “{few_words(moment.said)}”."
    if locked(moment.persona, moment.view.state):
        yield "There is more to this call than has been said. Leave them room, and ask what it has been like."
    yield "Read their last line again slowly. What would you want to hear next, in their place?"
