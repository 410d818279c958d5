"""Bytes to text when the declared charset is missing, unknown or a lie."""

import codecs
import re

# What mail programs write for a charset that Python knows by another name, or that is a subset of
# another in practice: text marked ISO-8859-1 is windows-1252 (WHATWG Encoding Standard).
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "unknown-8bit": "utf-8",
    "x-unknown": "utf-8",
    "default_charset": "utf-8",
    "utf8mb4": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "cp-850": "cp850",
}
# Codecs that give other than what the bytes say, or exist on one system only.
_SURPRISING = frozenset(
    {"idna", "punycode", "undefined", "raw_unicode_escape", "unicode_escape", "mbcs", "oem", "ansi"}
)
_WESTERN = frozenset({"cp1252", "iso8859-15"})
_UNSAFE = re.compile(r"[^a-z0-9._:-]")


def find_codec(charset: str) -> str | None:
    """Give Python's name for a charset as mail names it, or None if it is no known text charset."""
    name = _UNSAFE.sub("", charset.lower())[:40]
    name = _ALIASES.get(name, name)
    if name in _SURPRISING:
        return None
    try:
        # Python also has codecs that are not for text (hex, zlib); decoding refuses those.
        b"a".decode(name, "replace")
    except (LookupError, ValueError):
        return None
    return codecs.lookup(name).name


def decode_bytes(data: bytes, charset: str = "") -> tuple[str, bool]:
    """Decode bytes as well as they can be.

    Tries the declared charset, then UTF-8, then windows-1252 with replacement. What is declared as
    Latin-1 and is UTF-8 to the last byte is UTF-8: the other way round it would be nonsense.

    Returns:
        The text, and whether the declared charset (ASCII, where none is declared) was right.
    """
    declared = find_codec(charset or "us-ascii")
    if declared in _WESTERN and not data.isascii() and _is_utf8(data):
        return data.decode("utf-8"), False
    if declared:
        try:
            return _decode(data, declared), charset != "" or data.isascii()
        except (UnicodeError, ValueError):
            pass
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        pass
    fallback = declared if declared not in (None, "utf-8") else "cp1252"
    return data.decode(fallback, "replace"), False


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes, codec: str) -> str:
    if codec == "cp1252":
        # Five bytes mean nothing in windows-1252; mail has them, and they are no reason to doubt it.
        return data.decode(codec, "replace")
    return data.decode(codec)
