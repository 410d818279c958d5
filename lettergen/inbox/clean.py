"""Text from a stranger made safe to show: no escapes, no hidden direction changes."""

import re

# C0 without tab and line feed, DEL, and C1: what a terminal may take for a command (ECMA-48).
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# An escape sequence goes whole, so that `ESC[31m` does not leave `[31m` behind (ECMA-48 5.4, 8.3.89).
_ESCAPES = re.compile(
    "\x1b(?:\\[[0-?]{0,64}[ -/]{0,8}[@-~]|\\][^\x07\x1b\n]{0,2048}(?:\x07|\x1b\\\\)?|[ -/]{0,8}[0-~])?"
)
# Embeddings, overrides and isolates (Unicode UAX 9): they let a header read other than it is.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_LINE_BREAKS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_SPACES = re.compile(r"\s+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    r"""Give text with ``\\n`` line ends and, tabs aside, without control characters and escapes."""
    text = _LINE_BREAKS.sub("\n", text)
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def clean_line(text: str) -> str:
    """Give text on one line, without control, escape and direction characters."""
    return _SPACES.sub(" ", _BIDI.sub("", clean_text(text))).strip()
