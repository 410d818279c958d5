"""The parts of a message, found in its bytes without copying them (RFC 2045, RFC 2046).

The standard library's parser turns a message into lists of lines several times its size. A message
here stays the bytes it is; a part knows where in them it begins and ends, and is decoded when asked.
"""

import binascii
import quopri
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field

from lettergen.inbox.charsets import decode_bytes
from lettergen.inbox.clean import clean_text
from lettergen.inbox.headers import Headers, decode_base64, decode_words, parse_parameters

#: How deep parts may lie within parts, and how many there may be; what lies beyond is left unread.
DEPTH_LIMIT = 100
PART_LIMIT = 2_000
#: Bytes of one header block, and of one text, that are read.
HEADER_LIMIT = 256_000
TEXT_LIMIT = 1_000_000
# Bytes that may be searched for boundaries in all; deep nesting of a huge message ends here.
_SEARCH_LIMIT = 400_000_000

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_BLANK = re.compile(rb"(?:\r?\n|\r(?!\n))(?:\r?\n|\r(?!\n)|\Z)")
_FIRST_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n[ \t]*[Cc]ontent-[A-Za-z-]+:")


@dataclass(slots=True)
class Part:
    """One part of a message: its fields, its type, and where its body lies in the raw bytes.

    `content_type` is in lower case; `charset` and `filename` are empty where undeclared. A
    multipart's and an enclosed message's parts are `children`.
    """

    raw: bytes
    headers: Headers
    start: int
    end: int
    content_type: str = "text/plain"
    params: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    filename: str = ""
    children: list["Part"] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The decoded body's size in bytes, near enough for base64 with odd line lengths."""
        length = self.end - self.start
        return length * 3 // 4 if self._encoding() == "base64" else length

    def data(self, limit: int) -> bytes:
        """Give the body without its transfer encoding, of at most that many encoded bytes."""
        encoded = self.raw[self.start : min(self.end, self.start + limit)]
        encoding = self._encoding()
        if encoding == "base64":
            return decode_base64(encoded)
        if encoding == "quoted-printable":
            return quopri.decodestring(encoded)
        if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
            return decode_uu(encoded)
        return encoded

    def text(self, limit: int = TEXT_LIMIT) -> str:
        r"""Give the body as clean text with ``\\n`` line ends."""
        text, _ = decode_bytes(self.data(limit), self.params.get("charset", ""))
        return clean_text(text.removeprefix("\ufeff"))

    def walk(self) -> Iterator["Part"]:
        """Give this part and all within it, in order."""
        stack = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.children))

    def _encoding(self) -> str:
        words = self.headers.raw("content-transfer-encoding").lower().split()
        return words[0].strip("\"';") if words else ""


def decode_uu(data: bytes) -> bytes:
    """Decode a uuencoded body, as far as it is one."""
    lines: list[bytes] = []
    for line in data.splitlines():
        if line.startswith(b"begin ") or not line:
            continue
        if line.strip() == b"end":
            break
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(lines)


