"""A call played from a script: the same whenever it is played, and every bad line named."""

import pytest

from simulator.errors import FileProblems
from simulator.practice.script import play, read_script
from simulator.settings import Settings
from tests.practice.rooms import WIDOW

SCRIPT = """Good morning, you're through to Sam.

I'm sorry for your loss. Can I take your name and address?
/action hold-account
/action goodwill £20
/hold
Are you there?
/resume
What has it been like since Thomas died?
"""


@pytest.fixture
def played(library, matcher):
    def run(text, *, seed=7, persona=WIDOW):
        steps = read_script(text, name="s.txt")
        return play(
            persona,
            steps,
            rubric="compassionate-call",
            seed=seed,
            caller="embedded",
            library=library,
            settings=Settings(_env_file=None),
            matcher=matcher,
        )

    return run


def test_a_script_becomes_a_transcript(played):
    outcome = played(SCRIPT)
    transcript = outcome.transcript
    assert [turn.speaker for turn in transcript.turns] == ["agent", "caller"] * 3
    events = [(event.turn, event.kind, event.id) for event in transcript.events if event.kind != "fact"]
    assert events == [
        (4, "action", "hold-account"),
        (4, "action", "goodwill"),
        (4, "hold", None),
        (4, "resume", None),
        (6, "end", "script"),
    ]
    [refused] = outcome.refused
    assert (refused.line, "hold" in refused.message) == (7, True)
    at = [turn.at for turn in transcript.turns]
    assert at == sorted(at) and at[0] == 0.0
    assert next(event for event in transcript.events if event.kind == "resume").model_extra["seconds"] >= 30


def test_times_come_from_words_and_not_from_the_clock(played):
    first, second = played(SCRIPT), played(SCRIPT)
    assert first.transcript.to_json() == second.transcript.to_json()
    assert played(SCRIPT, seed=8).transcript.to_json() != first.transcript.to_json()


def test_what_is_left_of_a_script_after_the_end_is_said_to_be_left_out(played):
    outcome = played("Hello.\n" + "Shut up, you stupid old woman.\n" * 12)
    assert outcome.transcript.events[-1].id == "hung_up"
    assert "left out" in outcome.refused[-1].message


def test_all_bad_lines_are_named_at_once():
    with pytest.raises(FileProblems) as caught:
        read_script("Hello.\n/dance\n/action\n/action a b c\n/action goodwill lots\n/hold on\n/\n", name="s.txt")
    places = [str(problem).split(": ")[0] for problem in caught.value.problems]
    assert places == [f"s.txt:{line}:1" for line in (2, 3, 4, 5, 6, 7)]
    assert all("/" in problem.message for problem in caught.value.problems)


def test_a_path_at_the_beginning_of_a_line_is_no_command_by_accident():
    [step] = read_script("  and/or both  \n\n", name="s")
    assert (step.kind, step.text, step.line) == ("say", "and/or both", 1)


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_an_empty_script_is_a_call_in_which_nothing_is_said(played, text):
    outcome = played(text)
    assert outcome.transcript.turns == [] and [event.kind for event in outcome.transcript.events] == ["end"]
