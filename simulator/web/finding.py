"""Which callers fit what somebody looks for."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from simulator.persona import Persona
from simulator.web.wording import said_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; an empty part leaves that part open."""

    text: str = ""
    """Every word of it stands in the name, the story or the sector."""
    trains: tuple[str, ...] = ()
    """At least one of these criteria."""
    sectors: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    difficulties: tuple[int, ...] = ()
    taken: bool | None = None

    def in_words(self) -> str:
        """What is asked for, as a line of text; empty where nothing is."""
        parts = [f"“{self.text.strip()}”"] if self.text.strip() else []
        parts += [said_of(one) for one in (*self.trains, *self.sectors)]
        parts += [f"{one} weight" for one in self.weights]
        parts += [f"difficulty {one}" for one in self.difficulties]
        if self.taken is not None:
            parts.append("taken" if self.taken else "not taken yet")
        return ", ".join(parts)

    @property
    def anything(self) -> bool:
        """Whether anything is looked for at all."""
        return any(getattr(self, part.name) not in ("", (), None) for part in fields(self))


def found(personas: Iterable[Persona], wanted: Wanted, *, taken: Iterable[str]) -> list[Persona]:
    """The callers that fit, the easier ones first; `taken` are ids of those taken before."""
    before = frozenset(taken)
    fitting = [persona for persona in personas if _fits(persona, wanted, taken=persona.id in before)]
    return sorted(fitting, key=lambda persona: (persona.difficulty, persona.name))


def _fits(persona: Persona, wanted: Wanted, *, taken: bool) -> bool:
    said = f"{persona.name} {persona.summary} {persona.sector}".casefold()
    return (
        all(word in said for word in wanted.text.casefold().split())
        and (not wanted.trains or bool(set(wanted.trains) & set(persona.trains)))
        and (not wanted.sectors or persona.sector in wanted.sectors)
        and (not wanted.weights or persona.intensity in wanted.weights)
        and (not wanted.difficulties or persona.difficulty in wanted.difficulties)
        and (wanted.taken is None or wanted.taken == taken)
    )
