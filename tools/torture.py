"""Kill the sender at random while the mail server fails at random, and count what came of it.

    python -m tools.torture --seeds 200 [--recipients 2000] [--first 1] [--log sqlite]

The seeds take turns: one process at a time or three, on SQLite or PostgreSQL. Processes are killed with
SIGKILL at random moments, and others started until every letter is settled. What was sent is counted from
the mail server's own spool. The last line printed counts runs, letters, kills, letters that went twice,
letters lost, and letters in doubt.
"""

import argparse
import contextlib
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lettergen.log import SqlLog  # noqa: E402 (the tests' servers are found from the root)
from lettergen.model.sendings import Channel, Status  # noqa: E402
from tests.flow.desk import CAMPAIGN, prepare  # noqa: E402
from tests.servers.needs import wait_for  # noqa: E402
from tests.servers.postgresql import PrivatePostgres, private_postgres  # noqa: E402
from tests.torture.counting import Count, count  # noqa: E402
from tests.torture.recorder import read_spool  # noqa: E402
from tests.torture.worker import HASTE, HastyClock, Order, lease, start  # noqa: E402

_OPEN = (Status.PREPARED, Status.DEFERRED, Status.SENDING)
#: At each stage of each message, the server fails in this share of the cases.
_SHARE = 0.03
#: Which log and how many processes at a time, in turn.
_TURNS = (("sqlite", 1), ("postgresql", 3), ("sqlite", 3), ("postgresql", 1))


@dataclass
class Torture:
    """One campaign, sent by processes that do not live long; `longest_life` in seconds."""

    url: str
    folder: Path
    seed: int
    processes: int
    longest_life: float
    start: float = field(default_factory=time.time)
    killed: set[str] = field(default_factory=set)
    started: int = 0

    def run(self, recipients: int) -> Count:
        """Send all of it, and count."""
        chance = random.Random(self.seed)  # noqa: S311 (chance, not secrecy)
        with self._log() as log:
            prepare(log, *(f"r{number:05}" for number in range(recipients)))
        with _recorder(self.folder, self.seed) as port:
            while self._left():
                self._send_for_a_while(port, chance)
        with self._log() as log:
            return count(log, read_spool(self.folder), self.killed)

    def _log(self) -> contextlib.closing[SqlLog]:
        return contextlib.closing(SqlLog(self.url, clock=HastyClock(self.start)))

    def _left(self) -> bool:
        """Tell whether there is more to do; where only the dead hold letters, their leases run out."""
        with self._log() as log:
            left = {one.status for one in log.sendings(CAMPAIGN, Channel.EMAIL, _OPEN)}
        if left == {Status.SENDING}:
            self.start -= lease() / timedelta(seconds=HASTE - 1)
        return bool(left)

    def _send_for_a_while(self, port: int, chance: random.Random) -> None:
        """Let so many processes work until each has ended or been killed."""
        ends: dict[int, tuple[str, float]] = {}
        for _ in range(self.processes):
            self.started += 1
            order = Order(self.url, port, self.folder / "ca.pem", self.start, f"desk{self.started}")
            # Most die early, in the middle of things; some live long enough to get far.
            life = chance.random() ** 2 * self.longest_life
            ends[start(order)] = (order.holder, time.monotonic() + life)
        while ends:
            time.sleep(0.002)
            for process, (holder, dies_at) in list(ends.items()):
                if time.monotonic() > dies_at:
                    os.kill(process, signal.SIGKILL)
                ended, status = os.waitpid(process, os.WNOHANG)
                if ended:
                    self._note_end(holder, status)
                    del ends[process]

    def _note_end(self, holder: str, status: int) -> None:
        if os.WIFSIGNALED(status):
            self.killed.add(holder)
        elif os.waitstatus_to_exitcode(status):
            raise SystemExit(f"{holder} failed; it says above why.")


@contextlib.contextmanager
def _recorder(folder: Path, seed: int) -> Iterator[int]:
    """Run the mail server; gives its port."""
    command = [sys.executable, "-m", "tests.torture.recorder", str(folder), str(seed), str(_SHARE)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        port = folder / "port"
        if not wait_for(port.exists, 30):
            process.kill()
            raise SystemExit("the mail server did not start")
        yield int(port.read_text())
        process.communicate()


def _urls(stack: contextlib.ExitStack, folder: Path) -> Callable[[str], str]:
    """Give what makes the URL of an empty database of a kind; its server starts when first asked for."""
    servers: list[PrivatePostgres] = []
    numbers = itertools.count(1)

    def url(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{folder / f'log-{next(numbers)}.db'}"
        if not servers:
            servers.append(stack.enter_context(private_postgres()))
        return servers[0].new_database()

    return url


def main() -> int:
    """Run the seeds; exit code 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=4, help="how many")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--recipients", type=int, default=2000, help="letters in each run")
    parser.add_argument("--log", choices=("sqlite", "postgresql"), help="only this database")
    parser.add_argument("--life", type=float, default=3.0, help="seconds that a process lives at the most")
    given = parser.parse_args()
    total = Count()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = _urls(stack, folder)
        for seed in range(given.first, given.first + given.seeds):
            kind, processes = _TURNS[(seed - 1) % len(_TURNS)]
            kind = given.log or kind
            place = folder / str(seed)
            place.mkdir()
            counted = Torture(url(kind), place, seed, processes, given.life).run(given.recipients)
            total.add(counted)
            print(f"seed {seed}, {kind}, {processes} at a time: {counted}", flush=True)
            for fault in counted.faults:
                print(f"  {fault}", flush=True)
    print(total)
    return 1 if total.faults else 0


if __name__ == "__main__":
    sys.exit(main())
