"""A practice call in the terminal: the agent types, the caller answers, desk commands begin with a slash."""

from contextlib import suppress
from pathlib import Path

import typer
from rich.markup import escape

from simulator.access import LOCAL_PERSON
from simulator.cli.show import err, note
from simulator.errors import ProviderError, SimulatorError
from simulator.persona import Persona
from simulator.practice import Practice
from simulator.practice.pausing import asks_to_pause
from simulator.practice.script import Step, read_script
from simulator.store import CallerKind, CallRecord

HELP = (
    "Type what you say. /action ID [amount], /hold, /resume, /transfer, /hint, pause, /end. "
    "You pick up, so you speak first."
)


def converse(
    practice: Practice,
    persona: str | Path,
    rubric: str | Path,
    *,
    seed: int | None,
    caller: CallerKind | None,
    difficulty: int = 0,
) -> CallRecord:
    """Hold a call until somebody ends it, and return it."""
    if caller != "embedded" and practice.voices.connected(practice.settings.caller):
        caller = _agreed(practice, caller)
    call = practice.begin(LOCAL_PERSON, persona, rubric=rubric, seed=seed, caller=caller, difficulty=difficulty)
    _introduce(practice.book.persona_of(call))
    told_of_fallback = False
    while not (view := practice.look(LOCAL_PERSON, call.id)).ended:
        if view.fallback and not told_of_fallback:
            note(f"The model could not go on; the embedded caller has taken over. {view.fallback}")
            told_of_fallback = True
        try:
            typed = err.input("[bold]You[/bold]  ").strip()
        except EOFError:
            typed = "/end"
        _take(practice, call, typed)
    note("The call is over.")
    return view.call


def _agreed(practice: Practice, caller: CallerKind | None) -> CallerKind:
    """The model where the person agrees that text may leave the machine, else the embedded caller."""
    endpoint = practice.voices.needs_consent(LOCAL_PERSON, practice.settings.caller)
    if endpoint is None:
        return caller or "model"
    if typer.confirm(f"What is said in this call will be sent to {endpoint}. Go on?", err=True):
        practice.voices.consent(LOCAL_PERSON, endpoint)
        return caller or "model"
    note("Nothing is sent. The embedded caller takes the call.")
    return "embedded"


def _introduce(persona: Persona) -> None:
    note(f"{persona.name}: {persona.summary}")
    if persona.content_note:
        note(f"Content: {persona.content_note}")
    for key, value in persona.desk.account.items():
        note(f"  {key}: {value}")
    for action in persona.desk.actions:
        limit = f" (up to {action.limit:g})" if action.limit else ""
        note(f"  /action {action.id}: {action.label}{limit}")
    note(HELP)


def _take(practice: Practice, call: CallRecord, typed: str) -> None:
    try:
        if typed == "/end":
            practice.end(LOCAL_PERSON, call.id)
            return
        if asks_to_pause(typed):
            _pause(practice, call)
            return
        if typed == "/hint":
            note(practice.hint(LOCAL_PERSON, call.id))
            return
        step = read_script(typed, name="input")[0] if typed else Step(1, "say")
        _do(practice, call, step)
    except ProviderError as error:
        note(f"{error} {error.hint}")
    except SimulatorError as error:
        note(str(error))


def _pause(practice: Practice, call: CallRecord) -> None:
    practice.pause(LOCAL_PERSON, call.id)
    note("Paused: the clock stands and nothing counts. Take your time; Enter goes on.")
    with suppress(EOFError):
        err.input("")
    practice.unpause(LOCAL_PERSON, call.id)


def _do(practice: Practice, call: CallRecord, step: Step) -> None:
    match step.kind:
        case "say":
            err.print("[bold cyan]Caller[/bold cyan]  ", end="")
            for words in practice.say(LOCAL_PERSON, call.id, step.text):
                err.print(escape(words), end="")
            err.print()
        case "action":
            practice.act(LOCAL_PERSON, call.id, step.text, step.amount)
            note("Done.")
        case "hold":
            practice.hold(LOCAL_PERSON, call.id)
        case "resume":
            practice.resume(LOCAL_PERSON, call.id)
        case "transfer":
            practice.transfer(LOCAL_PERSON, call.id)
