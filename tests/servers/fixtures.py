"""The private servers as fixtures for every test folder.

Those that serve a whole session are apart by address and database, not by server: `mail_user` is a
new mailbox, `postgres_url` a new database. A test that kills or breaks a server takes its own from
`private_dovecot`, `private_postfix` or `private_postgres`.
"""

import contextlib
import itertools
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.dovecot import PrivateDovecot, private_dovecot
from tests.servers.postfix import PrivatePostfix, private_postfix
from tests.servers.postgresql import PrivatePostgres, private_postgres
from tests.servers.recorder import Recorder, recording_smtp

_numbers = itertools.count(1)


def pytest_configure() -> None:
    """Take SIGTERM as Ctrl-C, so that a test run that is ended from outside ends its servers too."""
    with contextlib.suppress(ValueError):  # Not in the main thread.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[PrivateDovecot]:
    """A private Dovecot, shared by the session's tests."""
    with private_dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def postfix(dovecot: PrivateDovecot) -> Iterator[PrivatePostfix]:
    """A private Postfix that delivers into `dovecot`, shared by the session's tests."""
    with private_postfix(dovecot) as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A private PostgreSQL cluster, shared by the session's tests."""
    with private_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PrivatePostgres) -> str:
    """The SQLAlchemy URL of an empty PostgreSQL database."""
    return postgres.new_database()


@pytest.fixture
def new_mail_user() -> Callable[[], str]:
    """Gives an address that no other test uses, with each call another."""
    return lambda: f"user{next(_numbers)}@office.test"


@pytest.fixture
def mail_user(new_mail_user: Callable[[], str]) -> str:
    """An address that no other test uses."""
    return new_mail_user()


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    """An SMTP server that records what it gets, with STARTTLS and sign-in."""
    folder = tmp_path / "recorder"
    folder.mkdir()
    with recording_smtp(folder) as server:
        yield server
