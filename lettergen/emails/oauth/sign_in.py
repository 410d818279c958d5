"""Signs in to mail servers with a token that was kept, renewed when need be."""

import time

from oauthlib.oauth2 import WebApplicationClient

from lettergen.emails.oauth.server import RefusedError, ask_for_token, secret_of
from lettergen.emails.oauth.store import TokenStore
from lettergen.emails.oauth.token import Token
from lettergen.emails.registration import Account
from lettergen.errors import ServerError


class TokenSignIn:
    """Signs in an account with OAuth2 (`ports.SignIn`)."""

    def __init__(self, account: Account, store: TokenStore) -> None:
        """Take who signs in and where the token is kept."""
        self._account = account
        self._store = store

    @property
    def user(self) -> str:
        """The name to sign in with."""
        return self._account.user

    def password(self) -> str:
        """Give no password: there is a token instead."""
        raise ServerError(f"{self.user} signs in with a token, and the server asked for a password.")

    def token(self, refused: str = "") -> str:
        """Give an access token that is good now; see `ports.SignIn`.

        Of several processes that find it out of date, one renews it and the others get what it got.
        """
        kept = self._kept()
        if kept.access != refused and kept.is_good(time.time()):
            return kept.access
        with self._store.locked(self._account.key):
            kept = self._kept()
            if kept.access != refused and kept.is_good(time.time()):
                return kept.access
            renewed = renew(self._account, kept)
            self._store.save(self._account.key, renewed)
        return renewed.access

    def _kept(self) -> Token:
        found = self._store.load(self._account.key)
        if found is None:
            raise ServerError(f"{self.user} is not signed in. Run `lettergen login`.")
        return found.token


def renew(account: Account, token: Token) -> Token:
    """Get the next access token (RFC 6749 section 6).

    Raises:
        ServerAwayError: If the authorization server does not answer now.
        ServerError: If the person has to sign in again.
    """
    registration = account.registration
    if not token.refresh:
        raise ServerError(f"{account.user}: the sign-in has ended. Run `lettergen login`.")
    client = WebApplicationClient(registration.client_id)
    body = client.prepare_refresh_body(
        refresh_token=token.refresh, client_id=registration.client_id, **secret_of(registration, token)
    )
    try:
        return ask_for_token(registration, body, before=token)
    except RefusedError as error:
        raise ServerError(
            f"{account.user}: {registration.host} no longer lets us in: {error}. Run `lettergen login`."
        ) from error
