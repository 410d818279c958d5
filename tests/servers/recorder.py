"""An SMTP server in this process that records what it gets and answers as it is told."""

import asyncio
import base64
import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers import needs
from tests.servers.certificates import Authority
from tests.servers.dovecot import PASSWORD


@dataclass(frozen=True)
class Received:
    """One message as it came over the wire; `user` signed in to hand it over."""

    user: str
    sender: str
    recipients: tuple[str, ...]
    content: bytes
    mail_options: tuple[str, ...]
    recipient_options: tuple[tuple[str, ...], ...]


@dataclass
class Recorder:
    """What came, and what to answer.

    `at_recipient` maps an address to the reply at RCPT, `at_data` an address to the reply after the
    message's end; both as ``450 4.2.0 later``. `tokens` maps users to OAuth2 tokens.
    """

    ca_file: str
    port: int = 0
    host: str = "localhost"
    password: str = PASSWORD
    received: list[Received] = field(default_factory=list)
    at_recipient: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    _options: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse one recipient."""
        if address in self.at_recipient:
            return self.at_recipient[address]
        envelope.rcpt_tos.append(address)
        self._options[address] = tuple(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd calls it so)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Record the message, unless it is to be refused."""
        for address in envelope.rcpt_tos:
            if address in self.at_data:
                return self.at_data[address]
        content = envelope.content
        self.received.append(
            Received(
                user=str(session.auth_data or ""),
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=content if isinstance(content, bytes) else str(content).encode(),
                mail_options=tuple(envelope.mail_options),
                recipient_options=tuple(self._options[one] for one in envelope.rcpt_tos),
            )
        )
        return "250 2.0.0 recorded"

    def check_password(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        """Let in whoever knows the password."""
        right = data.password.decode() == self.password
        return AuthResult(success=right, handled=False, auth_data=data.login.decode())

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 (aiosmtpd calls it so)
        """Let in whoever has the user's token; a wrong one is told why first, as Google does."""
        answer = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        return await self._by_token(server, _fields(answer), "user")

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 (aiosmtpd calls it so)
        """The same by RFC 7628."""
        answer = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
        return await self._by_token(server, _fields(answer), "a")

    async def _by_token(self, server: SMTP, fields: dict[str, str], name: str) -> AuthResult:
        user = fields.get(name, "")
        token = fields.get("auth", "").removeprefix("Bearer ")
        right = bool(token) and self.tokens.get(user) == token
        if not right:
            await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=right, handled=False, auth_data=user)


def _fields(answer: Any) -> dict[str, str]:
    text = answer.decode() if isinstance(answer, bytes) else ""
    parts = text.replace(",", "\x01").split("\x01")
    return dict(part.split("=", 1) for part in parts if "=" in part)


@contextlib.contextmanager
def recording_smtp(folder: Path, *, sign_in: bool = True, size_limit: int = 30_000_000) -> Iterator[Recorder]:
    """Run a recorder with STARTTLS; `folder` takes its certificate."""
    authority = Authority(folder)
    certificate, key = authority.issue("smtp")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    recorder = Recorder(ca_file=str(authority.ca_file))
    options = {
        "hostname": "127.0.0.1",
        "tls_context": context,
        "require_starttls": True,
        "authenticator": recorder.check_password,
        "auth_required": sign_in,
        "auth_require_tls": True,
        "enable_SMTPUTF8": True,
        "data_size_limit": size_limit,
        "ready_timeout": 30,
    }
    controller = _started(recorder, options)
    try:
        yield recorder
    finally:
        asyncio.run_coroutine_threadsafe(_sessions_ended(), controller.loop).result()
        controller.stop()


async def _sessions_ended() -> None:
    """Let sessions whose client has just left come to their end, or they are left half open."""
    sessions = asyncio.all_tasks() - {asyncio.current_task()}
    if sessions:
        await asyncio.wait(sessions, timeout=2)
    await asyncio.sleep(0.05)


def _started(recorder: Recorder, options: dict[str, Any]) -> Controller:
    """Start to listen; the port is drawn anew while it is taken."""
    for _ in range(5):
        recorder.port = needs.free_port()
        controller = Controller(recorder, port=recorder.port, **options)
        with contextlib.suppress(OSError):
            controller.start()
            return controller
    raise RuntimeError("no free port for the recorder")
