"""Servers that say what Dovecot never says."""

import contextlib
import threading
import time
from datetime import timedelta

import pytest

from lettergen.errors import ServerError
from tests.inbox.mailbox.conftest import Person
from tests.servers.fake_imap import fake_imap


@pytest.fixture
def fake(tmp_path):
    with fake_imap(tmp_path) as server:
        yield server


@pytest.fixture
def read(fake, open_mailbox):
    """Reads the fake's mailbox."""

    def read_(seen=None, **settings):
        sign_in = Person("me@office.test", bearer=settings.pop("token", None))
        mailbox = open_mailbox(fake, sign_in, **{"timeout": 2.0, **settings})
        return list(mailbox.fetch_new(seen or {}))

    return read_


def test_well_behaved_fake_is_read(read):
    (message,) = read()
    assert (message.uidvalidity, message.uid, message.raw) == (7, 1, b"Subject: one\r\n\r\none\n")


def test_literal_shorter_than_announced_is_an_error_after_the_timeout(fake, read):
    fake.answers["UID FETCH BODY"] = b"* 1 FETCH (UID 1 BODY[] {500}\r\nshort)\r\n@ OK done\r\n"
    with pytest.raises(ServerError, match="broke off: no response"):
        read()


def test_literal_cut_by_the_end_of_the_connection_is_an_error(fake, read):
    fake.answers["UID FETCH BODY"] = b"* 1 FETCH (UID 1 BODY[] {500}\r\nshort\r\n* BYE gone\r\n"
    fake.answers["LOGOUT"] = None
    with pytest.raises(ServerError, match="broke off"):
        read()


def test_literal_longer_than_announced_is_an_error(fake, read):
    fake.answers["UID FETCH BODY"] = b"* 1 FETCH (UID 1 BODY[] {5}\r\nSubject: one)\r\n@ OK done\r\n"
    with pytest.raises(ServerError, match="longer or shorter"):
        read()


def test_folder_names_in_utf8_without_being_asked_are_found(fake, read):
    fake.answers["LIST"] = '* LIST (\\HasNoChildren) "/" "Entwürfe"\r\n@ OK done\r\n'.encode()
    assert [one.folder for one in read(folders=("Entwürfe",))] == ["Entwürfe"]
    assert 'EXAMINE "Entwürfe"' in fake.commands[-4]


def test_folder_name_as_a_literal_is_found(fake, read):
    fake.answers["LIST"] = b'* LIST () "/" {7}\r\nAns"ers\r\n* LIST () NIL Sent\r\n@ OK done\r\n'
    assert len(read(folders=('Ans"ers', "Sent"))) == 2
    assert any('EXAMINE "Ans\\"ers"' in one for one in fake.commands)


def test_folder_that_only_holds_others_cannot_be_read(fake, read):
    fake.answers["LIST"] = b'* LIST (\\Noselect) "/" All\r\n* LIST () "/" All/One\r\n@ OK done\r\n'
    with pytest.raises(ServerError, match=r"no folder All in the mailbox\. There are: All/One"):
        read(folders=("All",))


def test_folder_that_may_not_be_opened_says_the_servers_words(fake, read):
    fake.answers["EXAMINE"] = b"@ NO [NOPERM] Not for you.\r\n"
    with pytest.raises(ServerError, match=r"INBOX cannot be opened: \[NOPERM\] Not for you"):
        read()


def test_message_that_cannot_be_handed_over_is_named_and_the_others_come(fake, read):
    fake.answers["UID SEARCH"] = b"* SEARCH 1 2\r\n@ OK done\r\n"
    fake.answers["EXAMINE"] = b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n@ OK opened\r\n"
    fake.answers["UID FETCH BODY"] = b"@ NO [SERVERBUG] cannot read\r\n"
    with pytest.raises(ServerError, match="could not hand over 2 message"):
        read()


def test_server_without_uidnext_is_asked_for_what_is_new(fake, read):
    fake.answers["EXAMINE"] = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n@ OK opened\r\n"
    # `2:*` holds the last message even if its UID is 1.
    assert read({"INBOX": (7, 1)}) == []
    assert len(read({"INBOX": (7, 0)})) == 1


def test_message_that_vanished_meanwhile_is_left_out(fake, read):
    fake.answers["UID FETCH BODY"] = b"* 1 EXPUNGE\r\n@ OK done\r\n"
    assert read() == []


def test_news_between_messages_do_no_harm(fake, read):
    fake.answers["UID FETCH BODY"] = (
        b"* 2 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* OK still here\r\n"
        b'* 1 FETCH (UID 1 BODY[] {3}\r\none INTERNALDATE "01-Dec-2019 10:00:00 +0000")\r\n'
        b"* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n@ OK done\r\n"
    )
    (message,) = read()
    assert message.raw == b"one"
    assert message.received_at.year == 2019


