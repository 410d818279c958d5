"""The door to the database: engines, transactions, and faults in words that a user can act on."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from lettergen.errors import InputError, LettergenError, ServerError

#: Seconds that a writer waits for another one. SQLite lets one write at a time, and `prepare` of a
#: hundred thousand letters takes several.
BUSY_TIMEOUT = 60.0
#: Seconds to wait for a PostgreSQL server to answer.
CONNECT_TIMEOUT = 10


class Database:
    """One database, SQLite or PostgreSQL, and the two kinds of transaction that the log needs."""

    def __init__(self, url: str, *, password: str = "", folder: Path | None = None) -> None:
        """Take the URL; nothing is opened yet.

        Args:
            url: An SQLAlchemy URL of SQLite or PostgreSQL.
            password: The server's password, if it is not in the URL.
            folder: Where a relative path to an SQLite file begins; None for the working directory.

        Raises:
            InputError: If the URL is none, or its driver is not installed.
        """
        self.url = _url(url, password, folder)
        self._engine = _engine(self.url)
        self._snapshots = self._engine
        if not self.is_sqlite:
            self._snapshots = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._own = _OwnTransaction()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def name(self) -> str:
        """What messages call it: the file's path, or the URL without its password."""
        if self.is_sqlite:
            return self.url.database or "the log in memory"
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction that may write; it is committed, to the disk, when the block ends well.

        On SQLite it is an immediate one: whoever will write waits at the start, and what was read
        within cannot change before it is written. Within `together`, it is part of that one.
        """
        if self._own.connection is not None:
            yield self._own.connection
            return
        with self.faults_in_words(), self._engine.begin() as connection:
            self._begin(connection, "BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a transaction that only reads, and sees the database as of one moment.

        Within `together`, it is part of that one.
        """
        if self._own.connection is not None:
            yield self._own.connection
            return
        with self.faults_in_words(), self._snapshots.begin() as connection:
            self._begin(connection, "BEGIN")
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one writing transaction of all that this thread asks and writes within the block.

        Each commit waits for the disk. Others wait for this one, so nothing slow belongs into the block.
        """
        within = self._own.connection
        with self.write() as connection:
            self._own.connection = connection
            try:
                yield
            finally:
                self._own.connection = within

    def _begin(self, connection: Connection, how: str) -> None:
        """Begin an SQLite transaction as asked; PostgreSQL's has begun.

        The driver's own way would begin late, and then fail to turn a read lock into a write lock. Past
        SQLAlchemy, whose way to run a statement takes longer than this statement.
        """
        if self.is_sqlite:
            driver: Any = connection.connection.driver_connection
            driver.execute(how)

    @contextmanager
    def faults_in_words(self) -> Iterator[None]:
        """Turn the database's own faults into errors that say what to do; the one place for it."""
        try:
            yield
        except PoolTimeoutError as error:
            raise ServerError(f"{self.name}: too many connections are open; try again.") from error
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error) as error:
            words = _sqlite_words if self.is_sqlite else _postgresql_words
            told = words(self.name, error.orig if isinstance(error, DBAPIError) else error)
            if told is None:
                raise
            raise told from error

    def close(self) -> None:
        """Close the connections; SQLite then folds its write-ahead log into the file."""
        self._engine.dispose()


class _OwnTransaction(threading.local):
    """The transaction that a thread has under way for several steps, if any."""

    connection: Connection | None = None


def _url(text: str, password: str, folder: Path | None) -> URL:
    """Read the URL: the drivers that we use, an absolute path, the password put in."""
    try:
        url = make_url(text)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise InputError(f"lettergen.toml, [log] url: `{text}` is no database URL. {_URL_REMEDY}") from error
    if backend == "sqlite":
        # Checked here, since SQLite would make a database of its own in memory, and forget it.
        if not url.database or url.database == ":memory:":
            raise InputError(f"lettergen.toml, [log] url: names no file. {_URL_REMEDY}")
        path = (folder or Path()) / url.database
        return url.set(drivername="sqlite+pysqlite", database=str(path.absolute()))
    if backend == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        return url.set(password=password) if password else url
    raise InputError(f"lettergen.toml, [log] url: the log cannot be kept in {backend}. {_URL_REMEDY}")


