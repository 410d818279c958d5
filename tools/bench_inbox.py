"""Measure reading a mailbox of 20,000 messages beside plain imaplib and mbsync (Debian: isync).

Run as ``python tools/bench_inbox.py [--messages N] [--gigabyte]``. Everything happens on a private Dovecot on
loopback; its index is built before the first measurement, so that each program finds it the same.
Rounds are run in turn, and the best of each is shown.
"""

import argparse
import base64
import imaplib
import multiprocessing
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from lettergen.flow.receive import receive
from lettergen.inbox.mailbox import ImapMailbox
from lettergen.log import SqlLog
from lettergen.settings import ImapSettings
from tests.servers.dovecot import PASSWORD, PrivateDovecot, private_dovecot

USER = "office@office.test"
LARGE_USER = "large@office.test"
ROUNDS = 3


class Office:
    """Signs in with the password (`ports.SignIn`)."""

    def __init__(self, user: str = USER) -> None:
        """Take who signs in."""
        self.user = user

    def password(self) -> str:
        """Give the password."""
        return PASSWORD

    def token(self) -> None:
        """Give no token."""


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Give the time."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def mail(number: int) -> bytes:
    """Give a message of about 3 kB, an answer with the letter quoted."""
    quoted = "> And so we ask you, before the election, to answer our twelve questions.\r\n" * 35
    return (
        f"From: person{number}@party{number % 500}.example\r\nTo: {USER}\r\n"
        f"Message-ID: <{number}@party.example>\r\nSubject: Re: Twelve questions\r\n"
        "Date: Wed, 13 Nov 2019 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Dear all,\r\n\r\nthank you for your letter. This is answer {number}.\r\n\r\n"
        f"On 12 November 2019 you wrote:\r\n{quoted}"
    ).encode()


def fill(server: PrivateDovecot, count: int) -> None:
    """Lay the messages into the mailbox as files, and let Dovecot build its index."""
    place = server.folder(USER) / "cur"
    owner = server.account
    for number in range(count):
        file = place / f"1573639200.M{number:06}P1.test:2,S"
        file.write_bytes(mail(number))
        if os.geteuid() == 0:
            os.chown(file, owner.pw_uid, owner.pw_gid)
    read_with_imaplib(server, 0)


