"""Measure sending 1,000 letters of 60 kB beside plain smtplib and Postfix's own smtp-source.

Run as ``python tools/bench_send.py [--letters N]``. Everything happens on a private Postfix on loopback,
which throws away what it was handed once it lies in its queue. lettergen goes its whole way: letters from
outbox/ held against the proof, STARTTLS and sign-in, every attempt committed to SQLite (synchronous FULL)
before and after. The loop over smtplib sends the same files in the same way and writes nothing down;
smtp-source speaks neither TLS nor AUTH and repeats one file. Rounds are run in turn, and the best of each
is shown.
"""

import argparse
import contextlib
import dataclasses
import os
import platform
import shutil
import smtplib
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from docx import Document

from lettergen.flow.copies import CopyKeeper
from lettergen.flow.dispatch import ProofedEmails, newest_proof, prepare_sendings
from lettergen.flow.plan import plan
from lettergen.flow.rehearse import dry_run
from lettergen.flow.send import send_letters
from lettergen.flow.start import start_campaign
from lettergen.model.sendings import Channel, Verdict
from lettergen.wiring import App
from tests.servers.dovecot import PrivateDovecot, private_dovecot
from tests.servers.needs import program, wait_for
from tests.servers.postfix import PrivatePostfix, private_postfix

OFFICE = "office@office.test"
SIZE = 60_000
ROUNDS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Bench:
    """A rehearsed campaign and the server that its letters go to."""

    folder: Path
    letters: int
    postfix: PrivatePostfix

    @property
    def files(self) -> list[Path]:
        """The emails as rehearsed."""
        return sorted((self.folder / "outbox" / "eml").iterdir())

    def send_with_lettergen(self) -> int:
        """Send them as `lettergen send` does, all of them anew; gives how many were accepted."""
        shutil.copy(self.folder / "rehearsed.db", self.folder / "correspondence.db")
        with contextlib.closing(App(self.folder)) as app, contextlib.closing(app.sender()) as sender:
            proof = newest_proof(app.campaign, app.log)
            summary = send_letters(
                plan(app.campaign, app.log).emails,
                ProofedEmails(app.press, app.outbox, proof),
                log=app.log,
                sender=sender,
                copies=CopyKeeper(app.log, None),
                clock=app.clock,
                options=app.send_options(None, None),
            )
        return summary.verdicts[Verdict.ACCEPTED]

    def send_with_smtplib(self, *, no_delay: bool) -> int:
        """Send the same files in a loop over one connection, and keep no record."""
        with smtplib.SMTP(self.postfix.host, self.postfix.port) as session:
            if no_delay and session.sock is not None:
                session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            session.starttls(context=ssl.create_default_context(cafile=self.postfix.ca_file))
            session.login(OFFICE, self.postfix.password)
            for number, file in enumerate(self.files):
                session.sendmail(OFFICE, [f"drop{number}@bench.example"], file.read_bytes())
        return self.letters

    def send_with_smtp_source(self, sessions: int) -> int:
        """Send one of the files again and again."""
        letter = self.folder / "one-letter"
        letter.write_bytes(self.files[0].read_bytes().replace(b"\r\n", b"\n"))
        subprocess.run(
            [
                program("smtp-source", "postfix"), "-d", "-s", str(sessions), "-m", str(self.letters),
                "-f", OFFICE, "-t", "drop@bench.example", "-F", letter,
                f"inet:127.0.0.1:{self.postfix.open_port}",
            ],
            check=True,
        )  # fmt: skip
        return self.letters

    def wait_until_quiet(self) -> None:
        """Let the server end what it has in its queue."""
        if not wait_for(lambda: not self.postfix.queue(), 120):
            raise SystemExit("Postfix does not get through its queue")


