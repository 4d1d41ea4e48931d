"""The moments of a call: what shows a skill, what was passed over, and a better line for it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from simulator.evaluator.caps import death_call
from simulator.evaluator.conduct import first_question, wounding_turns
from simulator.evaluator.likeness import like_examples
from simulator.evaluator.lines import Coach, Line
from simulator.evaluator.measures import Measures, earned, wording_in_time
from simulator.evaluator.mending import (
    CARE,
    CURIOUS,
    FAULT_LINES,
    FORGIVEN,
    LACK_LINES,
    LINE_KINDS,
    UNDERSTANDING,
    place_of,
)
from simulator.evaluator.patterns import shows
from simulator.evaluator.quotes import Quote, of_sentence, quotes_of
from simulator.evaluator.reading import AgentTurn, CallerTurn, Opportunity, Reading
from simulator.grade import Better, Evidence, Missed
from simulator.persona import Persona
from simulator.rubric import Criterion
from simulator.terms import ACTS

_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown with one criterion."""

    evidence: list[Evidence] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    better: list[Better] = field(default_factory=list)


class Moments:
    """Finds the moments of one call; lines are shared between criteria and never said twice."""

    def __init__(self, reading: Reading, persona: Persona | None, measures: Measures) -> None:
        self._reading = reading
        self._persona = persona
        self._measures = measures
        self._seen: dict[str, list[Quote]] = {}
        self._coach = Coach(
            persona,
            "\n".join(heard.turn.text for heard in reading.caller),
            heavy=bool(reading.cues("vulnerability")) or death_call(reading, persona),
        )

    def of(self, criterion: Criterion, telling: set[str]) -> Seen:
        """Evidence for and against a criterion, what was passed over, and better lines for that.

        `telling` are those of its acts and measures that spoke for or against this call at all.
        """
        wanted = set(criterion.looks_for) | set(criterion.counts_against)
        better = [*self._passed_over(wanted), *self._faults(criterion, telling), *self._lacks(criterion)]
        unique = {(one.turn, one.said): one for one in reversed(better)}
        return Seen(
            evidence=self._evidence(criterion, telling),
            missed=self._missed(wanted)[:_MOST],
            better=[one for one in better if unique.get((one.turn, one.said)) is one][:_MOST],
        )

    def _quotes(self, name: str) -> list[Quote]:
        """Where this act or measure was seen; looked for once, though several criteria may name it."""
        if name not in self._seen:
            self._seen[name] = quotes_of(name, self._reading, self._persona)
        return self._seen[name]

    def _evidence(self, criterion: Criterion, telling: set[str]) -> list[Evidence]:
        shown: list[Evidence] = []
        taken: set[Quote] = set()
        wanted = [name for name in criterion.looks_for if name in telling]
        against = [name for name in criterion.counts_against if name in telling]
        if not wanted and not against:  # what fell short can still be shown: the questions of a check left open
            wanted = criterion.looks_for
        for ids, most in ((wanted, _MOST), (against, 2)):
            found = [(name, self._quotes(name)) for name in ids]
            rounds = max((len(quotes) for _, quotes in found), default=0)
            pairs = [(name, quotes[i]) for i in range(rounds) for name, quotes in found if i < len(quotes)]
            added = 0
            for name, one in pairs:
                if added < most and one not in taken:
                    taken.add(one)
                    shown.append(Evidence(turn=one.turn, quote=one.text, shows=name))
                    added += 1
        if not criterion.looks_for and not shown:
            shown += like_examples(criterion, self._reading)
        return shown

    # --- what the caller offered and did not get ---------------------------------------------------

    @cached_property
    def _gone_past(self) -> list[Opportunity]:
        return [one for one in self._reading.opportunities if one.outcome != "taken" and one.agent is not None]

    @cached_property
    def _leads(self) -> list[tuple[CallerTurn, str]]:
        """The persona's hints that were gone past, for facts that were never told."""
        if self._persona is None:
            return []
        told = set(earned(self._reading))
        hints = [hint for fact in self._persona.facts if fact.id not in told for hint in fact.hints]
        past = [one.caller for one in self._gone_past]
        return [(heard, hint) for heard in past for hint in hints if hint in heard.turn.text]

    @cached_property
    def _untended(self) -> list[Opportunity]:
        """Vulnerabilities passed over, where nothing later made up for it."""
        handled = self._measures["vulnerability_handled"]
        if handled is None or handled >= 2:
            return []
        return [one for one in self._gone_past if "vulnerability" in one.caller.ids]

    def _missed(self, wanted: set[str]) -> list[Missed]:
        past = self._gone_past if wanted & UNDERSTANDING else self._untended if wanted & CARE else []
        missed = [Missed(turn=one.caller.turn.n, cue=one.cue.cue, quote=one.cue.text.strip()) for one in past]
        if wanted & CURIOUS and not wanted & UNDERSTANDING:
            missed += [Missed(turn=heard.turn.n, cue="need", quote=hint) for heard, hint in self._leads]
        return [one for one in missed if one.quote]

    def _passed_over(self, wanted: set[str]) -> list[Better]:
        lines: list[Better] = []
        if wanted & UNDERSTANDING:
            lines += self._for_opportunities(self._gone_past)
            if (
                "empathy" in wanted
                and death_call(self._reading, self._persona)
                and not self._reading.count("condolence")
            ):
                lines[:0] = self._for_death()
        elif wanted & CARE:
            lines += self._for_opportunities(self._untended)
        if wanted & CURIOUS and not wanted & UNDERSTANDING:
            for heard, hint in self._leads:
                after = self._reading.next_agent(heard.turn.n)
                lines += self._better(after, self._coach.line("lead", heard.turn.n, hint))
        return lines

    def _for_opportunities(self, past: list[Opportunity]) -> list[Better]:
        """The dismissed ones first: they hurt most."""
        lines: list[Better] = []
        for one in sorted(past, key=lambda o: o.outcome != "dismissed")[:_MOST]:
            kind = "danger" if shows("danger", one.caller.turn.text) else one.cue.cue
            said = one.by if one.outcome == "dismissed" else None
            kind = said.act if said is not None and said.act in FAULT_LINES and kind != "danger" else kind
            line = self._coach.line(LINE_KINDS.get(kind, kind), one.caller.turn.n, one.cue.text)
            lines += self._better(one.agent, line, said=said.text if said else None)
        return lines

    def _for_death(self) -> list[Better]:
        """The condolence that a death call lacks."""
        if self._reading.count("condolence") or not death_call(self._reading, self._persona):
            return []
        first = next((heard for heard in self._reading.agent[1:] if heard.words > 1), None)
        return self._better(first, self._coach.line("death", 0))

    # --- what the agent said amiss ------------------------------------------------------------------

    def _faults(self, criterion: Criterion, telling: set[str]) -> list[Better]:
        against = [name for name in criterion.counts_against if name in telling]
        names = against if criterion.better == "high" else criterion.looks_for
        lines: list[Better] = []
        for name in names:
            kind = FAULT_LINES.get(name)
            if kind is None:
                continue
            for one in self._quotes(name)[FORGIVEN.get(name, 0) :][:2]:
                before, cue = self._heard_before(one.turn)
                blanks = self._blanks(name, one)
                kind = "clumsy" if "word" in blanks and not shows("cold_name", blanks["word"]) else kind
                line = self._coach.line(kind, before or one.turn, cue, **blanks)
                if line is not None and line.say != one.text:
                    lines.append(Better(turn=one.turn, said=one.text, say=line.say, because=line.because))
        return lines

    def _heard_before(self, n: int) -> tuple[int, str]:
        """The caller's turn just before turn n and its weightiest words, or 0 and none."""
        before = [heard for heard in self._reading.caller if heard.turn.n < n]
        if not before or not before[-1].cues:
            return 0, ""
        past = next((o for o in self._reading.opportunities if o.caller.turn.n == before[-1].turn.n), None)
        return before[-1].turn.n, past.cue.text if past else before[-1].cues[0].text

    def _blanks(self, name: str, one: Quote) -> dict[str, str]:
        if name == "stacked_question":
            heard = next(h for h in self._reading.agent if h.turn.n == one.turn)
            return {"first": first_question(heard)}
        if name == "wounding_words":
            hits = wounding_turns(self._reading, self._persona)
            return {"word": next((word for heard, word in hits if heard.turn.n == one.turn), "")}
        return {}

    # --- what was not there at all ------------------------------------------------------------------

    def _lacks(self, criterion: Criterion) -> list[Better]:
        """One line for what was lacking altogether; nothing where all of it could be seen or could not be known."""
        lines: list[Better] = []
        if criterion.better == "high":
            for name in criterion.looks_for:
                kind = LACK_LINES.get(name)
                if kind is not None and self._absent(name):
                    at = place_of(name, self._reading, self._persona)
                    lines += self._better(at, self._coach.line(kind, at.turn.n)) if at else []
            if "wording_said" in criterion.looks_for:
                lines += self._wording()
        return lines[:1]

    def _absent(self, name: str) -> bool:
        if name in ACTS:
            return not self._reading.count(name)
        return self._measures.get(name) == 0

    def _wording(self) -> list[Better]:
        if self._persona is None:
            return []
        missing = [at for at, in_time in wording_in_time(self._reading, self._persona) if not in_time]
        if not missing:
            return []
        must_say = self._persona.desk.must_say[missing[0]]
        done = [e.turn for e in self._reading.transcript.events if e.kind == "action" and e.id == must_say.before]
        spoken = [h for h in self._reading.agent if h.words > 1 and (not done or h.turn.n <= min(done))]
        if not spoken:
            return []
        line = self._coach.line("wording", spoken[-1].turn.n, must_say=must_say.text)
        return self._better(spoken[-1], line)

    def _better(self, heard: AgentTurn | None, line: Line | None, *, said: str | None = None) -> list[Better]:
        if heard is None or line is None:
            return []
        words = said.strip() if said and said in heard.turn.text else ""
        shown = words if len(words.split()) >= 2 else None
        instead = shown or (one.text if (one := of_sentence(heard)) else heard.turn.text.strip())
        return [Better(turn=heard.turn.n, said=instead, say=line.say, because=line.because)] if instead else []


def moments(reading: Reading, persona: Persona | None, measures: Measures) -> Moments:
    """The moments of a call, to be asked criterion by criterion in the rubric's order."""
    return Moments(reading, persona, measures)
