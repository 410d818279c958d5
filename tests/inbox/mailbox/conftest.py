"""Mailboxes of the private servers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from lettergen.inbox.mailbox import ImapMailbox, ImapSentFolder
from lettergen.settings import ImapSettings
from tests.servers.dovecot import PASSWORD


@dataclass
class Person:
    """Signs in with the password, or with a token if there is one (`ports.SignIn`)."""

    user: str
    secret: str = PASSWORD
    bearer: str | None = None
    renewed: str | None = None

    def password(self) -> str:
        return self.secret

    def token(self, refused="") -> str | None:
        return self.renewed if refused and self.renewed else self.bearer


@pytest.fixture
def open_mailbox() -> Iterator[Callable[..., ImapMailbox]]:
    """Gives a mailbox of a server for a user; closed at the end."""
    opened = []

    def open_(server, sign_in, **settings) -> ImapMailbox:
        if isinstance(sign_in, str):
            sign_in = Person(sign_in)
        values = {"host": "localhost", "ca_file": server.ca_file, "timeout": 20.0, **settings}
        values.setdefault("port", getattr(server, "imaps_port", getattr(server, "port", 0)))
        mailbox = ImapMailbox(ImapSettings(**values), sign_in)
        opened.append(mailbox)
        return mailbox

    yield open_
    for mailbox in opened:
        mailbox.close()


@pytest.fixture
def open_sent() -> Iterator[Callable[..., ImapSentFolder]]:
    """Gives the Sent folder of a server for a user; closed at the end."""
    opened = []

    def open_(server, user) -> ImapSentFolder:
        port = getattr(server, "imaps_port", getattr(server, "port", 0))
        settings = ImapSettings(host="localhost", port=port, ca_file=server.ca_file)
        folder = ImapSentFolder(settings, Person(user))
        opened.append(folder)
        return folder

    yield open_
    for folder in opened:
        folder.close()


def mail(number: int, body: str = "Hello") -> bytes:
    """Give a small message."""
    return f"From: a@party.example\r\nSubject: Number {number}\r\n\r\n{body}\r\n".encode()
