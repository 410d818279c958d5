"""Which script a character is of, as HarfBuzz wants to know it, and which characters show nothing."""

import functools
import unicodedata

_SCRIPTS = {
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "NKO": "Nkoo",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "TIBETAN": "Tibt",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "MONGOLIAN": "Mong",
    "ETHIOPIC": "Ethi",
    "LATIN": "Latn",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "BOPOMOFO": "Bopo",
}
_UNSEEN = {"\u00ad", "\u200b", "\u2060", "\ufeff", "\u200e", "\u200f", "\u061c", "\u180e"}


@functools.lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """Give a character's ISO 15924 code; empty for what stands in any script."""
    if unicodedata.category(char)[0] not in "LM" or unicodedata.combining(char):
        return ""
    return _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0], "")


@functools.lru_cache(maxsize=8192)
def is_unseen(char: str) -> bool:
    """Whether a character only steers: soft hyphens, zero-width spaces, direction marks, controls."""
    return char in _UNSEEN or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" or char < " "


@functools.lru_cache(maxsize=8192)
def joins_previous(char: str) -> bool:
    """Whether a character is set in the face of the one before it: marks, joiners, selectors."""
    return (
        unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char in "\u200c\u200d"
        or "\ufe00" <= char <= "\ufe0f"
    )