@contextlib.contextmanager
def rehearsed(letters: int, dovecot: PrivateDovecot, postfix: PrivatePostfix) -> Iterator[Bench]:
    """Make a campaign of so many letters and rehearse it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "campaign"
        start_campaign(folder)
        _write_texts(folder)
        os.environ.update(_settings(dovecot, postfix))
        _fill_up(folder)
        _write_recipients(folder, letters)
        started = time.perf_counter()
        _rehearse(folder)
        bench = Bench(folder, letters, postfix)
        seconds, size = time.perf_counter() - started, bench.files[0].stat().st_size
        print(f"rehearsed {letters:,} letters, their emails {size:,} bytes each, in {seconds:,.1f} s")
        yield bench


def _write_texts(folder: Path) -> None:
    letter = Document()
    for _ in range(12):
        letter.add_paragraph("Dear {{ recipient.name }}, we ask you to answer our twelve questions soon.")
    letter.save(str(folder / "templates" / "letter.docx"))
    (folder / "templates" / "email.html").unlink()
    (folder / "templates" / "email.txt").write_text(
        "Subject: Twelve questions\n\nDear {{ recipient.name }},\n\nour letter is attached.\n"
    )


def _write_recipients(folder: Path, letters: int) -> None:
    rows = [f"r{one:06},Ada Hill {one},email,drop{one}@bench.example" for one in range(letters)]
    (folder / "recipients.csv").write_text("\n".join(("key,name,channels,email", *rows, "")))


def _fill_up(folder: Path) -> None:
    """Make the attachment as large as an email of the wanted size needs."""
    filler = folder / "filler.bin"
    filler.write_bytes(b"x")
    _write_recipients(folder, 1)
    _rehearse(folder)
    (email,) = (folder / "outbox" / "eml").iterdir()
    # Base64 makes 78 bytes on a line with its end of 57.
    filler.write_bytes(os.urandom((SIZE - email.stat().st_size) * 57 // 78))
    email.unlink()


def _settings(dovecot: PrivateDovecot, postfix: PrivatePostfix) -> dict[str, str]:
    return {
        "LETTERGEN_ACTOR": "bench",
        "LETTERGEN_EMAIL_ATTACHMENTS": "filler.bin",
        "LETTERGEN_SENDER_EMAIL": OFFICE,
        "LETTERGEN_SENDER_REPLY_TO": "",
        "LETTERGEN_SMTP_HOST": postfix.host,
        "LETTERGEN_SMTP_PORT": str(postfix.port),
        "LETTERGEN_SMTP_CA_FILE": dovecot.ca_file,
        "LETTERGEN_SMTP_PASSWORD": dovecot.password,
    }


def _rehearse(folder: Path) -> None:
    """Rehearse, and keep the log as it is before the first letter goes."""
    (folder / "correspondence.db").unlink(missing_ok=True)
    with contextlib.closing(App(folder)) as app:
        made = dry_run(app.press, log=app.log, outbox=app.outbox, clock=app.clock, actor="bench")
        prepare_sendings(app.campaign, made.rehearsal.proof, app.log, [Channel.EMAIL], "bench")
    shutil.copy(folder / "correspondence.db", folder / "rehearsed.db")


def compare(bench: Bench) -> None:
    """Measure all programs in turn, and show the best round of each."""
    ways: dict[str, Callable[[], int]] = {
        "lettergen, durably logged": bench.send_with_lettergen,
        "smtplib in a loop, nothing logged": lambda: bench.send_with_smtplib(no_delay=False),
        "the same with TCP_NODELAY": lambda: bench.send_with_smtplib(no_delay=True),
        "smtp-source, no TLS, one session": lambda: bench.send_with_smtp_source(1),
        "smtp-source, no TLS, four sessions": lambda: bench.send_with_smtp_source(4),
    }
    best = dict.fromkeys(ways, 0.0)
    for _ in range(ROUNDS):
        for name, send in ways.items():
            bench.wait_until_quiet()
            started = time.perf_counter()
            if send() != bench.letters:
                raise SystemExit(f"{name}: not all letters were taken")
            best[name] = max(best[name], bench.letters / (time.perf_counter() - started))
    for name, rate in best.items():
        print(f"{name:<40}{rate:>8,.0f} letters a second")


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=1000, help="how many letters (1,000)")
    letters = parser.parse_args().letters
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.platform()}")
    with contextlib.ExitStack() as stack:
        dovecot = stack.enter_context(private_dovecot())
        postfix = stack.enter_context(private_postfix(dovecot))
        compare(stack.enter_context(rehearsed(letters, dovecot, postfix)))


if __name__ == "__main__":
    main()
