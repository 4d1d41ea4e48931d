"""Where a call stands from the caller's side: mood, what was asked, what was told, what was done."""

from dataclasses import dataclass, field

from simulator.listening import Act, Tone
from simulator.persona import Band, Mood


@dataclass(frozen=True, slots=True)
class Standing:
    """The caller's mood; each value 0 to 100, with fractions."""

    trust: float
    distress: float
    anger: float

    @classmethod
    def of(cls, mood: Mood) -> "Standing":
        """The mood that a persona starts with."""
        return cls(float(mood.trust), float(mood.distress), float(mood.anger))

    @property
    def band(self) -> Band:
        """Band of trust: closed below 40, open from 60, wary between."""
        if self.trust < 40:
            return "closed"
        return "open" if self.trust >= 60 else "wary"


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that moved the caller: an act, a mood event or a desk action, in points."""

    cause: str
    trust: float
    distress: float
    anger: float
    words: str = ""
    """The agent's words that did it, where words did."""


@dataclass(frozen=True, slots=True)
class MoodPoint:
    """The mood after one turn, and what moved it there."""

    turn: int
    mood: Standing
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that matched a fact: where, in which words, and how it was put."""

    turn: int
    words: str
    open: bool


@dataclass(frozen=True, slots=True)
class Earned:
    """A line of the ledger: a fact that a complete caller turn told, and the words that earned it."""

    fact: str
    turn: int
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about: facts and answers of the persona, best match first."""

    facts: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()
    near: float = 0.0
    """How near the question comes to anything in the persona, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One agent turn as the caller takes it."""

    turn: int
    text: str
    acts: tuple[Act, ...]
    tone: Tone
    topic: Topic
    asks: bool
    """Whether something is asked; a check such as "is that all right?" asks for nothing."""
    events: frozenset[str]
    """Ids of terms.MOOD_EVENTS that this turn set off."""

    @property
    def act_ids(self) -> frozenset[str]:
        """Ids of the acts in this turn."""
        return frozenset(act.act for act in self.acts)


@dataclass(frozen=True, slots=True)
class State:
    """Everything the caller's next line depends on, besides persona and seed."""

    mood: Standing
    heard: Heard | None = None
    agent_turns: int = 0
    curve: tuple[MoodPoint, ...] = ()
    acts: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    """Warm words already used, normalised; said again they move nothing."""
    stock: int = 0
    """Stock phrases heard so far."""
    uses: dict[str, int] = field(default_factory=dict)
    """How often each act has already moved the caller."""
    names_used: int = 0
    dismissals: int = 0
    silences: int = 0
    """Empty agent turns in a row."""
    asked: dict[str, Asked] = field(default_factory=dict)
    """The question that latched each fact."""
    unlocked: tuple[str, ...] = ()
    earned: tuple[Earned, ...] = ()
    answered: frozenset[int] = frozenset()
    """Answers already given, by position in the persona."""
    said: tuple[str, ...] = ()
    """The caller's turns so far."""
    actions: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    """Actions done since the caller last spoke."""
    on_hold: bool = False
    returned: bool = False
    """Taken off hold since the caller last spoke."""
    resolved: bool = False
    settled_said: bool = False
    last_hint: int = 0
    """Agent turn count at which a hint was last given."""
    partings: int = 0
    """Times the agent tried to close before things were settled."""

    @property
    def earned_ids(self) -> frozenset[str]:
        """Ids of the facts told so far."""
        return frozenset(earned.fact for earned in self.earned)
