"""A reading that is killed outright loses no message, doubles none, and draws every consequence once."""

import subprocess
import sys
from collections import Counter

import pytest

from lettergen.flow.receive import receive
from lettergen.log import SqlLog
from tests.flow.killed_reader import MESSAGES, mailbox
from tests.flow.mailroom import CAMPAIGN, RED, SetClock, send_letters

BATCH = 50


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize(
    ("step", "count", "stored", "read"),
    [
        ("_put_place", BATCH // 2, 0, 0),
        ("_put_place", BATCH + 7, BATCH, BATCH),
        ("together", 1, BATCH, 0),
        ("record_reading", 30, BATCH, 0),
        ("record_reading", BATCH + 30, 2 * BATCH, BATCH),
        ("record_effect", 3, BATCH, 0),
    ],
)
def test_kill_within_a_batch_loses_nothing_and_doubles_nothing(tmp_path, step, count, stored, read):
    url = f"sqlite:///{tmp_path / 'correspondence.db'}"
    log = SqlLog(url, clock=SetClock())
    send_letters(log)
    killed = subprocess.run(
        [sys.executable, "-m", "tests.flow.killed_reader", url, step, str(count)], check=False, timeout=120
    )
    assert killed.returncode == -9
    # What was fetched is kept before anything is made of it.
    assert (len(list(log.messages())), len(log.unread())) == (stored, stored - read)

    again = receive([mailbox()], log, "ann")
    assert len(again.numbers) == MESSAGES - read
    assert log.unread() == []
    assert len({log.raw(one.id) for one in log.messages()}) == MESSAGES
    whats = Counter(one.what for one in log.events(CAMPAIGN) if one.ref == RED)
    assert [what for what, times in whats.items() if what.startswith("message") and times != 1] == []
    assert (whats["accepted -> bounced"], whats["bounced -> replied"]) == (1, 1)
    log.close()
