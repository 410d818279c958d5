"""Header fields of mail as it comes: decoded, unfolded, and never an exception (RFC 5322, RFC 2047)."""

import binascii
import quopri
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from lettergen.inbox.charsets import decode_bytes
from lettergen.inbox.clean import clean_line

#: Bytes of one field that are looked at; a longer one is cut.
FIELD_LIMIT = 64_000

_ENCODED_WORD = re.compile(
    r"=\?([A-Za-z0-9_.:+-]{1,60})(?:\*[A-Za-z0-9-]{1,20})?\?([BbQq])\?([^?\r\n]{0,4000})\?="
)
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[A-Za-z0-9_.:+*-]{1,80}\?[BbQq]\?)")
_MESSAGE_ID = re.compile(r"<\s*([^<>\s@]{1,500}@[^<>\s]{1,500}?)\s*>")
_ADDRESS = re.compile(
    r"(?:\"[^\"\s<>]{1,200}\"|[^\s<>()\[\]\\,;:\"@]{1,200})@(?:\[[0-9A-Fa-f:.]{1,60}\]|[^\s<>()\[\]\\,;:\"@']{1,253})"
)


class Headers:
    """The fields of one header block, in order; names without regard to case."""

    def __init__(self, fields: Iterable[tuple[str, bytes]] = ()) -> None:
        """Take names in lower case with the raw bytes after the colon."""
        self._fields = list(fields)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return any(one == name.lower() for one, _ in self._fields)

    def __bool__(self) -> bool:
        """Tell whether there is any field at all."""
        return bool(self._fields)

    def names(self) -> list[str]:
        """Give the fields' names in order, in lower case."""
        return [name for name, _ in self._fields]

    def raw(self, name: str) -> str:
        """Give the first such field, unfolded but not decoded; empty if there is none."""
        return next(iter(self.raw_all(name)), "")

    def raw_all(self, name: str) -> list[str]:
        """Give all such fields, unfolded but not decoded."""
        wanted = name.lower()
        return [unfold(value) for one, value in self._fields if one == wanted]

    def get(self, name: str) -> str:
        """Give the first such field as text on one line; empty if there is none."""
        return decode_words(self.raw(name))

    def all(self, name: str) -> list[str]:
        """Give all such fields as text on one line each."""
        return [decode_words(value) for value in self.raw_all(name)]


def unfold(value: bytes) -> str:
    """Give a raw field body as text; 8-bit bytes are read as UTF-8 if they are, else windows-1252."""
    text, _ = decode_bytes(value[:FIELD_LIMIT], "utf-8")
    return re.sub(r"\r?\n[ \t]*|\r[ \t]*", " ", text).strip()


def decode_words(text: str) -> str:
    """Decode RFC 2047 encoded words, also where they stand inside quotes or touch other text."""
    if "=?" not in text:
        return clean_line(text)
    text = _BETWEEN_WORDS.sub(r"\1", text)
    pieces: list[str] = []
    pending: tuple[str, bytes] = ("", b"")
    end = 0
    for found in _ENCODED_WORD.finditer(text):
        charset, data = found[1].lower(), _word_bytes(found[2], found[3])
        if pending[0] == charset and found.start() == end:
            # Some programs cut a multi-byte character in two; the words are joined before decoding.
            pending = (charset, pending[1] + data)
        else:
            pieces += [_word_text(pending), text[end : found.start()]]
            pending = (charset, data)
        end = found.end()
    pieces += [_word_text(pending), text[end:]]
    return clean_line("".join(pieces))


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    if encoding in "Qq":
        return quopri.decodestring(data.replace(b"_", b" "), header=True)
    return decode_base64(data)


def _word_text(word: tuple[str, bytes]) -> str:
    return decode_bytes(word[1], word[0])[0] if word[1] else ""


_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
# Several words on a line, or what lists begin their footers with; no nested repetition, for this is long.
_WORDS = re.compile(rb"^(?:--|_{4})|\S[ \t]+[^\s]{1,60}[ \t]+\S", re.MULTILINE)


