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
from lettergen.model.sasl import OAUTHBEARER_GIVEN_UP, oauthbearer, xoauth2
from lettergen.settings import SmtpSettings

#: Seconds for QUIT and its answer; nothing depends on it.
_FAREWELL = 5.0
#: Octets of a command with its CRLF (RFC 5321 section 4.5.3.1.4), AUTH's first answer included (RFC 4954
#: section 4). Tokens are longer, and Postfix breaks off at 2,048; an answer of its own may have 12,288.
_LONGEST_COMMAND = 512
_GIVE_UP = base64.b64encode(OAUTHBEARER_GIVEN_UP).decode()


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
            _sign_in(session, sign_in, host, port)
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


def _sign_in(session: Link, sign_in: SignIn, host: str, port: int) -> None:
    token = sign_in.token()
    try:
        if token is None:
            session.login(sign_in.user, sign_in.password())
        else:
            _sign_in_with_token(session, sign_in, token, host, port)
    except smtplib.SMTPAuthenticationError as error:
        # 432, 454 and their like are about the server's state, not about the password (RFC 4954 section 6).
        refusal = ServerAwayError if error.smtp_code < 500 else ServerError
        raise refusal(
            f"{host}: refused to sign in {sign_in.user}: {_words(error)}. "
            f"{_remedy(_words(error), has_token=token is not None)}"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise ServerError(
            f"{host}: offers no way to sign in that we know. Set [smtp] auth to none?"
        ) from error


def _remedy(words: str, *, has_token: bool) -> str:
    """Say what to do about a refused sign-in; some servers' words tell more than their code."""
    if "SmtpClientAuthentication is disabled" in words:
        return "Have Authenticated SMTP switched on for this mailbox, by whoever runs Microsoft 365 for you."
    if has_token:
        return "The access token was refused; sign in anew with `lettergen login`."
    if "basic authentication" in words.lower() or "Application-specific password" in words:
        return "It takes no ordinary passwords: make an app password, or use your office's mail relay."
    return "Set LETTERGEN_SMTP_PASSWORD anew."


def _sign_in_with_token(session: Link, sign_in: SignIn, token: str, host: str, port: int) -> None:
    """Sign in with an access token: OAUTHBEARER (RFC 7628) or Google's and Microsoft's XOAUTH2.

    One that is refused though it looked good was withdrawn, or the clocks differ; a new one gets a
    second try.
    """
    try:
        _present(session, sign_in.user, token, host, port)
    except smtplib.SMTPAuthenticationError as error:
        renewed = sign_in.token(refused=token) if error.smtp_code == 535 else token
        if renewed is None or renewed == token:
            raise
        _present(session, sign_in.user, renewed, host, port)


def _present(session: Link, user: str, token: str, host: str, port: int) -> None:
    """Show the server a token.

    Raises:
        SMTPAuthenticationError: If it is refused.
    """
    offered = session.esmtp_features.get("auth", "").upper().split()
    if "OAUTHBEARER" in offered:
        mechanism, first, give_up = "OAUTHBEARER", oauthbearer(user, token, host=host, port=port), _GIVE_UP
    elif "XOAUTH2" in offered:
        mechanism, first, give_up = "XOAUTH2", xoauth2(user, token), ""
    else:
        raise ServerError(f"{host}: offers no sign-in with OAuth2. Set [smtp] auth to password?")
    answer = base64.b64encode(first).decode()
    command = f"{mechanism} {answer}"
    if len(f"AUTH {command}\r\n") <= _LONGEST_COMMAND:
        code, text = session.docmd("AUTH", command)
    else:
        code, text = session.docmd("AUTH", mechanism)
        if code == 334:
            code, text = session.docmd(answer)
    if code == 334:
        # The refusal comes as a challenge, which has to be answered before the code comes.
        code, text = session.docmd(give_up)
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, text)


def _words(error: Any) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return f"{error.smtp_code} {words}".strip()
    return str(getattr(error, "strerror", None) or error).rstrip(".")
