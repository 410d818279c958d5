"""The two ways to sign in: in a browser on this computer, or on any device with a code typed in."""

from collections.abc import Callable
from dataclasses import dataclass

from oauthlib.common import generate_token
from oauthlib.oauth2 import DeviceClient, MismatchingStateError, OAuth2Error, WebApplicationClient

from lettergen.emails.oauth.loopback import Listener
from lettergen.emails.oauth.server import RefusedError, ask_for_device_code, ask_for_token, secret_of
from lettergen.emails.oauth.token import Token
from lettergen.emails.registration import Account, Registration
from lettergen.errors import ServerError, UsageError
from lettergen.model.ports import Clock

#: Seconds a person has to sign in with the browser.
_PATIENCE = 600.0
#: Seconds between two questions whether somebody has signed in (RFC 8628 section 3.2).
_INTERVAL = 5
#: Seconds that a code is good, unless the server says less.
_LONGEST = 1800


@dataclass(frozen=True, slots=True)
class DevicePrompt:
    """What a person has to do in a device flow: open `url` anywhere, and type in `code`."""

    url: str
    code: str


def by_browser(account: Account, open_url: Callable[[str], None], *, patience: float = _PATIENCE) -> Token:
    """Sign in with a browser that comes back to this computer (RFC 6749 section 4.1, RFC 7636).

    Args:
        account: Who, and where.
        open_url: Shows the person that page; must not wait for them.
        patience: Seconds until the browser has to be back.

    Raises:
        ServerAwayError: If the authorization server does not answer now.
        ServerError: If it is not to be trusted, or nobody was signed in.
        UsageError: If it offers no such way.
    """
    registration = account.registration
    if not registration.authorization_url:
        raise UsageError(f"{registration.host} has no page to sign in with a browser; use --device.")
    client = WebApplicationClient(registration.client_id)
    verifier = client.create_code_verifier(64)
    state = generate_token(32)
    with Listener(registration.redirect_host) as listener:
        redirect_uri = listener.redirect_uri
        open_url(_page(account, client, redirect_uri, state, client.create_code_challenge(verifier, "S256")))
        target = listener.wait(patience)
    if target is None:
        raise ServerError(f"Nobody came back from signing in within {patience / 60:.0f} minutes. Try again.")
    code = _code(client, target, state)
    body = client.prepare_request_body(
        code=code, redirect_uri=redirect_uri, code_verifier=verifier, **secret_of(registration)
    )
    return _complete(registration, body)


def _page(
    account: Account, client: WebApplicationClient, redirect_uri: str, state: str, challenge: str
) -> str:
    url: str = client.prepare_request_uri(
        account.registration.authorization_url,
        redirect_uri=redirect_uri,
        scope=list(account.registration.scopes),
        state=state,
        code_challenge=challenge,
        code_challenge_method="S256",
        login_hint=account.user,
        **dict(account.registration.parameters),
    )
    return url


def _code(client: WebApplicationClient, target: str, state: str) -> str:
    """Give the authorization code that the browser brought.

    Raises:
        ServerError: If it brought none, or one that was not asked for.
    """
    try:
        # It came over the loopback interface, where nobody listens in; the library knows https alone.
        answer = client.parse_request_uri_response(f"https://127.0.0.1{target}", state=state)
    except MismatchingStateError as error:
        raise ServerError(
            "The browser came back with an answer to another question than ours, so it was not used. "
            "Try again, and close the pages of earlier tries first."
        ) from error
    except OAuth2Error as error:
        raise _not_signed_in(error.error or "", error.description or "") from error
    return str(answer["code"])


def by_device(account: Account, show: Callable[[DevicePrompt], None], clock: Clock) -> Token:
    """Sign in on any device: a code is shown, typed in there, and waited for (RFC 8628).

    Args:
        account: Who, and where.
        show: Tells the person what to do.
        clock: Waits.

    Raises:
        ServerAwayError: If the authorization server does not answer now.
        ServerError: If it is not to be trusted, or nobody was signed in.
        UsageError: If it offers no such way.
    """
    registration = account.registration
    if not registration.device_url:
        raise UsageError(f"{registration.host} gives no access to mail by device code; leave out --device.")
    try:
        answer = ask_for_device_code(registration)
    except RefusedError as error:
        raise _not_signed_in(error.code, error.words) from error
    show(DevicePrompt(str(answer["verification_uri"]), str(answer["user_code"])))
    client = DeviceClient(registration.client_id)
    body = client.prepare_request_body(
        str(answer["device_code"]), include_client_id=True, **secret_of(registration)
    )
    interval = _seconds(answer.get("interval"), _INTERVAL)
    left = _seconds(answer.get("expires_in"), _LONGEST)
    while left > 0:
        clock.sleep(interval)
        left -= interval
        try:
            return ask_for_token(registration, body)
        except RefusedError as error:
            if error.code == "slow_down":
                interval += 5
            elif error.code != "authorization_pending":
                raise _not_signed_in(error.code, error.words) from error
    raise _not_signed_in("expired_token", "")


def _seconds(value: object, otherwise: int) -> int:
    """Give a number of seconds that a server told, within reason."""
    return min(max(int(value), 1), _LONGEST) if isinstance(value, int | float) else otherwise


def _complete(registration: Registration, body: str) -> Token:
    try:
        return ask_for_token(registration, body)
    except RefusedError as error:
        raise _not_signed_in(error.code, error.words) from error


def _not_signed_in(code: str, words: str) -> ServerError:
    said = f" ({words})" if words else ""
    reasons = {
        "access_denied": "access was denied",
        "expired_token": "the code was not typed in in time",
        "invalid_client": "the app is not known or its secret is wrong: look at [oauth] client_id",
        "unauthorized_client": "the app may not sign people in this way: see docs/signing-in.md",
    }
    return ServerError(f"Nobody was signed in: {reasons.get(code, code or 'no reason given')}{said}.")
