"""Header lines: encoded, folded, and impossible to break out of (RFC 5322, RFC 2047)."""

import re
from collections.abc import Iterable
from email.header import Header
from email.utils import quote

from lettergen.errors import InputError

# C0 and C1 controls and the line and paragraph separators: whatever some program takes for a line's end.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
#: A header's line, name included, is folded at this length (RFC 5322 section 2.1.1).
_LINE = 76
#: A name up to here stands as it is; a longer one is written in encoded words, which fold anywhere.
_SHORT = 60


def one_line(value: str, place: str) -> str:
    """Give the value if it can stand in a header.

    Raises:
        InputError: If it could begin a header of its own.
    """
    if _CONTROL.search(value):
        raise InputError(f"{place}: has a line break or another control character. Remove it.")
    return value


def header_line(name: str, value: str) -> bytes:
    """Give a header as bytes with its CRLF; the value is folded already or short enough."""
    return f"{name}: {value}\r\n".encode()


def unstructured(name: str, value: str) -> str:
    """Give a text as an unstructured header's value, encoded where it is not ASCII, and folded."""
    has_long_word = any(len(word) > _LINE - 20 for word in value.split(" "))
    charset = "us-ascii" if value.isascii() and not has_long_word else "utf-8"
    return Header(value, charset, maxlinelen=_LINE, header_name=name).encode(linesep="\r\n")


def mailbox(name: str, address: str) -> str:
    """Give a mailbox with its display name (RFC 5322 section 3.4); the address stands as it is."""
    if not name:
        return address
    return f"{_phrase(name)}\r\n <{address}>" if len(name) > 20 else f"{_phrase(name)} <{address}>"


def mailboxes(values: Iterable[str]) -> str:
    """Give a list of mailboxes, a line each."""
    return ",\r\n ".join(values)


def _phrase(name: str) -> str:
    if name.isascii() and len(name) <= _SHORT:
        return name if _ATOMS.fullmatch(name) else f'"{quote(name)}"'
    return Header(name, "utf-8", maxlinelen=_LINE, header_name="Reply-To").encode(linesep="\r\n")
