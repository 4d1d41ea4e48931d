"""The database itself: upgraded from nothing, equal to the models, explained when it cannot be used."""

import io
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect

from simulator.errors import SettingsError, SimulatorError
from simulator.store import CallFilter, Store, StoreError, migrations
from simulator.store.migrations import LATEST
from simulator.store.tables import Base

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def engine(url, store):  # noqa: ARG001 - the store has upgraded what the engine opens
    engine = create_engine(url)
    yield engine
    engine.dispose()


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_models_and_migrations_agree(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_are_named_as_the_models_name_them(engine: Engine):
    found = inspect(engine)
    for table in Base.metadata.sorted_tables:
        names = {key["name"] for key in found.get_foreign_keys(table.name)}
        assert names == {key.constraint.name for key in table.foreign_keys}
        deletes = {key["name"]: key["options"].get("ondelete") for key in found.get_foreign_keys(table.name)}
        assert deletes == {key.constraint.name: key.ondelete for key in table.foreign_keys}


def test_there_is_one_line_of_revisions_and_the_product_knows_its_end():
    assert scripts().get_heads() == [LATEST]


def test_going_back_to_nothing_and_forward_again_works(engine: Engine):
    revisions = [script.module for script in scripts().walk_revisions()]
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            for revision in revisions:
                revision.downgrade()
            assert set(inspect(connection).get_table_names()) == {"alembic_version"}
            for revision in reversed(revisions):
                revision.upgrade()
            assert set(inspect(connection).get_table_names()) == {"alembic_version", *Base.metadata.tables}


def test_the_same_revisions_speak_postgresql():
    written = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written})
    with Operations.context(context):
        for script in reversed(list(scripts().walk_revisions())):
            script.module.upgrade()
    sql = written.getvalue()
    assert sql.count("CREATE TABLE") == len(Base.metadata.tables)
    assert "started_at TIMESTAMP WITH TIME ZONE NOT NULL" in sql
    assert "seed BIGINT NOT NULL" in sql
    assert "id SERIAL NOT NULL" in sql


def test_upgrading_again_changes_nothing(url, store, call):
    store.upgrade()
    with Store(url) as again:
        again.upgrade()
        assert again.call(call.id) == call


def test_processes_that_start_together_upgrade_once(url):
    program = "import sys; from simulator.store import Store; Store(sys.argv[1]).upgrade()"
    starts = [
        subprocess.Popen([sys.executable, "-W", "error", "-c", program, url], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    failures = [error.decode() for error in (start.communicate(timeout=60)[1] for start in starts) if error]
    assert failures == []
    with Store(url) as store:
        assert store.health().ready


def test_upgrading_works_from_any_folder_and_with_odd_characters(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store("sqlite:///a 100%25 odd/dir/sidetone.db") as store:
        store.upgrade()
        assert store.health().ready
    assert list(tmp_path.rglob("sidetone.db"))


def test_a_failed_revision_leaves_the_database_as_it_was(url, monkeypatch):
    def broken() -> None:
        raise sqlite3.OperationalError("no room")

    with Store(url) as store:
        monkeypatch.setattr("alembic.op.create_index", lambda *_: broken())
        with pytest.raises(sqlite3.OperationalError):
            store.upgrade()
        monkeypatch.undo()
        assert store.health().revision is None
        store.upgrade()
        assert store.health().ready


def test_the_file_is_set_up_for_readers_beside_a_writer(store):
    with store._read() as session:
        pragma = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }


def test_health_before_and_after_the_upgrade(url):
    with Store(url) as store:
        before = store.health()
        store.upgrade()
        after = store.health()
    assert (before.reachable, before.ready, before.revision) == (True, False, None)
    assert (after.reachable, after.ready, after.revision, after.kind) == (True, True, LATEST, "sqlite")


def test_a_store_that_was_never_upgraded_says_what_to_do(url):
    with Store(url) as store, pytest.raises(StoreError, match="db upgrade"):
        store.list_calls(CallFilter())


def test_a_database_of_a_newer_version_is_left_alone(engine, url):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with Store(url) as store, pytest.raises(SettingsError, match="newer version"):
        store.upgrade()


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "sidetone.db"
    path.write_text("These are my notes, and no database at all.\n" * 9)
    with Store(f"sqlite:///{path}") as store:
        assert "not a database" in store.health().trouble
        with pytest.raises(SettingsError, match=r"sidetone\.db"):
            store.upgrade()
        with pytest.raises(StoreError, match="not a database"):
            store.list_calls(CallFilter())


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("nonsense", "sqlite:///path"),
        ("sqlite://", "sqlite:///path"),
        ("sqlite:///:memory:", "sqlite:///path"),
        ("foo://host/name", "sqlite or postgresql"),
        ("mysql://host/name", "sqlite or postgresql"),
    ],
)
def test_an_address_that_cannot_work_is_explained(address, hint):
    with pytest.raises(SettingsError, match=hint):
        Store(address)


def test_a_password_is_never_in_an_error():
    try:
        health = Store("postgres://ada:open-sesame@127.0.0.1:1/none").health()
    except SimulatorError as error:  # without the driver
        assert "open-sesame" not in str(error)
    else:
        assert not health.reachable
        assert "open-sesame" not in repr(health)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match="cannot be made"):
        Store(f"sqlite:///{tmp_path / 'file' / 'data' / 'sidetone.db'}")


def test_a_reader_is_not_held_up_by_a_writer(url, store, call):
    with store._write() as writing:
        writing.connection().exec_driver_sql("UPDATE calls SET seed = 8")
        with Store(url) as other:
            assert other.call(call.id).seed == 7
    assert store.call(call.id).seed == 8


def test_writing_what_the_caller_says_costs_less_than_two_milliseconds(store, call):
    costs = []
    for length in range(200):
        began = time.perf_counter()
        store.write_turn(call.id, 1, text="w" * length, status="partial")
        costs.append(time.perf_counter() - began)
    assert statistics.median(costs) < 0.002
