"""A bounce as a real mail server writes it, from its mailbox into the log."""

import smtplib
import ssl
from datetime import timedelta

import pytest

from lettergen.flow.receive import receive
from lettergen.inbox.mailbox import ImapMailbox
from lettergen.log import SqlLog
from lettergen.model.messages import Kind
from lettergen.model.sendings import Channel, Envelope, NewAttempt, NewSending, Outcome, Status, Verdict
from lettergen.settings import ImapSettings
from tests.flow.mailroom import CAMPAIGN, RED, SUBJECT, SetClock
from tests.inbox.mailbox.conftest import Person
from tests.servers import needs

GONE = "gone.leader@red.example"


@pytest.fixture
def log(tmp_path):
    log = SqlLog(f"sqlite:///{tmp_path / 'correspondence.db'}", clock=SetClock())
    yield log
    log.close()


def send(log, postfix, user: str) -> None:
    """Send a letter to an address that does not exist, as the log would have it."""
    message_id = f"<ap19-7f3k.{user.partition('@')[0]}@office.test>"
    log.prepare(CAMPAIGN, [NewSending("leader", RED, Channel.EMAIL, "d" * 64, "p" * 64, email=GONE)], "ann")
    (sending,) = log.sendings(CAMPAIGN)
    attempt = NewAttempt(message_id, Envelope(user, (GONE,)), "e" * 64, subject=SUBJECT)
    claim = log.claim(CAMPAIGN, sending.id, attempt, "desk", timedelta(minutes=10))
    raw = (
        f"From: {user}\r\nTo: {GONE}\r\nMessage-ID: {message_id}\r\nSubject: {SUBJECT}\r\n\r\nDear leader\r\n"
    )
    with smtplib.SMTP(postfix.host, postfix.port, timeout=10) as session:
        session.starttls(context=ssl.create_default_context(cafile=postfix.ca_file))
        session.login(user, postfix.password)
        session.sendmail(user, [GONE], raw)
    log.finish(claim, Outcome(Verdict.ACCEPTED, 250), None, "desk")


def test_real_bounce_marks_the_sending_and_the_address(log, dovecot, postfix, mail_user):
    send(log, postfix, mail_user)
    assert needs.wait_for(lambda: dovecot.messages(mail_user)), postfix.log()
    settings = ImapSettings(host="localhost", port=dovecot.imaps_port, ca_file=dovecot.ca_file)
    mailbox = ImapMailbox(settings, Person(mail_user))
    summary = receive([mailbox], log, "ann")
    mailbox.close()
    assert (summary.kinds[Kind.BOUNCE], summary.matched) == (1, 1)
    assert log.sendings(CAMPAIGN)[0].status is Status.BOUNCED
    assert list(log.dead_addresses()) == [GONE]
