"""Which of several alternatives is read (mc:AlternateContent, ECMA-376-3 section 9)."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from lettergen.typeset.read.values import MC

#: Namespaces that mc:Choice may ask for, by what they begin with.
_UNDERSTOOD = (
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/drawing/2010/main",
    "http://schemas.microsoft.com/office/drawing/2014/main",
    "http://schemas.openxmlformats.org/",
)


def chosen(element: Element) -> Iterator[Element]:
    """Yield what stands in the first mc:Choice whose namespaces are understood, else in mc:Fallback."""
    for choice in element.iterchildren(MC + "Choice"):
        if _is_understood(choice):
            yield from choice.iterchildren("*")
            return
    for fallback in element.iterchildren(MC + "Fallback"):
        yield from fallback.iterchildren("*")


def _is_understood(choice: Element) -> bool:
    prefixes = choice.get("Requires", "").split()
    return bool(prefixes) and all(
        (choice.nsmap.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in prefixes
    )
