"""The line that would have kept a call from failing: one for every check, at the words that failed it."""

from typing import Final

from simulator.evaluator.lines import Coach
from simulator.evaluator.patterns import shows
from simulator.grade import Better, CriticalFailure, Grade
from simulator.listening import cues
from simulator.listening.wording import wording_said
from simulator.persona import Persona
from simulator.rubric import Rubric
from simulator.transcript import Transcript, Turn

_KINDS: Final = {
    "disclosed_before_verification": "early_disclosure",
    "vulnerability_ignored": "vulnerability",
    "required_wording_missed": "wording",
    "wounding_words": "clumsy",
    "agent_hung_up": "hung_up",
    "rude_to_caller": "rude",
    "over_authority": "over_authority",
}


def mending_line(grade: Grade, transcript: Transcript, persona: Persona | None, rubric: Rubric | None) -> Better | None:
    """The better line for the first critical failure of the call, or None where nothing failed it."""
    failure = min(grade.critical, key=lambda one: one.turn, default=None)
    if failure is None:
        return None
    check = _check(failure, rubric)
    kind = _KINDS.get(check or "", "failing")
    if check is None:
        judged = (one for found in grade.criteria for one in found.better if one.turn == failure.turn)
        if (line := next(judged, None)) is not None:
            return line
    before = _caller_before(failure.turn, transcript)
    cue = _cue(before, kind)
    if kind == "vulnerability" and shows("danger", cue):
        kind = "danger"
    blanks = _blanks(kind, failure, transcript, persona)
    kind = "wounding" if kind == "clumsy" and shows("cold_name", blanks["word"]) else kind
    coach = Coach(persona, "\n".join(turn.text for turn in transcript.caller_turns()))
    turn = before.n if before else 0
    made = coach.line(kind, turn, cue, **blanks) or coach.line("failing", turn)
    if made is None:
        return None
    return Better(turn=failure.turn, said=failure.quote, say=made.say, because=made.because)


def _check(failure: CriticalFailure, rubric: Rubric | None) -> str | None:
    """The check behind a failure; without the rubric its id is taken for one."""
    listed = {one.id: one.check for one in rubric.critical} if rubric is not None else {}
    return listed.get(failure.id, failure.id.replace("-", "_") if rubric is None else None)


def _caller_before(n: int, transcript: Transcript) -> Turn | None:
    return next((t for t in reversed(transcript.caller_turns()) if t.n < n and t.text.strip()), None)


def _cue(before: Turn | None, kind: str) -> str:
    """The caller's words that the line answers: those of its own kind, else the first that were anything."""
    if before is None:
        return ""
    found = cues(before.text)
    wanted = [one.text for one in found if one.cue == kind] or [one.text for one in found if one.cue == "disclosure"]
    return wanted[0] if wanted else before.text if kind == "vulnerability" else ""


def _blanks(kind: str, failure: CriticalFailure, transcript: Transcript, persona: Persona | None) -> dict[str, str]:
    if kind == "clumsy":
        worst = persona.terms.wounds if persona is not None else []
        return {"word": next((word for word in worst if word.lower() in failure.quote.lower()), failure.quote)}
    if kind == "wording" and persona is not None:
        return {"must_say": _missed_wording(failure, transcript, persona)}
    return {}


def _missed_wording(failure: CriticalFailure, transcript: Transcript, persona: Persona) -> str:
    """The wording that an action went ahead without, at or after the turn that failed the call."""
    for must_say in persona.desk.must_say:
        said = wording_said(transcript.turns, must_say)
        for event in transcript.events:
            due = event.kind == "action" and event.id == must_say.before and event.turn >= failure.turn
            if due and (said is None or said > event.turn):
                return must_say.text
    return ""