class Reader:
    """Reads one message into parts, within limits, and notes what is wrong with it."""

    def __init__(self, raw: bytes) -> None:
        """Take the message's bytes."""
        self.raw = _with_line_feeds(raw)
        self.defects: list[str] = []
        self._parts = 0
        self._searched = 0

    def read(self) -> Part:
        """Give the message as a tree of parts."""
        return self._message(_after_envelope(self.raw), len(self.raw), 0)

    def note(self, defect: str) -> None:
        """Note a defect, once."""
        if defect not in self.defects:
            self.defects.append(defect)

    def _message(self, start: int, end: int, depth: int, default: str = "text/plain") -> Part:
        self._parts += 1
        headers, body = self._headers(start, end)
        part = Part(self.raw, headers, body, end)
        self._type(part, default)
        if depth >= DEPTH_LIMIT or self._parts >= PART_LIMIT:
            self.note("Parts lie too deep or are too many; not all were read.")
        elif part.content_type.startswith("multipart/"):
            self._children(part, depth)
        elif part.content_type in {"message/rfc822", "message/global", "message/news"}:
            self._enclosed(part, depth)
        return part

    def _headers(self, start: int, end: int) -> tuple[Headers, int]:
        limit = min(end, start + HEADER_LIMIT)
        if self.raw[start : start + 2] == b"\r\n":
            return Headers(), start + 2
        if self.raw[start : start + 1] == b"\n":
            return Headers(), start + 1
        blank = _BLANK.search(self.raw, start, limit)
        block_end = blank.start() if blank else limit
        body = blank.end() if blank else limit
        fields, stray = _split_fields(self.raw[start:block_end])
        if stray is not None and stray >= 0:
            self.note("The header block ends without a blank line.")
            return Headers(fields), start + stray
        if stray is not None:
            self.note("There are lines in the header block that are no header fields.")
        return Headers(fields), body

    def _type(self, part: Part, default: str) -> None:
        value, part.params = parse_parameters(part.headers.raw("content-type"))
        if re.fullmatch(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}", value):
            part.content_type = value
        else:
            part.content_type = "text/plain" if value else default
            if value and value != "text":
                self.note("A content type is malformed.")
        part.disposition, params = parse_parameters(part.headers.raw("content-disposition"))
        part.filename = params.get("filename") or decode_words(part.params.get("name", ""))

    def _enclosed(self, part: Part, depth: int) -> None:
        encoding = part.headers.raw("content-transfer-encoding").lower().strip()
        if encoding in {"base64", "quoted-printable"}:
            # RFC 2046 5.2.1 forbids it and Exchange does it: the message inside is decoded first.
            inner = Reader(part.data(TEXT_LIMIT * 10))
            inner._parts, inner._searched = self._parts, self._searched
            part.children.append(inner._message(_after_envelope(inner.raw), len(inner.raw), depth + 1))
            self._parts, self._searched = inner._parts, inner._searched
            return
        start = part.start
        part.children.append(self._message(_after_envelope(self.raw, start), part.end, depth + 1))

    def _children(self, part: Part, depth: int) -> None:
        boundary = part.params.get("boundary", "").encode("utf-8", "replace")
        cuts = self._find_cuts(part, boundary) if boundary else []
        if not cuts:
            # With the line break before the body, for the boundary may be its first line.
            before = max(part.start - 1, 0)
            guess = _FIRST_BOUNDARY.search(self.raw, before, min(part.end, before + TEXT_LIMIT))
            self.note("A multipart message lacks its boundary.")
            if not guess:
                part.content_type = "text/plain"
                return
            cuts = self._find_cuts(part, guess[1])
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        for start, end in cuts:
            if self._parts >= PART_LIMIT:
                self.note("Parts lie too deep or are too many; not all were read.")
                return
            part.children.append(self._message(start, end, depth + 1, default))

    def _find_cuts(self, part: Part, boundary: bytes) -> list[tuple[int, int]]:
        """Give start and end of each body part between the boundary lines (RFC 2046 5.1.1)."""
        cuts: list[tuple[int, int]] = []
        begun = -1
        for line_start, line_end, closing in self._boundary_lines(part, b"--" + boundary):
            if begun >= 0:
                cuts.append((begun, max(begun, _before_line_break(self.raw, line_start))))
            begun = -1 if closing else line_end
            if closing or len(cuts) >= PART_LIMIT:
                break
        if begun >= 0:
            self.note("A multipart message breaks off before its end.")
            cuts.append((begun, part.end))
        return cuts

    def _boundary_lines(self, part: Part, mark: bytes) -> Iterator[tuple[int, int, bool]]:
        place = part.start
        while place < part.end:
            if self._searched > _SEARCH_LIMIT:
                self.note("Parts lie too deep or are too many; not all were read.")
                return
            found = self.raw.find(mark, place, part.end)
            self._searched += (found if found >= 0 else part.end) - place
            if found < 0:
                return
            line_end = self.raw.find(b"\n", found, part.end)
            line_end = part.end if line_end < 0 else line_end + 1
            rest = self.raw[found + len(mark) : min(line_end, found + len(mark) + 200)].strip()
            at_line = found == part.start or self.raw[found - 1 : found] in {b"\n", b"\r"}
            if at_line and rest in {b"", b"--"}:
                yield found, line_end, rest == b"--"
            place = found + len(mark) if not at_line else line_end


def _with_line_feeds(raw: bytes) -> bytes:
    """Mend line ends: bare carriage returns, as of old Macs, and those doubled by a program between."""
    start = raw[:HEADER_LIMIT]
    feeds = start.count(b"\n")
    if 0 < feeds < 2 * start.count(b"\r\r\n"):
        return raw.replace(b"\r\r\n", b"\n")
    bare = start.count(b"\r") - start.count(b"\r\n")
    return raw.replace(b"\r", b"\n") if bare > feeds else raw


def _before_line_break(raw: bytes, place: int) -> int:
    """Give where the line break before a boundary begins; it belongs to the boundary."""
    if raw[place - 2 : place] == b"\r\n":
        return place - 2
    return place - 1 if raw[place - 1 : place] in {b"\n", b"\r"} else place


def _after_envelope(raw: bytes, start: int = 0) -> int:
    """Skip a byte order mark, blank lines and the line that mailbox files put before a message (RFC 4155)."""
    start += len(BOM_UTF8) if raw[start : start + 3] == BOM_UTF8 else 0
    place = start
    for _ in range(20):
        if raw[place : place + 1] in {b"\n", b"\r"} and place == start:
            place += 1
            start = place
        elif raw[place : place + 5] == b"From " or raw[place : place + 6] == b">From ":
            end = raw.find(b"\n", place, place + 2_000)
            if end < 0:
                return place
            place = end + 1
        else:
            break
    return place


def _split_fields(block: bytes) -> tuple[list[tuple[str, bytes]], int | None]:
    """Split a header block into fields.

    Returns:
        The fields, and where a line stands that is no field: the offset from which all is body, -1
        if fields go on after it (it was skipped), None if there is none.
    """
    fields: list[tuple[str, list[bytes]]] = []
    stray: int | None = None
    place = 0
    lines = block.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1][1].append(line.rstrip(b"\r\n"))
        elif found := _FIELD.fullmatch(line.rstrip(b"\r\n")):
            fields.append((found[1].decode("ascii").lower(), [found[2]]))
        elif line.strip():
            if not any(_FIELD.match(later) for later in lines[number + 1 : number + 4]):
                stray = place
                break
            stray = -1
        place += len(line)
    return [(name, b"\n".join(value)) for name, value in fields], stray
