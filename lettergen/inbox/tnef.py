"""What lies in a winmail.dat, Microsoft's own wrapping of attachments (MS-OXTNEF)."""

import logging
import struct
from dataclasses import dataclass

from tnefparse import TNEF

from lettergen.inbox.charsets import decode_bytes
from lettergen.inbox.clean import clean_text

#: Bytes of a winmail.dat that are unpacked; tnefparse makes several copies.
LIMIT = 15_000_000
TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef", "application/x-tnef"})

# It also reports to the log what we note as a defect.
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The body (empty if there is none) and the files: name as given and content.

    `is_whole` is whether the file goes on to its end: what is cut short gives what stands before.
    """

    body: str
    html: str
    files: tuple[tuple[str, bytes], ...]
    is_whole: bool


def unpack_tnef(data: bytes) -> Unpacked | None:
    """Unpack a winmail.dat; None if it is damaged or too large."""
    if len(data) > LIMIT:
        return None
    try:
        tnef = TNEF(data, do_checksum=False)
        files = tuple((_name(one), bytes(one.data or b"")) for one in tnef.attachments[:200])
        body, html = _text(getattr(tnef, "body", None)), _text(getattr(tnef, "htmlbody", None))
        return Unpacked(body, html, files, _is_whole(data))
    except Exception:  # noqa: BLE001  # damaged data leads tnefparse into slips of every kind
        return None


def _is_whole(data: bytes) -> bool:
    """Tell whether attributes follow each other up to the end (MS-OXTNEF 2.1.3.2)."""
    # Signature and key; then for each level, id and length before the value, and a checksum after it.
    place, head = 6, struct.Struct("<BII")
    while place + head.size <= len(data):
        place += head.size + head.unpack_from(data, place)[2] + 2
    return place == len(data)


def _name(attachment: object) -> str:
    for source in ("long_filename", "name"):
        value = getattr(attachment, source, None)
        value = value() if callable(value) else value
        if value:
            return _text(value)
    return ""


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = decode_bytes(value.rstrip(b"\0"))[0]
    return clean_text(value.rstrip("\0")) if isinstance(value, str) else ""
