"""Hands messages over, one after the other in one session; every answer becomes an outcome."""

import re
import smtplib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from lettergen.emails.addresses import is_ascii
from lettergen.emails.retry import Stage, enhanced_code, verdict_of
from lettergen.emails.smtp.connection import leave, open_session
from lettergen.emails.smtp.link import Link
from lettergen.model.ports import SignIn
from lettergen.model.sendings import Envelope, Outcome, Verdict
from lettergen.settings import SmtpSettings

_MESSAGE_ID = re.compile(rb"(?mi)^Message-ID:\s*<([!-~]+?)@")
# What xtext must escape (RFC 3461 section 4).
_XTEXT = re.compile(r"[^!-*,-<>-~]")

# How long each phase of an attempt may take, in times of the setting `timeout` (60 s by default). RFC 5321
# section 4.5.3.2.6 wants 10 minutes for the answer to a message's end: who gives up sooner does not know.
_OPENING, _OFFERING, _ENDING = 3, 3, 10
#: Octets a second of the slowest uplink that still counts as one.
_SLOWEST = 20_000
#: Seconds after which a session is asked whether it still lives.
_IDLE = 10.0


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's answer: `code` -1 is a line without one."""

    code: int
    text: str

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300


_NOT_ASKED = _Reply(0, "not asked")


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
        self._session: Link | None = None
        self._used_at = 0.0

    def check(self) -> None:
        """Open a session and close it.

        Raises:
            ServerError: If that does not work.
        """
        self._open()
        self.close()

    def ready(self) -> None:
        """Have a session open; see `model.ports.Sender`. One that was idle is asked whether it lives."""
        if self._session is not None and time.monotonic() - self._used_at > _IDLE:
            self._ask(self._session, "NOOP")
        self._open()

    def longest(self, size: int) -> timedelta:
        """Give the time after which `send` has certainly ended; see `model.ports.Sender`."""
        phases = 1 + _OPENING + _OFFERING + _ENDING
        return timedelta(seconds=self._settings.timeout * phases + size / _SLOWEST)

    def send(self, envelope: Envelope, message: bytes) -> Outcome:
        """Hand over one message; see `model.ports.Sender`."""
        was_open, began = self._session is not None, time.monotonic()
        outcome = self._try(envelope, message)
        is_closing = outcome.verdict is Verdict.SERVER_TROUBLE and outcome.code in (0, 421)
        if was_open and is_closing and time.monotonic() - began < self._settings.timeout:
            # A server may close a session between messages, because it was idle or has served enough.
            # Nothing of this message was accepted, so it goes into a new one.
            outcome = self._try(envelope, message)
        return outcome

    def close(self) -> None:
        """End the session in order, if there is one."""
        if self._session is not None:
            leave(self._session)
            self._session = None

    def _open(self) -> Link:
        if self._session is None:
            seconds = self._settings.timeout * _OPENING
            self._session = open_session(self._settings, self._sign_in, seconds=seconds)
            self._used_at = time.monotonic()
        return self._session

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _try(self, envelope: Envelope, message: bytes) -> Outcome:
        session = self._open()
        session.allow(self._settings.timeout * _OFFERING + len(message) / _SLOWEST)
        try:
            return self._hand_over(session, envelope, message)
        except _BrokenError as error:
            self._drop()
            return Outcome(Verdict.SERVER_TROUBLE, text=str(error))
        except BaseException:
            # Stopped by hand: whatever would be said in this session now were part of the message.
            self._drop()
            raise
        finally:
            self._used_at = time.monotonic()

    def _hand_over(self, session: Link, envelope: Envelope, message: bytes) -> Outcome:
        hindrance = _hindrance(session, envelope, message)
        if hindrance is not None:
            return hindrance
        mail, recipients, data = _offer(session, self._commands(session, envelope, message))
        if mail.is_good and recipients[0].is_good and data.code == 354:
            return self._transfer(session, message, _refused(envelope.recipients, recipients))
        if data.code == 354:
            # The letter was refused and the server waits for its text all the same: an empty one
            # (RFC 2920 section 3.1).
            _transmit(session, b".\r\n")
            _receive(session)
        outcome = _refusal(mail, recipients, data)
        self._make_ready(session, outcome)
        return outcome

    def _commands(self, session: Link, envelope: Envelope, message: bytes) -> list[str]:
        """Give the commands before DATA, each with the parameters that the server offers."""
        mail = [f"MAIL FROM:<{envelope.sender}>"]
        if session.has_extn("size"):
            mail.append(f"SIZE={len(message)}")
        if _needs_utf8(envelope, message):
            mail += ["SMTPUTF8", "BODY=8BITMIME"]
        receipt = self._request_receipt and session.has_extn("dsn")
        found = _MESSAGE_ID.search(message)
        if receipt:
            mail.append("RET=HDRS")
            mail += [f"ENVID={_xtext(found[1].decode('ascii'))}"] if found else []
        return [" ".join(mail), *(_rcpt(one, receipt=receipt) for one in envelope.recipients)]

    def _transfer(self, session: Link, message: bytes, refused: Sequence[tuple[str, str]]) -> Outcome:
        _transmit(session, _stuffed(message))
        session.allow(self._settings.timeout * _ENDING)
        try:
            _transmit(session, b".\r\n")
            reply = _receive(session)
        except _BrokenError as error:
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
        self._make_ready(session, outcome)
        return outcome

    def _make_ready(self, session: Link, outcome: Outcome) -> None:
        """Make ready for the next message; a server that is closing the session gets a new one."""
        if outcome.verdict is Verdict.SERVER_TROUBLE:
            self._drop()
        else:
            session.allow(self._settings.timeout)
            self._ask(session, "RSET")

    def _ask(self, session: Link, command: str) -> None:
        """Say a command that every server takes; a session that does not is given up."""
        try:
            session.allow(self._settings.timeout)
            _transmit(session, f"{command}\r\n".encode())
            if not _receive(session).is_good:
                self._drop()
        except _BrokenError:
            self._drop()


