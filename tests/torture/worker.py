"""One run of `send`, as a process that may be killed."""

import os
import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lettergen.emails import SmtpSender
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.send import SendOptions, send_letters
from lettergen.flow.settle import settle_unknown
from lettergen.log import SqlLog
from lettergen.settings import SmtpSettings
from tests.emails.conftest import SignIn
from tests.flow.desk import CAMPAIGN, SENDER, Emails, open_sendings

#: So much faster than real ones run the clocks of all workers: minutes of greylisting are milliseconds.
HASTE = 6000
#: Seconds that the sender waits for one reply; what one attempt may take follows from it.
TIMEOUT = 0.25


@dataclass(frozen=True, slots=True)
class HastyClock:
    """A clock that runs fast from `start` on, the same for all who know that moment."""

    start: float

    def now(self) -> datetime:
        """Give the hasty time."""
        return datetime.fromtimestamp(self.start + (time.time() - self.start) * HASTE, UTC)

    def sleep(self, seconds: float) -> None:
        """Wait so many hasty seconds."""
        time.sleep(seconds / HASTE)


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to do; `start` is when its clock began to run fast, in seconds since 1970."""

    url: str
    port: int
    ca_file: Path
    start: float
    holder: str


def lease() -> timedelta:
    """Give the lease in hasty time: the wire keeps real time, so it is stretched to match."""
    return (_sender(Order("", 0, Path(), 0, "")).longest(10_000) + timedelta(seconds=1)) * HASTE


def start(order: Order) -> int:
    """Start a worker, which ends with code 0 unless it fails or is killed; gives its process id.

    It is forked, so that it begins at once and is killed at work and not while it imports. Nobody may
    have the log open here: SQLite's locks do not survive a fork.
    """
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work(order)
        code = 0
    except BaseException:  # noqa: BLE001 (the process is a copy of its parent, and must end here)
        traceback.print_exc()
    finally:
        os._exit(code)


def work(order: Order) -> None:
    """Settle what a dead process left, send what is due, and end."""
    clock = HastyClock(order.start)
    log = SqlLog(order.url, clock=clock)
    sender = _sender(order)
    settle_unknown(CAMPAIGN, log=log, sent=None, actor=order.holder)
    send_letters(
        open_sendings(log),
        Emails(),
        log=log,
        sender=sender,
        copies=CopyKeeper(log, None),
        clock=clock,
        options=SendOptions(order.holder, order.holder, SENDER.email, lease=lease()),
    )
    sender.close()
    log.close()


def _sender(order: Order) -> SmtpSender:
    return SmtpSender(
        SmtpSettings(
            host="localhost",
            port=order.port,
            ca_file=str(order.ca_file),
            security="tls",
            timeout=TIMEOUT,
        ),
        SignIn(password="not a secret"),
    )
