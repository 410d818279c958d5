"""Text frames and drop caps (w:framePr, 17.3.1.11)."""

from lxml.etree import _Element as Element

from lettergen.typeset.read.values import attribute, length, whole
from lettergen.typeset.story import Frame, Offset

_REFERENCES_H = {"text": "column", "margin": "margin", "page": "page"}
_REFERENCES_V = {"text": "paragraph", "margin": "margin", "page": "page"}


def read_frame(element: Element) -> Frame:
    """Read w:framePr.

    A height rule that is missing is ``atLeast`` as soon as there is a height.
    """
    height = _positive(element, "h")
    return Frame(
        width=_positive(element, "w"),
        height=height,
        height_rule=attribute(element, "hRule") or ("atLeast" if height else "auto"),
        horizontal=_horizontal(element),
        vertical=_vertical(element),
        gap_h=_positive(element, "hSpace"),
        gap_v=_positive(element, "vSpace"),
        wrap=attribute(element, "wrap") or "around",
        drop_cap=attribute(element, "dropCap") or "none",
        lines=whole(attribute(element, "lines"), 1, 10) or 1,
    )


def _positive(element: Element, name: str) -> float:
    return max(0.0, length(attribute(element, name)) or 0.0)


def _horizontal(element: Element) -> Offset:
    """Read the horizontal axis; Word takes a missing hAnchor for the column's."""
    relative_to = _REFERENCES_H.get(attribute(element, "hAnchor") or "text", "column")
    return Offset(relative_to, length(attribute(element, "x")) or 0.0, attribute(element, "xAlign"))


def _vertical(element: Element) -> Offset:
    """Read the vertical axis; Word takes a missing vAnchor for the margin's.

    Neither w:yAlign nor a w:y other than 0 means that the frame stands where its paragraph stands:
    Word writes a distance of nothing as w:y 1.
    """
    align = attribute(element, "yAlign")
    align = None if align == "inline" else align
    offset = length(attribute(element, "y")) or 0.0
    if align is None and not offset:
        return Offset("paragraph")
    return Offset(_REFERENCES_V.get(attribute(element, "vAnchor") or "margin", "margin"), offset, align)
