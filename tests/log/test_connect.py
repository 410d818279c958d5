import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from lettergen.errors import DecisionNeededError, InputError
from lettergen.log import SqlLog
from lettergen.log.columns import UtcDateTime
from lettergen.log.connect import Database
from lettergen.log.part import Change, find_standings, move
from lettergen.log.readings import inbound_from_json, inbound_to_json
from lettergen.model.messages import Inbound
from lettergen.model.sendings import Status
from tests.contracts.log_samples import CAMPAIGN, START, SetClock, sending


@pytest.fixture
def dialect():
    return create_engine("sqlite://").dialect


def test_a_time_without_a_zone_is_refused(dialect):
    naive = START.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        UtcDateTime().process_bind_param(naive, dialect)


def test_a_time_of_any_zone_is_stored_as_utc(dialect):
    local = datetime(2019, 11, 12, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    stored = UtcDateTime().process_bind_param(local, dialect)
    assert (stored, stored.tzinfo) == (local, UTC)


def test_a_log_on_a_disk_outlives_the_power(sqlite_url):
    SqlLog(sqlite_url, clock=SetClock()).close()
    with closing(Database(sqlite_url)) as database, database.read() as connection:
        found = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    # 2 is FULL.
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_password_is_never_shown():
    database = Database("postgresql://office@db.example/log", password="open sesame")
    assert database.name == "postgresql+psycopg://office:***@db.example/log"


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"pip install 'lettergen\[postgresql\]'"):
        Database("postgresql://office@db.example/log")


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))]
)
def test_a_bug_of_ours_keeps_its_traceback(kind, request):
    database = Database(request.getfixturevalue(f"{kind}_url"))
    with pytest.raises(DBAPIError, match="nothing_of_ours"), database.read() as connection:
        connection.execute(text("SELECT * FROM nothing_of_ours"))
    database.close()


def test_a_sending_that_moved_since_it_was_read_is_not_moved_again(sqlite_url):
    log = SqlLog(sqlite_url, clock=SetClock())
    log.prepare(CAMPAIGN, [sending()], "coordinator")
    with log._database.read() as connection:
        stale = find_standings(connection)
    log.withdraw(CAMPAIGN, ["anna"], "another", "")
    with pytest.raises(DecisionNeededError, match="Another run"), log._database.write() as connection:
        move(connection, stale, Status.WITHDRAWN, Change(START, "desk"))
    assert [one.what for one in log.events(CAMPAIGN)] == ["prepared", "prepared -> withdrawn"]
    log.close()


def test_a_reading_of_another_version_is_still_read():
    row = inbound_to_json(Inbound(text="hello"))
    row["given_up_since"] = [1, 2]
    del row["asks_removal"]
    assert inbound_from_json(row) == Inbound(text="hello")
