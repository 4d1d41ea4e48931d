"""One database, SQLite or PostgreSQL: its connections, its two kinds of transaction, and its health."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from simulator.errors import SettingsError
from simulator.store.errors import StoreError
from simulator.store.migrations import LATEST, migrate
from simulator.store.records import Health

BUSY_SECONDS = 10
"""How long a write waits for another process's write."""
POOL = {"pool_size": 10, "max_overflow": 40}
MEMORY = {None, "", ":memory:"}


class Database:
    """Connections to one database. Safe to share between threads; every transaction is its own."""

    def __init__(self, url: str) -> None:
        """Open nothing yet, but make the folder of a SQLite file. Raises SettingsError for a wrong URL."""
        self._engine = make_engine(parse_url(url))
        self._writing = self._engine.execution_options(sidetone_write=True)
        # SQLite lets one write in at a time and polls while it waits; threads queue up here without polling.
        self._one_writer: AbstractContextManager[Any] = (
            Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        )

    def __enter__(self) -> Self:
        """Hand the store out; leaving the block disposes of it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        self.dispose()

    def dispose(self) -> None:
        """Close every connection; the store opens new ones when it is used again."""
        self._engine.dispose()

    def upgrade(self) -> None:
        """Bring the tables up to date; does nothing, in a millisecond, where they are.

        Raises SettingsError where the database cannot be opened or is newer than this product.
        """
        try:
            with self._engine.connect() as connection:
                if revision_of(connection) == LATEST:
                    return
            with self._writing.begin() as connection:
                migrate(connection)
        except DBAPIError as error:
            raise SettingsError(f"The database {self.where} cannot be used: {error.orig}") from error

    def health(self) -> Health:
        """Whether the database answers, and at which revision it is; raises nothing."""
        kind = self._engine.dialect.name
        try:
            with self._engine.connect() as connection:
                revision = revision_of(connection)
        except SQLAlchemyError as error:
            return Health(kind, self.where, False, None, LATEST, str(getattr(error, "orig", None) or error))
        return Health(kind, self.where, True, revision, LATEST)

    @property
    def where(self) -> str:
        """The address of the database, without a password."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def _read(self) -> Iterator[Session]:
        """A transaction that sees one moment of the database."""
        with self._translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def _write(self) -> Iterator[Session]:
        """A transaction that commits when the block ends without an error; it does not nest."""
        with self._translated(), self._one_writer, Session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the driver's errors into StoreError; broken constraints are for the caller to explain."""
        try:
            yield
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            health = self.health()
            behind = health.reachable and not health.ready
            hint = " It is not up to date: run `python -m simulator db upgrade`." if behind else ""
            raise StoreError(f"The database {self.where} could not be used: {cause}.{hint}") from error


def now() -> datetime:
    """The time of day in UTC."""
    return datetime.now(UTC)


def parse_url(url: str) -> URL:
    """The address, with the PostgreSQL driver filled in. Raises SettingsError where it cannot be used."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            "DATABASE_URL is not an address of a database; write sqlite:///path/to/file.db or "
            "postgresql://user:password@host/name"
        ) from error
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database in MEMORY:
        raise SettingsError("An in-memory database would lose its calls; write sqlite:///path/to/file.db")
    return parsed


def make_engine(url: URL) -> Engine:
    """The connections to that address; for SQLite the folder is made. Raises SettingsError."""
    sqlite = url.get_backend_name() == "sqlite"
    try:
        if sqlite and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        connect = {"timeout": BUSY_SECONDS} if sqlite else {}
        engine = create_engine(url, connect_args=connect, pool_pre_ping=not sqlite, **POOL)
    except OSError as error:
        raise SettingsError(f"The folder of the database {url.database} cannot be made: {error}") from error
    except ModuleNotFoundError as error:
        hint = "pip install 'psycopg[binary]'" if error.name == "psycopg" else "use sqlite or postgresql"
        raise SettingsError(f"The driver {error.name} of DATABASE_URL is not installed: {hint}") from error
    except SQLAlchemyError as error:
        raise SettingsError(f"DATABASE_URL cannot be used ({error}); use sqlite or postgresql") from error
    if sqlite:
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Set up a new SQLite connection: readers beside one writer, and deleted words really overwritten."""
    connection.isolation_level = None  # BEGIN is ours to say: see begin_sqlite
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    """Begin a SQLite transaction; a writing one locks at once, so that it waits instead of failing."""
    writing = connection.get_execution_options().get("sidetone_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def revision_of(connection: Connection) -> str | None:
    """At which revision the database is; None before the first upgrade."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
