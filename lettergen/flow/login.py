"""Signing in with OAuth2: who has to, how they do, and what is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from lettergen.emails import Account, accounts
from lettergen.emails.oauth import DevicePrompt, Kept, TokenStore, by_browser, by_device
from lettergen.errors import UsageError
from lettergen.model.ports import Clock
from lettergen.settings import Settings

__all__ = ["Account", "DevicePrompt", "SignedIn", "accounts_to_sign_in", "sign_in", "sign_out", "status"]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account with its token: `where` it is kept is empty if there is none.

    `until` is when the access token ends, None if nobody said; `renews` says that the next one comes by
    itself.
    """

    user: str
    server: str
    where: str = ""
    until: datetime | None = None
    renews: bool = False


def accounts_to_sign_in(settings: Settings) -> list[Account]:
    """Give the accounts that sign in with OAuth2.

    Raises:
        UsageError: If none does.
        FaultyInputError: If the settings do not say enough.
    """
    found = accounts(settings)
    if not found:
        raise UsageError(
            'lettergen.toml: nothing here signs in with OAuth2. Set auth = "oauth2" under [smtp] and [imap], '
            "and the [oauth] table; docs/signing-in.md goes through it step by step."
        )
    return found


def sign_in(
    account: Account,
    *,
    secret: str,
    open_url: Callable[[str], None],
    show: Callable[[DevicePrompt], None] | None,
    clock: Clock,
) -> SignedIn:
    """Have a person sign in, and keep the token.

    Args:
        account: Who.
        secret: The app's secret where it needs one; may be empty.
        open_url: Shows the person a page in a browser.
        show: Tells the person to type in a code on any device; None to sign in with a browser here.
        clock: Waits.

    Raises:
        ServerError: If that does not work; says why.
    """
    account = replace(account, registration=replace(account.registration, client_secret=secret))
    token = by_browser(account, open_url) if show is None else by_device(account, show, clock)
    store = TokenStore()
    with store.locked(account.key):
        return _signed_in(account, store.save(account.key, token))


def status(account: Account) -> SignedIn:
    """Say whether an account is signed in; asks no server."""
    return _signed_in(account, TokenStore().load(account.key))


def sign_out(account: Account) -> None:
    """Forget an account's token."""
    store = TokenStore()
    with store.locked(account.key):
        store.remove(account.key)


def _signed_in(account: Account, kept: Kept | None) -> SignedIn:
    if kept is None:
        return SignedIn(account.user, account.registration.host)
    ends = kept.token.expires_at
    until = datetime.fromtimestamp(ends, UTC).replace(microsecond=0) if ends else None
    return SignedIn(
        account.user, account.registration.host, kept.where, until, renews=bool(kept.token.refresh)
    )
