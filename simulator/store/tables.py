"""The tables, typed; migrations/ makes them, and a test keeps the two the same."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Index, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from typing_extensions import override

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def storable(text: str) -> str:
    """The text as every database can hold it: NUL and lone surrogates become U+FFFD."""
    return text.replace("\x00", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class Words(TypeDecorator[str]):
    """Text from people, models and files, made storable on its way in."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Called by SQLAlchemy for each value that is written."""
        return None if value is None else storable(value)


class Moment(TypeDecorator[datetime]):
    """A time of day in UTC, aware on both sides; SQLite keeps no time zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Called by SQLAlchemy for each value that is written. Raises ValueError for a naive time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a time zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Called by SQLAlchemy for each value that is read."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        str: Words,
        datetime: Moment,
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        list[dict[str, Any]]: JSON(none_as_null=True),
    }


class PersonRow(Base):
    """Somebody who takes, reviews or prepares calls."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    roles: Mapped[list[str]]
    created: Mapped[datetime]
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)


class TextRow(Base):
    """A persona, rubric or prompt exactly as it was used, under the SHA-256 of its UTF-8 bytes."""

    __tablename__ = "texts"

    hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    text: Mapped[str]


class CallRow(Base):
    """A call and everything that was fixed when it began."""

    __tablename__ = "calls"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(ForeignKey("people.id"))
    persona_id: Mapped[str]
    persona_version: Mapped[str]
    persona_hash: Mapped[str] = mapped_column(ForeignKey("texts.hash"))
    rubric_id: Mapped[str]
    rubric_version: Mapped[str]
    rubric_hash: Mapped[str] = mapped_column(ForeignKey("texts.hash"))
    seed: Mapped[int] = mapped_column(BigInteger)
    caller_kind: Mapped[str]
    caller_model: Mapped[str | None]
    private: Mapped[bool]
    parent: Mapped[str | None] = mapped_column(ForeignKey("calls.id", ondelete="SET NULL"), index=True)
    forked_at: Mapped[int | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    meta: Mapped[dict[str, Any]]
    difficulty: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str] = mapped_column(default="")
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[float] = mapped_column(default=0.0)
    hints: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    grade_id: Mapped[int | None]
    """The latest grade; the columns below say how it came out with every score that a person has put over it."""
    settled_overall: Mapped[float | None]
    settled_passed: Mapped[bool | None]
    overridden: Mapped[bool] = mapped_column(default=False)
    critical: Mapped[bool] = mapped_column(default=False)
    """Whether the latest grade names a critical failure."""
    flagged: Mapped[bool] = mapped_column(default=False)
    """Whether it flags a criterion for a person, and no person has scored that one since."""

    __table_args__ = (Index(None, "owner", "started_at"), Index(None, "private", "started_at"))


class TurnRow(Base):
    """One turn; (call, n) is unique, so that a turn can be taken once only."""

    __tablename__ = "turns"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker: Mapped[str]
    text: Mapped[str]
    at: Mapped[float]
    status: Mapped[str]
    created: Mapped[datetime]
    written: Mapped[datetime]


class EventRow(Base):
    """Something that happened beside the words."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int]
    at: Mapped[float]
    kind: Mapped[str]
    event_id: Mapped[str | None]
    reason: Mapped[str | None]
    extra: Mapped[dict[str, Any]]


class GradeRow(Base):
    """A grade: its whole body, and beside it the columns that lists and averages read."""

    __tablename__ = "grades"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"))
    rubric: Mapped[str]
    evaluator: Mapped[str]
    status: Mapped[str]
    overall: Mapped[float | None]
    passed: Mapped[bool | None]
    body: Mapped[dict[str, Any]]
    key: Mapped[str] = mapped_column(index=True)
    created: Mapped[datetime]
    log: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = (Index(None, "call_id", "id"),)


class OverrideRow(Base):
    """A score that a person put over the evaluator's; rows are added and never changed."""

    __tablename__ = "overrides"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    grade_id: Mapped[int] = mapped_column(ForeignKey("grades.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[str]
    was: Mapped[float | None]
    score: Mapped[float | None]
    """None where the evaluator's own result was let stand again."""
    reason: Mapped[str]
    author: Mapped[str] = mapped_column(ForeignKey("people.id"))
    created: Mapped[datetime]


class SpendingRow(Base):
    """What one use of a model cost."""

    __tablename__ = "spending"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column(index=True)
    use: Mapped[str]
    model: Mapped[str]
    prompt_tokens: Mapped[int]
    completion_tokens: Mapped[int]
    usd: Mapped[float]


class ConsentRow(Base):
    """Somebody agreed that text may go to this endpoint."""

    __tablename__ = "consents"

    person: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    endpoint: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
