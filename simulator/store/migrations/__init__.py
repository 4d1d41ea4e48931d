"""The history of the tables, run from the product itself: no alembic.ini, any working directory."""

from pathlib import Path

from sqlalchemy import Connection, text

from simulator.errors import SettingsError

LATEST = "0004"
"""The revision that this version of the product needs; a test keeps it at the newest file in versions/."""
UPGRADE_LOCK = 5_167_401
"""PostgreSQL's name for our lock: two processes that start together upgrade one after the other."""


def migrate(connection: Connection) -> None:
    """Run the missing revisions inside the connection's transaction: all of them or none.

    Raises SettingsError where the database was made by a newer version of the product.
    """
    from alembic import command  # costs 0.1 s, and only an upgrade needs it
    from alembic.config import Config
    from alembic.util import CommandError

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SettingsError(
            f"The database was made by a newer version of the product ({error}): update the product, "
            "or point it at another database"
        ) from error
