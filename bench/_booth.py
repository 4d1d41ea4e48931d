"""Calls and files in every state that a page can show, in a data folder of their own."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.mock_server import MockServer
from simulator.access import LOCAL_PERSON
from simulator.cohorts.overriding import Overriding
from simulator.library import Library
from simulator.listening import Matcher
from simulator.practice import Practice
from simulator.practice.grading import Grading
from simulator.practice.obstacles import Obstacles
from simulator.practice.script import ScriptClock
from simulator.practice.shelf import Shelf
from simulator.settings import Settings
from simulator.store import GradeRecord, ObstacleKind, Store

ROOT: Final = Path(__file__).resolve().parent.parent
WIDOW: Final = "bereaved-account-holder"
RUBRIC: Final = "compassionate-call"
BROKEN: Final = "left-on-read"
"""Id of a caller whose file cannot be loaded."""
LINES: Final = (
    "Good morning, you're through to Sam at Northern Energy. How can I help you today?",
    "I'm so sorry, Mrs Ellis. You're through to the right person. May I take your full name and address, "
    "so that I open the right account?",
    "Thank you. Nineteen days, and you're the one ringing everybody. What has it been like with the bills since?",
    "At least it's only paperwork. Have you got the account number there?",
    "You've told us this three times and nobody wrote it down. This call is recorded for training. "
    "I'll put a hold on everything today, and I'll ring you on Tuesday before noon.",
    "How are you managing for money since Thomas died?",
)
MORE: Final = (
    "Take all the time you need, Mrs Ellis.",
    "What would help you most today?",
    "You said he dealt with the bills. What has come through the door since?",
    "That sounds like a great deal to carry on your own.",
)
SILENCES: Final = ("",) * 3
PAST: Final = (
    (
        "cheerful-routine",
        "Hello, Northern Energy. Can I have your account number?",
        "And the reading? Just the numbers, please.",
        "Thanks. Is there anything else?",
    ),
    (
        "wrongly-billed",
        "Good morning, you're through to Sam. How can I help?",
        "I understand how you feel. Can I take your account number?",
        "You said it's the third month running. What did they tell you the last time you rang?",
        "I'm sorry we got this wrong. I'll put it right today, and I'll ring you on Friday before noon.",
    ),
    (
        "school-login",
        "Hello, school help desk, Sam speaking. What has happened?",
        "You've tried it again and again, and the form is due. Which screen do you get to?",
        "May I take your name and your daughter's class, so that I open the right record?",
        "That would make anybody feel daft, and it isn't you. I'll set a new link now and stay on until it works.",
    ),
    (
        "bounced-around",
        "Good afternoon, my name is Sam, and I'll stay with this until it is settled. What has happened?",
        "A chatbot and three departments, and you've had to start again each time. What does the line do now?",
        "Who rings you on it, as a rule? I ask because it tells me how soon somebody has to come.",
        "I'm sorry that we passed you round. I'll book the engineer myself and ring you tomorrow at ten.",
    ),
)
"""Earlier calls, the oldest first: the caller, and what the agent said."""
STOPPED: Final[dict[str, tuple[tuple[ObstacleKind, ...], str]]] = {
    "opening": (("wording",), "The recording line has to come before anything else, even here."),
    "ownership": (("authority", "system"), "I may not promise a refund, and the screen shows no dates."),
}
"""What stopped the agent, by criterion, and a note on it."""
FLAG: Final = "Asked 3 times, the model gave levels from 2 to 4."
FIRST_ACT: Final = 4
"""After this line of the script, counted from nought, the agent holds collections."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Ids of the calls, one in each state."""

    opened: str
    going: str
    held: str
    paused: str
    fallen: str
    """Its model failed, and the built-in caller carries it on."""
    over: str
    """The caller hung up."""
    graded: str
    changed: str
    """Shared, and a lead put a score over the evaluator's."""
    long: str


