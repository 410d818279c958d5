import pytest

from lettergen.emails import SmtpSender
from lettergen.settings import SmtpSettings
from tests.servers.faulty import faulty_smtp


class SignIn:
    """Signs in with a password or, if there is one, a token."""

    def __init__(self, user="letters@protection.example", password="", token=None, renewed=None):
        self.user = user
        self._password, self._token, self._renewed = password, token, renewed

    def password(self):
        return self._password

    def token(self, refused=""):
        return self._renewed if refused and self._renewed else self._token


@pytest.fixture
def faulty(tmp_path):
    with faulty_smtp(tmp_path) as server:
        server.stall = 1.5
        yield server


@pytest.fixture
def sender_to():
    """Makes senders and closes them in the end."""
    senders = []

    def make(server, sign_in=None, **settings):
        defaults = {"security": "starttls", "timeout": 5.0}
        smtp = SmtpSettings(
            **{"host": server.host, "port": server.port, "ca_file": str(server.ca_file)} | defaults | settings
        )
        password = getattr(server, "password", "")
        senders.append(SmtpSender(smtp, sign_in or SignIn(password=password)))
        return senders[-1]

    yield make
    for sender in senders:
        sender.close()


@pytest.fixture
def to_faulty(faulty, sender_to):
    """A sender to the faulty server, and impatient."""
    return sender_to(faulty, security="tls", auth="none", timeout=0.7)
