"""SqlLog, the log in an SQL database."""

from pathlib import Path

from lettergen.log.connect import Database
from lettergen.log.finding import SqlLetterFinder
from lettergen.log.folders import SqlFolderLog
from lettergen.log.history import SqlHistoryLog
from lettergen.log.inbox import SqlInboxLog
from lettergen.log.migrate import open_tables
from lettergen.log.post import SqlPostLog
from lettergen.log.proofs import SqlProofLog
from lettergen.log.sending import SqlSendingLog
from lettergen.log.suppress import SqlSuppressionLog
from lettergen.model.ports import Clock


class SqlLog(
    SqlSendingLog,
    SqlSuppressionLog,
    SqlPostLog,
    SqlFolderLog,
    SqlInboxLog,
    SqlLetterFinder,
    SqlProofLog,
    SqlHistoryLog,
):
    """Implements `ports.Log` in SQLite or PostgreSQL; a class for each who asks, and a file for each class.

    It may be used from several threads, and several processes may use one database.
    """

    def __init__(self, url: str, *, clock: Clock, password: str = "", folder: Path | None = None) -> None:
        """Open the log; it is made or brought up to date if need be.

        Args:
            url: An SQLAlchemy URL of SQLite or PostgreSQL.
            clock: Tells when things happen.
            password: The database's password, if it is not in the URL.
            folder: Where a relative path to an SQLite file begins; None for the working directory.

        Raises:
            InputError: If the URL, the file or what is in it will not do; says what to do.
            ServerError: If the database is locked or out of reach.
        """
        database = Database(url, password=password, folder=folder)
        try:
            open_tables(database)
        except BaseException:
            database.close()
            raise
        super().__init__(database, clock)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
