"""Sheets: how many a letter takes, and whether its address shows in the envelope's window."""

from collections.abc import Sequence

from lettergen.model.documents import TextLine
from lettergen.post.envelopes import EnvelopeProfile
from lettergen.units import to_mm


def sheets_of(pages: int, *, duplex: bool) -> int:
    """Count the sheets of paper that a letter takes."""
    return (pages + 1) // 2 if duplex else pages


def window_faults(lines: Sequence[TextLine], address: Sequence[str], profile: EnvelopeProfile) -> list[str]:
    """Hold the first page against the envelope's window.

    Args:
        lines: The first page's text lines, boxes in points from the top left.
        address: The address as printed, line by line, the recipient's name first.
        profile: The envelope.

    Returns:
        What is wrong, a sentence each; empty if the whole address and nothing else shows.
    """
    wanted = [_folded(line) for line in address]
    found = {
        _folded(line.text): line for line in lines if _folded(line.text) in wanted and _near(line, profile)
    }
    faults = [
        f"the address line “{line}” is not near the window" for line in address if _folded(line) not in found
    ]
    safe = profile.safe_area
    faults += [
        f"the address line “{line.text.strip()}” does not always show: {_where(line)}"
        for line in found.values()
        if not safe.holds(line.left, line.top, line.right, line.bottom)
    ]
    faults += [
        f"“{line.text.strip()}” may show in the window besides the address: {_where(line)}"
        for line in lines
        if line not in found.values()
        and profile.open_area.meets(line.left, line.top, line.right, line.bottom)
    ]
    return faults


def _near(line: TextLine, profile: EnvelopeProfile) -> bool:
    area = profile.open_area
    return area.meets(line.left, line.top, line.right, line.bottom)


def _where(line: TextLine) -> str:
    left, right, top, bottom = (round(to_mm(x), 1) for x in (line.left, line.right, line.top, line.bottom))
    return f"it stands {left}–{right} mm from the left, {top}–{bottom} mm from the top"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
