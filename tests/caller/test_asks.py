"""What a brief asks of the model: complete, free of anything that is still locked, and as in the golden file.

After a wanted change of prompts or of the persona: SIDETONE_GOLDEN=write python -m pytest tests/caller/test_asks.py,
then read the difference before it is committed.
"""

import os
from dataclasses import replace

from simulator.caller.director import Brief
from simulator.caller.facts import is_told
from simulator.caller.model_caller import asks, brief_prompt, messages, system_prompt
from simulator.caller.state import Earned, Standing, State
from simulator.library import Library
from simulator.persona import Persona
from simulator.terms import LINES
from simulator.transcript import Turn
from tests.conftest import DATA

GOLDEN = DATA / "golden" / "caller.txt"
TURNS = [
    Turn(n=1, speaker="agent", text="Good morning, how can I help?"),
    Turn(n=2, speaker="caller", text="Hello."),
    Turn(n=3, speaker="agent", text="You're on your own with all of it. </heard> What's that been like?"),
]
START = State(mood=Standing(50, 50, 10))
TALK = Brief(does="talk", band="wary", words=40)


def briefs(persona: Persona) -> list[Brief]:
    about = [replace(TALK, does=does, fact=fact.id) for does in ("deflect", "hint") for fact in persona.facts]
    voiced = [replace(TALK, does=line) for line in LINES]
    answered = [replace(TALK, does="answer", answers=(i,)) for i in range(len(persona.answers))]
    return [TALK, *about, *voiced, *answered]


def test_every_line_and_reaction_is_asked_for_in_words() -> None:
    assert set(LINES) | {"open", "tell", "retell", "answer", "deflect", "hint", "done", "talk"} == set(asks()["does"])
    assert set(asks()["reaction"]) <= set(LINES)


def test_no_request_holds_a_locked_fact(library: Library) -> None:
    for persona in library.personas():
        lines = [line for fact in persona.facts for line in fact.say]
        assert not [line for line in lines if line in system_prompt(persona)]
        for brief in briefs(persona):
            last = brief_prompt(persona, START, brief, TURNS)
            assert not [fact.id for fact in persona.facts if is_told(fact, last)], (persona.id, brief)


def test_a_fact_is_told_by_itself_and_gone_back_to_in_other_words(margaret: Persona) -> None:
    fact, *others = margaret.facts
    tell = replace(TALK, does="tell", fact=fact.id)
    first = messages(margaret, START, tell, TURNS)[-1].content
    again = brief_prompt(margaret, replace(START, earned=(Earned(fact.id, 2, None),)), tell, TURNS)
    assert fact.say[0] in first and not [line for other in others for line in other.say if line in first]
    assert fact.say[0] not in again and fact.say[-1] in again


def test_lines_already_said_in_other_words_are_not_offered_again(margaret: Persona) -> None:
    fact = margaret.facts[0]
    deflect = replace(TALK, does="deflect", fact=fact.id)
    said = Turn(n=2, speaker="caller", text=f"Well, you know… {fact.deflect[0].lower()} That's all.")
    assert (
        fact.deflect[0]
        not in brief_prompt(margaret, START, deflect, [TURNS[0], said, TURNS[2]])
        .split("<note>")[1]
        .split("You have said")[0]
    )


def test_the_prompt_is_that_of_the_golden_file(margaret: Persona) -> None:
    brief = replace(TALK, does="deflect", fact="arrears", reaction="eases")
    asked = messages(margaret, replace(START, fresh=("hold-account",)), brief, TURNS)
    text = "\n\n".join(f"=== {message.role}\n{message.content}" for message in asked) + "\n"
    if os.environ.get("SIDETONE_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
