"""The tables of scores given blind, sent and not sent, of who has seen a grade, and of corrections of the evaluator."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from simulator.store.tables import Base


class ScoringRow(Base):
    """A score that a person gave a call, apart from the evaluator's; rows are added and never changed."""

    __tablename__ = "scorings"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    rubric: Mapped[str]
    """`id@version`."""
    criterion: Mapped[str]
    scorer: Mapped[str]
    """No key of `people`: scores come from files too."""
    status: Mapped[str]
    score: Mapped[float | None]
    note: Mapped[str]
    blind: Mapped[bool]
    created: Mapped[datetime]


class DraftRow(Base):
    """What somebody has chosen for a criterion and not sent yet."""

    __tablename__ = "scoring_drafts"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    scorer: Mapped[str] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    score: Mapped[float | None]
    note: Mapped[str]


class SightingRow(Base):
    """Somebody has seen how the evaluator graded this call."""

    __tablename__ = "sightings"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class CalibrationRow(Base):
    """How an evaluator's scores by one rubric are corrected; a change is a new row, and the last version holds."""

    __tablename__ = "calibrations"

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_id: Mapped[str]
    evaluator: Mapped[str]
    model: Mapped[str]
    """Empty where the evaluator asks none."""
    version: Mapped[int]
    body: Mapped[dict[str, Any]]
    author: Mapped[str]
    reason: Mapped[str]
    created: Mapped[datetime]

    __table_args__ = (UniqueConstraint("rubric_id", "evaluator", "model", "version"),)
