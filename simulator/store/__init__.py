"""What outlives a process: people, calls, turns, grades, spending and consents, in SQLite or PostgreSQL."""

from simulator.store.errors import StoreError, TurnTakenError
from simulator.store.records import (
    CallerKind,
    CallRecord,
    CallSummary,
    EventRecord,
    GradeRecord,
    GradeStatus,
    Health,
    PersonRecord,
    TurnRecord,
    TurnStatus,
)
from simulator.store.store import Store

__all__ = [
    "CallRecord",
    "CallSummary",
    "CallerKind",
    "EventRecord",
    "GradeRecord",
    "GradeStatus",
    "Health",
    "PersonRecord",
    "Store",
    "StoreError",
    "TurnRecord",
    "TurnStatus",
    "TurnTakenError",
]
