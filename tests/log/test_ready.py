"""A statement that stands ready binds and reads as SQLAlchemy does, in every database."""

from contextlib import closing
from datetime import timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, text, update

from lettergen.errors import ServerError
from lettergen.log import SqlLog
from lettergen.log.connect import Database
from lettergen.log.ready import Ready
from lettergen.log.tables import attempts, suppressions
from lettergen.model.sendings import Verdict
from tests.contracts.log_samples import CAMPAIGN, LEASE, START, SetClock, attempt, sending

EAST = timezone(timedelta(hours=5, minutes=30))
_COLUMNS = [one.name for one in suppressions.c if one.name != "id"]
_PUT = Ready(insert(suppressions).returning(suppressions.c.id), columns=_COLUMNS)
_PUT_ALL = Ready(insert(suppressions), columns=_COLUMNS)
_LIFT = Ready(
    update(suppressions)
    .where(suppressions.c.reason == bindparam("b_reason"), suppressions.c.kind == "dead")
    .values(lifted_at=bindparam("b_at"))
)
_BY_ADDRESS = Ready(select(suppressions).where(suppressions.c.address == bindparam("b_address")))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))])
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def log(url):
    log = SqlLog(url, clock=SetClock())
    yield log
    log.close()


@pytest.fixture
def connection(log):
    with log._database.write() as connection:
        yield connection


def row(address="a@b.example", **facts):
    defaults = {"kind": "dead", "at": START, "actor": "desk", "reason": "", "lifted_at": None}
    return {"address": address} | defaults | facts


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"lifted_at": START.astimezone(EAST), "at": START.replace(microsecond=1)},
        {"reason": "nul \x00, half a pair \ud800, siân"},
    ],
)  # fmt: skip
def test_what_is_written_is_read_as_sqlalchemy_reads_and_writes_it(connection, facts):
    written = _PUT.find(connection, row(**facts))
    ours = _BY_ADDRESS.find(connection, {"b_address": "a@b.example"})
    theirs = connection.execute(select(suppressions)).one()
    assert tuple(ours) == tuple(theirs)
    assert ours.id == written.id
    assert (ours.at, ours.lifted_at) == (facts.get("at", START), facts.get("lifted_at"))
    connection.execute(insert(suppressions), row("c@d.example", **facts))
    again = _BY_ADDRESS.find(connection, {"b_address": "c@d.example"})
    assert tuple(again)[2:] == tuple(ours)[2:]


def test_words_of_the_model_and_lists_come_back_as_they_were(log):
    log.prepare(CAMPAIGN, [sending()], "coordinator")
    (one,) = log.sendings(CAMPAIGN)
    log.claim(CAMPAIGN, one.id, attempt(), "desk", LEASE)
    end = Ready(
        update(attempts)
        .values(verdict=bindparam("b_verdict"), finished_at=START, refused=bindparam("b_refused"))
        .returning(attempts.c.verdict, attempts.c.finished_at, attempts.c.refused)
    )
    refused = [["siân@b.example", "550 5.1.1 no"]]
    with log._database.write() as connection:
        ended = end.find(connection, {"b_verdict": Verdict.ACCEPTED, "b_refused": refused})
    assert tuple(ended) == (Verdict.ACCEPTED, START, refused)


def test_rows_that_were_touched_are_counted(connection):
    assert _PUT_ALL.run(connection, row("a@b.example", reason="x"), row("c@d.example", reason="x")) == 2
    assert _LIFT.run(connection, {"b_reason": "x", "b_at": START}) == 2
    assert _LIFT.run(connection, {"b_reason": "y", "b_at": START}) == 0
    assert _BY_ADDRESS.find(connection, {"b_address": "e@f.example"}) is None


def test_a_value_that_is_not_given_is_an_error_and_no_null(connection):
    with pytest.raises(KeyError, match="b_at"):
        _LIFT.run(connection, {"b_reason": "x"})


@pytest.mark.xdist_group("postgres")
def test_a_session_that_the_server_ends_is_server_trouble(postgres_url):
    log = SqlLog(postgres_url, clock=SetClock())
    log.prepare(CAMPAIGN, [sending()], "coordinator")
    with pytest.raises(ServerError, match="server"):
        _write_while_the_session_ends(log, postgres_url)
    (one,) = log.sendings(CAMPAIGN)
    assert log.claim(CAMPAIGN, one.id, attempt(), "desk", LEASE) is not None
    assert not log.dead_addresses()
    log.close()


def _write_while_the_session_ends(log, url):
    end_all = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with log._database.write() as connection:
        _PUT_ALL.run(connection, row())
        with closing(Database(url)) as other, other.read() as another:
            another.execute(text(end_all))
        _PUT_ALL.run(connection, row("c@d.example"))
