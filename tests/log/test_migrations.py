import re
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from lettergen.errors import InputError
from lettergen.log import SqlLog, migrate
from lettergen.log.connect import Database
from lettergen.log.tables import REVISION, metadata
from lettergen.model.sendings import Status
from tests.contracts.log_samples import ACCEPTED, CAMPAIGN, LEASE, SetClock, attempt, sending
from tests.log.rows_of import insert_rows

ROWS = Path(__file__).parent / "rows"
REVISIONS = sorted(file.stem for file in ROWS.glob("*.json"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))])
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


def scripts():
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config)


def schema(url):
    """Give everything that the database itself knows of its tables, as text to compare."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(_SCHEMA[engine.dialect.name])).all()
    engine.dispose()
    return {tuple(clauses(part) for part in row) for row in rows}


def clauses(definition):
    """Cut a table at its outer commas and sort: their order means nothing, nor do line breaks."""
    definition = re.sub(r"\s+", " ", definition)
    if not definition.startswith("CREATE TABLE"):
        return definition
    depth, parts = 0, [""]
    for letter in definition.partition("(")[2].strip().removesuffix(")"):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return tuple(sorted(part.strip() for part in parts))


# compare_metadata of Alembic does not see CHECK constraints; the databases do.
_SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE name != 'alembic_version' AND sql IS NOT NULL",
    "postgresql": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text != 'alembic_version'
        UNION SELECT tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename != 'alembic_version'
        UNION SELECT table_name, column_name, concat_ws(' ', data_type, character_maximum_length, is_nullable,
                                                       column_default)
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name != 'alembic_version'
    """,
}


def test_the_newest_revision_is_the_one_that_the_tables_name():
    assert scripts().get_heads() == [REVISION]


def test_each_revision_has_rows_to_upgrade():
    assert sorted(script.revision for script in scripts().walk_revisions()) == REVISIONS


def test_migrations_make_the_very_tables(url):
    SqlLog(url, clock=SetClock()).close()
    migrated = schema(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    metadata.drop_all(engine)
    metadata.create_all(engine)
    engine.dispose()
    assert migrated == schema(url)
    assert "CHECK" in str(migrated)


def database_of(url, revision):
    """Make a database as that revision left it, with rows in every table."""
    database = Database(url)
    with database.write() as connection:
        migrate.run_migrations(connection, "the log", None, revision)
        insert_rows(connection, (ROWS / f"{revision}.json").read_text(encoding="utf-8"))
    database.close()


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_of_every_table_were_kept_for_each_revision(revision, sqlite_url):
    database_of(sqlite_url, revision)
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        empty = [
            name
            for name in inspect(connection).get_table_names()
            if not connection.scalar(text(f"SELECT count(*) FROM {name}"))
        ]
    engine.dispose()
    assert empty == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_log_with_rows_is_brought_up_to_date(url, revision):
    database_of(url, revision)
    clock = SetClock()
    log = SqlLog(url, clock=clock)
    statuses = {(one.recipient_key, one.channel.value): one.status for one in log.sendings(CAMPAIGN)}
    assert statuses == {
        ("anna", "email"): Status.REPLIED,
        ("anna", "post"): Status.POSTED,
        ("zoe", "email"): Status.REFUSED,
        ("eve", "email"): Status.SENDING,
        ("old", "email"): Status.WITHDRAWN,
    }
    stored = log.message(1)
    assert [one.ref for one in stored.matches] == ["AP19-0001"]
    assert (stored.decided_by, stored.assigned_to, stored.closed_as) == ("anna", "zoe", "supportive")
    assert (stored.notes, stored.inbound.text) == (("rang back",), "Thank you.")
    assert log.seen("office") == {"INBOX": (7, 1), "Archive": (7, 3)}
    assert log.dead_addresses() == {"zoe@party.example": "550 5.1.1 No such user"}
    proof = log.newest_proof(CAMPAIGN)
    assert [one.signatory for one in log.agreements(CAMPAIGN, proof.digest)] == ["Kate Ferguson"]
    assert log.batches(CAMPAIGN)[0].posted_at
    assert log.report(CAMPAIGN)[0].stance == "supportive"
    # And it works on.
    clock.time += LEASE * 2
    (unknown,) = log.expire_claims(CAMPAIGN, "desk")
    log.settle(unknown.id, Status.PREPARED, "anna", "looked it up")
    claim = log.claim(CAMPAIGN, unknown.id, attempt("eve"), "desk", LEASE)
    assert log.finish(claim, ACCEPTED, None, "desk") is Status.ACCEPTED
    assert log.prepare(CAMPAIGN, [sending("new", "AP19-0009")], "coordinator") == 1
    log.close()


def test_an_upgrade_that_fails_leaves_the_log_as_it_was(sqlite_url, monkeypatch):
    def fail(connection, _name, _revision, _target="head"):
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        raise InputError("no")

    monkeypatch.setattr(migrate, "run_migrations", fail)
    with pytest.raises(InputError):
        SqlLog(sqlite_url, clock=SetClock())
    engine = create_engine(sqlite_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
