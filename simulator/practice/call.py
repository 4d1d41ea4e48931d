"""One practice call as its owner takes it: begin, say, act, hold, end, look."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from simulator.access import Viewer, may_change_call, may_see_call, require, starts_private
from simulator.caller.model_caller import prompt_source
from simulator.errors import BeyondAuthorityError, CallEndedError, CallStateError, TurnInProgressError, UnknownNameError
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice.book import Book
from simulator.practice.desk import allowed, transfer_action
from simulator.practice.hearing import Heard, hear_out
from simulator.practice.replies import Clock, Replies
from simulator.practice.speaking import Speaking, follow
from simulator.practice.view import CallView, elapsed, wall_clock
from simulator.practice.voices import Voices
from simulator.settings import Settings
from simulator.store import CallerKind, CallRecord, Store, TurnTakenError
from simulator.transcript import REFUSED, EventKind, Transcript, Turn


class Practice:
    """Practice calls over one store. Safe to share between threads."""

    def __init__(
        self,
        *,
        store: Store,
        library: Library,
        settings: Settings,
        matcher: Matcher,
        clock: Clock = wall_clock,
    ) -> None:
        self.store, self.library, self.settings = store, library, settings
        self.voices = Voices(store, settings)
        self.book = Book(store, matcher)
        self.clock = clock
        self._replies = Replies(store=store, book=self.book, voices=self.voices, settings=settings, clock=clock)

    def begin(
        self,
        viewer: Viewer,
        persona: str | Path,
        *,
        rubric: str | Path = "compassionate-call",
        seed: int | None = None,
        caller: CallerKind | None = None,
        call_id: str | None = None,
    ) -> CallRecord:
        """Begin a call with this persona; `caller` None takes the model where one is configured.

        Raises UnknownNameError, FileProblems for a file that cannot be loaded, SettingsError where a model is
        wanted and none is connected, ConsentNeededError where text would leave the machine and the viewer has
        not agreed.
        """
        played, judged_by = self.library.loaded_persona(persona), self.library.loaded_rubric(rubric)
        kind: CallerKind = caller or ("model" if self.voices.connected(self.settings.caller) else "embedded")
        if kind == "model":
            self.voices.require_model(viewer, self.settings.caller)
        self.store.ensure_person(viewer.id, viewer.name, [role.value for role in viewer.roles])
        return self.store.add_call(
            viewer.id,
            persona=played.model.reference,
            persona_hash=self.store.freeze("persona", played.text),
            rubric=judged_by.model.reference,
            rubric_hash=self.store.freeze("rubric", judged_by.text),
            seed=secrets.randbelow(2**31) if seed is None else seed,
            caller_kind=kind,
            caller_model=self.voices.caller().name if kind == "model" else None,
            private=starts_private(self.store.count_calls(viewer.id, forks=False)),
            meta={"prompt": self.store.freeze("prompt", prompt_source())} if kind == "model" else None,
            call_id=call_id,
        )

    def say(self, viewer: Viewer, call_id: str, text: str) -> Iterator[str]:
        """Commit the agent's turn and return the caller's reply in pieces, as it is spoken.

        Raises TurnInProgressError while the caller speaks, CallStateError on hold, CallEndedError; nothing is
        taken then.
        """
        call = self._open(viewer, call_id)
        with self._next_line(call_id) as speaking:
            heard = self._heard(call)
            if heard.spoken is not None or heard.about_to_speak:
                raise TurnInProgressError("The caller is still speaking. Let them finish.")
            transcript = heard.transcript
            state = self.book.state(call, transcript)
            if state.on_hold:
                raise CallStateError("The caller is on hold and cannot hear you. Take them off hold first.")
            turn = Turn(n=len(transcript.turns) + 1, speaker="agent", text=text, at=self.clock(call))
            try:
                self.store.add_turn(call_id, turn.n, "agent", text, turn.at or 0.0)
            except TurnTakenError as error:
                raise TurnInProgressError("Something was said in another tab just now. Read that first.") from error
            return self._replies.start(call, with_turn(transcript, turn), state, speaking)

    def watch(self, viewer: Viewer, call_id: str) -> Iterator[str]:
        """The line that the caller is speaking, from its start; nothing where nobody speaks."""
        call = self._seen(viewer, call_id)
        speaking = self._replies.spoken_now(call_id)
        if speaking is not None:
            return speaking.tail()
        spoken = self._heard(call).spoken
        return iter(()) if spoken is None else follow(self.store, call_id, spoken.n)

    def answer_again(self, viewer: Viewer, call_id: str) -> Iterator[str]:
        """The reply to an agent turn whose reply was lost with the process that spoke it; else nothing."""
        call = self._open(viewer, call_id)
        with self._next_line(call_id) as speaking:
            heard = self._heard(call)
            if heard.spoken is not None:
                raise TurnInProgressError("The caller is still speaking. Let them finish.")
            if not heard.waiting:
                self._replies.release(call_id, speaking)
                return iter(())
            said = heard.transcript
            before = said.model_copy(update={"turns": said.turns[:-1]})
            return self._replies.start(call, said, self.book.state(call, before), speaking)

    def act(self, viewer: Viewer, call_id: str, action_id: str, amount: float | None = None) -> None:
        """Do something at the desk. Raises ActionRefusedError beyond the agent's authority."""
        call = self._open(viewer, call_id)
        try:
            action = allowed(self.book.persona(call.persona_hash), action_id, amount)
        except BeyondAuthorityError:
            self._note(call, "action", action_id, reason=REFUSED, amount=amount)
            raise
        self._note(call, "action", action.id, amount=amount)

    def transfer(self, viewer: Viewer, call_id: str) -> None:
        """Hand the call over: warm where the desk can, else cold, which ends it."""
        call = self._open(viewer, call_id)
        action = transfer_action(self.book.persona(call.persona_hash))
        if action is not None:
            self._note(call, "action", action.id)
        else:
            self.end(viewer, call_id, reason="cold transfer")

    def hold(self, viewer: Viewer, call_id: str) -> None:
        """Put the caller on hold; does nothing where they are."""
        call = self._open(viewer, call_id)
        if not self._on_hold(call):
            self._note(call, "hold")

    def resume(self, viewer: Viewer, call_id: str) -> None:
        """Take the caller off hold; does nothing where they are not on it."""
        call = self._open(viewer, call_id)
        held_since = max((e.at for e in self.store.events(call_id) if e.kind == "hold"), default=0.0)
        if self._on_hold(call):
            self._note(call, "resume", seconds=round(self.clock(call) - held_since, 2))

    def end(self, viewer: Viewer, call_id: str, *, by: str = "agent", reason: str = "the agent ended the call") -> None:
        """End the call; an ended one stays as it ended. `by` is `agent`, or `script` where a script ran out."""
        call = self._mine(viewer, call_id)
        if self.store.end_call(call.id, datetime.now(UTC), by):
            self._replies.break_off(call.id)
            self._note(call, "end", by, reason=reason)

    def look(self, viewer: Viewer, call_id: str) -> CallView:
        """The call as a page shows it. Raises NotAllowedError, UnknownNameError."""
        call = self._seen(viewer, call_id)
        heard, over = self._heard(call), call.ended_at is not None
        speaking = not over and (heard.spoken is not None or self._replies.spoken_now(call_id) is not None)
        transcript = heard.transcript
        return CallView(
            call=call,
            persona=self.book.persona(call.persona_hash),
            rubric=self.book.rubric(call.rubric_hash),
            transcript=transcript,
            state=self.book.state(call, transcript),
            speaking=speaking,
            unanswered=heard.waiting and not speaking and not over,
            fallback=next((e.reason for e in transcript.events if e.kind == "fallback"), None),
            elapsed=elapsed(call, transcript, self.clock),
        )

    def close(self) -> None:
        """Let lines being spoken finish."""
        self._replies.close()

    @contextmanager
    def _next_line(self, call_id: str) -> Iterator[Speaking]:
        """The right to speak the next line of this call, given back where that fails."""
        speaking = self._replies.reserve(call_id)
        try:
            yield speaking
        except BaseException:
            self._replies.release(call_id, speaking)
            raise

    def _heard(self, call: CallRecord) -> Heard:
        speaking = self._replies.spoken_now(call.id)
        return hear_out(self.store, call.id, here=speaking is not None and speaking.row is not None)

    def _on_hold(self, call: CallRecord) -> bool:
        return self.book.state(call, self._heard(call).transcript).on_hold

    def _note(
        self,
        call: CallRecord,
        kind: EventKind,
        event_id: str | None = None,
        *,
        reason: str | None = None,
        **extra: float | None,
    ) -> None:
        turns = self.store.turns(call.id)
        self.store.add_event(
            call.id,
            turn=turns[-1].n if turns else 0,
            at=self.clock(call),
            kind=kind,
            event_id=event_id,
            reason=reason,
            extra={key: value for key, value in extra.items() if value is not None},
        )

    def _call(self, call_id: str) -> CallRecord:
        call = self.store.call(call_id)
        if call is None:
            raise UnknownNameError(f"There is no call {call_id!r}; it may have been deleted.")
        return call

    def _seen(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._call(call_id)
        require(may_see_call, viewer, owner=call.owner, private=call.private)
        return call

    def _mine(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._call(call_id)
        require(may_change_call, viewer, owner=call.owner)
        return call

    def _open(self, viewer: Viewer, call_id: str) -> CallRecord:
        call = self._mine(viewer, call_id)
        if call.ended_at is not None:
            raise CallEndedError("The call is over; nothing more can be said or done in it.")
        return call


def with_turn(transcript: Transcript, turn: Turn) -> Transcript:
    """The transcript with one more turn."""
    return transcript.model_copy(update={"turns": [*transcript.turns, turn]})
