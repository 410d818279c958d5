"""The app that an office has registered with its mail provider, and where that provider is asked."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lettergen.emails.providers import PRESETS
from lettergen.errors import Fault, FaultyInputError
from lettergen.settings import FILE_NAME, MailboxSettings, Settings, SmtpSettings


@dataclass(frozen=True, slots=True)
class Registration:
    """What an authorization server is asked with (RFC 6749 section 2).

    The URLs may be empty where the provider offers no such way. `redirect_host` is what the browser is
    sent back to. `needs_secret`: even a program on a desktop has to show the app's secret, as with
    Google. `parameters` go to the page where people sign in. `timeout` is in seconds.
    """

    client_id: str
    authorization_url: str
    device_url: str
    token_url: str
    scopes: tuple[str, ...]
    redirect_host: str
    needs_secret: bool
    parameters: tuple[tuple[str, str], ...]
    ca_file: str
    timeout: float
    client_secret: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """The authorization server's name."""
        return urlsplit(self.token_url).hostname or self.token_url


@dataclass(frozen=True, slots=True)
class Account:
    """Who signs in with OAuth2, and where."""

    user: str
    registration: Registration

    @property
    def key(self) -> str:
        """What its token is kept under."""
        return f"{self.user} at {self.registration.host} for {self.registration.client_id}"


def accounts(settings: Settings) -> list[Account]:
    """Give the accounts that sign in with OAuth2, each once, the sending one first.

    Raises:
        FaultyInputError: If the settings do not say enough for one of them.
    """
    found = [account(settings, table) for table in _tables(settings)]
    return list({one.key: one for one in found}.values())


def account(settings: Settings, table: SmtpSettings | MailboxSettings) -> Account:
    """Give who signs in to one of the servers.

    Raises:
        FaultyInputError: If the settings do not say enough.
    """
    found, faults = _registration(settings, table.provider)
    if faults:
        raise FaultyInputError(faults)
    return Account(table.user or settings.sender.email, found)


def oauth_faults(settings: Settings) -> list[Fault]:
    """Find what is missing or wrong in the [oauth] table, if any server is signed in to with OAuth2."""
    found = [fault for table in _tables(settings) for fault in _registration(settings, table.provider)[1]]
    return list(dict.fromkeys(found))


def _tables(settings: Settings) -> list[SmtpSettings | MailboxSettings]:
    """Give the servers that are signed in to with OAuth2."""
    further = settings.further_mailboxes.values()
    servers: tuple[SmtpSettings | MailboxSettings, ...] = (settings.smtp, settings.imap, *further)
    return [one for one in servers if one.auth == "oauth2"]


def _registration(settings: Settings, provider: str) -> tuple[Registration, list[Fault]]:
    oauth, preset = settings.oauth, PRESETS[provider].authorization
    registration = Registration(
        client_id=oauth.client_id,
        client_secret=oauth.client_secret,
        authorization_url=oauth.authorization_url or preset.authorization_url.format(tenant=oauth.tenant),
        device_url=oauth.device_url or preset.device_url.format(tenant=oauth.tenant),
        token_url=oauth.token_url or preset.token_url.format(tenant=oauth.tenant),
        scopes=oauth.scopes or preset.scopes,
        redirect_host=preset.redirect_host,
        needs_secret=preset.needs_secret,
        parameters=preset.parameters,
        ca_file=oauth.ca_file,
        timeout=oauth.timeout,
    )
    return registration, list(_faults(settings, registration))


def _faults(settings: Settings, registration: Registration) -> list[Fault]:
    file = settings.path(FILE_NAME)
    faults = []
    if not registration.client_id:
        what = "is needed to sign in with OAuth2: the number of the app that your office has registered."
        faults.append(Fault(file, what, "See docs/signing-in.md.", place="[oauth] client_id"))
    if not registration.token_url:
        what = "is needed to sign in with OAuth2, since [smtp] or [imap] name no provider that we know."
        faults.append(Fault(file, what, place="[oauth] token_url"))
    if registration.token_url and not (registration.authorization_url or registration.device_url):
        what = "is needed to sign in with OAuth2; or device_url."
        faults.append(Fault(file, what, place="[oauth] authorization_url"))
    for name in ("authorization_url", "device_url", "token_url"):
        url = getattr(registration, name)
        if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
            faults.append(Fault(file, f"must begin with https://, not `{url}`.", place=f"[oauth] {name}"))
    return faults
