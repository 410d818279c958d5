"""What staff see of the messages that came, and the keys that deal with them."""

import os
import select
import subprocess
import sys

import click
import pytest

from lettergen.flow.beside import letter_words
from lettergen.flow.receive import receive
from lettergen.log import SqlLog
from lettergen.model.history import LetterFacts
from lettergen.model.messages import FolderNews
from tests.flow.mailroom import BLUE, RED, ListMailbox, SetClock, bounce, reply, send_letters
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


def test_json_is_one_document_in_which_nothing_acts_on_a_terminal(mail):
    mail.ok("inbox", "note", "1", "turned \u202e round\u2028and \x9b31m red")
    shown = mail.ok("inbox", "--no-fetch", "--all", "--json")
    assert [one["number"] for one in shown.json] == [1, 2, 3]
    assert shown.json[0]["notes"] == ["turned \u202e round\u2028and \x9b31m red"]
    assert not {"\u202e", "\x9b"} & set(shown.data)


def test_json_of_nothing_is_an_empty_list(office):
    assert office.ok("inbox", "--no-fetch", "--json").json == []


def test_an_answer_is_shown_with_the_letter_and_why(mail):
    shown = mail.ok("inbox", "show", "1").data
    assert "We agree with all of it." in shown
    assert f"Answers:  {RED}\nWhy:      " in shown
    assert f"Our letter {RED}" in shown


def test_the_letter_beside_an_answer_has_its_lines(office):
    columns = "key,name,salutation,organisation,party,position,email,address_1,town,postcode,channels"
    row = "hill,Ada Hill,Dear Ada,Meadows,the Meadows,opposition,hill@x.test,1 Long Lane,LEEDS,LS1 4AP,email"
    office.write("recipients.csv", f"{columns}\n{row}\n")
    (letter,) = office.ok("send", "--dry-run", "--json").json["letters"]
    campaign = "atrocity-prevention-2019"
    facts = LetterFacts(letter["reference"], campaign, "hill", "Ada Hill", "Meadows", "hill@x.test", "")
    lines = letter_words(facts, office.folder, campaign).splitlines()
    assert lines.index("1 Long Lane") < lines.index("Dear Ada,")


def test_a_reason_is_said_once_in_what_was_done(mail):
    shown = " ".join(mail.ok("inbox", "show", "1").data.split())
    done = shown.partition("reply matched:")[2]
    assert done.count("from the address the letter went to") == 1


def test_the_report_counts_bounces(mail):
    mail.replace("lettergen.toml", "atrocity-prevention-2019", "twelve-questions")
    log = SqlLog(f"sqlite:///{mail.folder / 'correspondence.db'}", clock=SetClock())
    receive([ListMailbox(b"", b"", b"", bounce(BLUE))], log, "ann")
    log.close()
    assert "2 recipients: 2 emailed, 1 bounced, 1 posted, 1 replied" in mail.ok("report").talk


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


@pytest.fixture
def hostile(office):
    """Give the office's log a message that tries to act on the terminal."""
    text = "red \x1b[31m \x1b]0;title\x07 \x9b2J \u202etxet\u202c https://ev\u0456l.example/x"
    raw = (
        b"From: =?utf-8?B?G1szMW1BbnlvbmU=?= <x@elsewhere.example>\r\nSubject: =?utf-8?B?4oCuYQ==?=\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()
    )
    log = SqlLog(f"sqlite:///{office.folder / 'correspondence.db'}", clock=SetClock())
    send_letters(log)
    receive([ListMailbox(raw)], log, "ann")
    log.close()
    return office


def test_a_message_cannot_act_on_the_terminal(hostile):
    for command in (("inbox", "--no-fetch"), ("inbox", "--no-fetch", "--all"), ("inbox", "show", "1")):
        done = hostile.ok(*command)
        assert not set("\x1b\x07\x9b\u202e\u202c") & set(done.data + done.talk)
    assert "ev\u0456l.example [xn--evl-khd.example]" in done.data


def test_a_message_that_answers_nothing_is_not_called_matched(mail):
    assert "reply not matched to a letter" in mail.ok("inbox", "show", "3").data
    assert "reply matched: " in mail.ok("inbox", "show", "1").data


def test_an_original_that_is_gone_is_told(mail):
    log = SqlLog(f"sqlite:///{mail.folder / 'correspondence.db'}", clock=SetClock())
    log.record_gone(ListMailbox.account, FolderNews("INBOX", 7, gone=((1, 1),)), "ann")
    log.close()
    shown = mail.ok("inbox", "show", "1").data
    assert "gone from the mailbox, noticed 2" in shown
    assert "ann: the original is gone from the mailbox" in shown
    assert mail.ok("inbox", "show", "1", "--json").json["gone_from_mailbox_at"]
    assert mail.ok("inbox", "show", "2", "--json").json["gone_from_mailbox_at"] is None


def test_a_day_that_is_none_is_refused_in_plain_words(mail):
    done = mail.run("inbox", "add", "--from", "green", "--channel", "post", "--on", "yesterday")
    assert done.code == 2
    assert "`yesterday` is no day; write it as 2026-11-24." in done.talk


def test_public_page_is_printed_whole(mail):
    assert mail.ok("report", "--public", "--html").data.startswith("<!DOCTYPE html>")
    assert "say --public --html" in mail.run("report", "--html").talk


def test_a_message_is_taken_out_as_it_came(mail):
    assert "exported/message-3.eml" in mail.ok("inbox", "export", "3", "--eml").talk.replace(os.sep, "/")
    assert (mail.folder / "outbox" / "exported" / "message-3.eml").read_bytes() == STRANGER
    mail.ok("inbox", "export", "3", "--eml", "kept.eml")
    assert (mail.folder / "kept.eml").read_bytes() == STRANGER
    refused = mail.run("inbox", "export", "3", "--eml", "nowhere/kept.eml")
    assert refused.code == 3
    assert "Name another file." in refused.talk
