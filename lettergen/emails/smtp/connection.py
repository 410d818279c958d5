"""Opens a session: connected, verified, encrypted, signed in."""

import base64
import smtplib
import ssl
from functools import lru_cache
from typing import Any

from lettergen.emails.providers import PRESETS
from lettergen.emails.smtp.link import Link
from lettergen.errors import InputError, ServerAwayError, ServerError
from lettergen.model.ports import SignIn
from lettergen.settings import SmtpSettings

#: Seconds for QUIT and its answer; nothing depends on it.
_FAREWELL = 5.0


@lru_cache
def trust(ca_file: str) -> ssl.SSLContext:
    """Give what verifies certificates and host names; reading the system's certificates takes 20 ms.

    Raises:
        InputError: If the file of certificates cannot be read.
    """
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise InputError(f"lettergen.toml, [smtp] ca_file: {ca_file} cannot be read: {error}.") from error


def open_session(settings: SmtpSettings, sign_in: SignIn, *, seconds: float) -> Link:
    """Open a session that may send.

    Args:
        settings: Where, and how safe.
        sign_in: Who.
        seconds: How long all of it may take.

    Raises:
        ServerAwayError: If the server cannot be reached now or breaks off.
        ServerError: If it is not who it says or does not let us in; says which setting to look at.
    """
    preset = PRESETS[settings.provider]
    host = settings.host or preset.smtp_host
    if not host:
        raise ServerError("lettergen.toml, [smtp] host: no mail server is set, so nothing can be sent.")
    port = settings.port or preset.smtp_port or (465 if settings.security == "tls" else 587)
    session = _connect(settings, host, port, seconds)
    try:
        session.ehlo_or_helo_if_needed()
        if settings.security == "starttls":
            _encrypt(session, settings, host)
        if settings.auth != "none":
            _sign_in(session, sign_in, host)
    except (smtplib.SMTPException, OSError) as error:
        session.close()
        raise ServerAwayError(
            f"{host}: the session broke off while it was opened: {_words(error)}."
        ) from error
    except BaseException:
        leave(session)
        raise
    return session


def leave(session: Link) -> None:
    """End a session in order if that can still be done, and in any case."""
    try:
        session.allow(_FAREWELL)
        session.quit()
    except (smtplib.SMTPException, OSError):
        session.close()


def _connect(settings: SmtpSettings, host: str, port: int, seconds: float) -> Link:
    at_once = trust(settings.ca_file) if settings.security == "tls" else None
    try:
        return Link(host, port, seconds=seconds, tls=at_once)
    except ssl.SSLCertVerificationError as error:
        raise _not_trusted(host, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAwayError(
            f"{host}, port {port}: cannot be reached: {_words(error)}. "
            "Look at [smtp] host and port in lettergen.toml."
        ) from error


def _encrypt(session: Link, settings: SmtpSettings, host: str) -> None:
    if not session.has_extn("starttls"):
        raise ServerError(
            f"{host}: does not offer STARTTLS. If it speaks TLS at once, set [smtp] security to tls."
        )
    try:
        session.bound()
        session.starttls(context=trust(settings.ca_file))
    except ssl.SSLCertVerificationError as error:
        raise _not_trusted(host, error) from error
    session.ehlo()


def _not_trusted(host: str, error: ssl.SSLCertVerificationError) -> ServerError:
    return ServerError(
        f"{host}: its certificate is not to be trusted: {error.verify_message}. "
        "Nothing was sent. Look at [smtp] host, or name your own authority with [smtp] ca_file."
    )


def _sign_in(session: Link, sign_in: SignIn, host: str) -> None:
    token = sign_in.token()
    remedy = " Set LETTERGEN_SMTP_PASSWORD anew." if token is None else " Run `lettergen login`."
    try:
        if token is None:
            session.login(sign_in.user, sign_in.password())
        else:
            _sign_in_with_token(session, sign_in.user, token, host)
    except smtplib.SMTPAuthenticationError as error:
        # 432, 454 and their like are about the server's state, not about the password (RFC 4954 section 6).
        refusal = ServerAwayError if error.smtp_code < 500 else ServerError
        raise refusal(f"{host}: refused to sign in {sign_in.user}: {_words(error)}.{remedy}") from error
    except smtplib.SMTPNotSupportedError as error:
        raise ServerError(
            f"{host}: offers no way to sign in that we know. Set [smtp] auth to none?"
        ) from error


def _sign_in_with_token(session: Link, user: str, token: str, host: str) -> None:
    """Sign in with an access token: OAUTHBEARER (RFC 7628) or Google's and Microsoft's XOAUTH2."""
    offered = session.esmtp_features.get("auth", "").upper().split()
    if "OAUTHBEARER" in offered:
        mechanism, first = "OAUTHBEARER", f"n,a={user},\x01auth=Bearer {token}\x01\x01"
    elif "XOAUTH2" in offered:
        mechanism, first = "XOAUTH2", f"user={user}\x01auth=Bearer {token}\x01\x01"
    else:
        raise ServerError(f"{host}: offers no sign-in with OAuth2. Set [smtp] auth to password?")
    code, text = session.docmd("AUTH", f"{mechanism} {base64.b64encode(first.encode()).decode()}")
    if code == 334:
        # The refusal comes as a challenge, which an empty answer ends (RFC 7628 section 3.2.3).
        code, text = session.docmd("AQ==" if mechanism == "OAUTHBEARER" else "")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, text)


def _words(error: Any) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return f"{error.smtp_code} {words}".strip()
    return str(getattr(error, "strerror", None) or error).rstrip(".")