_URL_REMEDY = "Write `sqlite:///correspondence.db` or `postgresql://USER@HOST/DATABASE`."


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        # Every transaction ends in COMMIT or ROLLBACK; the pool need not add another one.
        engine = create_engine(
            url,
            pool_reset_on_return=None,
            connect_args={"timeout": BUSY_TIMEOUT, "isolation_level": None},
        )
        event.listen(engine, "connect", _set_up_sqlite)
        return engine
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_TIMEOUT, "options": "-c timezone=UTC"},
        )
    except ModuleNotFoundError as error:
        raise InputError("PostgreSQL needs one more package: pip install 'lettergen[postgresql]'") from error


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """Set what SQLite keeps per connection.

    FULL because a commit has to outlive the power, not only the process; foreign keys because SQLite
    leaves them unchecked for the sake of 2009.
    """
    try:
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        _use_write_ahead_log(connection)
    except BaseException:
        # The pool never hears of a connection that could not be set up.
        connection.close()
        raise


def _use_write_ahead_log(connection: Any) -> None:
    """Switch the file to a write-ahead log, which it then keeps.

    SQLite does not wait for others here as it does elsewhere: when two processes make one log at the
    same time, the second is told at once that it is locked.
    """
    end = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _sqlite_words(file: str, fault: BaseException | None) -> LettergenError | None:
    """Say what an SQLite fault means for the file; None for what is our own bug."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        return None
    # The low byte is the primary result code (sqlite.org/rescode.html).
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ServerError(
            f"{file}: another program has locked it for {BUSY_TIMEOUT:.0f} seconds. "
            "Close what has it open (a database browser, a backup, a sync program) and run the command again."
        )
    if primary not in _SQLITE_WORDS:
        return None
    return InputError(f"{file}: {_SQLITE_WORDS[primary]}")


_SQLITE_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full. Make room and run the command again; nothing was lost.",
    sqlite3.SQLITE_READONLY: "cannot be written to. Check the permissions of the file and of its folder.",
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened. Check that its folder exists, and that you may write to both."
    ),
    sqlite3.SQLITE_PERM: "may not be opened by you. Check its permissions.",
    sqlite3.SQLITE_AUTH: "may not be opened by you. Check its permissions.",
    sqlite3.SQLITE_NOTADB: (
        "is not a lettergen log. Move it away, or set [log] url in lettergen.toml to the right file."
    ),
    sqlite3.SQLITE_CORRUPT: "is damaged. Keep a copy of it and put back the newest backup.",
    sqlite3.SQLITE_IOERR: "cannot be read or written; the disk reports an error. Check the disk.",
}


def _postgresql_words(name: str, fault: BaseException | None) -> LettergenError | None:
    """Say what a PostgreSQL fault means; None for what is our own bug."""
    state = getattr(fault, "sqlstate", None) or ""
    lines = str(fault).strip().splitlines() or ["no reason given"]
    for prefix, remedy in _POSTGRESQL_REMEDIES.items():
        if state.startswith(prefix):
            return ServerError(f"{name}: {lines[0].rstrip('.')}. {remedy}")
    # psycopg reports a server that cannot be reached, turns us away or breaks off without a state.
    if type(fault).__name__ == "OperationalError" and not state:
        remedy = next((one for word, one in _REMEDIES_BY_WORD.items() if word in lines[-1]), _REACH_REMEDY)
        return ServerError(f"{name}: {lines[-1].rstrip('.')}. {remedy}")
    return None


_REACH_REMEDY = "Check that the server runs and can be reached."
_SIGN_IN_REMEDY = "Set LETTERGEN_LOG_PASSWORD to the database's password."
_CREATE_REMEDY = "Create the database first: createdb NAME."
_REMEDIES_BY_WORD = {"password": _SIGN_IN_REMEDY, "does not exist": _CREATE_REMEDY}

# By class or state of PostgreSQL's appendix A.
_POSTGRESQL_REMEDIES = {
    "28": _SIGN_IN_REMEDY,
    "3D": _CREATE_REMEDY,
    "42501": "Grant the user that right, or use another user.",
    "25006": "The server only reads at the moment; use the primary one.",
    "53100": "The server's disk is full.",
    "53": "Try again when the server has room.",
    "55P03": "Run the command again.",
    "57": "The server is stopping or starting; run the command again.",
    "08": _REACH_REMEDY,
    "40": "Run the command again.",
}
