"""Following a call between the store and the screen: how it stands now, and the line to show next."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.errors import CallStateError, TurnInProgressError
from simulator.practice import CallView
from simulator.web import services, state


@dataclass(frozen=True, slots=True)
class Now:
    """A call as it stands, with the words of a line whose speaker is not in this process."""

    view: CallView
    partial: str

    @property
    def mark(self) -> str:
        """Changes whenever there is something new to show."""
        view = self.view
        sizes = (len(view.transcript.turns), len(view.transcript.events), len(self.partial))
        return f"{sizes}{view.speaking}{view.unanswered}{view.ended}"

    @property
    def busy(self) -> bool:
        """Whether the caller speaks, or is about to."""
        return self.view.speaking or self.view.unanswered


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


def seen(at: Now) -> None:
    """This tab shows all of the call up to here."""
    state.note_shown(at.view.call.id, _agent_turns(at))


def _agent_turns(at: Now) -> int:
    return len(at.view.transcript.agent_turns())