def _hindrance(session: Link, envelope: Envelope, message: bytes) -> Outcome | None:
    """Tell why this server cannot take this message, before it is offered."""
    if _needs_utf8(envelope, message) and not session.has_extn("smtputf8"):
        # An own address that is not ASCII bars every letter, a recipient's only that one's.
        verdict = Verdict.REFUSED if is_ascii(envelope.sender) else Verdict.OUR_TROUBLE
        text = "an address is not ASCII, and the mail server cannot carry such (SMTPUTF8, RFC 6531)"
        return Outcome(verdict, 0, "5.6.7", text)
    limit = session.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(message):
        text = (
            f"the email has {len(message):,} bytes, and the mail server takes {int(limit):,} at the most; "
            "make the letter's pictures or the attachments smaller"
        )
        return Outcome(Verdict.OUR_TROUBLE, 0, "5.3.4", text)
    return None


def _needs_utf8(envelope: Envelope, message: bytes) -> bool:
    # Our own emails are ASCII throughout, but for an address in their header that is not.
    return not (is_ascii(envelope.sender, *envelope.recipients) and message.isascii())


def _stuffed(message: bytes) -> bytes:
    """Double the dots that lines begin with (RFC 5321 section 4.5.2), and end the last line.

    Those after a bare LF too, which some servers take for a line's end.
    """
    text = message.replace(b"\n.", b"\n..")
    text = b"." + text if text.startswith(b".") else text
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def _rcpt(address: str, *, receipt: bool) -> str:
    command = f"RCPT TO:<{address}>"
    if not receipt:
        return command
    original = f" ORCPT=rfc822;{_xtext(address)}" if address.isascii() else ""
    return f"{command} NOTIFY=FAILURE,DELAY{original}"


def _xtext(text: str) -> str:
    return _XTEXT.sub(lambda found: f"+{ord(found[0]):02X}", text)


def _offer(session: Link, commands: Sequence[str]) -> tuple[_Reply, list[_Reply], _Reply]:
    """Say MAIL, RCPT and DATA; give the replies to MAIL, to each RCPT and to DATA.

    With one recipient, DATA goes in the same packet. With several, only when the first, whom the letter
    is to, was taken: the others must not get copies of a letter that did not go out.
    """
    if session.has_extn("pipelining"):
        group = [*commands, "DATA"] if len(commands) == 2 else commands
        replies = _pipelined(session, group)
    else:
        replies = _one_by_one(session, commands)
    mail, *recipients = replies[: len(commands)]
    if len(replies) > len(commands):
        return mail, recipients, replies[-1]
    if not (mail.is_good and recipients[0].is_good):
        return mail, recipients, _NOT_ASKED
    return mail, recipients, _pipelined(session, ["DATA"])[0]


def _pipelined(session: Link, commands: Sequence[str]) -> list[_Reply]:
    """Say commands in one packet (RFC 2920) and give their replies."""
    _transmit(session, "".join(f"{one}\r\n" for one in commands).encode())
    return [_receive(session) for _one in commands]


def _one_by_one(session: Link, commands: Sequence[str]) -> list[_Reply]:
    """Say commands one after the other; what follows a refused first one is not asked."""
    replies = _pipelined(session, commands[:1])
    for command in commands[1:]:
        replies += _pipelined(session, [command]) if replies[0].is_good else [_NOT_ASKED]
    return replies


def _transmit(session: Link, data: bytes) -> None:
    try:
        session.send(data)
    except OSError as error:
        raise _BrokenError(f"the connection broke: {error.strerror or error}") from error


def _receive(session: Link) -> _Reply:
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
    # The first recipient is whom the letter is to; copies come after.
    if not recipients[0].is_good:
        return _outcome(recipients[0], Stage.RCPT)
    return _outcome(data, Stage.DATA)


def _outcome(reply: _Reply, stage: Stage) -> Outcome:
    verdict = verdict_of(reply.code, reply.text, stage)
    return Outcome(verdict, max(reply.code, 0), enhanced_code(reply.text), reply.text)
