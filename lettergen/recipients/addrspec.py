"""E-mail address syntax (RFC 5322 section 3.4.1, RFC 6531 for other scripts)."""

import re

from email_validator import EmailNotValidError, validate_email

# What would end a header line or hide part of it (RFC 5322 section 2.2), in any script.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SEPARATORS = re.compile(r"[,;]")


class AddressSyntaxError(ValueError):
    """A text that is no e-mail address; its message is a sentence that says why."""


def parse_address(text: str) -> str:
    """Give a bare e-mail address in the form to write to: domain in lower case, Unicode in NFC.

    Blanks around it are forgiven. Neither a display name nor a quoted local part is taken: in a list
    of recipients both are slips. Whether the address exists is not asked.

    Raises:
        AddressSyntaxError: If it is none, holds a line break or another control character, or its
            domain can never receive mail (RFC 6761), such as ``localhost``.
    """
    text = text.strip(" \xa0")
    if _CONTROL.search(text):
        raise AddressSyntaxError("It contains a line break or another control character.")
    try:
        # `.test` (RFC 2606) is let through for rehearsals against a server of one's own; strict is the
        # limit of 64 octets before the @ (RFC 5321 section 4.5.3.1.1).
        checked = validate_email(text, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError as error:
        raise AddressSyntaxError(str(error)) from error
    return checked.normalized


def split_addresses(text: str) -> list[str]:
    """Split a cell of several addresses at commas and semicolons; blank ones are left out."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