def large_mail(number: int, size: int) -> bytes:
    """Give a message with a file of that many bytes attached."""
    line = base64.b64encode(number.to_bytes(54, "big")) + b"\r\n"
    head, _, body = mail(number).partition(b"\r\n\r\n")
    mixed = b'multipart/mixed; boundary="=_cut"\r\n\r\n--=_cut\r\nContent-Type: text/plain'
    scan = b'Content-Type: image/tiff; name="scan.tif"\r\nContent-Transfer-Encoding: base64'
    files = line * (size // len(line))
    return b"".join(
        (head.replace(b"text/plain", mixed), b"\r\n\r\n", body, b"\r\n--=_cut\r\n", scan, b"\r\n\r\n", files,
         b"--=_cut--\r\n")
    )  # fmt: skip


def fill_large(server: PrivateDovecot, count: int) -> int:
    """Lay a gigabyte into another user's mailbox: ten messages of 50 MB, the others share the rest."""
    place = server.folder(LARGE_USER) / "cur"
    every = max(1, count // 10)
    total = 0
    for number in range(count):
        size = 50_000_000 if number % every == every - 1 else 500_000_000 // count
        file = place / f"1573639200.M{number:06}P1.test:2,S"
        total += file.write_bytes(large_mail(number, size))
        if os.geteuid() == 0:
            os.chown(file, server.account.pw_uid, server.account.pw_gid)
    return total


def read_with_lettergen(server: PrivateDovecot, above: int) -> int:
    """Read with ours."""
    settings = ImapSettings(host="localhost", port=server.imaps_port, ca_file=server.ca_file)
    mailbox = ImapMailbox(settings, Office())
    validity = uidvalidity(server)
    try:
        return sum(1 for _ in mailbox.fetch_new({"INBOX": (validity, above)}))
    finally:
        mailbox.close()


def uidvalidity(server: PrivateDovecot) -> int:
    """Read what Dovecot wrote down."""
    first = (server.folder(USER) / "dovecot-uidlist").open().readline()
    return int(next(word[1:] for word in first.split() if word.startswith("V")))


def read_with_imaplib(server: PrivateDovecot, above: int) -> int:
    """Read with the standard library in batches of a hundred, as a careful program would."""
    context = ssl.create_default_context(cafile=server.ca_file)
    with imaplib.IMAP4_SSL("localhost", server.imaps_port, ssl_context=context, timeout=60) as session:
        session.login(USER, PASSWORD)
        session.select("INBOX", readonly=True)
        found = session.uid("SEARCH", f"UID {above + 1}:*")[1][0].split()
        uids = [one.decode() for one in found if int(one) > above]
        count = 0
        for start in range(0, len(uids), 100):
            _, answer = session.uid("FETCH", ",".join(uids[start : start + 100]), "(UID BODY.PEEK[])")
            count += sum(isinstance(one, tuple) for one in answer)
        return count


class Mbsync:
    """Reads with mbsync into a Maildir of its own, which is its memory."""

    def __init__(self, server: PrivateDovecot, folder: Path) -> None:
        """Write the settings."""
        self.folder = folder
        self.config = folder / "mbsyncrc"
        self.config.write_text(
            f"IMAPAccount a\nHost localhost\nPort {server.imaps_port}\nUser {USER}\nPass {PASSWORD}\n"
            f"SSLType IMAPS\nCertificateFile {server.ca_file}\n\nIMAPStore far\nAccount a\n\n"
            f"MaildirStore near\nInbox {folder}/box\nPath {folder}/\n\n"
            "Channel c\nFar :far:\nNear :near:\nPatterns INBOX\nSync Pull New\nCreate Near\nSyncState *\n"
        )

    def forget(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.folder / "box", ignore_errors=True)

    def read(self) -> int:
        """Read what is new; gives how many that were."""
        before = self._count()
        subprocess.run(["mbsync", "-q", "-c", str(self.config), "c"], check=True)
        return self._count() - before

    def _count(self) -> int:
        return sum(len(list(self.folder.glob(f"box/{part}/*"))) for part in ("new", "cur"))


def timed(work: Callable[[], int]) -> tuple[float, float, int]:
    """Give wall time, CPU time of this process (seconds) and the count."""
    started, cpu = time.perf_counter(), time.process_time()
    count = work()
    return time.perf_counter() - started, time.process_time() - cpu, count


def show(name: str, runs: list[tuple[float, float, int]]) -> None:
    """Print the best of some runs."""
    wall, cpu, count = min(runs)
    rate = f"{count / wall:>9,.0f}/s" if count > 100 else ""
    print(f"{name:<44}{count:>8,} messages {wall:>8.3f} s wall {cpu:>8.3f} s CPU {rate}")


def compare(server: PrivateDovecot, count: int, folder: Path) -> None:
    """Measure all programs in turn: the first reading, nothing new, ten new."""
    mbsync = Mbsync(server, folder) if shutil.which("mbsync") else None
    for label, above, new in (("first", 0, 0), ("nothing new", count, 0), ("ten new", count, 10)):
        for number in range(new):
            server.deliver(USER, mail(count + number))
        runs: dict[str, list[tuple[float, float, int]]] = {}
        for _ in range(ROUNDS if new == 0 else 1):
            runs.setdefault("lettergen", []).append(timed(lambda: read_with_lettergen(server, above)))  # noqa: B023 (called at once)
            runs.setdefault("imaplib", []).append(timed(lambda: read_with_imaplib(server, above)))  # noqa: B023 (called at once)
            if mbsync:
                if label == "first":
                    mbsync.forget()
                runs.setdefault("mbsync (writes files)", []).append(timed(mbsync.read))
        for program, figures in runs.items():
            show(f"{label}: {program}", figures)
    if mbsync is None:
        print("mbsync is not installed (Debian: isync); left out.")


def whole(port: int, ca_file: str, user: str, folder: str) -> None:
    """Measure fetching, storing, reading and matching together, and the memory it takes.

    Run in a process of its own, so that the memory is that of nothing else.
    """
    log = SqlLog(f"sqlite:///{folder}/{user}.db", clock=SystemClock())
    mailbox = ImapMailbox(ImapSettings(host="localhost", port=port, ca_file=ca_file), Office(user))
    before = peak_memory()
    show("into the log, durably", [timed(lambda: len(receive([mailbox], log, "bench").numbers))])
    show("into the log, nothing new", [timed(lambda: len(receive([mailbox], log, "bench").numbers))])
    print(f"memory: {before:,.0f} MB before, at most {peak_memory():,.0f} MB meanwhile", flush=True)
    mailbox.close()
    log.close()


def peak_memory() -> float:
    """Give the most memory (MB) that this process held; getrusage would count its parent's in."""
    (line,) = (one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def apart(server: PrivateDovecot, user: str, folder: str) -> None:
    """Run `whole` in a process of its own."""
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=whole, args=(server.imaps_port, server.ca_file, user, folder))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"Reading for {user} failed.")


def idle(server: PrivateDovecot) -> None:
    """Measure from the delivery of a message to the end of the wait."""
    settings = ImapSettings(host="localhost", port=server.imaps_port, ca_file=server.ca_file)
    mailbox = ImapMailbox(settings, Office())
    mailbox.wait(timedelta(0))
    delivered: list[float] = []

    def deliver() -> None:
        delivered.append(time.perf_counter())
        server.deliver(USER, mail(10**6))

    timer = threading.Timer(0.5, deliver)
    timer.start()
    mailbox.wait(timedelta(seconds=30))
    waited = 1000 * (time.perf_counter() - delivered[0])
    print(f"woken from IDLE {waited:.0f} ms after the delivery, of which Dovecot itself waits 500")
    timer.join()
    mailbox.close()


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=20_000, help="how many messages (20,000)")
    parser.add_argument("--gigabyte", action="store_true", help="only the memory that a gigabyte takes")
    arguments = parser.parse_args()
    count = arguments.messages
    with private_dovecot() as server, tempfile.TemporaryDirectory() as folder:
        if arguments.gigabyte:
            print(f"{fill_large(server, count) / 1e6:,.0f} MB of mail", flush=True)
            apart(server, LARGE_USER, folder)
            return
        fill(server, count)
        apart(server, USER, folder)
        compare(server, count, Path(folder))
        idle(server)


if __name__ == "__main__":
    main()
