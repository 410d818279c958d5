"""Puts a DKIM-Signature before an email (RFC 6376), relaxed/relaxed.

The same email gives the same signature: there is no time in it (t=), and both algorithms sign without chance.
Own code and not dkimpy, which writes the clock's time into every signature; the tests hold ours against it.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

#: What is signed of what is there, in this order.
_SIGNED = (
    b"from",
    b"reply-to",
    b"to",
    b"cc",
    b"subject",
    b"date",
    b"message-id",
    b"mime-version",
    b"content-type",
    b"content-transfer-encoding",
    b"content-language",
)
#: What is signed once more than it is there, so that nobody can add another one (section 8.15).
_SEALED = (b"from", b"reply-to", b"to", b"cc", b"subject")
_SIGNATURE = re.compile(rb"\ADKIM-Signature:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r\n]|\r\n[ \t])*)\r\n")
_SPACES = re.compile(rb"[ \t]+")
#: Characters of a line of the signature, without its fold.
_LINE = 72


class Key(Protocol):
    """A private key."""

    @property
    def algorithm(self) -> str:
        """The name of what it signs with: ``rsa-sha256`` (RFC 6376) or ``ed25519-sha256`` (RFC 8463)."""

    def sign(self, data: bytes) -> bytes:
        """Sign the SHA-256 of the data."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for a domain; the key's public half stands in the DNS at ``SELECTOR._domainkey.DOMAIN``."""

    domain: str
    selector: str
    key: Key

    def sign(self, raw: bytes) -> bytes:
        """Give the email with a signature of ours before it, in place of one that it has.

        Args:
            raw: The exact bytes, lines ending in CRLF.
        """
        unsigned = without_signature(raw)
        head, _, body = unsigned.partition(b"\r\n\r\n")
        fields = _FIELD.findall(head + b"\r\n")
        body_hash = base64.b64encode(hashlib.sha256(relaxed_body(body)).digest()).decode()
        names = _signed_names([name.lower() for name, _ in fields])
        signature = self._header(names, body_hash)
        # Of several fields of one name the last comes first (section 5.4.2).
        ordered = [field for name in _SIGNED for field in reversed(fields) if field[0].lower() == name]
        signed = b"".join(_relaxed_field(*field) + b"\r\n" for field in ordered)
        value = base64.b64encode(self.key.sign(signed + _relaxed_field(b"dkim-signature", signature)))
        return b"DKIM-Signature:" + signature + _folded(value) + b"\r\n" + unsigned

    def _header(self, names: list[bytes], body_hash: str) -> bytes:
        """Give the signature's field without its last value."""
        tags = (
            f"v=1; a={self.key.algorithm}; c=relaxed/relaxed",
            f"d={self.domain}; s={self.selector}",
            f"h={_listed(names)}",
            f"bh={body_hash}",
            "b=",
        )
        return b" " + ";\r\n ".join(tags).encode()


def without_signature(raw: bytes) -> bytes:
    """Give an email without the signature of ours that it begins with, if it does."""
    return _SIGNATURE.sub(b"", raw, count=1)


def relaxed_body(body: bytes) -> bytes:
    """Give a body as it is signed: white space and empty lines at the end do not count (section 3.4.4)."""
    lines = _SPACES.sub(b" ", body).replace(b" \r\n", b"\r\n").rstrip(b" ")
    lines = lines.rstrip(b"\r\n")
    return lines + b"\r\n" if lines else b""


def _relaxed_field(name: bytes, value: bytes) -> bytes:
    """Give a header field as it is signed, without its end: unfolded, spaces do not count (section 3.4.2)."""
    unfolded = _SPACES.sub(b" ", value.replace(b"\r\n", b""))
    return name.lower() + b":" + unfolded.strip(b" ")


def _signed_names(there: list[bytes]) -> list[bytes]:
    """Give the names that are signed, one for each field in the order they are hashed, and the seals."""
    names = [name for name in _SIGNED for _ in range(there.count(name))]
    return names + list(_SEALED)


def _listed(names: list[bytes]) -> str:
    """Give the names as the tag h= has them, folded."""
    lines, line = [], ""
    for name in names:
        if len(line) + len(name) > _LINE - 6:
            lines.append(line)
            line = ""
        line += f"{name.decode()}:"
    return "\r\n ".join([*lines, line]).removesuffix(":")


def _folded(value: bytes) -> bytes:
    return b"\r\n ".join(value[start : start + _LINE] for start in range(0, len(value), _LINE))