def test_server_that_says_nothing_is_given_up(fake, read):
    fake.answers["greeting"] = b""
    with pytest.raises(ServerError, match="no response after"):
        read(timeout=1.0)


@pytest.mark.parametrize(
    "greeting", [None, b"* BYE too many\r\n", b"HTTP/1.1 400 Bad Request\r\n", b"\xff\r\n"]
)
def test_greeting_of_no_use_is_an_error(fake, read, greeting):
    fake.answers["greeting"] = greeting
    with pytest.raises(ServerError):
        read(timeout=1.0)


@pytest.mark.parametrize("command", ["CAPABILITY", "AUTHENTICATE", "EXAMINE", "UID SEARCH", "UID FETCH BODY"])
def test_connection_lost_at_any_command_is_an_error(fake, read, command):
    fake.answers[command] = None
    with pytest.raises(ServerError, match=r"broke off|refused"):
        read()


@pytest.mark.parametrize("command", ["UID SEARCH", "UID FETCH RFC822.SIZE", "UID FETCH BODY"])
def test_answers_of_no_sense_are_an_error_or_nothing(fake, read, command):
    fake.answers[command] = b"* SEARCH one two\r\n* X FETCH ((((\r\n@ OK done\r\n"
    with contextlib.suppress(ServerError):
        assert len(read()) <= 1


def test_login_serves_where_authenticate_plain_is_not_offered(fake, read):
    fake.answers["CAPABILITY"] = b"* CAPABILITY IMAP4rev1\r\n@ OK done\r\n"
    assert len(read()) == 1
    assert any(one.split()[1:] == ["LOGIN", '"me@office.test"', '"correct-horse"'] for one in fake.commands)


def test_no_password_is_sent_where_none_is_taken(fake, read):
    fake.answers["CAPABILITY"] = b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n@ OK done\r\n"
    with pytest.raises(ServerError, match="takes no passwords"):
        read()
    assert "correct-horse" not in " ".join(fake.commands)


def test_no_token_is_sent_where_none_is_taken(fake, read):
    with pytest.raises(ServerError, match="takes no access tokens"):
        read(token="t")


def test_idle_is_replaced_by_looking_again(fake, open_mailbox, monkeypatch):
    monkeypatch.setattr("lettergen.inbox.mailbox.box._LOOK_AGAIN", 0.05)
    fake.answers["CAPABILITY"] = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n@ OK done\r\n"
    mailbox = open_mailbox(fake, "me@office.test")
    list(mailbox.fetch_new({}))
    assert not mailbox.wait(timedelta(seconds=0.2))
    fake.answers["NOOP"] = b"* 2 EXISTS\r\n@ OK done\r\n"
    assert mailbox.wait(timedelta(seconds=5))


def test_flags_changed_elsewhere_do_not_end_the_wait(fake, open_mailbox):
    fake.answers["IDLE"] = b"+ idling\r\n* 1 FETCH (FLAGS (\\Seen))\r\n"
    mailbox = open_mailbox(fake, "me@office.test")
    list(mailbox.fetch_new({}))
    assert not mailbox.wait(timedelta(seconds=1))


def test_greeting_as_if_signed_in_does_not_get_past_starttls(tmp_path, open_mailbox):
    with fake_imap(tmp_path, in_the_clear=True) as server:
        server.answers["greeting"] = b"* PREAUTH welcome\r\n"
        with pytest.raises(ServerError, match="does not offer STARTTLS"):
            list(open_mailbox(server, "me@office.test", security="starttls").fetch_new({}))


def test_server_without_starttls_gets_no_password(tmp_path, open_mailbox):
    with fake_imap(tmp_path, in_the_clear=True) as server:
        with pytest.raises(ServerError, match="does not offer STARTTLS"):
            list(open_mailbox(server, "me@office.test", security="starttls").fetch_new({}))
        assert not any("AUTHENTICATE" in one for one in server.commands)


def test_server_that_does_not_say_goodbye_is_hung_up_on(fake, open_mailbox):
    fake.answers["LOGOUT"] = b""
    mailbox = open_mailbox(fake, "me@office.test")
    list(mailbox.fetch_new({}))
    started = time.monotonic()
    mailbox.close()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("how", ["in order", "broken", "refused"])
def test_no_thread_is_left_behind(fake, open_mailbox, how):
    fake.answers |= {"broken": {"UID FETCH BODY": None}, "refused": {"AUTHENTICATE": b"@ NO no\r\n"}}.get(
        how, {}
    )
    mailbox = open_mailbox(fake, "me@office.test")
    with contextlib.suppress(ServerError):
        list(mailbox.fetch_new({}))
    mailbox.close()
    names = " ".join(one.name for one in threading.enumerate())
    assert not {"_reader", "_writer", "handler"} & set(names.replace("(", " ").replace(")", " ").split())
