"""`send` as people run it: stopped by hand, at a time, at a pace, settled, its failures followed up."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta

import pytest

from tests.cli.test_send import HEADER, HILL, MOOR
from tests.servers.faulty import DROP, faulty_smtp
from tests.servers.needs import wait_for


@pytest.fixture
def server(tmp_path):
    with faulty_smtp(tmp_path) as running:
        yield running


@pytest.fixture
def desk(office, server):
    """The office with two recipients, rehearsed, and a mail server that does what a test plans."""
    office.write("recipients.csv", HEADER + HILL + MOOR)
    office.environment.update(
        LETTERGEN_SMTP_HOST=server.host,
        LETTERGEN_SMTP_PORT=str(server.port),
        LETTERGEN_SMTP_CA_FILE=server.ca_file,
        LETTERGEN_SMTP_SECURITY="tls",
        LETTERGEN_SMTP_AUTH="none",
    )
    office.ok("send", "--dry-run")
    return office


def took(server) -> list[str]:
    return [one.address for one in server.taken]


def statuses(office) -> dict[str, str]:
    return {row["recipient_key"]: row["email"] for row in office.ok("report", "--json").json}


class Paused:
    """A `send` that is held where the server has the first letter and has not yet said so."""

    def __init__(self, office, server):
        self.reached, self.go_on = threading.Event(), threading.Event()
        server.plan = self._plan
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lettergen", "send", "--yes"],
            cwd=office.folder,
            env={**os.environ, "PYTHONUTF8": "1", **office.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.reached.wait(60)

    def _plan(self, stage, _address):
        if stage == "reply" and not self.go_on.is_set():
            self.reached.set()
            self.go_on.wait(60)

    def signal(self, number, heard: str) -> str:
        """Send a signal; gives the lines up to the one that shows that it was heard."""
        self.process.send_signal(number)
        said = ""
        while heard not in said:
            line = self.process.stdout.readline()
            assert line, said
            said += line
        return said

    def end(self) -> str:
        rest, _ = self.process.communicate(timeout=60)
        assert "Traceback" not in rest, rest
        return rest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_stop_finishes_the_letter_in_hand(desk, server, number):
    run = Paused(desk, server)
    run.signal(number, "Stopping after the letter in hand")
    run.go_on.set()
    run.end()
    assert took(server) == ["hill@one.example"]
    assert statuses(desk) == {"hill": "accepted", "moor": "prepared"}
    desk.ok("send", "--yes")
    assert took(server) == ["hill@one.example", "moor@two.example"]


def test_wait_for_a_letter_put_off_is_told_and_may_be_left(desk, server):
    run = Paused(desk, server)
    server.plan = lambda stage, to: "450 4.2.0 later" if (stage, to[:4]) == ("RCPT", "moor") else None
    run.go_on.set()
    said = run.signal(0, "Ctrl-C leaves it to a later run")
    assert "1 email was put off by its mail server" in said
    run.signal(signal.SIGINT, "Stopping")
    assert "1 accepted, 1 deferred." in run.end()


def test_second_stop_ends_at_once_and_the_letter_is_not_repeated(desk, server):
    run = Paused(desk, server)
    run.signal(signal.SIGINT, "Stopping after the letter in hand")
    run.process.send_signal(signal.SIGINT)
    run.end()
    assert run.process.returncode not in {0, None}
    assert statuses(desk)["hill"] in {"sending", "unknown"}
    run.go_on.set()
    assert wait_for(lambda: took(server) == ["hill@one.example"], 20)
    desk.run("send", "--yes")
    assert took(server) == ["hill@one.example", "moor@two.example"]


def test_unknown_letter_waits_for_a_person_and_is_settled_either_way(desk, server):
    server.plan = lambda stage, _address: DROP if stage == "reply" else None
    ran = desk.run("send", "--yes")
    assert ran.code != 0
    server.plan = lambda _stage, _address: None
    waiting = desk.run("send", "--yes")
    unknown = [key for key, status in statuses(desk).items() if status == "unknown"]
    assert "hill" in unknown
    assert "hill (AP19-" in waiting.talk
    assert "lettergen send --settle KEY" in " ".join(waiting.talk.split())
    before = took(server).count("hill@one.example")
    desk.ok("send", "--settle", "hill", "accepted")
    assert statuses(desk)["hill"] == "accepted"
    desk.run("send", "--yes")
    assert took(server).count("hill@one.example") == before
    refused = desk.run("send", "--settle", "hill", "prepared")
    assert refused.code != 0


def test_send_waits_for_its_time(desk, server):
    begin = datetime.now().astimezone() + timedelta(seconds=4)
    started = time.monotonic()
    desk.ok("send", "--yes", "--at", begin.strftime("%Y-%m-%dT%H:%M:%S"))
    assert time.monotonic() - started > 2
    assert len(took(server)) == 2
    for wrong in ("next week", "2026-11-24"):
        refused = desk.run("send", "--yes", "--at", wrong)
        assert refused.code == 2
        assert "2026-11-24T09:30" in refused.talk


def test_letters_keep_the_pace_that_was_asked_for(desk, server):
    moments = []
    server.on_taken = lambda _taken: moments.append(time.monotonic())
    desk.ok("send", "--yes", "--rate", "30/min")
    assert moments[1] - moments[0] > 1.8


def test_rows_that_failed_are_a_list_to_follow_up(desk, server):
    server.plan = lambda stage, to: "550 5.1.1 no such user" if (stage, to[:4]) == ("RCPT", "moor") else None
    assert desk.run("send", "--yes").code == 1
    header, row = desk.ok("log", "--failed", "--csv").data.lstrip("\ufeff").splitlines()
    assert "moor" in row
    assert "5.1.1" in row
    assert "no such user" in row
    assert "hill" not in row
    assert "key" in header


def test_own_attachments_are_all_looked_for_before_the_first_letter(desk, server):
    desk.environment["LETTERGEN_EMAIL_ATTACHMENTS_COLUMN"] = "files"
    (desk.folder / "map.txt").write_text("a map", encoding="utf-8")
    rows = HEADER.strip() + ",files\n" + HILL.strip() + ",map.txt\n" + MOOR.strip()
    desk.write("recipients.csv", rows + ",plan.txt; ../secret.txt\n")
    refused = desk.run("send", "--yes", "--accept-changes")
    assert refused.code == 3
    said = " ".join(refused.talk.split())
    assert "row 3, column files" in said
    assert "plan.txt" in said
    assert "outside the campaign" in said
    assert took(server) == []
    desk.write("recipients.csv", rows + ",\n")
    desk.ok("send", "--yes", "--accept-changes")
    by_address = {one.address: one.content for one in server.taken}
    assert b'filename="map.txt"' in by_address["hill@one.example"]
    assert b"map.txt" not in by_address["moor@two.example"]
