"""Where a line may end (UAX 14, as far as letters need it, with Word's habits).

Word breaks after spaces, hyphens and dashes and between ideographs, but never before punctuation
that may not begin a line (kinsoku), and it does not break at a slash.
"""

import functools
import itertools
import unicodedata

SPACES = " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"
_AFTER = "-\u2010\u2012\u2013\u2014\u2015\u058a\u1806"
_GLUE = "\u00a0\u202f\u2007\u2011\u2060\ufeff\u200d\u034f"
# ECMA-376 17.15.1.59 and .60 by default: what may not begin or end a line of East Asian text.
_NOT_FIRST = (
    '!%),.:;?]}¢°·’"†‡›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～'
    "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ・｡､｣"
)
_NOT_LAST = '$([{£¥·‘"〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥｢'
_INFIX = ",.:;"


@functools.lru_cache(maxsize=4096)
def is_ideographic(char: str) -> bool:
    """Whether lines break on either side of the character: Han, kana, and Hangul in most settings."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x312F
        or 0x31A0 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0xA4CF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFF60
        or 0x20000 <= code <= 0x3FFFF
        or 0xAC00 <= code <= 0xD7A3
    )


@functools.lru_cache(maxsize=4096)
def _extends(char: str) -> bool:
    """Whether the character belongs to the one before it."""
    return unicodedata.combining(char) != 0 or unicodedata.category(char) in {"Mn", "Me", "Mc"}


def may_break(before: str, after: str, *, kinsoku: bool = True) -> bool:
    """Whether a line may end between two characters.

    Args:
        before: The last character of the line.
        after: The first of the next one.
        kinsoku: Whether East Asian punctuation is kept from line beginnings and ends.
    """
    if before in SPACES:
        return after not in SPACES
    if after in SPACES or before in _GLUE or after in _GLUE or _extends(after):
        return False
    if before in (SOFT_HYPHEN, ZERO_WIDTH_SPACE):
        return True
    if is_ideographic(before) or is_ideographic(after):
        return not kinsoku or (after not in _NOT_FIRST and before not in _NOT_LAST)
    if before in _AFTER:
        return _after_hyphen(before, after)
    # Before an em dash too, but not before a hyphen.
    return after == "\u2014" and before != "\u2014"


def _after_hyphen(before: str, after: str) -> bool:
    """Keep numbers with their sign together, and hyphens with each other and with punctuation."""
    if after in _AFTER or after in _INFIX or after in _NOT_FIRST:
        return False
    return not (before == "-" and after.isdigit())


def break_places(text: str, *, kinsoku: bool = True, anywhere: bool = False) -> list[bool]:
    """Give for each character whether the line may end after it; false for the last one.

    Args:
        text: A paragraph's characters.
        kinsoku: See `may_break`.
        anywhere: Whether a line may end within a Latin word as well (w:wordWrap off).
    """
    places = [
        may_break(before, after, kinsoku=kinsoku) or (anywhere and before.isalnum() and after.isalnum())
        for before, after in itertools.pairwise(text)
    ]
    _keep_leading_hyphen(text, places)
    return [*places, False]


def _keep_leading_hyphen(text: str, places: list[bool]) -> None:
    """Keep a hyphen at the beginning of a word with the word: an option's, a minus."""
    for index, place in enumerate(places):
        if place and text[index] in "-\u2010" and (index == 0 or text[index - 1] in SPACES):
            places[index] = False
