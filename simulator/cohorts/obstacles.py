"""Where the script is the problem: what stopped trainees, counted over the calls that they share."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from simulator.access import Viewer, called
from simulator.cohorts.review import OWNER, shared
from simulator.rubric import Rubric
from simulator.store import CallFilter, ObstacleKind, ObstacleListed, Store

LATEST: Final = 1000
"""So many of the latest tags make the counts."""
COLUMNS: Final = ("call", "person", "caller", "rubric", "criterion", "stopped_by", "note", "said_on")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take as the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Place:
    """One criterion with one caller, and how often trainees were stopped there."""

    criterion: str
    """Its name, as the rubric of the latest call has it."""
    persona_id: str
    calls: int
    """Calls in which anything stopped somebody here; one call can name several things."""
    people: int
    by_kind: Mapping[ObstacleKind, int]
    """Calls by what stopped them; a kind that was not named is not in it."""


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Reads what stopped trainees in the shared calls of one store. Private calls never count."""

    store: Store
    rubrics: Callable[[str], Rubric]
    """The rubric that is stored under that hash."""

    def places(self, viewer: Viewer, wanted: CallFilter | None = None) -> list[Place]:
        """Where trainees were stopped, the most frequent place first. Raises NotAllowedError for all but leads."""
        groups: dict[tuple[str, str, str], list[ObstacleListed]] = {}
        for one in self.listed(viewer, wanted):
            rubric = self.rubrics(one.rubric_hash)
            groups.setdefault((rubric.id, one.obstacle.criterion, one.persona_id), []).append(one)
        found = [self._place(group) for group in groups.values()]
        return sorted(found, key=lambda place: (-place.calls, place.criterion, place.persona_id))

    def listed(self, viewer: Viewer, wanted: CallFilter | None = None) -> list[ObstacleListed]:
        """Every tag with its note, those on the latest calls first. Raises NotAllowedError."""
        return self.store.obstacles_listed(shared(viewer, wanted), limit=LATEST)

    def named(self, one: ObstacleListed) -> str:
        """The name of its criterion."""
        return self.rubrics(one.rubric_hash).criterion(one.obstacle.criterion).name

    def csv(self, viewer: Viewer, wanted: CallFilter | None = None) -> str:
        """The same as `listed` for a spreadsheet, a line for each tagged criterion. Raises NotAllowedError."""
        written = io.StringIO()
        rows = csv.writer(written)
        rows.writerow(COLUMNS)
        for one in self.listed(viewer, wanted):
            rubric, said = self.rubrics(one.rubric_hash), one.obstacle
            person = called(one.owner, one.owner_name, role=OWNER)
            kinds, day = " ".join(said.kinds), said.changed.date().isoformat()
            cells = (said.call_id, person, one.persona_id, rubric.reference, said.criterion, kinds, said.note, day)
            rows.writerow([_harmless(cell) for cell in cells])
        return written.getvalue()

    def _place(self, group: list[ObstacleListed]) -> Place:
        kinds = Counter(kind for one in group for kind in one.obstacle.kinds)
        return Place(self.named(group[0]), group[0].persona_id, len(group), len({one.owner for one in group}), kinds)


def _harmless(cell: str) -> str:
    """The text as a spreadsheet shows it rather than reckons it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
