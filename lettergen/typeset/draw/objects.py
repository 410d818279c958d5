"""PDF objects as bytes (ISO 32000-1 section 7), and the file that collects them.

reportlab writes strings, names and the file's head; its document class is not used, since it keeps
every object until the end and formats all of them for every letter anew.
"""

import functools
import hashlib
import zlib
from collections.abc import Sequence

from reportlab.pdfbase.pdfdoc import DummyDoc, PDFFile, PDFName, PDFString

_PLAIN = DummyDoc()


@functools.lru_cache(maxsize=4096)
def text(value: str) -> bytes:
    """Give a text string, in PDFDocEncoding or UTF-16 as it needs (7.9.2.2)."""
    # Lone surrogates, which a broken document may hold, have no UTF-16 of their own.
    clean = value.encode("utf-16", "replace").decode("utf-16")
    formatted: bytes = PDFString(clean).format(_PLAIN)
    return formatted


def ascii_text(value: str) -> bytes:
    """Give a string of ASCII characters, such as a URI or a date."""
    escaped = value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + escaped.encode("ascii") + b")"


@functools.lru_cache(maxsize=4096)
def name(value: str) -> bytes:
    """Give a name object with its slash (7.3.5)."""
    formatted: str = PDFName(value)
    return formatted.encode("ascii")


def number(value: float) -> bytes:
    """Give a number with at most three decimals: a thousandth of a point is below what prints."""
    return f"{value:.3f}".rstrip("0").rstrip(".").encode("ascii")


def numbers(values: Sequence[float]) -> bytes:
    """Give numbers with a space between."""
    return b" ".join(map(number, values))


def reference(object_number: int) -> bytes:
    """Give a reference to an object."""
    return b"%d 0 R" % object_number


def references(object_numbers: Sequence[int]) -> bytes:
    """Give an array of references."""
    return b"[" + b" ".join(map(reference, object_numbers)) + b"]"


class PdfFile:
    """Collects numbered objects and ends with the cross-reference table (7.5)."""

    def __init__(self) -> None:
        """Begin a file of PDF 1.7."""
        self._file = PDFFile((1, 7))
        self._offsets: list[int] = [0]

    def reserve(self) -> int:
        """Give a number for an object that is written later, with `write`."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def write(self, object_number: int, body: bytes) -> None:
        """Write an object under a reserved number."""
        self._offsets[object_number] = self._file.add(b"%d 0 obj\n%b\nendobj\n" % (object_number, body))

    def add(self, body: bytes) -> int:
        """Write an object and give its number."""
        object_number = self.reserve()
        self.write(object_number, body)
        return object_number

    def add_stream(self, entries: bytes, data: bytes) -> int:
        """Write a stream; `entries` is its dictionary without Length and brackets.

        An end-of-line marker stands before ``endstream`` and does not count (ISO 19005-2, 6.1.7.1).
        """
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data))

    def add_text_stream(self, entries: bytes, data: bytes) -> int:
        """Write a stream, compressed."""
        return self.add_stream(entries + b"/Filter/FlateDecode", zlib.compress(data))

    def finish(self, root: int, info: int) -> bytes:
        """Give the whole file. Its identifier is a hash of its content, so that it is reproducible."""
        size = len(self._offsets)
        start = self._file.offset
        entries = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[1:])
        body: bytes = self._file.format(None)
        identifier = hashlib.sha256(body).hexdigest()[:32].encode("ascii")
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (
            size,
            root,
            info,
            identifier,
            identifier,
            start,
        )
        return b"%bxref\n0 %d\n0000000000 65535 f \n%b%b" % (body, size, entries, trailer)
