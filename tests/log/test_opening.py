import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lettergen.errors import InputError, ServerError
from lettergen.log import SqlLog, connect
from lettergen.model.sendings import Outcome, Status, Verdict
from tests.contracts.log_samples import CAMPAIGN, LEASE, SetClock, attempt, raw_message, sending
from tests.servers import needs


@pytest.fixture
def file(tmp_path):
    return tmp_path / "correspondence.db"


def open_log(file):
    return SqlLog(f"sqlite:///{file}", clock=SetClock())


def make_log(file):
    log = open_log(file)
    log.prepare(CAMPAIGN, [sending()], "coordinator")
    log.close()


def refusal(file, kind=InputError):
    """Give what the user is told; it names the file."""
    with pytest.raises(kind) as told:
        open_log(file)
    assert str(file) in str(told.value)
    assert told.value.__cause__ is not None or kind is InputError
    return str(told.value)


def test_a_relative_path_begins_at_the_campaigns_folder(tmp_path):
    SqlLog("sqlite:///correspondence.db", clock=SetClock(), folder=tmp_path).close()
    assert (tmp_path / "correspondence.db").exists()


def test_a_log_of_a_newer_version_says_to_update(file):
    make_log(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version of lettergen. Update it" in refusal(file)


def test_a_file_that_is_no_database_is_left_alone(file):
    file.write_bytes(b"recipient;email\n" * 1000)
    assert "is not a lettergen log" in refusal(file)
    assert file.read_bytes() == b"recipient;email\n" * 1000


def test_a_database_of_another_program_is_left_alone(file):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    connection.close()
    assert "another program (it has a table `bookmarks`)" in refusal(file)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert "Check that its folder exists" in refusal(tmp_path / "nowhere" / "correspondence.db")


def test_a_folder_in_the_files_place_is_named(file):
    file.mkdir()
    assert "cannot be opened" in refusal(file)


def test_an_empty_file_becomes_a_log(file):
    file.touch()
    make_log(file)
    with closing(open_log(file)) as log:
        assert len(log.sendings(CAMPAIGN)) == 1


def test_a_damaged_log_says_to_put_back_a_backup(file):
    log = open_log(file)
    log.prepare(
        CAMPAIGN, [sending(f"k{number}", f"AP19-{number:04}") for number in range(500)], "coordinator"
    )
    log.close()
    data = bytearray(file.read_bytes())
    data[8192:] = os.urandom(len(data) - 8192)
    file.write_bytes(data)
    with pytest.raises(InputError, match="newest backup"), closing(open_log(file)) as log:
        log.report(CAMPAIGN)


def test_a_locked_log_says_who_may_hold_it(file, monkeypatch):
    make_log(file)
    monkeypatch.setattr(connect, "BUSY_TIMEOUT", 0.1)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    log = open_log(file)
    assert len(log.sendings(CAMPAIGN)) == 1
    with pytest.raises(ServerError, match="another program has locked it"):
        log.prepare(CAMPAIGN, [sending("zoe", "AP19-0002")], "coordinator")
    holder.execute("ROLLBACK")
    holder.close()
    assert log.prepare(CAMPAIGN, [sending("zoe", "AP19-0002")], "coordinator") == 1
    log.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("correspondence.db", "no database URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://host/log", "cannot be kept in mysql"),
        ("nothing://host/log", "cannot be kept in nothing"),
        ("", "no database URL"),
    ],
)
def test_a_url_that_will_not_do_says_what_would(url, words):
    with pytest.raises(InputError, match=words) as told:
        SqlLog(url, clock=SetClock())
    assert "Write `sqlite:///correspondence.db`" in str(told.value)


def test_a_server_that_is_not_there_is_server_trouble():
    with pytest.raises(ServerError, match="Check that the server runs") as told:
        SqlLog("postgresql://office:secret@127.0.0.1:1/log", clock=SetClock())
    assert "secret" not in str(told.value)


@pytest.mark.xdist_group("postgres")
def test_a_database_that_is_not_there_says_to_create_it(postgres):
    url = f"postgresql://lettergen@127.0.0.1:{postgres.port}/nowhere"
    with pytest.raises(ServerError, match="createdb"):
        SqlLog(url, clock=SetClock(), password="wrong but unused")


