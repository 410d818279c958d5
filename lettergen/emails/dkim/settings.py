"""Settings to a signer."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from lettergen.emails.addresses import address_of
from lettergen.emails.dkim.signer import Signer
from lettergen.emails.private import NotPrivateError, read_private
from lettergen.errors import Fault, InputError
from lettergen.settings import FILE_NAME, Settings

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")


def dkim_faults(settings: Settings) -> list[Fault]:
    """Find what is missing or wrong in the [dkim] table, the key itself apart."""
    return list(_faults(settings)) if settings.dkim.domain else []


def _faults(settings: Settings) -> Iterator[Fault]:
    file, dkim = settings.path(FILE_NAME), settings.dkim
    if not _DOMAIN.fullmatch(dkim.domain):
        yield Fault(file, f"must be a domain in ASCII, not `{dkim.domain}`.", place="[dkim] domain")
    elif not _is_aligned(settings):
        what = f"is {dkim.domain}, but the emails come from {settings.sender.email}."
        remedy = (
            "Sign with the sender's own domain: to receivers the signature is a stranger's otherwise (DMARC)."
        )
        yield Fault(file, what, remedy, place="[dkim] domain")
    if not _NAME.fullmatch(dkim.selector):
        what = "must be the key's name in the DNS, such as `letters2026`."
        yield Fault(file, what, place="[dkim] selector")
    if not dkim.key_file and not dkim.private_key:
        what = "must name the file with the private key; or set LETTERGEN_DKIM_PRIVATE_KEY."
        yield Fault(file, what, place="[dkim] key_file")
    elif dkim.key_file and _key_file(settings).is_relative_to(settings.folder.resolve()):
        what = "lies in the campaign's folder, which is handed about."
        yield Fault(file, what, "Keep the key elsewhere, in a file of your own.", place="[dkim] key_file")


def _is_aligned(settings: Settings) -> bool:
    """Tell whether From's domain and the signing one belong together (RFC 7489 section 3.1.1, relaxed)."""
    try:
        sender = address_of(settings.sender.email, "[sender] email").domain
    except InputError:
        return True  # Said elsewhere.
    domain = settings.dkim.domain.lower()
    return sender == domain or sender.endswith(f".{domain}") or domain.endswith(f".{sender}")


def _key_file(settings: Settings) -> Path:
    return (settings.folder / Path(settings.dkim.key_file).expanduser()).absolute()


def open_signer(settings: Settings) -> Signer | None:
    """Give who signs, or None where nobody does.

    Raises:
        InputError: If the key is missing, faulty or readable by others.
    """
    dkim = settings.dkim
    if not dkim.domain:
        return None
    try:
        parse_key = import_module("lettergen.emails.dkim.key").parse_key
    except ImportError as error:
        raise InputError(
            "lettergen.toml, [dkim]: signing needs the extra `dkim`: python -m pip install 'lettergen[dkim]'"
        ) from error
    pem, place = _pem(settings)
    return Signer(dkim.domain.lower(), dkim.selector, parse_key(pem, place))


def _pem(settings: Settings) -> tuple[bytes, str]:
    if settings.dkim.private_key:
        return settings.dkim.private_key.encode(), "LETTERGEN_DKIM_PRIVATE_KEY"
    path = _key_file(settings)
    try:
        return read_private(path), str(path)
    except NotPrivateError:
        raise InputError(
            f"{path}: others can read or change this key, or it is not yours. "
            "Make it yours alone (chmod 600), or another one."
        ) from None
    except OSError as error:
        raise InputError(f"{path}: the key of [dkim] cannot be read: {error.strerror}.") from error
