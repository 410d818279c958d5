"""Hands messages over, one after the other in one session; every answer becomes an outcome."""

import re
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass

from lettergen.emails.addresses import is_ascii
from lettergen.emails.retry import Stage, enhanced_code, verdict_of
from lettergen.emails.smtp.connection import leave, open_session
from lettergen.model.ports import SignIn
from lettergen.model.sendings import Envelope, Outcome, Verdict
from lettergen.settings import SmtpSettings

_MESSAGE_ID = re.compile(rb"(?mi)^Message-ID:\s*<([!-~]+?)@")
_LEADING_DOT = re.compile(rb"(?m)^\.")
# What xtext must escape (RFC 3461 section 4).
_XTEXT = re.compile(r"[^!-*,-<>-~]")


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's answer: `code` -1 is a line without one."""

    code: int
    text: str

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300


class _BrokenError(Exception):
    """The connection broke before the message was handed over."""


class SmtpSender:
    """Sends through one mail server (RFC 5321), opening a session when it is first needed.

    The session is kept and opened anew when the server has closed it. The end of a message is sent
    apart from its text: whatever breaks before that, the server cannot have accepted the message
    (RFC 5321 section 4.1.1.4), and whatever breaks after it, nobody knows.
    """

    def __init__(self, settings: SmtpSettings, sign_in: SignIn, *, request_receipt: bool = True) -> None:
        """Take the settings; nothing is opened yet."""
        self._settings = settings
        self._sign_in = sign_in
        self._request_receipt = request_receipt
        self._session: smtplib.SMTP | None = None

    def check(self) -> None:
        """Open a session and close it.

        Raises:
            ServerError: If that does not work.
        """
        self._open()
        self.close()

    def send(self, envelope: Envelope, message: bytes) -> Outcome:
        """Hand over one message; see `model.ports.Sender`."""
        was_open = self._session is not None
        try:
            return self._hand_over(self._open(), envelope, message)
        except _BrokenError as error:
            self._drop()
            if not was_open:
                return Outcome(Verdict.SERVER_TROUBLE, text=str(error))
        # A server may close a session that was idle. Nothing of this message was accepted, so it goes
        # into a new one.
        try:
            return self._hand_over(self._open(), envelope, message)
        except _BrokenError as error:
            self._drop()
            return Outcome(Verdict.SERVER_TROUBLE, text=str(error))

    def close(self) -> None:
        """End the session in order, if there is one."""
        if self._session is not None:
            leave(self._session)
            self._session = None

    def _open(self) -> smtplib.SMTP:
        if self._session is None:
            self._session = open_session(self._settings, self._sign_in)
        return self._session

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _hand_over(self, session: smtplib.SMTP, envelope: Envelope, message: bytes) -> Outcome:
        hindrance = _hindrance(session, envelope, message)
        if hindrance is not None:
            return hindrance
        commands = self._commands(session, envelope, message)
        replies = _converse(session, commands)
        refused = _refused(envelope.recipients, replies[1:-1])
        mail, data = replies[0], replies[-1]
        if data.code == 354 and mail.is_good and len(refused) < len(envelope.recipients):
            return self._transfer(session, message, refused)
        if data.code == 354:
            # The sender or every recipient was refused and the server waits for text all the same: an empty one
            # (RFC 2920 section 3.1).
            _transmit(session, b".\r\n")
            _receive(session)
        outcome = _refusal(mail, replies[1:-1], data)
        self._reset(session, outcome)
        return outcome

    def _commands(self, session: smtplib.SMTP, envelope: Envelope, message: bytes) -> list[str]:
        """Give the commands before the text, each with the parameters that the server offers."""
        mail = [f"MAIL FROM:<{envelope.sender}>"]
        if session.has_extn("size"):
            mail.append(f"SIZE={len(message)}")
        if not is_ascii(envelope.sender, *envelope.recipients):
            mail += ["SMTPUTF8", "BODY=8BITMIME"]
        receipt = self._request_receipt and session.has_extn("dsn")
        found = _MESSAGE_ID.search(message)
        if receipt:
            mail.append("RET=HDRS")
            mail += [f"ENVID={_xtext(found[1].decode('ascii'))}"] if found else []
        return [" ".join(mail), *(_rcpt(one, receipt=receipt) for one in envelope.recipients), "DATA"]

    def _transfer(self, session: smtplib.SMTP, message: bytes, refused: Sequence[tuple[str, str]]) -> Outcome:
        text = _LEADING_DOT.sub(b"..", message)
        _transmit(session, text if text.endswith(b"\r\n") else text + b"\r\n")
        try:
            session.send(b".\r\n")
            reply = _receive(session)
        except (OSError, _BrokenError) as error:
            self._drop()
            return Outcome(Verdict.UNKNOWN, text=f"no answer after the message's end: {error}")
        if reply.is_good:
            return Outcome(
                Verdict.ACCEPTED, reply.code, enhanced_code(reply.text), reply.text, tuple(refused)
            )
        if reply.code < 400:
            self._drop()
            return Outcome(Verdict.UNKNOWN, max(reply.code, 0), "", reply.text)
        outcome = _outcome(reply, Stage.MESSAGE)
        self._reset(session, outcome)
        return outcome

    def _reset(self, session: smtplib.SMTP, outcome: Outcome) -> None:
        """Make ready for the next message; a server that is closing the session gets a new one."""
        if outcome.verdict is Verdict.SERVER_TROUBLE:
            self._drop()
            return
        try:
            _transmit(session, b"RSET\r\n")
            if not _receive(session).is_good:
                self._drop()
        except _BrokenError:
            self._drop()


