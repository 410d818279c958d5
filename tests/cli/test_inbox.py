"""What staff see of the messages that came, and the keys that deal with them."""

import os
import select
import subprocess
import sys

import click
import pytest

from lettergen.flow.receive import receive
from lettergen.log import SqlLog
from tests.flow.mailroom import RED, ListMailbox, SetClock, bounce, reply, send_letters
from tests.servers.needs import wait_for

termios = pytest.importorskip("termios", reason="pseudo-terminals are POSIX's")

START = "from lettergen.__main__ import main; main(prog_name='lettergen')"
STRANGER = b"From: x@elsewhere.example\r\nSubject: Your letter\r\n\r\nAbout AP19-7F3K.\r\n"
QUEUES = (
    "New replies, to be read and closed: 1",
    "Holding pen, for you to say which letter they answer: 1",
    "Bounces, letters that did not arrive: 1",
)


@pytest.fixture
def mail(office):
    """Give the office's log two letters, an answer, a bounce and a stranger's message."""
    log = SqlLog(f"sqlite:///{office.folder / 'correspondence.db'}", clock=SetClock())
    send_letters(log)
    receive([ListMailbox(reply(RED, "We agree with all of it."), bounce(RED), STRANGER)], log, "ann")
    log.close()
    return office


def test_what_needs_a_person_is_listed_by_what_there_is_to_do(mail):
    shown = mail.ok("inbox", "--no-fetch").data
    assert all(title in shown for title in QUEUES)
    assert sorted(QUEUES, key=shown.index) == list(QUEUES)


def test_an_answer_is_shown_with_the_letter_and_why(mail):
    shown = mail.ok("inbox", "show", "1").data
    assert "We agree with all of it." in shown
    assert f"Our letter {RED}" in shown


def keys(folder, *steps: tuple[bytes, bytes]) -> str:
    """Run `inbox next` on a terminal; each step waits for some words and then presses keys."""
    ours, theirs = os.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", START, "inbox", "next"],
        cwd=folder, env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown, seen = b"", 0
    for words, pressed in steps:
        while words not in shown[seen:]:
            assert select.select([ours], [], [], 60)[0], shown.decode()
            shown += os.read(ours, 65536)
        seen = len(shown)
        if not pressed.endswith(b"\n"):
            # What is typed before the program listens for single keys is thrown away.
            assert wait_for(lambda: not termios.tcgetattr(ours)[3] & termios.ICANON), shown.decode()
        os.write(ours, pressed)
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(ours)
    assert program.wait(60) == 0, shown.decode()
    return click.unstyle(shown.decode()).replace("\r", "")


def test_next_closes_by_number_and_goes_on(mail):
    shown = keys(mail.folder, (b"quit", b"c"), (b"word", b"1\n"), (b"quit", b"q"))
    assert "Closed as supportive." in shown
    assert "2 messages left" in shown
    assert '"closed_as": "supportive"' in mail.ok("inbox", "show", "1", "--json").data


def test_a_slip_of_the_keyboard_changes_nothing(mail):
    shown = keys(mail.folder, (b"quit", b"x"), (b"quit", b"c"), (b"word", b"angry\n"), (b"quit", b"q"))
    assert "That key does nothing here." in shown
    assert "3 messages left" in shown
