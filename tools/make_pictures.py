"""Make the manuals' pictures from the sample campaign: what the pages and the terminal look like.

Run as ``python -m tools.make_pictures``. It sends the sample to a mail server of its own on loopback and puts
a few answers into a private mailbox. It needs pdftoppm (poppler-utils) and Dovecot, and POSIX's terminals.
"""

import contextlib
import email
import email.policy
import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.servers.dovecot import PrivateDovecot, private_dovecot
from tests.servers.recorder import Recorder, recording_smtp
from tools.sample_answers import sample_answers

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
OFFICE = "office@protection-approaches.example"
#: How wide the terminal is, in characters.
COLUMNS = 120


def main() -> None:
    """Take the sample all the way in a folder of its own, and take pictures on it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, _servers() as (smtp, imap):
        Desk(Path(name), {}).run("init", "sample")
        desk = Desk(Path(name) / "sample", _settings(smtp, imap))
        desk.picture("dry-run", "send", "--dry-run")
        _page(next((desk.folder / "outbox" / "post").glob("alliance-*.pdf")))
        desk.run("send", "--yes")
        for answer in sample_answers(_letters(smtp), OFFICE):
            imap.deliver(OFFICE, answer)
        desk.picture("inbox", "inbox")
        desk.picture("answer", "inbox", "show", "1")
        desk.run("inbox", "close", "1", "--as", "supportive")
        desk.picture("print", "print")
        desk.picture("report", "report")


class Desk:
    """A terminal in a campaign's folder."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Take the folder and what is set for each command."""
        self.folder = folder
        self._environment = {**os.environ, **environment}

    def run(self, *arguments: str) -> str:
        """Run `lettergen` as on a terminal and give what it shows."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
        program = subprocess.Popen(
            [sys.executable, "-m", "lettergen", *arguments],
            cwd=self.folder, env=self._environment, stdin=theirs, stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        shown = b"".join(_pieces(ours))
        os.close(ours)
        if program.wait():
            sys.exit(shown.decode())
        return shown.decode().replace("\r\n", "\n")

    def picture(self, name: str, *arguments: str) -> None:
        """Run `lettergen` and draw what it shows."""
        shown = self.run(*arguments)
        # What a progress bar wrote is gone when it is done.
        shown = shown.rpartition("\x1b[1A\x1b[2K")[2]
        console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
        console.print(Text(f"$ lettergen {' '.join(arguments)}", style="bold"))
        console.print(Text.from_ansi(shown.rstrip()), soft_wrap=True)
        (PICTURES / f"{name}.svg").write_text(console.export_svg(title="lettergen"), encoding="utf-8")


def _pieces(terminal: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # Linux says so when the program has closed its end
        while piece := os.read(terminal, 65536):
            yield piece


@contextlib.contextmanager
def _servers() -> Iterator[tuple[Recorder, PrivateDovecot]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        recording_smtp(Path(folder)) as smtp,
        private_dovecot() as imap,
    ):
        yield smtp, imap


def _settings(smtp: Recorder, imap: PrivateDovecot) -> dict[str, str]:
    return {
        "LETTERGEN_ACTOR": "Anna",
        "LETTERGEN_SMTP_HOST": smtp.host,
        "LETTERGEN_SMTP_PORT": str(smtp.port),
        "LETTERGEN_SMTP_CA_FILE": smtp.ca_file,
        "LETTERGEN_SMTP_PASSWORD": smtp.password,
        "LETTERGEN_IMAP_HOST": imap.host,
        "LETTERGEN_IMAP_PORT": str(imap.imaps_port),
        "LETTERGEN_IMAP_CA_FILE": imap.ca_file,
        "LETTERGEN_IMAP_PASSWORD": imap.password,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def _letters(smtp: Recorder) -> dict[str, EmailMessage]:
    """Give the emails that were sent by the address they went to."""
    return {
        one.recipients[0]: email.message_from_bytes(one.content, EmailMessage, policy=email.policy.default)
        for one in smtp.received
    }


def _page(letter: Path) -> None:
    target = PICTURES / "letter"
    command = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "2", str(letter), str(target)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
