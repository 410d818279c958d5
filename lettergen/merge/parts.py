"""What the parts of a Word file are called, by Word's users and by the standard (ECMA-376-1 section 11.3)."""

import re

_TITLES = (
    (re.compile(r"word/document\d*\.xml"), "the letter's text"),
    (re.compile(r"word/header\d*\.xml"), "a header"),
    (re.compile(r"word/footer\d*\.xml"), "a footer"),
    (re.compile(r"word/footnotes\.xml"), "the footnotes"),
    (re.compile(r"word/endnotes\.xml"), "the endnotes"),
    (re.compile(r"word/comments\.xml"), "the comments"),
    (re.compile(r"word/settings\.xml"), "the document's settings"),
    (re.compile(r"docProps/core\.xml"), "the document's properties (File > Info)"),
)
#: Parts in which a letter's author can write tags.
TAGGED = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
PROPERTIES = "docProps/core.xml"


def part_title(name: str) -> str:
    """Name a part in words that a Word user understands; one that has no such name by its own.

    A part's relationships (ECMA-376-2 6.5) belong to it and have its name.
    """
    owner = re.sub(r"_rels/(.+)\.rels$", r"\1", name)
    for pattern, title in _TITLES:
        if pattern.fullmatch(owner):
            return title
    return f"the part `{name}`"