def _hindrance(session: smtplib.SMTP, envelope: Envelope, message: bytes) -> Outcome | None:
    """Tell why this server cannot take this message, before it is offered."""
    if not is_ascii(envelope.sender, *envelope.recipients) and not session.has_extn("smtputf8"):
        text = "the address is not ASCII, and the mail server cannot carry such (SMTPUTF8, RFC 6531)"
        return Outcome(Verdict.REFUSED, 0, "5.6.7", text)
    limit = session.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(message):
        text = f"the email has {len(message):,} bytes, and the mail server takes {int(limit):,} at the most"
        return Outcome(Verdict.REFUSED, 0, "5.3.4", text)
    return None


def _rcpt(address: str, *, receipt: bool) -> str:
    command = f"RCPT TO:<{address}>"
    if not receipt:
        return command
    original = f" ORCPT=rfc822;{_xtext(address)}" if address.isascii() else ""
    return f"{command} NOTIFY=FAILURE,DELAY{original}"


def _xtext(text: str) -> str:
    return _XTEXT.sub(lambda found: f"+{ord(found[0]):02X}", text)


def _converse(session: smtplib.SMTP, commands: Sequence[str]) -> list[_Reply]:
    """Say the commands and give their replies, in one packet where the server can (RFC 2920)."""
    if session.has_extn("pipelining"):
        _transmit(session, "".join(f"{one}\r\n" for one in commands).encode())
        return [_receive(session) for _one in commands]
    replies: list[_Reply] = []
    for command in commands:
        if replies and not replies[0].is_good:
            replies.append(replies[0])
            continue
        if command == "DATA" and not any(reply.is_good for reply in replies[1:]):
            replies.append(replies[-1])
            continue
        _transmit(session, f"{command}\r\n".encode())
        replies.append(_receive(session))
    return replies


def _transmit(session: smtplib.SMTP, data: bytes) -> None:
    try:
        session.send(data)
    except OSError as error:
        raise _BrokenError(f"the connection broke: {error.strerror or error}") from error


def _receive(session: smtplib.SMTP) -> _Reply:
    try:
        code, text = session.getreply()
    except smtplib.SMTPResponseException as error:
        raise _BrokenError("the server's answer made no sense") from error
    except (smtplib.SMTPException, OSError) as error:
        raise _BrokenError(f"the connection broke: {error}") from error
    return _Reply(code, text.decode("utf-8", "replace"))


def _refused(recipients: Sequence[str], replies: Sequence[_Reply]) -> list[tuple[str, str]]:
    return [
        (address, f"{reply.code} {reply.text}")
        for address, reply in zip(recipients, replies, strict=True)
        if not reply.is_good
    ]


def _refusal(mail: _Reply, recipients: Sequence[_Reply], data: _Reply) -> Outcome:
    """Give the outcome of a message that was refused before its text: the first refusal counts."""
    if not mail.is_good:
        return _outcome(mail, Stage.MAIL)
    bad = [reply for reply in recipients if not reply.is_good]
    if len(bad) == len(recipients):
        # The first recipient is whom the letter is to; copies come after.
        return _outcome(bad[0], Stage.RCPT)
    return _outcome(data, Stage.DATA)


def _outcome(reply: _Reply, stage: Stage) -> Outcome:
    verdict = verdict_of(reply.code, reply.text, stage)
    return Outcome(verdict, max(reply.code, 0), enhanced_code(reply.text), reply.text)
