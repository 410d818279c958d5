"""Real mailboxes into the log."""

import time

import pytest

from lettergen.flow.receive import receive
from lettergen.inbox.mailbox import ImapMailbox
from lettergen.log import SqlLog
from lettergen.settings import MailboxSettings
from tests.flow.mailroom import BLUE, RED, SetClock, auto_reply, reply, send_letters
from tests.inbox.mailbox.conftest import Person


@pytest.fixture
def log(tmp_path):
    log = SqlLog(f"sqlite:///{tmp_path / 'correspondence.db'}", clock=SetClock())
    send_letters(log)
    yield log
    log.close()


@pytest.fixture
def open_mailbox(dovecot):
    """Gives a user's mailbox; closed at the end."""
    opened = []

    def open_(user, *folders) -> ImapMailbox:
        settings = MailboxSettings(
            host="localhost",
            port=dovecot.imaps_port,
            ca_file=dovecot.ca_file,
            folders=folders or ("INBOX",),
        )
        opened.append(ImapMailbox(settings, Person(user)))
        return opened[-1]

    yield open_
    for mailbox in opened:
        mailbox.close()


def test_several_accounts_are_read_into_one_log(dovecot, new_mail_user, open_mailbox, log):
    one, two = new_mail_user(), new_mail_user()
    dovecot.deliver(one, reply(RED))
    dovecot.deliver(two, reply(BLUE))
    dovecot.deliver(two, reply(RED))
    mailboxes = [open_mailbox(one), open_mailbox(two)]
    summary = receive(mailboxes, log, "ann")
    assert (summary.numbers, summary.known) == ([1, 2], 1)
    assert receive(mailboxes, log, "ann").numbers == []
    dovecot.deliver(two, auto_reply(BLUE))
    summary = receive(mailboxes, log, "ann")
    assert (summary.numbers, summary.known) == ([3], 0)


def test_account_out_of_reach_does_not_keep_the_others_from_being_read(
    dovecot, new_mail_user, open_mailbox, log
):
    good, user = open_mailbox(new_mail_user()), new_mail_user()
    dovecot.deliver(good.account, reply(RED))
    wrong = MailboxSettings(host="localhost", port=dovecot.imaps_port, ca_file=dovecot.ca_file)
    bad = ImapMailbox(wrong, Person(user, "wrong"), "imap.office")
    summary = receive([bad, good], log, "ann")
    assert summary.numbers == [1]
    assert "Check [imap.office] user and LETTERGEN_IMAP_OFFICE_PASSWORD" in summary.troubles[0]


def test_same_message_in_three_folders_is_one(dovecot, mail_user, open_mailbox, log):
    folders = ("INBOX", "Answers", "Entw&APw-rfe")
    for folder in folders:
        dovecot.deliver(mail_user, reply(RED), folder)
    mailbox = open_mailbox(mail_user, "INBOX", "Answers", "Entwürfe")
    summary = receive([mailbox], log, "ann")
    assert (summary.numbers, summary.known) == ([1], 2)
    assert receive([mailbox], log, "ann").known == 0


def test_rebuilt_mailbox_brings_no_message_twice_and_loses_none(dovecot, mail_user, open_mailbox, log):
    dovecot.deliver(mail_user, reply(RED))
    receive([open_mailbox(mail_user)], log, "ann")
    time.sleep(1.1)  # Dovecot takes the second of the rebuilding for UIDVALIDITY.
    for file in dovecot.folder(mail_user).glob("dovecot*"):
        file.unlink()
    dovecot.deliver(mail_user, reply(BLUE))
    summary = receive([open_mailbox(mail_user)], log, "ann")
    assert (summary.numbers, summary.known) == ([2], 1)
    assert len(list(log.messages())) == 2


def test_merged_mailbox_brings_no_message_twice_and_loses_none(dovecot, new_mail_user, open_mailbox, log):
    old, new = new_mail_user(), new_mail_user()
    for message in (reply(RED), auto_reply(RED)):
        dovecot.deliver(old, message)
    mailboxes = [open_mailbox(old), open_mailbox(new)]
    receive(mailboxes, log, "ann")
    for message in (reply(RED), reply(BLUE), auto_reply(RED)):
        dovecot.deliver(new, message)
    summary = receive(mailboxes, log, "ann")
    assert (summary.numbers, summary.known) == ([3], 2)


def test_original_that_was_deleted_is_told_once_and_the_message_kept(dovecot, mail_user, open_mailbox, log):
    for message in (reply(RED), reply(BLUE)):
        dovecot.deliver(mail_user, message)
    mailbox = open_mailbox(mail_user)
    assert receive([mailbox], log, "inbox").gone == []
    min((dovecot.folder(mail_user) / "new").iterdir(), key=lambda file: file.name).unlink()
    assert receive([mailbox], log, "inbox").gone == [1]
    assert receive([mailbox], log, "inbox").gone == []
    assert log.message(1).gone_at
    assert log.raw(1) == reply(RED)
    assert not log.message(2).gone_at


def test_message_moved_between_folders_that_are_read_is_not_gone(dovecot, mail_user, open_mailbox, log):
    dovecot.deliver(mail_user, reply(RED))
    dovecot.folder(mail_user, "Answers")
    mailbox = open_mailbox(mail_user, "INBOX", "Answers")
    receive([mailbox], log, "inbox")
    (file,) = (dovecot.folder(mail_user) / "new").iterdir()
    file.rename(dovecot.folder(mail_user, "Answers") / "new" / file.name)
    summary = receive([mailbox], log, "inbox")
    assert (summary.known, summary.numbers, summary.gone) == (1, [], [])
    assert not log.message(1).gone_at
