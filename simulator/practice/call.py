"""One practice call as its owner takes it: begin, say, act, hold, pause, end, look."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulator.access import Viewer, may_practise, require, starts_private
from simulator.caller.model_caller import prompt_source
from simulator.errors import BeyondAuthorityError, CallStateError, TurnInProgressError
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice.book import Book
from simulator.practice.desk import allowed, transfer_action
from simulator.practice.entry import Entry
from simulator.practice.hearing import Heard, hear_out
from simulator.practice.hints import next_hint
from simulator.practice.replies import Clock, Replies
from simulator.practice.speaking import Speaking, follow
from simulator.practice.view import CallView, elapsed, wall_clock
from simulator.practice.voices import Voices
from simulator.settings import Settings
from simulator.store import CallerKind, CallRecord, Store, TurnTakenError
from simulator.transcript import REFUSED, Transcript, Turn


class Practice(Entry):
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
        difficulty: int = 0,
    ) -> CallRecord:
        """Begin a call with this persona; `caller` None takes the model where one is configured.

        `difficulty` is -1 for gentler, 0 for as written, 1 for harder.

        Raises UnknownNameError, FileProblems for a file that cannot be loaded, SettingsError where a model is
        wanted and none is connected, ConsentNeededError where text would leave the machine and the viewer has
        not agreed, NotAllowedError for somebody who takes no calls.
        """
        require(may_practise, viewer)
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
            difficulty=difficulty,
        )

    def say(self, viewer: Viewer, call_id: str, text: str) -> Iterator[str]:
        """Commit the agent's turn and return the caller's reply in pieces, as it is spoken.

        Raises TurnInProgressError while the caller speaks, CallStateError on hold or in a pause, CallEndedError;
        nothing is taken then.
        """
        call = self._going(viewer, call_id)
        with self._next_line(call_id) as speaking:
            heard = self._heard(call)
            if heard.spoken is not None or heard.about_to_speak:
                raise TurnInProgressError("The caller is still speaking. Let them finish.")
            transcript = heard.transcript
            state = self.book.state(call, transcript)
            if state.on_hold:
                raise CallStateError("The caller is on hold and cannot hear you. Take them off hold first.")
            at = self.clock(call)
            if not transcript.turns:
                call, at = self._picked_up(call, at), 0.0
            turn = Turn(n=len(transcript.turns) + 1, speaker="agent", text=text, at=at)
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
        call = self._going(viewer, call_id)
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
        call = self._going(viewer, call_id)
        try:
            action = allowed(self.book.persona_of(call), action_id, amount)
        except BeyondAuthorityError:
            self._note(call, "action", action_id, reason=REFUSED, amount=amount)
            raise
        self._note(call, "action", action.id, amount=amount)

    def transfer(self, viewer: Viewer, call_id: str) -> None:
        """Hand the call over: warm where the desk can, else cold, which ends it."""
        call = self._going(viewer, call_id)
        action = transfer_action(self.book.persona_of(call))
        if action is not None:
            self._note(call, "action", action.id)
        else:
            self.end(viewer, call_id, reason="cold transfer")

    def hold(self, viewer: Viewer, call_id: str) -> None:
        """Put the caller on hold; does nothing where they are."""
        call = self._going(viewer, call_id)
        if not self._on_hold(call):
            self._note(call, "hold")

    def resume(self, viewer: Viewer, call_id: str) -> None:
        """Take the caller off hold; does nothing where they are not on it."""
        call = self._going(viewer, call_id)
        held_since = max((e.at for e in self.store.events(call_id) if e.kind == "hold"), default=0.0)
        if self._on_hold(call):
            self._note(call, "resume", seconds=round(self.clock(call) - held_since, 2))

    def pause(self, viewer: Viewer, call_id: str) -> None:
        """Freeze the call and its clock; nothing moves the caller until it goes on."""
        call = self._open(viewer, call_id)
        if self.store.pause_call(call.id, datetime.now(UTC)):
            self._note(self._call(call_id), "pause", "begin")

    def unpause(self, viewer: Viewer, call_id: str) -> None:
        """Go on where the call was paused; does nothing where it goes on."""
        self._go_on(self._open(viewer, call_id))

    def note(self, viewer: Viewer, call_id: str, text: str) -> None:
        """Keep what the agent notes at the desk, during the call or after it."""
        self.store.set_notes(self._mine(viewer, call_id).id, text)

    def hint(self, viewer: Viewer, call_id: str) -> str:
        """A hint at what is open now, kept with the call and counted."""
        view = self.look(viewer, self._going(viewer, call_id).id)
        text = next_hint(view)
        self.store.add_hint(call_id, turn=len(view.transcript.turns), text=text)
        return text

    def end(self, viewer: Viewer, call_id: str, *, by: str = "agent", reason: str = "the agent ended the call") -> None:
        """End the call; an ended one stays as it ended. `by` is `agent`, or `script` where a script ran out."""
        call = self._mine(viewer, call_id)
        if call.paused_at is not None and call.ended_at is None:
            call = self._go_on(call)
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
            persona=self.book.persona_of(call),
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

    def _picked_up(self, call: CallRecord, waited: float) -> CallRecord:
        """The call with its clock at nought: reading the desk before the first word takes no time of it."""
        self.store.start_clock(call.id, call.started_at + timedelta(seconds=waited + call.paused_seconds))
        return self._call(call.id)

    def _go_on(self, call: CallRecord) -> CallRecord:
        seconds = self.store.unpause_call(call.id, datetime.now(UTC))
        if seconds is not None:
            call = self._call(call.id)
            self._note(call, "pause", "end", seconds=seconds)
        return call

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


def with_turn(transcript: Transcript, turn: Turn) -> Transcript:
    """The transcript with one more turn."""
    return transcript.model_copy(update={"turns": [*transcript.turns, turn]})
