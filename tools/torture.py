"""Kill the sender at random while the mail server fails at random, and count what came of it.

    python -m tools.torture --seeds 200 [--recipients 2000] [--first 1] [--postgresql]

Odd seeds run one process at a time, even ones three. Each is killed with SIGKILL at random moments and
started again until every letter is settled. What was sent is counted from the server's own record.
The last line printed counts runs, kills, letters that went twice, letters lost, and letters in doubt.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lettergen.emails import ComposedEmail, SmtpSender, compose
from lettergen.emails.auth import PasswordSignIn
from lettergen.errors import ServerError
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.send import SendOptions, send_letters
from lettergen.flow.settle import settle_unknown
from lettergen.log import SqlLog
from lettergen.model.letters import LetterRef, assign_refs
from lettergen.model.people import Recipient
from lettergen.model.sendings import Channel, NewSending, Sending, Status
from lettergen.settings import SenderSettings, SmtpSettings
from tests.servers.faulty import FaultySmtp, faulty_smtp, random_plan
from tests.servers.postgresql import private_postgres

ROOT = Path(__file__).resolve().parent.parent
CAMPAIGN = "torture"
SENDER = SenderSettings(name="Office", email="office@torture.example")
OPEN = (Status.PREPARED, Status.DEFERRED, Status.SENDING)
#: Workers' clocks run so much faster, so that waiting an hour for a greylisting server takes seconds.
HASTE = 120
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class HastyClock:
    """A clock that all workers share: it runs fast from the same moment on."""

    start: float

    def now(self) -> datetime:
        """Give the hasty time."""
        return datetime.fromtimestamp(self.start + (time.time() - self.start) * HASTE, UTC)

    def sleep(self, seconds: float) -> None:
        """Wait so many hasty seconds."""
        time.sleep(seconds / HASTE)


class Emails:
    """Makes small emails."""

    def email_for(self, sending: Sending, now: datetime) -> ComposedEmail:
        """Give the email of a sending."""
        recipient = Recipient(
            sending.recipient_key, "R", frozenset(), email=f"{sending.recipient_key}@t.example"
        )
        return compose(
            recipient=recipient,
            ref=LetterRef.parse(sending.ref),
            subject="Torture",
            text="Word. " * 200,
            html=None,
            pdf=b"%PDF " * 400,
            pdf_name="letter.pdf",
            attachments=(),
            sender=SENDER,
            language="en",
            bcc=(),
            date=now.replace(microsecond=0),
        )


def work(url: str, port: int, ca_file: str, start: float) -> None:
    """Send until nothing is left to do; whoever is killed is started again."""
    clock = HastyClock(start)
    log = SqlLog(url, clock=clock)
    smtp = SmtpSettings(
        host="localhost", port=port, ca_file=ca_file, security="tls", auth="none", timeout=0.5
    )
    holder = f"worker-{os.getpid()}"
    options = SendOptions(holder, holder, SENDER.email, lease=LEASE)
    while True:
        settle_unknown(CAMPAIGN, log=log, sent=None, actor=holder)
        waiting = log.sendings(CAMPAIGN, Channel.EMAIL, OPEN)
        if not waiting:
            return
        sender = SmtpSender(smtp, PasswordSignIn("office", "smtp"))
        with contextlib.suppress(ServerError):
            ready = [one for one in waiting if one.status is not Status.SENDING]
            random.shuffle(ready)
            send_letters(
                ready,
                Emails(),
                log=log,
                sender=sender,
                copies=CopyKeeper(log, None),
                clock=clock,
                options=options,
            )
        sender.close()
        time.sleep(0.02)


@dataclass
class Count:
    """What came of one run or of all; `faults` are broken promises, in words."""

    runs: int = 0
    kills: int = 0
    letters: int = 0
    twice: int = 0
    lost: int = 0
    doubtful: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Add another count to this one."""
        for name in ("runs", "kills", "letters", "twice", "lost", "doubtful"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    def __str__(self) -> str:
        """Give the count on one line."""
        return (
            f"runs {self.runs}, letters {self.letters}, kills {self.kills}, "
            f"twice {self.twice}, lost {self.lost}, in doubt {self.doubtful}"
        )


def run_seed(seed: int, recipients: int, url: str, *, processes: int, most_kills: int, folder: Path) -> Count:
    """Torture one campaign until it is done, and count."""
    rng = random.Random(seed)  # noqa: S311 (chance, not secrecy)
    start = time.time()
    log = SqlLog(url, clock=HastyClock(start))
    try:
        _prepare(log, recipients)
        with faulty_smtp(folder) as server:
            server.plan = random_plan(seed, share=0.05)
            server.stall = 0.8
            kills = _send_and_kill(url, server, start, rng, processes, most_kills)
            return _count(log, server, kills)
    finally:
        log.close()


def _prepare(log: SqlLog, recipients: int) -> None:
    keys = [f"r{number:06}" for number in range(recipients)]
    refs = assign_refs("TT26", CAMPAIGN, keys)
    log.prepare(
        CAMPAIGN,
        (
            NewSending(key, str(refs[key]), Channel.EMAIL, "0" * 64, "0" * 64, key, "", f"{key}@t.example")
            for key in keys
        ),
        "torture",
    )


def _send_and_kill(
    url: str, server: FaultySmtp, start: float, rng: random.Random, processes: int, most_kills: int
) -> int:
    """Keep so many workers going until they find nothing left, killing one now and then."""
    command = [
        sys.executable,
        "-m",
        "tools.torture",
        "--work",
        url,
        str(server.port),
        server.ca_file,
        repr(start),
    ]
    kills = 0
    workers = [_start(command) for _ in range(processes)]
    next_kill = time.monotonic() + rng.uniform(0.5, 1.5)
    while any(worker.poll() is None for worker in workers):
        time.sleep(0.01)
        if kills < most_kills and time.monotonic() > next_kill:
            index = rng.randrange(len(workers))
            if workers[index].poll() is None:
                workers[index].kill()
                workers[index].communicate()
                kills += 1
            workers[index] = _start(command)
            next_kill = time.monotonic() + rng.uniform(0.5, 1.5)
        for worker in workers:
            if worker.poll() not in (None, 0):
                raise SystemExit(f"a worker failed: {worker.communicate()[1]}")
    for worker in workers:
        worker.communicate()
    return kills


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def _count(log: SqlLog, server: FaultySmtp, kills: int) -> Count:
    sendings = log.sendings(CAMPAIGN, Channel.EMAIL)
    taken = Counter(one.address for one in server.taken)
    count = Count(1, kills, len(sendings))
    unheard = {one.address for one in server.taken if not one.heard} | set(server.broken)
    by_kill = 0
    for sending in sendings:
        address = f"{sending.recipient_key}@t.example"
        was_taken = taken[address] > 0
        count.twice += taken[address] > 1
        if sending.status is Status.UNKNOWN:
            count.doubtful += 1
            by_kill += address not in unheard
        elif was_taken != (sending.status is Status.ACCEPTED) or sending.status in OPEN:
            count.lost += 1
            count.faults.append(
                f"{sending.recipient_key}: {sending.status.value}, taken {taken[address]} times"
            )
    if by_kill > kills:
        count.faults.append(f"{by_kill} in doubt that no fault of the server explains, with {kills} kills")
    if count.twice:
        count.faults.append(f"{count.twice} letters went twice")
    return count


@contextlib.contextmanager
def _databases(*, postgresql: bool, folder: Path) -> Iterator[Iterator[str]]:
    if not postgresql:
        yield (f"sqlite:///{folder / f'log-{number}.db'}" for number in range(1_000_000))
        return
    with private_postgres() as server:
        yield iter(server.new_database, "")


def main() -> int:
    """Run the seeds; exit code 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--recipients", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20, help="at most so many in a run")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--work", nargs=4, metavar=("URL", "PORT", "CA", "START"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        url, port, ca_file, start = given.work
        work(url, int(port), ca_file, float(start))
        return 0
    total = Count()
    with (
        tempfile.TemporaryDirectory() as name,
        _databases(postgresql=given.postgresql, folder=Path(name)) as urls,
    ):
        for seed in range(given.first, given.first + given.seeds):
            folder = Path(name) / str(seed)
            folder.mkdir()
            processes = 1 if seed % 2 else 3
            count = run_seed(
                seed, given.recipients, next(urls), processes=processes, most_kills=given.kills, folder=folder
            )
            total.add(count)
            print(f"seed {seed}, processes {processes}: {count}", *count.faults, sep="\n  ", flush=True)
    print(total)
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main())
