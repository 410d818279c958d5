import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from lettergen.log import SqlLog
from lettergen.model.sendings import Channel, Status
from tests.contracts.log_samples import CAMPAIGN, LEASE, SetClock, sending

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))])
def url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def log(url, clock):
    log = SqlLog(url, clock=clock)
    yield log
    log.close()


def prepare(log, count):
    news = [sending(f"k{number:04}", f"AP19-{number:04}") for number in range(count)]
    log.prepare(CAMPAIGN, news, "coordinator")


def start(url, holder, clock, spool):
    command = [sys.executable, "-m", "tests.log.worker", url, holder, clock.now().isoformat(), str(spool)]
    return subprocess.Popen(command, cwd=ROOT)


def lines(spools, word):
    text = "".join(spool.read_text() for spool in spools if spool.exists())
    return Counter(line.removeprefix(word) for line in text.splitlines() if line.startswith(word))


def test_processes_share_the_work_and_none_sends_what_another_has(url, log, clock, tmp_path):
    prepare(log, 200)
    spools = [tmp_path / f"spool{number}" for number in range(3)]
    workers = [start(url, f"desk{number}", clock, spool) for number, spool in enumerate(spools)]
    assert [worker.wait(120) for worker in workers] == [0, 0, 0]
    sent = lines(spools, "sent ")
    assert len(sent) == 200
    assert set(sent.values()) == {1}
    assert {one.status for one in log.sendings(CAMPAIGN)} == {Status.ACCEPTED}
    holders = {one.actor for one in log.events(CAMPAIGN) if one.what == "prepared -> sending"}
    assert holders <= {"desk0", "desk1", "desk2"}


def kill_at_a_random_moment(url, clock, spool, life):
    """Start a worker and kill it so many seconds after it has begun; tells whether it lived to the end."""
    worker = start(url, "desk", clock, spool)
    while not spool.exists() and worker.poll() is None:
        time.sleep(0.002)
    try:
        worker.wait(life)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
    return worker.returncode == 0


def test_a_sender_killed_again_and_again_sends_nothing_twice_and_loses_nothing(url, log, clock, tmp_path):
    prepare(log, 800)
    chance = random.Random(19)
    spools = []
    unknown = set()
    for number in range(60):
        spools.append(tmp_path / f"spool{number}")
        # Lives grow longer, so that a slow machine comes to an end too.
        life = chance.uniform(0.04, 0.14) * 1.1**number
        finished = kill_at_a_random_moment(url, clock, spools[-1], life)
        clock.time += LEASE * 2
        unknown |= {one.recipient_key for one in log.expire_claims(CAMPAIGN, "desk")}
        # One process, one letter in hand; a database server may still commit what a dead one asked for.
        assert len(unknown) <= number + 1
        if finished:
            break
    assert finished, "the letters were not sent in 60 rounds"
    assert len(spools) > 2, "nobody was killed in the middle"
    sent, done = lines(spools, "sent "), lines(spools, "done ")
    assert set(sent.values()) == {1}
    statuses = {one.recipient_key: one.status for one in log.sendings(CAMPAIGN, Channel.EMAIL)}
    accepted = {key for key, status in statuses.items() if status is Status.ACCEPTED}
    assert {key for key, status in statuses.items() if status is Status.UNKNOWN} == unknown
    assert accepted | unknown == set(statuses)
    assert set(done) <= accepted <= set(sent)
    assert set(sent) - accepted <= unknown
