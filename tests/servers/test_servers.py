"""The servers do what the other tests rely on."""

import imaplib
import os
import smtplib
import ssl
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.servers import needs
from tests.servers.dovecot import private_dovecot

MESSAGE = b"From: a@office.test\r\nTo: b@office.test\r\nSubject: Hello\r\n\r\nHello\r\n"


def imap(server) -> imaplib.IMAP4_SSL:
    context = ssl.create_default_context(cafile=server.ca_file)
    return imaplib.IMAP4_SSL("localhost", server.imaps_port, ssl_context=context, timeout=10)


def submission(server, user) -> smtplib.SMTP:
    session = smtplib.SMTP("localhost", server.port, timeout=10)
    session.starttls(context=ssl.create_default_context(cafile=server.ca_file))
    session.login(user, server.password)
    return session


def test_dovecot_gives_a_delivered_message_to_its_user_alone(dovecot, new_mail_user):
    one, other = new_mail_user(), new_mail_user()
    dovecot.deliver(one, MESSAGE)
    counts = []
    for user in (one, other):
        with imap(dovecot) as session:
            session.login(user, dovecot.password)
            counts.append(int(session.select("INBOX", readonly=True)[1][0]))
    assert counts == [1, 0]


def test_dovecot_refuses_a_wrong_password(dovecot, mail_user):
    with imap(dovecot) as session, pytest.raises(imaplib.IMAP4.error):
        session.login(mail_user, "wrong")


def test_dovecot_takes_a_token_until_it_is_withdrawn(dovecot, mail_user):
    dovecot.tokens["good"] = mail_user
    blob = f"user={mail_user}\x01auth=Bearer good\x01\x01"
    with imap(dovecot) as session:
        assert session.authenticate("XOAUTH2", lambda _: blob.encode())[0] == "OK"
    del dovecot.tokens["good"]
    with imap(dovecot) as session, pytest.raises(imaplib.IMAP4.error):
        session.authenticate("XOAUTH2", lambda challenge: b"" if challenge else blob.encode())


def test_dovecot_marks_the_sent_folder(dovecot, mail_user):
    with imap(dovecot) as session:
        session.login(mail_user, dovecot.password)
        folders = [line.decode() for line in session.list()[1]]
    assert any("\\Sent" in line and line.endswith("Sent") for line in folders)


def test_dovecot_comes_back_on_the_same_port_after_a_kill():
    with private_dovecot() as server:
        server.deliver("a@office.test", MESSAGE)
        server.kill()
        server.restart()
        with imap(server) as session:
            session.login("a@office.test", server.password)
            assert session.select("INBOX", readonly=True)[1] == [b"1"]


def test_no_process_of_dovecot_is_left_behind():
    with private_dovecot() as server:
        root = str(server.root)
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert root not in running
    assert not Path(root).exists()


def test_postfix_delivers_into_dovecot(postfix, dovecot, new_mail_user):
    one, other = new_mail_user(), new_mail_user()
    with submission(postfix, one) as session:
        session.sendmail(one, [other], MESSAGE)
    assert needs.wait_for(lambda: dovecot.messages(other))
    assert b"Subject: Hello" in dovecot.messages(other)[0]


def test_postfix_delivers_a_plus_address_to_its_owner(postfix, dovecot, new_mail_user):
    one, other = new_mail_user(), new_mail_user()
    with submission(postfix, one) as session:
        session.sendmail(one, [other.replace("@", "+AP19-7F3K@")], MESSAGE)
    assert needs.wait_for(lambda: dovecot.messages(other))
    assert b"+AP19-7F3K@" in dovecot.messages(other)[0]


def test_postfix_bounces_an_address_that_does_not_exist(postfix, dovecot, mail_user):
    with submission(postfix, mail_user) as session:
        session.sendmail(mail_user, ["gone@party.test"], MESSAGE)
    assert needs.wait_for(lambda: dovecot.messages(mail_user))
    bounce = dovecot.messages(mail_user)[0]
    assert b"message/delivery-status" in bounce
    assert b"Status: 5.1.1" in bounce


def test_postfix_lets_nothing_leave_the_machine(postfix, dovecot, mail_user):
    with submission(postfix, mail_user) as session:
        session.sendmail(mail_user, ["someone@elsewhere.invalid"], MESSAGE)
    assert needs.wait_for(lambda: dovecot.messages(mail_user))
    assert b"nothing leaves a test server" in dovecot.messages(mail_user)[0]


def test_postfix_keeps_what_is_put_off(postfix, mail_user):
    with submission(postfix, mail_user) as session:
        session.sendmail(mail_user, ["later@party.test"], MESSAGE)
    assert needs.wait_for(lambda: "4.2.2" in postfix.log() and postfix.queue() != [])


def test_postfix_refuses_and_puts_off_at_rcpt_when_asked(postfix, mail_user):
    with submission(postfix, mail_user) as session:
        session.mail(mail_user)
        assert session.rcpt("refused@party.test")[0] == 550
        assert session.rcpt("greylisted@party.test")[0] == 450


def test_postfix_wants_a_sign_in(postfix):
    with smtplib.SMTP("localhost", postfix.port, timeout=10) as session:
        session.starttls(context=ssl.create_default_context(cafile=postfix.ca_file))
        session.mail("a@office.test")
        assert session.rcpt("b@office.test")[0] == 554


def test_each_postgres_database_is_empty_and_its_own(postgres):
    urls = [postgres.new_database(), postgres.new_database()]
    for url in urls:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("create table t (n integer)")


def test_postgres_does_not_run_as_root(postgres):
    pid = int((postgres.root / "data" / "postmaster.pid").read_text().split()[0])
    assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_recorder_records_what_came(recorder):
    recorder.at_recipient["no@party.test"] = "550 5.1.1 unknown"
    with submission(recorder, "me@office.test") as session:
        refused = session.sendmail("me@office.test", ["yes@party.test", "no@party.test"], MESSAGE)
    assert list(refused) == ["no@party.test"]
    assert recorder.received[0].user == "me@office.test"
    assert recorder.received[0].recipients == ("yes@party.test",)
    assert recorder.received[0].content == MESSAGE


def test_missing_server_fails_where_all_are_required(monkeypatch):
    monkeypatch.setenv("LETTERGEN_REQUIRE_SERVERS", "1")
    with pytest.raises(pytest.fail.Exception, match="not installed"):
        needs.program("no-such-program", "no-such-package")


def test_missing_server_is_a_skip_with_a_reason_elsewhere(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("LETTERGEN_REQUIRE_SERVERS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-package"):
        needs.program("no-such-program", "no-such-package")


def test_private_folders_are_short_enough_for_sockets():
    with needs.short_folder() as folder:
        assert len(os.fspath(folder)) < 40
