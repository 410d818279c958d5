"""Asks an authorization server; the only place that speaks HTTP."""

import functools
import json
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from oauthlib.oauth2 import MissingTokenError, OAuth2Error
from oauthlib.oauth2.rfc6749.parameters import parse_token_response

from lettergen.emails.oauth.token import Token
from lettergen.emails.registration import Registration
from lettergen.errors import InputError, ServerAwayError, ServerError

#: The longest answer that is read, in bytes.
_MOST = 1_000_000
#: Errors that are about the server and not about us (RFC 6749 section 4.1.2.1).
_AWAY = ("server_error", "temporarily_unavailable")


class RefusedError(Exception):
    """The server understood and said no: `code` in the standard's word, `words` for a person."""

    def __init__(self, code: str, words: str) -> None:
        """Take the error code and its description."""
        self.code = code
        self.words = words
        super().__init__(f"{code}: {words}" if words else code)


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: a token must not be asked for anywhere else than where it was meant to be."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuse."""


@functools.lru_cache(maxsize=4)
def _opener(ca_file: str) -> OpenerDirector:
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise InputError(f"lettergen.toml, [oauth] ca_file: {ca_file} cannot be read: {error}.") from error
    return build_opener(ProxyHandler(), HTTPSHandler(context=context), _NoRedirect())


def ask_for_token(registration: Registration, body: str, *, before: Token | None = None) -> Token:
    """Ask the token endpoint (RFC 6749 section 3.2).

    Args:
        registration: Where, and as which app.
        body: The request, form-encoded.
        before: The token that is renewed; the server may leave its refresh token as it was.

    Raises:
        RefusedError: If there is none.
        ServerAwayError: If the server does not answer now.
        ServerError: If it is not to be trusted, or its answer makes no sense.
    """
    answer = _ask(registration, registration.token_url, body)
    now = time.time()
    try:
        # Which scopes we got the mail server says better: some leave out those that it does not need.
        found = parse_token_response(json.dumps(answer))
        expires_in = found.get("expires_in")
        return Token(
            access=str(found["access_token"]),
            expires_at=now + float(expires_in) if expires_in else None,
            refresh=str(found.get("refresh_token") or (before.refresh if before else "")),
            client_secret=registration.client_secret or (before.client_secret if before else ""),
        )
    except (MissingTokenError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise _senseless(registration) from error
    except OAuth2Error as error:
        raise _refusal(registration, error.error or "", error.description or "") from error


def ask_for_device_code(registration: Registration) -> dict[str, Any]:
    """Begin a device flow (RFC 8628 section 3.1); gives the server's answer.

    Raises:
        RefusedError: If the server does not want to.
        ServerAwayError: If it does not answer now.
        ServerError: If it is not to be trusted, or its answer makes no sense.
    """
    fields = {"client_id": registration.client_id, "scope": " ".join(registration.scopes)}
    answer = _ask(registration, registration.device_url, urlencode(fields))
    if "error" in answer:
        raise _refusal(registration, str(answer["error"]), str(answer.get("error_description", "")))
    if not {"device_code", "user_code", "verification_uri"} <= answer.keys():
        raise _senseless(registration)
    return answer


def secret_of(registration: Registration, before: Token | None = None) -> Mapping[str, str]:
    """Give the field with the app's secret, or nothing where there is none (a public client)."""
    secret = registration.client_secret or (before.client_secret if before else "")
    return {"client_secret": secret} if secret else {}


def _refusal(registration: Registration, code: str, words: str) -> Exception:
    if code in _AWAY:
        return ServerAwayError(f"{registration.host}: cannot give access now: {words or code}.")
    # Microsoft adds trace numbers on further lines.
    return RefusedError(code, words.strip().split("\n")[0].strip().rstrip("."))


def _senseless(registration: Registration) -> ServerError:
    return ServerError(
        f"{registration.host}: answered, but not as an authorization server does. "
        "Look at the [oauth] table in lettergen.toml."
    )


def _ask(registration: Registration, url: str, body: str) -> dict[str, Any]:
    try:
        answer = json.loads(_post(registration, url, body))
    except ValueError as error:
        raise _senseless(registration) from error
    if not isinstance(answer, dict):
        raise _senseless(registration)
    return answer


def _post(registration: Registration, url: str, body: str) -> str:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    request = Request(url, body.encode("ascii"), headers)  # noqa: S310 (https is made sure of with the settings)
    host = urlsplit(url).hostname
    try:
        with _opener(registration.ca_file).open(request, timeout=registration.timeout) as answer:
            return _text(answer.read(_MOST))
    except HTTPError as error:
        with error:
            if error.code == 429 or error.code >= 500:
                raise ServerAwayError(f"{host}: cannot give access now: {error.code}.") from error
            # Refusals come with 400 or 401 (RFC 6749 section 5.2).
            return _text(error.read(_MOST))
    except (URLError, OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, ssl.SSLCertVerificationError):
            raise ServerError(
                f"{host}: its certificate is not to be trusted: {reason.verify_message}. No token was asked "
                "for. If it is your office's own, name its authority with [oauth] ca_file."
            ) from error
        words = getattr(reason, "strerror", None) or reason
        raise ServerAwayError(f"{host}: cannot be reached, so nobody can sign in: {words}.") from error


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
