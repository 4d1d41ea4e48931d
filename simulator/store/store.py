"""The store: everything that outlives a process, behind one object."""

from simulator.store.calibrations import Calibrations
from simulator.store.calls import Calls
from simulator.store.drafts import Drafts
from simulator.store.grades import Grades
from simulator.store.listing import Listing
from simulator.store.obstacles import Obstacles
from simulator.store.overrides import Overrides
from simulator.store.people import People, Spending
from simulator.store.scores import Scores
from simulator.store.scorings import Scorings
from simulator.store.texts import Texts
from simulator.store.turns import Turns


class Store(
    People,
    Spending,
    Texts,
    Calls,
    Listing,
    Turns,
    Grades,
    Overrides,
    Obstacles,
    Scores,
    Scorings,
    Drafts,
    Calibrations,
):
    """Calls, turns, grades and what belongs to them in one SQLite or PostgreSQL database.

    Safe to share between threads. Every method is one short transaction of its own and returns frozen
    records. Call `upgrade()` once before use. Any method raises StoreError where the database fails.
    """
