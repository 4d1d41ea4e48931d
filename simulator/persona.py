"""A caller as a trainer writes one: who rings, what they hide, how their mood moves, how they speak."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Level = Annotated[int, Field(ge=0, le=100)]
Shift = Annotated[float, Field(ge=-100, le=100)]
Band = Literal["closed", "wary", "open"]
MoodName = Literal["trust", "distress", "anger"]


class Part(BaseModel):
    """Base of every part of a persona: unknown keys are errors, nothing can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Terms(Part):
    """Words that matter to the caller."""

    uses: list[Line] = []
    """What the caller calls the person or thing; an agent who takes them up is heard."""
    wounds: list[Line] = []
    """Words that hurt: they cost trust each time."""


class Verify(Part):
    """Identity and authority, checked by code."""

    caller_is: Line
    """Who the caller is to the account: holder, spouse, parent…"""
    needs: Annotated[list[Line], Field(min_length=1)]
    """What has to be asked for and answered: name, address, date of birth, postcode, authority…"""
    before: list[Line] = []
    """Topics or action ids that must wait until then."""


class Examples(Part):
    """Lines that sound like this caller, for each band of trust."""

    closed: list[Line] = []
    wary: list[Line] = []
    open: list[Line] = []


class Speech(Part):
    """How the caller speaks."""

    max_words: Annotated[int, Field(ge=5, le=200)] = 40
    manner: Line
    examples: Examples = Examples()
    lines: dict[str, list[Line]] = {}
    """This caller's own words for common moments; keys are line ids. Shared phrases serve where one is missing."""


class Mood(Part):
    """Where the caller stands; each 0 to 100."""

    trust: Level = 50
    distress: Level = 50
    anger: Level = 20


class Move(Part):
    """How far one act or event moves the caller, in points; what is left out does not move."""

    trust: Shift = 0
    distress: Shift = 0
    anger: Shift = 0


class MoodPlan(Part):
    """Where the mood starts and where this caller differs from the default moves."""

    start: Mood = Mood()
    moves: dict[str, Move] = {}
    """Keys are act ids, mood event ids or this persona's action ids."""


class Unlock(Part):
    """What must hold before a fact may be told; all given keys together."""

    asked: Literal["any", "open"] | None = None
    """Latches once such a question matched the fact."""
    trust: Level | None = None
    """At or above."""
    distress_below: Annotated[int, Field(ge=1, le=100)] | None = None
    """Strictly below."""
    after: list[Slug] = []
    """Facts that must have been earned."""
    acts: list[str] = []
    """Any of these acts, anywhere in the call so far."""
    by_turn: Annotated[int, Field(ge=1)] | None = None
    """The caller volunteers it from this agent turn on, asked or not; the other keys must hold all the same."""


class Fact(Part):
    """Something the caller keeps back until the call has earned it."""

    id: Slug
    ask: list[Line] = []
    """What a question about it sounds like, best as two or three example questions."""
    unlock: Unlock = Unlock()
    worth: Annotated[int, Field(ge=1, le=10)] = 1
    hints: list[Line] = []
    """What lets slip that there is something, said while the fact is locked."""
    deflect: list[Line] = []
    """What is said when it is asked for while locked: neither yes nor no."""
    say: Annotated[list[Line], Field(min_length=1)]


class Answer(Part):
    """What anyone may be told at once."""

    ask: Annotated[list[Line], Field(min_length=1)]
    say: Annotated[list[Line], Field(min_length=1)]


class Vulnerability(Part):
    """What makes this caller vulnerable, and what support counts as a signpost."""

    drivers: list[Literal["health", "life-event", "resilience", "capability"]] = []
    signpost: list[Line] = []


class Action(Part):
    """Something within the agent's authority at the desk."""

    id: Slug
    label: Line
    limit: Annotated[float, Field(gt=0)] | None = None
    """Highest amount, in the currency of the call; an action with a limit needs an amount."""
    moves: Move = Move()
    says: list[Line] = []
    """What the caller says when it has been done."""


class MustSay(Part):
    """Compulsory wording."""

    text: Line
    before: Slug | None = None
    """The action that may not be taken first; none: any time in the call."""
    exact: bool = False


class Desk(Part):
    """What the agent sees; nothing here may give a fact away."""

    account: dict[str, str | int | float | bool] = {}
    earlier: list[Line] = []
    """Earlier contacts, such as the exchange with the chatbot that failed."""
    knowledge: list[Slug] = []
    """Names of articles in knowledge/."""
    actions: list[Action] = []
    must_say: list[MustSay] = []


class HangsUp(Part):
    """When the caller has had enough."""

    anger: Annotated[int, Field(ge=1, le=100)] = 90
    """At or above."""


class Ends(Part):
    """How the call can end."""

    resolved_any: list[list[Slug]] = []
    """Any of these sets of actions and facts settles the call."""
    hangs_up: HangsUp = HangsUp()
    max_turns: Annotated[int, Field(ge=2, le=500)] = 40
    """Agent turns after which the caller has to go."""


class Persona(Part):
    """A whole caller: one YAML file, named after its id."""

    id: Slug
    version: Version
    name: Line
    summary: Line
    sector: Line
    trains: list[Line] = []
    """Criteria shown first in the feedback."""
    difficulty: Annotated[int, Field(ge=1, le=5)] = 2
    intensity: Literal["low", "medium", "high"] = "low"
    """Emotional weight."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Z]{2})?$")] = "en-GB"
    content_note: str | None = None
    """What somebody may want to know before they choose this caller."""
    openings: Annotated[list[Line], Field(min_length=1)]
    background: Line
    """All that the model knows from the start."""
    wants: Line
    terms: Terms = Terms()
    verify: Verify | None = None
    never_says: list[Line] = []
    """What this caller never speaks of; a model's reply that does is thrown away."""
    speech: Speech
    mood: MoodPlan = MoodPlan()
    facts: list[Fact] = []
    answers: list[Answer] = []
    vulnerability: Vulnerability | None = None
    desk: Desk = Desk()
    ends: Ends = Ends()
    target_handle_time: Annotated[int, Field(gt=0)] | Literal["none"] = "none"
    """Seconds, or none where hurrying would be wrong."""
    survey: Literal["none", "from-mood"] = "none"
    trainer_notes: str | None = None
    """For people; never reaches a prompt or the embedded caller."""

    @property
    def reference(self) -> str:
        """`id@version`, as transcripts and grades name it."""
        return f"{self.id}@{self.version}"

    @property
    def asks(self) -> list[str]:
        """Every example question, of facts and of answers."""
        asked = [fact.ask for fact in self.facts] + [answer.ask for answer in self.answers]
        return [example for asks in asked for example in asks]

    def fact(self, fact_id: str) -> Fact:
        """The fact of that id. Raises KeyError where there is none."""
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)

    def action(self, action_id: str) -> Action | None:
        """The desk action of that id, or None."""
        return next((action for action in self.desk.actions if action.id == action_id), None)
