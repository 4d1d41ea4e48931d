"""The caller of one call: hears what the agent says and does, keeps its state, and knows its next brief."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.caller import facts, mood
from simulator.caller.attention import attend
from simulator.caller.director import Brief, direct
from simulator.caller.lines import voice
from simulator.caller.reaction import HURT_WORDS, UNDERSTOOD
from simulator.caller.state import Heard, MoodPoint, Standing, State
from simulator.listening import Matcher
from simulator.persona import Persona
from simulator.transcript import REFUSED, Event, Transcript, Turn

LONG_HOLD = 60.0
"""Seconds on hold from which a hold is a long one."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A persona on the line. Its state is a pure function of persona, seed, turns and events (`replay`)."""

    persona: Persona
    seed: int
    matcher: Matcher

    def start(self) -> State:
        """The state before anybody has spoken."""
        standing = Standing.of(self.persona.mood.start)
        return State(mood=standing, curve=(MoodPoint(0, standing, ()),))

    def hear(self, state: State, turn: Turn, *, earlier: Sequence[Turn]) -> State:
        """The state after an agent turn; `earlier` are all turns before it."""
        state = replace(state, agent_turns=state.agent_turns + 1)
        heard = attend(self.persona, state, turn, earlier=earlier, matcher=self.matcher)
        state = mood.apply(state, turn.n, mood.moved_by_words(self.persona, state, heard))
        state = mood.remember_phrases(self._count(state, heard), heard)
        state = facts.latch(state, heard)
        return facts.unlock(self.persona, state)

    def speak(self, state: State, turn: Turn) -> State:
        """The state after a caller turn was said; only a complete one tells facts."""
        brief = self.brief(state)
        told = facts.tell(self.persona, state, turn=turn.n, text=turn.text) if turn.status == "complete" else state
        if len(told.earned) > len(state.earned):
            told = mood.apply(told, turn.n, mood.moved_by_event(self.persona, "fact_told"))
        hinted = brief.does == "hint" or any(h in turn.text for fact in self.persona.facts for h in fact.hints)
        after = replace(
            told,
            said=(*told.said, turn.text),
            answered=told.answered | set(brief.answers),
            last_hint=told.agent_turns if hinted else told.last_hint,
            settled_said=told.settled_said or brief.does == "settled",
            fresh=(),
            returned=False,
        )
        return self._settle(facts.unlock(self.persona, after))

    def notice(self, state: State, event: Event) -> State:
        """The state after something was done at the desk or with the line."""
        if event.kind == "action" and event.id is not None and event.reason != REFUSED:
            moved = mood.moved_by_event(self.persona, event.id) if event.id not in state.actions else ()
            state = mood.apply(state, event.turn, moved)
            state = replace(state, actions=(*state.actions, event.id), fresh=(*state.fresh, event.id))
        elif event.kind == "hold":
            state = mood.apply(state, event.turn, mood.moved_by_event(self.persona, "hold"))
            state = replace(state, on_hold=True)
        elif event.kind == "resume":
            long = (event.model_extra or {}).get("seconds", 0) >= LONG_HOLD
            state = mood.apply(state, event.turn, mood.moved_by_event(self.persona, "long_hold") if long else ())
            state = replace(state, on_hold=False, returned=True)
        return self._settle(facts.unlock(self.persona, state))

    def brief(self, state: State) -> Brief:
        """What the caller's next line is to do."""
        return direct(self.persona, state)

    def line(self, state: State, brief: Brief) -> str:
        """The embedded caller's next line."""
        return voice(self.persona, state, brief, seed=self.seed)

    def replay(self, transcript: Transcript) -> State:
        """The state after all turns and events of a stored call."""
        state = self.start()
        for event in (e for e in transcript.events if e.turn == 0):
            state = self.notice(state, event)
        for i, turn in enumerate(transcript.turns):
            if turn.speaker == "agent":
                state = self.hear(state, turn, earlier=transcript.turns[:i])
            else:
                state = self.speak(state, turn)
            for event in (e for e in transcript.events if e.turn == turn.n):
                state = self.notice(state, event)
        return state

    def _count(self, state: State, heard: Heard) -> State:
        hurt = sum(act.act in HURT_WORDS for act in heard.acts) > 0
        understood = bool(heard.act_ids & UNDERSTOOD)
        parting = heard.tone.goodbye and not heard.asks and not state.resolved
        return replace(
            state,
            heard=heard,
            acts=state.acts | heard.act_ids,
            silences=state.silences + 1 if heard.tone.empty else 0,
            names_used=state.names_used + ("name_used" in heard.events),
            dismissals=0 if understood and not hurt else state.dismissals + hurt,
            partings=state.partings + parting,
        )

    def _settle(self, state: State) -> State:
        done = set(state.actions) | state.earned_ids
        resolved = any(wanted and set(wanted) <= done for wanted in self.persona.ends.resolved_any)
        return replace(state, resolved=resolved) if resolved != state.resolved else state
