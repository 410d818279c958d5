"""The mailbox's own copies."""

from datetime import UTC, datetime

import pytest

from lettergen.errors import ServerError
from tests.servers.dovecot import private_dovecot
from tests.servers.fake_imap import fake_imap

MESSAGE = (
    b"From: office@office.test\r\nMessage-ID: <ap19-7f3k.0123abcd@office.test>\r\n"
    b"Subject: Hello\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n"
)
WHEN = datetime(2019, 11, 12, 9, 30, tzinfo=UTC)


def test_copy_is_filed_as_seen_and_found_by_its_id(dovecot, mail_user, open_sent):
    sent = open_sent(dovecot, mail_user)
    assert not sent.has("<ap19-7f3k.0123abcd@office.test>")
    sent.file(MESSAGE, WHEN)
    assert sent.has("<ap19-7f3k.0123abcd@office.test>")
    assert dovecot.messages(mail_user, "Sent") == [MESSAGE]
    assert dovecot.flags(mail_user, "Sent") == ["S"]


def test_copy_filed_by_another_program_is_found(dovecot, mail_user, open_sent):
    sent = open_sent(dovecot, mail_user)
    assert not sent.has("<ap19-7f3k.0123abcd@office.test>")
    dovecot.deliver(mail_user, MESSAGE, "Sent")
    assert sent.has("<ap19-7f3k.0123abcd@office.test>")


def test_folder_is_found_by_its_use_whatever_its_name(open_sent):
    with private_dovecot(sent="Ausgang") as server:
        open_sent(server, "a@office.test").file(MESSAGE, WHEN)
        assert server.messages("a@office.test", "Ausgang") == [MESSAGE]


def test_large_message_is_filed_whole(dovecot, mail_user, open_sent):
    large = MESSAGE + b"x" * 70 + b"\r\n" * 1_000_000
    open_sent(dovecot, mail_user).file(large, WHEN)
    assert dovecot.messages(mail_user, "Sent") == [large]


def test_session_lost_between_two_copies_is_opened_again(open_sent):
    with private_dovecot() as server:
        sent = open_sent(server, "a@office.test")
        assert not sent.has("<x@office.test>")
        server.kill_processes("imap")
        with pytest.raises(ServerError, match="broke off"):
            sent.has("<x@office.test>")
        assert not sent.has("<x@office.test>")


@pytest.fixture
def fake(tmp_path):
    with fake_imap(tmp_path) as server:
        server.answers["EXAMINE"] = b"@ OK opened\r\n"
        server.answers["UID SEARCH"] = b"* SEARCH\r\n@ OK done\r\n"
        yield server


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        (b'* LIST () "/" Sent\r\n* LIST (\\Sent) "/" Mine\r\n', "Mine"),
        (b'* LIST () "." INBOX.Sent\r\n', "INBOX.Sent"),
        (b'* LIST () "/" "Gesendete Elemente"\r\n', "Gesendete Elemente"),
        (b'* LIST () "/" "&AMk-l&AOk-ments envoy&AOk-s"\r\n', "&AMk-l&AOk-ments envoy&AOk-s"),
        (b'* LIST () "/" "Sent Items"\r\n* LIST () "/" SENT\r\n', "SENT"),
    ],
)
def test_usual_names_serve_where_the_use_is_not_told(fake, open_sent, listed, name):
    fake.answers["LIST"] = listed + b"@ OK done\r\n"
    open_sent(fake, "me@office.test").has("<x@office.test>")
    assert any(f'EXAMINE "{name}"' in one for one in fake.commands)


def test_use_is_asked_for_where_it_is_told_only_then(fake, open_sent):
    fake.answers["CAPABILITY"] = (
        b"* CAPABILITY IMAP4rev1 AUTH=PLAIN SPECIAL-USE LIST-EXTENDED\r\n@ OK done\r\n"
    )
    fake.answers["LIST"] = b'* LIST (\\Sent) "/" Out\r\n@ OK done\r\n'
    open_sent(fake, "me@office.test").has("<x@office.test>")
    assert any("RETURN (SPECIAL-USE)" in one for one in fake.commands)


def test_no_sent_folder_names_those_there_are(fake, open_sent):
    with pytest.raises(ServerError, match=r"no Sent folder\. There are: INBOX"):
        open_sent(fake, "me@office.test").has("<x@office.test>")


def test_refused_copy_says_the_servers_words(fake, open_sent):
    fake.answers["LIST"] = b'* LIST (\\Sent) "/" Sent\r\n@ OK done\r\n'
    fake.answers["APPEND"] = b"@ NO [OVERQUOTA] full\r\n"
    with pytest.raises(ServerError, match=r"no copy in Sent: \[OVERQUOTA\] full"):
        open_sent(fake, "me@office.test").file(MESSAGE, WHEN)


def test_quotes_in_an_id_do_not_end_the_search(dovecot, mail_user, open_sent):
    assert not open_sent(dovecot, mail_user).has('<"a b\\" OR ALL"@office.test>')