@pytest.mark.xdist_group("postgres")
def test_a_server_that_stops_is_server_trouble_and_is_found_again(tmp_path):
    from tests.servers.postgresql import private_postgres

    with private_postgres() as server:
        log = SqlLog(server.new_database(), clock=SetClock())
        log.prepare(CAMPAIGN, [sending()], "coordinator")
        server.stop()
        with pytest.raises(ServerError, match="server"):
            log.sendings(CAMPAIGN)
        assert server._start_once(str(server.root / "data"))
        assert len(log.sendings(CAMPAIGN)) == 1
        log.close()


@contextmanager
def small_disk(folder, size):
    """Mount a disk of that size, in kB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        needs.missing("needs root on Linux to mount a small disk")
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def store_messages(log, size):
    for number in range(1000):
        log.store_raw(raw_message(os.urandom(size), number))


def take_and_let_go(log, one):
    """Try the same sending until the log takes no more; each try is an attempt."""
    for _ in range(1000):
        claim = log.claim(CAMPAIGN, one.id, attempt(), "desk", LEASE)
        log.finish(claim, Outcome(Verdict.SERVER_TROUBLE), None, "desk")


def test_a_full_disk_keeps_every_promise(tmp_path):
    with small_disk(tmp_path / "disk", 1000) as disk:
        file = disk / "correspondence.db"
        log = open_log(file)
        log.prepare(CAMPAIGN, [sending()], "coordinator")
        (one,) = log.sendings(CAMPAIGN)
        (disk / "other").write_bytes(b"x" * (shutil.disk_usage(disk).free - 8192))
        with pytest.raises(InputError, match="the disk is full"):
            store_messages(log, 20_000)
        # What does not fit on the disk is not sent: there is no claim without its attempt.
        with pytest.raises(InputError, match="the disk is full"):
            take_and_let_go(log, one)
        (disk / "other").unlink()
        (one,) = log.sendings(CAMPAIGN)
        assert one.status in (Status.PREPARED, Status.SENDING)
        assert len(log.attempts_of(one.id)) == one.attempts
        log.store_raw(raw_message())
        log.close()
        again = open_log(file)
        assert len(again.attempts_of(one.id)) == one.attempts
        again.close()


def test_a_disk_too_small_for_a_log_is_a_clear_error(tmp_path):
    with small_disk(tmp_path / "disk", 40) as disk, pytest.raises(InputError, match="the disk is full"):
        open_log(disk / "correspondence.db")


def test_a_disk_that_only_reads_is_a_clear_error(tmp_path):
    with small_disk(tmp_path / "disk", 2000) as disk:
        open_log(disk / "correspondence.db").close()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises(InputError, match=r"correspondence\.db") as told:
            open_log(disk / "correspondence.db").prepare(
                CAMPAIGN, [sending("zoe", "AP19-0002")], "coordinator"
            )
        assert "ermission" in str(told.value) or "may write" in str(told.value)


def open_at_once(url, start, done):
    start.wait()
    SqlLog(url, clock=SetClock()).close()
    done.put(True)


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))]
)
def test_processes_that_make_the_log_at_once_do_not_collide(kind, request):
    url = request.getfixturevalue(f"{kind}_url")
    spawn = multiprocessing.get_context("spawn")
    start, done = spawn.Event(), spawn.Queue()
    workers = [spawn.Process(target=open_at_once, args=(url, start, done)) for _ in range(4)]
    for worker in workers:
        worker.start()
    time.sleep(1)
    start.set()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert sum(done.get() for _ in workers) == 4


def test_opening_a_log_that_is_up_to_date_does_not_load_alembic(file):
    make_log(file)
    script = (
        "import sys; from lettergen.log import SqlLog; from tests.contracts.log_samples import SetClock;"
        f"SqlLog({f'sqlite:///{file}'!r}, clock=SetClock()).close(); print('alembic' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, check=True, capture_output=True, text=True
    )
    assert done.stdout == "False\n"
