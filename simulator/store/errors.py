"""What can go wrong in the store, on the branches that simulator.errors draws.

SimulatorError
├── CallStateError
│   └── TurnTakenError     somebody else has already taken this turn
└── StoreError             the database could not be read or written
"""

from simulator.errors import CallStateError, SimulatorError


class TurnTakenError(CallStateError):
    """This turn of the call has already been taken, for instance in a second tab."""


class StoreError(SimulatorError):
    """The database could not be read or written: locked for too long, full, gone, or not up to date."""
