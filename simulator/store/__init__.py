"""What outlives a process: people, calls, turns, grades, spending and consents, in SQLite or PostgreSQL."""

from simulator.store.errors import StoreError, TurnTakenError
from simulator.store.obstacles import ObstacleKind, ObstacleListed, ObstacleRecord
from simulator.store.records import (
    CallerKind,
    CallFilter,
    CallOrder,
    CallRecord,
    CallSummary,
    EventRecord,
    GradeRecord,
    GradeStatus,
    Health,
    OverrideRecord,
    PersonRecord,
    ScoresRecord,
    TurnRecord,
    TurnStatus,
    WholeCall,
)
from simulator.store.scorings import Mark
from simulator.store.store import Store
from simulator.store.trust_records import CalibrationRecord, ScoredBy, ScoringRecord, ScoringStatus
from simulator.store.turns import transcript_of

__all__ = [
    "CalibrationRecord",
    "CallFilter",
    "CallOrder",
    "CallRecord",
    "CallSummary",
    "CallerKind",
    "EventRecord",
    "GradeRecord",
    "GradeStatus",
    "Health",
    "Mark",
    "ObstacleKind",
    "ObstacleListed",
    "ObstacleRecord",
    "OverrideRecord",
    "PersonRecord",
    "ScoredBy",
    "ScoresRecord",
    "ScoringRecord",
    "ScoringStatus",
    "Store",
    "StoreError",
    "TurnRecord",
    "TurnStatus",
    "TurnTakenError",
    "WholeCall",
    "transcript_of",
]