class Booth:
    """A data folder with a history: made once, looked at by whoever takes pictures or checks pages."""

    def __init__(self, data: Path) -> None:
        self._settings = Settings(data_dir=data, _env_file=None)
        self._store = Store(self._settings.store_url)
        self._store.upgrade()
        self._store.ensure_person(LOCAL_PERSON.id, LOCAL_PERSON.name, [role.value for role in LOCAL_PERSON.roles])
        self._library, self._matcher = Library.from_settings(self._settings), Matcher()

    def call(
        self, lines: tuple[str, ...], *, minutes: float = 0, then: str = "", act: bool = True, persona: str = WIDOW
    ) -> str:
        """A call that began so many minutes ago, in which these lines were said; `then` is hold, pause or end."""
        clock = ScriptClock()
        practice = self._practice(self._settings, clock)
        begun = self._begin(minutes, persona=persona)
        for number, line in enumerate(lines):
            clock.announce(line)
            clock.pass_words("".join(practice.say(LOCAL_PERSON, begun, line)))
            if number == FIRST_ACT and act:
                practice.act(LOCAL_PERSON, begun, "hold-account")
        if then:
            {"hold": practice.hold, "pause": practice.pause, "end": practice.end}[then](LOCAL_PERSON, begun)
        practice.close()
        return begun

    def fallen(self) -> str:
        """A call in which the model failed."""
        with MockServer(reply="", fault="unauthorized") as server:
            settings = self._settings.model_copy(update={"openai_base_url": server.url})
            practice = self._practice(settings, ScriptClock())
            begun = self._begin(1, caller="model")
            for line in LINES[:2]:
                "".join(practice.say(LOCAL_PERSON, begun, line))
            practice.close()
        return begun

    def changed(self) -> str:
        """A graded and shared call with a lead's score in it."""
        shared = self.call(LINES[:5], minutes=90, then="end")
        practice = self._practice(self._settings, ScriptClock())
        Grading(store=self._store, settings=self._settings, voices=practice.voices, book=practice.book).grade(
            LOCAL_PERSON, shared
        )
        Shelf(self._store).share(LOCAL_PERSON, shared, private=False)
        Overriding(self._store, practice.book.rubric).override(
            LOCAL_PERSON,
            shared,
            "probing",
            score=4.0,
            reason="She found out about the bills without one closed question; the evaluator missed turn 5.",
        )
        stopped = Obstacles(self._store, practice.book.rubric)
        for criterion, (kinds, note) in STOPPED.items():
            stopped.say(LOCAL_PERSON, shared, criterion, kinds=kinds, note=note)
        practice.close()
        return shared

    def past(self) -> None:
        """Graded and shared calls of the days before."""
        practice = self._practice(self._settings, ScriptClock())
        grading = Grading(store=self._store, settings=self._settings, voices=practice.voices, book=practice.book)
        for days, (persona, *lines) in enumerate(reversed(PAST), start=1):
            taken = self.call(tuple(lines), minutes=days * 24 * 60, then="end", act=False, persona=persona)
            grade = grading.grade(LOCAL_PERSON, taken)
            if days == 1:
                self._flag(grade.record)
            Shelf(self._store).share(LOCAL_PERSON, taken, private=False)
        practice.close()

    def _flag(self, record: GradeRecord) -> None:
        """Have this grade be a model's that is not sure of one criterion."""
        grade = record.grade
        unsure = [one.model_copy(update={"flag": FLAG}) if one.id == "probing" else one for one in grade.criteria]
        made = grade.provenance.model_copy(update={"evaluator": "model/3", "model": "a-model"})
        by_model = {"evaluator": "model", "criteria": unsure, "provenance": made}
        self._store.save_grade(record.call_id, grade.model_copy(update=by_model), record.key, fresh=True)

    def calls(self) -> Calls:
        """One call in each state, and some earlier ones."""
        self.past()
        return Calls(
            long=self.call((*LINES[:3], *MORE * 4, LINES[5]), minutes=200, then="end", act=False),
            changed=self.changed(),
            graded=self.call(LINES, minutes=40, then="end"),
            over=self.call((*LINES[:3], *SILENCES), minutes=30),
            held=self.call(LINES[:2], minutes=1, then="hold"),
            paused=self.call(LINES[:2], minutes=2, then="pause"),
            fallen=self.fallen(),
            opened=self.call(()),
            going=self.call(LINES[:3], minutes=2),
        )

    def close(self) -> None:
        """Let go of the store."""
        self._store.dispose()

    def _practice(self, settings: Settings, clock: ScriptClock) -> Practice:
        return Practice(store=self._store, library=self._library, settings=settings, matcher=self._matcher, clock=clock)

    def _begin(self, minutes: float, *, caller: str = "embedded", persona: str = WIDOW) -> str:
        played, rubric = self._library.loaded_persona(persona), self._library.loaded_rubric(RUBRIC)
        return self._store.add_call(
            LOCAL_PERSON.id,
            persona=played.model.reference,
            persona_hash=self._store.freeze("persona", played.text),
            rubric=rubric.model.reference,
            rubric_hash=self._store.freeze("rubric", rubric.text),
            seed=11,
            caller_kind="model" if caller == "model" else "embedded",
            private=True,
            started_at=datetime.now(UTC) - timedelta(minutes=minutes),
        ).id


def shelf_with_a_broken_file(folder: Path) -> Path:
    """A copy of the shipped callers with one more, whose file cannot be loaded; the folder that holds them."""
    personas = folder / "personas"
    shutil.copytree(ROOT / "personas", personas)
    (personas / f"{BROKEN}.yaml").write_text(BROKEN_FILE, encoding="utf-8")
    return personas


BROKEN_FILE: Final = """\
id: left-on-read
version: 1.0.0
name: Priya Nair
summary: Her order never came, and nobody answers her messages.
trains: [empathy]
difficulty: nine
intensity: medium
openings: ["Hello? Is this a person?"]
background: Thirty-four. Ordered a cot in March.
"""
