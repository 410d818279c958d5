"""Opens a log, and makes or upgrades its tables where that is needed."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from lettergen.errors import InputError
from lettergen.log.connect import Database
from lettergen.log.tables import REVISION

# Any number that no other program on that server would take for an advisory lock; "lettergn" in ASCII.
_LOCK = int.from_bytes(b"lettergn")


def open_tables(database: Database) -> None:
    """Make sure that the tables are those of this version.

    Alembic is only loaded if they are not: it costs more than everything else at the start.

    Raises:
        InputError: If the database is a newer lettergen's, another program's, or no database.
        ServerError: If it is locked or out of reach.
    """
    with database.read() as connection:
        revision = _revision(connection)
    if revision != REVISION:
        _upgrade(database)


def _upgrade(database: Database) -> None:
    """Bring the tables to this version in one transaction that others wait for."""
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        # Another process may have done it while we waited.
        revision = _revision(connection)
        if revision == REVISION:
            return
        if revision is None:
            _refuse_foreign_tables(database, connection)
        run_migrations(connection, database.name, revision)


def run_migrations(connection: Connection, name: str, revision: str | None, target: str = "head") -> None:
    """Run the migrations from one revision to another on an open connection.

    Args:
        connection: In a transaction; it is not committed here.
        name: What messages call the database.
        revision: Where it stands; None for an empty database.
        target: Where to go.

    Raises:
        InputError: If this version does not know the revision.
    """
    from alembic import command  # noqa: PLC0415 (slow to load, and seldom needed)
    from alembic.config import Config  # noqa: PLC0415 (the same)
    from alembic.script import ScriptDirectory  # noqa: PLC0415 (the same)

    config = Config(attributes={"connection": connection})
    # Alembic reads % as the beginning of a variable.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise InputError(
            f"{name}: was written by a newer version of lettergen. Update it: pip install --upgrade lettergen"
        )
    command.upgrade(config, target)


def _revision(connection: Connection) -> str | None:
    """Give the revision that the database says it has; None if it says nothing."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _refuse_foreign_tables(database: Database, connection: Connection) -> None:
    """Leave a database alone that has tables and none of them ours."""
    strangers = inspect(connection).get_table_names()
    if strangers:
        raise InputError(
            f"{database.name}: is a database of another program (it has a table `{strangers[0]}`). "
            "Set [log] url in lettergen.toml to another one."
        )