def decode_base64(data: bytes) -> bytes:
    """Decode base64, ignoring all that does not belong to it and any missing end.

    Words end it: lists append footers to it, and what begins with words was never encoded.
    """
    end = _base64_end(data)
    if not data[:end].strip():
        return data
    kept = _NOT_BASE64.sub(b"", data[:end])
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    kept += b"=" * (-len(kept) % 4)
    return binascii.a2b_base64(kept)


def _base64_end(data: bytes) -> int:
    """Give where the line begins that is no base64 but words; the length if there is none."""
    if b" " not in data and b"\n--" not in data and b"\n__" not in data:
        return len(data)
    words = _WORDS.search(data)
    return data.rfind(b"\n", 0, words.start() + 1) + 1 if words else len(data)


def message_ids(text: str) -> list[str]:
    """Give the Message-IDs in a field, with angle brackets, in order, each once.

    Text that is no id is skipped: programs wrap, cut and translate these fields. An id without its
    brackets counts if it is all there is.
    """
    compact = re.sub(r"<[^<>]*>", lambda found: re.sub(r"\s+", "", found[0]), text)
    found = [f"<{one}>" for one in _MESSAGE_ID.findall(compact)]
    if not found and "<" not in text:
        found = [f"<{one}>" for one in text.split() if re.fullmatch(r"[^\s@<>]{4,500}@[^\s@<>]{2,500}", one)]
    return list(dict.fromkeys(found))


def addresses(text: str) -> list[str]:
    """Give the bare addresses in text, in lower case, in order, each once."""
    return list(dict.fromkeys(_tidy_address(one) for one in _ADDRESS.findall(text[:FIELD_LIMIT])))


def _tidy_address(text: str) -> str:
    return text.lower().strip(".'`").removeprefix("mailto:")


def mailbox(text: str) -> tuple[str, str]:
    """Give display name and address (lower case) of the first mailbox in a decoded From field."""
    angled = re.search(r"<\s*([^<>\s]{1,500})\s*>", text)
    if angled:
        name = text[: angled.start()].strip().strip("\"'").replace('\\"', '"')
        return name.strip(), _tidy_address(angled[1])
    found = _ADDRESS.search(text)
    if not found:
        return text.strip("\"' "), ""
    rest = (text[: found.start()] + text[found.end() :]).strip()
    comment = re.fullmatch(r"\((.*)\)", rest)
    return (comment[1] if comment else rest.strip("\"'<>, ")), _tidy_address(found[0])


def parse_date(text: str) -> datetime | None:
    """Give a Date field as an aware time in UTC; None if it is none. Unknown zones are taken as UTC."""
    try:
        parsed = parsedate_to_datetime(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


_PARAMETER = re.compile(r";\s*([A-Za-z0-9_*!#$&+.-]{1,80})\s*=\s*(\"(?:\\.|[^\"\\])*\"?|[^;]*)")


def parse_parameters(text: str) -> tuple[str, dict[str, str]]:
    """Read a Content-Type or Content-Disposition: its value in lower case and its parameters.

    Encoded and continued parameters (RFC 2231) and encoded words in quotes, which no standard allows
    and most programs write, are decoded.
    """
    value = text.split(";", 1)[0].strip().lower()
    single: dict[str, str] = {}
    parts: dict[str, list[tuple[int, bool, str]]] = {}
    for name, raw in _PARAMETER.findall(text[:FIELD_LIMIT]):
        content = _unquote(raw.strip())
        base, star, section = name.lower().partition("*")
        if not star:
            single.setdefault(base, decode_words(content))
        else:
            number = section.rstrip("*")
            parts.setdefault(base, []).append(
                (int(number) if number.isdecimal() and len(number) < 4 else 0, name.endswith("*"), content)
            )
    for base, sections in parts.items():
        single[base] = _join_sections(sections)
    return value, single


def _unquote(text: str) -> str:
    if text.startswith('"'):
        return re.sub(r"\\(.)", r"\1", text[1:].removesuffix('"'))
    return text.split(maxsplit=1)[0] if text.split() else ""


def _join_sections(sections: list[tuple[int, bool, str]]) -> str:
    sections.sort(key=lambda one: one[0])
    charset, data = "", b""
    for place, (_, encoded, text) in enumerate(sections):
        content = text
        if encoded and place == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    return clean_line(decode_bytes(data, charset or "utf-8")[0])
