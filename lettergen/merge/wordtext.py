"""Values as they stand in a Word file's XML: nothing in them can become markup by itself."""

import re
from typing import Any

from markupsafe import Markup, escape

from lettergen.errors import InputError

# XML 1.0 section 2.2 has no place for these, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|\n|\x85|\u2028|\u2029")
_SPECIAL = re.compile("[\x00-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# w:t is closed around them (ECMA-376-1 17.3.3.1, 17.3.3.32); the blanks at its ends count.
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


class ValueCharacterError(InputError):
    """A value holds a character that cannot stand in a Word file."""

    def __init__(self, text: str, character: str) -> None:
        """Take the value and the character."""
        shown = _SPECIAL.sub("□", text)[:60]
        super().__init__(
            f"the value “{shown}” contains the character U+{ord(character):04X}, which cannot be printed. "
            "Type the text again."
        )


def for_run(value: Any) -> Any:
    """Make a value fit for the text of a run: line breaks and tabs become Word's own.

    What is not there (None) prints as nothing.
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    if not _SPECIAL.search(text) or isinstance(value, Markup):
        return value
    _refuse_unprintable(text)
    lines = (escape(line).replace("\t", _TAB) for line in _BREAKS.split(text))
    return _BREAK.join(lines)


def on_one_line(value: Any) -> str:
    """Make a value fit for an attribute, a field's code or a property, which hold no elements."""
    text = "" if value is None else str(value)
    if _SPECIAL.search(text):
        _refuse_unprintable(text)
        text = _BREAKS.sub(" ", text).replace("\t", " ")
    return text


def _refuse_unprintable(text: str) -> None:
    if found := _NO_XML.search(text):
        raise ValueCharacterError(text, found.group())
