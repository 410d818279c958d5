import random
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from lettergen.log import SqlLog
from lettergen.model.sendings import Channel, Status
from tests.contracts.log_samples import CAMPAIGN, LEASE, START, SetClock, sending
from tests.log.power_loss import Disk, record
from tests.servers import needs

ROOT = Path(__file__).parents[2]
LETTERS = 24


@pytest.fixture(scope="module")
def steps(tmp_path_factory):
    """What two runs over one log did to the disk: the first stops halfway, the second sends the rest."""
    if sys.platform != "linux":
        pytest.skip("records system calls with strace, which is Linux")
    needs.program("strace", "strace")
    base = tmp_path_factory.mktemp("power")
    folder, spool = base / "campaign", base / "spool"
    folder.mkdir()
    url = f"sqlite:///{folder / 'correspondence.db'}"
    steps = []
    for part, program in enumerate(("prepare", "half", "rest")):
        steps += record(command(program, url, spool), folder, spool, base / f"trace{part}")
    shutil.rmtree(base)
    return steps


def command(program, url, spool):
    if program == "prepare":
        return [sys.executable, "-c", f"from tests.log.test_power_loss import prepare; prepare({url!r})"]
    limit = [str(LETTERS // 2)] if program == "half" else []
    return [sys.executable, "-m", "tests.log.worker", url, "desk", START.isoformat(), str(spool), *limit]


def prepare(url):
    log = SqlLog(url, clock=SetClock())
    log.prepare(CAMPAIGN, [sending(f"k{one:02}", f"AP19-{one:04}") for one in range(LETTERS)], "coordinator")
    log.close()


def check(files, said, folder):
    """Open the log as the disk has it and hold it to the promises."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    clock = SetClock()
    clock.time += LEASE * 2
    log = SqlLog(f"sqlite:///{folder / 'correspondence.db'}", clock=clock)
    with closing(sqlite3.connect(folder / "correspondence.db")) as connection, connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    log.expire_claims(CAMPAIGN, "desk")
    sendings = {one.recipient_key: one for one in log.sendings(CAMPAIGN, Channel.EMAIL)}
    for line in said:
        word, _, key = line.partition(" ")
        if word == "sent":
            # Before a byte went out its attempt was on the disk; whoever sends on leaves it alone.
            assert [one.message_id for one in log.attempts_of(sendings[key].id)] == [
                f"<{key}.1@office.example>"
            ]
            assert sendings[key].status in (Status.ACCEPTED, Status.UNKNOWN)
        elif word == "done":
            assert sendings[key].status is Status.ACCEPTED
    unknown = [one for one in sendings.values() if one.status is Status.UNKNOWN]
    assert len(unknown) <= 1
    log.close()
    shutil.rmtree(folder)
    return len(unknown)


def cut_everywhere(steps, folder, moments, chance):
    """Cut the power at each of the moments and check what is left; gives how much was checked."""
    disk, said, counts = Disk(), [], Counter()
    for moment, step in enumerate(steps):
        disk.apply(step)
        if step.what == "said":
            said += step.data.decode().split("\n")[:-1]
        if moment not in moments:
            continue
        for files in (
            disk.with_everything(),
            disk.with_nothing(),
            disk.with_some(chance),
            disk.with_some(chance),
        ):
            counts["unknown"] += check(files, said, folder)
            counts["images"] += 1
    return counts


def test_the_record_is_of_a_run_that_flushes_and_folds_its_log(steps):
    what = Counter((step.what, step.name) for step in steps)
    assert what["said", ""] == 2 + 2 * LETTERS
    # A commit for each letter, flushed before anything is said of it, and one more at each run's end.
    assert what["flush", "correspondence.db-wal"] >= LETTERS + 2
    assert what["flush", "correspondence.db"] >= 3
    disk = Disk()
    for step in steps:
        if step.what == "said" and step.data != b"ready\n":
            assert disk.with_everything() == disk.with_nothing()
        disk.apply(step)


def test_whenever_the_power_goes_the_log_opens_and_the_promises_hold(steps, tmp_path):
    chance = random.Random(2)
    moments = set(chance.sample(range(len(steps)), 60))
    counts = cut_everywhere(steps, tmp_path / "disk", moments, chance)
    assert counts["images"] == 240
    assert counts["unknown"] > 0


def test_a_log_that_did_not_flush_would_be_found_out(steps, tmp_path):
    careless = [step for step in steps if step.what != "flush" or not step.name.endswith("-wal")]
    moments = set(range(len(careless) // 2, len(careless) // 2 + 40))
    with pytest.raises((AssertionError, KeyError)):
        cut_everywhere(careless, tmp_path / "disk", moments, random.Random(2))


@pytest.mark.slow
def test_at_every_single_write_the_power_may_go(steps, tmp_path):
    for seed in range(3):
        cut_everywhere(steps, tmp_path / "disk", set(range(len(steps))), random.Random(seed))
