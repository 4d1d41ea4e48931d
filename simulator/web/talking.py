"""Between the store and the screen: how a call stands now, the line to show next, and what the agent does with it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from simulator.errors import ActionRefusedError, CallStateError, TurnInProgressError
from simulator.practice import CallView
from simulator.web import services, state

Doing = Literal["hold", "resume", "pause", "unpause", "hint"]
"""What can be done with a line besides speaking."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An action at the desk that the agent wants to take."""

    action: str
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """A call as it stands, with the words of a line whose speaker is not in this process."""

    view: CallView
    partial: str
    looked: float = field(default_factory=time.monotonic)
    """When it was so."""

    @property
    def mark(self) -> str:
        """Changes whenever there is something new to show."""
        view = self.view
        sizes = (len(view.transcript.turns), len(view.transcript.events), len(view.call.hints), len(self.partial))
        return f"{sizes}{view.speaking}{view.unanswered}{view.ended}"

    @property
    def busy(self) -> bool:
        """Whether the caller speaks, or is about to."""
        return self.view.speaking or self.view.unanswered


def moved_on(shown: Now, *, after: float) -> bool:
    """Whether there is something new to show; it is not looked for within so many seconds of the last look."""
    return time.monotonic() - shown.looked >= after and now(shown.view.call.id).mark != shown.mark


def now(call_id: str) -> Now:
    """The call as the viewer may see it. Raises NotAllowedError, UnknownNameError."""
    view = services.practice().look(services.viewer(), call_id)
    turns = services.practice().store.turns(call_id) if view.unanswered else []
    return Now(view, "".join(turn.text for turn in turns if turn.status == "partial"))


def elapsed(view: CallView) -> float:
    """Seconds on the clock of a call that goes on, without a look into the store."""
    return services.practice().clock(view.call)


def coming(at: Now) -> Iterator[str] | None:
    """The line that is being spoken, or that is owed since the process that spoke it was stopped."""
    practice, viewer, call_id = services.practice(), services.viewer(), at.view.call.id
    if at.view.speaking:
        return practice.watch(viewer, call_id)
    if not at.view.unanswered or at.partial:
        return None
    try:
        return practice.answer_again(viewer, call_id)
    except TurnInProgressError:
        return practice.watch(viewer, call_id)


def said(at: Now, text: str) -> Iterator[str] | None:
    """Say something; None where it could not be taken, and then the words are put back into the box.

    A tab that has not shown every agent turn is behind another one, and what is typed there answers older words.
    """
    call_id, turns = at.view.call.id, _agent_turns(at)
    if state.shown(call_id) not in (None, turns):
        state.keep_draft(call_id, state.Draft(text, "Something was said in another tab just now. Read that first."))
        return None
    try:
        line = services.practice().say(services.viewer(), call_id, text)
    except CallStateError as error:
        state.keep_draft(call_id, state.Draft(text, str(error)))
        return None
    state.note_shown(call_id, turns + 1)
    return line


def do(at: Now, doing: Doing) -> None:
    """Do something with the line. Raises CallStateError where the call does not allow it."""
    practice, viewer, call_id = services.practice(), services.viewer(), at.view.call.id
    match doing:
        case "hold":
            practice.hold(viewer, call_id)
        case "resume":
            practice.resume(viewer, call_id)
        case "pause":
            practice.pause(viewer, call_id)
        case "unpause":
            practice.unpause(viewer, call_id)
        case "hint":
            practice.hint(viewer, call_id)


def take(at: Now, deed: Deed) -> None:
    """Take the action; what the desk refuses is kept, to be said beside it."""
    call_id = at.view.call.id
    state.forget_refusal(call_id)
    try:
        services.practice().act(services.viewer(), call_id, deed.action, deed.amount)
    except ActionRefusedError as refusal:
        state.keep_refusal(call_id, deed.action, str(refusal))


def end(at: Now, *, by: str, reason: str) -> None:
    """End the call; an ended one stays as it ended."""
    services.practice().end(services.viewer(), at.view.call.id, by=by, reason=reason)


def seen(at: Now) -> None:
    """This tab shows all of the call up to here."""
    state.note_shown(at.view.call.id, _agent_turns(at))


def _agent_turns(at: Now) -> int:
    return len(at.view.transcript.agent_turns())
