"""Which of a run's four fonts a character is drawn in (17.3.2.26)."""

import re
from collections.abc import Iterator
from itertools import groupby

ASCII, H_ANSI, EAST_ASIA, CS = "ascii", "hAnsi", "eastAsia", "cs"

#: Ranges that are always East Asian, from and to.
_EAST_ASIAN = (
    (0x1100, 0x11FF), (0x2E80, 0x2FFF), (0x3000, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
    (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF),
    (0x1B000, 0x1B2FF), (0x1F200, 0x1F2FF), (0x20000, 0x3FFFF),
)  # fmt: skip
#: Hebrew, Arabic, Syriac and Thaana without w:rtl or w:cs take the ascii font, by the standard.
_RIGHT_TO_LEFT = ((0x0590, 0x07BF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE))
#: South and South East Asian scripts. The standard's table leaves them out; Word marks every such run
#: that it writes itself with w:cs, so the complex-script font is what an author saw.
_COMPLEX = ((0x0900, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1AAF), (0xA8E0, 0xA8FF), (0xAA60, 0xAA7F))
#: What w:hint="eastAsia" draws in the East Asian font beside the ranges above.
_HINTED = (
    (0x2010, 0x2029), (0x2030, 0x2046), (0x204A, 0x206F), (0x2070, 0x218F), (0x2190, 0x27BF),
    (0xE000, 0xF8FF), (0xFB00, 0xFB1C),
)  # fmt: skip
_HINTED_SINGLE = frozenset("¡¤§¨ª\xad¯°±´¶·¸¹º¼½¾¿×÷")
#: Letters with accents that are East Asian too, but only with the hint and a Chinese language.
_HINTED_CHINESE = frozenset("àáèéêìíòóùúü")

#: Combining marks, joiners and variation selectors.
_JOINS_BEFORE = re.compile("[\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f]")
_PLAIN = re.compile(r"[\x00-\x7f\xa0]*\Z")


def split_scripts(text: str, hint: str | None = None, language: str = "") -> Iterator[tuple[str, str]]:
    """Cut the text of a run, neither right-to-left nor complex, into pieces of one font.

    Args:
        text: Any text; an empty one gives nothing.
        hint: w:hint of the run's fonts.
        language: The run's East Asian language.

    Yields:
        The font's name (``ascii``, ``hAnsi``, ``eastAsia`` or ``cs``) and the piece.
    """
    if _PLAIN.match(text):
        if text:
            yield ASCII, text
        return
    hinted = hint == EAST_ASIA
    chinese = hinted and language.lower().startswith("zh")
    # A mark, a joiner or a selector belongs to the character before it, whatever its own range says.
    current = ASCII

    def script_of(character: str) -> str:
        nonlocal current
        if not _JOINS_BEFORE.match(character):
            current = _script(character, hinted, chinese)
        return current

    for script, piece in groupby(text, script_of):
        yield script, "".join(piece)


def _script(character: str, hinted: bool, chinese: bool) -> str:
    code = ord(character)
    if code < 0x80:
        return ASCII
    if _within(code, _EAST_ASIAN):
        return EAST_ASIA
    if hinted and (_within(code, _HINTED) or character in _HINTED_SINGLE):
        return EAST_ASIA
    if chinese and character in _HINTED_CHINESE:
        return EAST_ASIA
    if _within(code, _RIGHT_TO_LEFT):
        return ASCII
    return CS if _within(code, _COMPLEX) else H_ANSI


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
