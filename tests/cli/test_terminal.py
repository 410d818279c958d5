"""What a person sees: the program on a terminal of 80 columns, and in a pipe."""

import os
import subprocess
import sys

import click
import pytest

fcntl = pytest.importorskip("fcntl", reason="pseudo-terminals are POSIX's")

HEADER = "key,name,organisation,party,position,email,channels\n"
START = "from lettergen.__main__ import main; main(prog_name='lettergen')"


def on_terminal(folder, *arguments: str, columns: int = 80) -> list[str]:
    """Run the program on a terminal; gives the lines it leaves there."""
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    environment.pop("COLUMNS", None)
    program = subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while piece := _read(ours):
        shown += piece
    os.close(ours)
    assert program.wait() == 0, shown.decode()
    return click.unstyle(shown.decode()).replace("\r", "").split("\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_rehearsal_is_readable_on_eighty_columns(office):
    lines = on_terminal(office.folder, "send", "--dry-run")
    text = "\n".join(lines)
    assert max(len(line) for line in lines if line.startswith(("╭", "│", "╰"))) <= 80
    assert "AP19-8XFX" in text
    assert "Letters: outbox/proof/letters.csv" in text


def test_long_lines_are_broken_between_words(office):
    office.ok("send", "--dry-run")
    lines = on_terminal(office.folder, "agree", "Jo Cox Foundation")
    assert all(len(line) <= 80 for line in lines)
    assert "Cristina Stefan & Adrian" in " ".join(lines)


def test_pipe_gets_every_row_and_whole_lines(office):
    office.ok("send", "--dry-run")
    talk = office.ok("agree", "Jo Cox Foundation").talk
    assert max(map(len, talk.splitlines())) > 150


@pytest.mark.parametrize(("people", "cut"), [(60, False), (130, True)])
def test_terminal_shows_a_hundred_rows_of_a_long_log(office, people, cut):
    rows = "".join(f"m{one:03},Ada Hill,Meadows,us,other,m{one}@one.example,email\n" for one in range(people))
    office.write("recipients.csv", HEADER + rows)
    office.replace("lettergen.toml", "[sender]", '[smtp]\nhost = "localhost"\nport = 1\n\n[sender]')
    office.write("templates/email.txt", "Subject: {{ letter.subject }}\n\nGood day.\n")
    prepared(office.folder)
    lines = on_terminal(office.folder, "log")
    assert any(f"m{people - 1:03}" in line for line in lines)
    assert any("… and 30 before them" in line for line in lines) is cut
    assert len(office.ok("log").data.splitlines()) > people


def prepared(folder) -> None:
    """Put every recipient's letter into the log as ready to go."""
    from contextlib import closing
    from pathlib import Path

    from lettergen.model.letters import assign_refs
    from lettergen.model.sendings import Channel, NewSending
    from lettergen.wiring import App

    with closing(App(Path(folder))) as app:
        keys = [one.key for one in app.campaign.recipients]
        refs = assign_refs("AP19", app.campaign.name, keys)
        news = [NewSending(key, str(refs[key]), Channel.EMAIL, "d" * 64, "p" * 64, name=key) for key in keys]
        app.log.prepare(app.campaign.name, news, "tester")
