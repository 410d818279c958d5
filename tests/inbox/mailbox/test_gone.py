"""What is gone from a mailbox, told by servers with QRESYNC and found out with others."""

import pytest

from lettergen.errors import ServerError
from lettergen.model.messages import FolderNews, FolderState
from tests.inbox.mailbox.conftest import mail
from tests.servers.fake_imap import fake_imap


def read(mailbox):
    """Read all, and give how a log would know the folders then."""
    states = {}
    for one in mailbox.fetch_new({}):
        present = states[one.folder].present + 1 if one.folder in states else 1
        states[one.folder] = FolderState(one.uidvalidity, present=present)
    return states


def look_again(mailbox, states):
    """Give the news, and how the folders are known with them."""
    news = mailbox.look_for_gone(states)
    return news, {one.folder: FolderState(one.uidvalidity, one.modseq, 0) for one in news}


def remove(dovecot, user, *numbers, folder="INBOX"):
    """Delete messages as another mail program does: their files go."""
    place = dovecot.folder(user, folder)
    files = sorted(
        (file for part in ("new", "cur") for file in (place / part).iterdir()), key=lambda f: f.name
    )
    for number in numbers:
        files[number - 1].unlink()


@pytest.fixture
def without_qresync(monkeypatch):
    monkeypatch.setattr("lettergen.inbox.mailbox.link.Link.enable_qresync", lambda _: None)


def gone_uids(news, highest):
    return [uid for uid in range(1, highest + 1) if any(first <= uid <= last for first, last in news.gone)]


def test_server_with_qresync_tells_what_is_gone(dovecot, mail_user, open_mailbox):
    for number in range(1, 6):
        dovecot.deliver(mail_user, mail(number))
    mailbox = open_mailbox(dovecot, mail_user)
    states = read(mailbox)
    (first,), states = look_again(mailbox, states)
    assert gone_uids(first, 5) == []
    assert first.modseq > 0
    remove(dovecot, mail_user, 2, 4)
    mailbox.close()  # On reconnecting, too.
    (second,), states = look_again(mailbox, states)
    assert second.gone == ((2, 2), (4, 4))
    (third,), _ = look_again(mailbox, states)
    assert third.gone == ()


def test_first_look_with_qresync_finds_what_went_before_it(dovecot, mail_user, open_mailbox):
    for number in range(1, 4):
        dovecot.deliver(mail_user, mail(number))
    mailbox = open_mailbox(dovecot, mail_user)
    states = read(mailbox)
    remove(dovecot, mail_user, 3)
    (news,), _ = look_again(mailbox, states)
    assert gone_uids(news, 3) == [3]


@pytest.mark.usefixtures("without_qresync")
def test_server_without_qresync_is_asked_where_the_number_differs(dovecot, mail_user, open_mailbox):
    for number in range(1, 6):
        dovecot.deliver(mail_user, mail(number))
    mailbox = open_mailbox(dovecot, mail_user)
    states = read(mailbox)
    (news,) = mailbox.look_for_gone(states)
    assert news == FolderNews("INBOX", states["INBOX"].uidvalidity)
    remove(dovecot, mail_user, 1, 5)
    (news,) = mailbox.look_for_gone(states)
    assert gone_uids(news, 5) == [1, 5]


def test_changed_uidvalidity_is_told_with_no_uids(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    mailbox = open_mailbox(dovecot, mail_user)
    validity = read(mailbox)["INBOX"].uidvalidity
    for modseq in (0, 5):
        (news,) = mailbox.look_for_gone({"INBOX": FolderState(validity - 1, modseq, 9)})
        assert (news.uidvalidity, news.gone) == (validity, ())


def test_folders_that_were_never_read_are_not_looked_into(dovecot, mail_user, open_mailbox):
    assert open_mailbox(dovecot, mail_user).look_for_gone({}) == []


def test_new_mail_is_fetched_after_a_look_with_qresync(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    mailbox = open_mailbox(dovecot, mail_user)
    states = read(mailbox)
    _, states = look_again(mailbox, states)
    remove(dovecot, mail_user, 1)
    dovecot.deliver(mail_user, mail(2))
    (message,) = mailbox.fetch_new({"INBOX": (states["INBOX"].uidvalidity, 1)})
    assert message.raw == mail(2)
    (news,), _ = look_again(mailbox, states)
    assert news.gone == ((1, 1),)


@pytest.fixture
def fake(tmp_path):
    with fake_imap(tmp_path) as server:
        server.answers["CAPABILITY"] = (
            b"* CAPABILITY IMAP4rev1 AUTH=PLAIN ENABLE CONDSTORE QRESYNC\r\n@ OK done\r\n"
        )
        server.answers["ENABLE"] = b"* ENABLED QRESYNC\r\n@ OK done\r\n"
        yield server


def opened(*lines: bytes) -> bytes:
    codes = (b"UIDVALIDITY 7", b"UIDNEXT 9", b"HIGHESTMODSEQ 40")
    said = (b"* 1 EXISTS", *(b"* OK [%b] so" % code for code in codes), *lines, b"@ OK [READ-ONLY] opened")
    return b"".join(line + b"\r\n" for line in said)


def test_vanished_ranges_are_understood_in_any_order_and_shape(fake, open_mailbox):
    fake.answers["EXAMINE"] = opened(
        b"* VANISHED (EARLIER) 5:3,8",
        b"* 1 FETCH (UID 2 FLAGS () MODSEQ (40))",
        b"* VANISHED (EARLIER) 1",
        b"* VANISHED 2",
    )
    (news,) = open_mailbox(fake, "a@office.test").look_for_gone({"INBOX": FolderState(7, 30, 5)})
    assert news == FolderNews("INBOX", 7, 40, ((3, 5), (8, 8), (1, 1)))
    assert any("QRESYNC (7 30)" in command for command in fake.commands)


def test_server_that_does_not_enable_what_it_offers_is_asked_for_uids(fake, open_mailbox):
    fake.answers["ENABLE"] = b"* ENABLED\r\n@ OK done\r\n"
    fake.answers["EXAMINE"] = opened()
    fake.answers["UID SEARCH"] = b"* SEARCH 4\r\n@ OK done\r\n"
    (news,) = open_mailbox(fake, "a@office.test").look_for_gone({"INBOX": FolderState(7, 30, 2)})
    assert news == FolderNews("INBOX", 7, 0, ((1, 3), (5, 2**32 - 1)))
    assert not any("QRESYNC (" in command for command in fake.commands)


def test_server_that_names_no_message_although_it_has_some_takes_none_away(fake, open_mailbox):
    fake.answers["EXAMINE"] = opened()
    fake.answers["UID SEARCH"] = b"* SEARCH\r\n@ OK done\r\n"
    (news,) = open_mailbox(fake, "a@office.test").look_for_gone({"INBOX": FolderState(7, 0, 2)})
    assert news.gone == ()


@pytest.mark.parametrize("command", ["ENABLE", "EXAMINE", "UID SEARCH"])
def test_connection_lost_while_looking_is_an_error(fake, open_mailbox, command):
    fake.answers["EXAMINE"] = opened()
    fake.answers[command] = None
    with pytest.raises(ServerError, match="broke off"):
        open_mailbox(fake, "a@office.test", timeout=5.0).look_for_gone({"INBOX": FolderState(7, 0, 2)})
