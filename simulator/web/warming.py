"""Loads in the background what the first turn and the first feedback would otherwise wait for."""

import importlib
from typing import Final

from simulator.evaluator import grade_embedded
from simulator.library import Library
from simulator.listening import Matcher, hear
from simulator.transcript import Transcript, Turn

_CALL: Final = (
    "Good morning, you're through to Sam. What has happened?",
    "My husband died, and I have told you so before.",
    "I'm so sorry. I'll put that right today and ring you on Friday.",
)


def warm(library: Library, matcher: Matcher) -> None:
    """Load models, libraries and patterns; some seconds of one core.

    What it needs is handed over: asked for here, it would be made anew once the app is at its end.
    """
    matcher.warm()
    for name in ("pandas", "altair"):
        importlib.import_module(name)
    hear(_CALL[0])
    personas = library.personas()
    for persona in personas:  # else the first calls of a busy morning all wait for it
        matcher.embed(persona.asks)
    turns = [Turn(n=n, speaker="agent" if n % 2 else "caller", text=text) for n, text in enumerate(_CALL, start=1)]
    call = Transcript(id="warming-up", turns=turns)
    for rubric in library.rubrics():  # the first grade of a process takes two seconds, any other a tenth of one
        grade_embedded(call, rubric, persona=personas[0] if personas else None)
