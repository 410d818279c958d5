"""Opens a session, signs in to it and keeps it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import imaplib2

from lettergen.errors import InputError, ServerError
from lettergen.inbox.mailbox.folders import FolderError
from lettergen.inbox.mailbox.link import Link, in_words, trust
from lettergen.model.ports import SignIn
from lettergen.model.sasl import OAUTHBEARER_GIVEN_UP, oauthbearer, xoauth2
from lettergen.settings import MailboxSettings, variable_name

_PROVIDER_HOSTS = {"microsoft365": "outlook.office365.com", "google": "imap.gmail.com"}
_PORTS = {"tls": 993, "starttls": 143}


@dataclass(frozen=True, slots=True)
class Account:
    """Which server, and who signs in to it; `table` is where the settings say so."""

    settings: MailboxSettings
    sign_in: SignIn
    table: str = "imap"

    @property
    def host(self) -> str:
        """The server's name.

        Raises:
            InputError: If the settings name none.
        """
        host = self.settings.host or _PROVIDER_HOSTS.get(self.settings.provider, "")
        if not host:
            raise InputError(
                f"lettergen.toml, [{self.table}] host: no mailbox is named. Give the server's name."
            )
        return host

    @property
    def port(self) -> int:
        """The server's port."""
        return self.settings.port or _PORTS[self.settings.security]

    @property
    def name(self) -> str:
        """The account as the log knows it."""
        user = self.sign_in.user
        return user if "@" in user else f"{user}@{self.host}"


class Session:
    """Keeps one session from call to call, and opens another when it has broken."""

    def __init__(self, account: Account) -> None:
        """Take the account; nothing is opened yet."""
        self.account = account
        self._link: Link | None = None
        self._in_use = False

    @contextlib.contextmanager
    def link(self) -> Iterator[Link]:
        """Give the session for some commands.

        Raises:
            ServerError: For whatever goes wrong with them. The session ends, unless it was only
                about one folder (`FolderError`).
        """
        if self._link is None or not self._link.is_alive:
            self.close()
            self._link = connect(self.account)
        link = self._link
        self._in_use = True
        try:
            with in_words(self.account.host, self.account.table):
                yield link
        except FolderError:
            raise
        except BaseException:
            # Answers may still be under way that nobody waits for any more.
            self._link = None
            link.end(at_once=True)
            raise
        finally:
            self._in_use = False

    def close(self) -> None:
        """End the session in order; one that is in use is hung up on.

        That happens when a signal ends a wait: whoever waits then gets a `ServerError`.
        """
        if self._link is None:
            return
        if self._in_use:
            # Nothing that takes a lock, for the signal may have come while we hold it.
            self._link.shutdown()
            return
        link, self._link = self._link, None
        link.end()


def connect(account: Account) -> Link:
    """Open a session and sign in.

    Raises:
        ServerError: If the server cannot be reached or trusted, or refuses the sign-in.
        InputError: If the settings cannot be right.
    """
    settings, host, where = account.settings, account.host, f"{account.host}:{account.port}"
    context = trust(settings.ca_file)
    with in_words(where, account.table):
        link = Link(host, account.port, security=settings.security, context=context, timeout=settings.timeout)
    try:
        with in_words(where, account.table):
            if settings.security == "starttls":
                _begin_tls(link, account.table)
            _sign_in(link, account)
            link.enable_qresync()
    except BaseException:
        link.end(at_once=True)
        raise
    return link


def _begin_tls(link: Link, table: str) -> None:
    # Who greets as if we had signed in already (PREAUTH) keeps us from asking for TLS: that is how
    # somebody in between would read on (RFC 9051 section 11.1).
    if link.state != "NONAUTH" or not link.offers("STARTTLS"):
        raise ServerError(
            f'{link.host} does not offer STARTTLS. Nothing was sent; try [{table}] security = "tls".'
        )
    link.starttls()


def _sign_in(link: Link, account: Account) -> None:
    sign_in = account.sign_in
    token = sign_in.token()
    try:
        if token is None:
            _by_password(link, sign_in)
        else:
            _by_token(link, sign_in, token)
    except imaplib2.IMAP4.abort:
        raise
    except imaplib2.IMAP4.error as error:
        raise ServerError(
            f"{link.host} refused the sign-in of {sign_in.user}: {_reason(error)}. "
            f"{_remedy(account.table, token)}"
        ) from error
    # What a server can do often grows with the sign-in; it tells unasked or when asked.
    with_capabilities = link.capability()[1][-1]
    if with_capabilities:
        link.capabilities = tuple(with_capabilities.decode("ascii", "replace").upper().split())


def _by_password(link: Link, sign_in: SignIn) -> None:
    user, password = sign_in.user, sign_in.password()
    if link.offers("AUTH=PLAIN"):
        # RFC 4616, and unlike LOGIN it carries any character.
        link.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    elif link.offers("LOGINDISABLED"):
        raise ServerError(
            f'{link.host} takes no passwords. Try [imap] auth = "oauth2" and `lettergen login`.'
        )
    else:
        link.login(_quoted(user), password)


def _by_token(link: Link, sign_in: SignIn, token: str) -> None:
    try:
        _present(link, sign_in.user, token)
    except imaplib2.IMAP4.abort:
        raise
    except imaplib2.IMAP4.error:
        # It looked good, but was withdrawn or the clocks differ: a new one gets a second try.
        renewed = sign_in.token(refused=token)
        if renewed is None or renewed == token:
            raise
        _present(link, sign_in.user, renewed)


def _present(link: Link, user: str, token: str) -> None:
    # An error comes as a challenge that wants an answer before the refusal (RFC 7628 section 3.2.3).
    if link.offers("AUTH=OAUTHBEARER"):
        bearer = oauthbearer(user, token, host=link.host, port=link.port)
        link.authenticate("OAUTHBEARER", lambda challenge: OAUTHBEARER_GIVEN_UP if challenge else bearer)
    elif link.offers("AUTH=XOAUTH2"):
        blob = xoauth2(user, token)
        link.authenticate("XOAUTH2", lambda challenge: b"" if challenge else blob)
    else:
        raise ServerError(f"{link.host} takes no access tokens (OAUTHBEARER, XOAUTH2).")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reason(error: Exception) -> str:
    argument = error.args[0] if error.args else ""
    text = argument.decode("utf-8", "replace") if isinstance(argument, bytes) else str(argument)
    return text.rstrip(".") or "without a reason"


def _remedy(table: str, token: str | None) -> str:
    if token is None:
        return f"Check [{table}] user and {variable_name(table, 'password')}."
    return "The access token was refused; sign in anew with `lettergen login`."
