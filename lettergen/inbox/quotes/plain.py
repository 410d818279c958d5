"""Cuts quoted text, signatures and disclaimers off a plain text."""

import re

_ATTRIBUTION = re.compile(
    r"^(?:On|Le|Am|Op|El|Il|Den|W dniu)\b[^\n]{5,200}(?:\n[^\n>]{1,200}){0,2}?:\s*$", re.MULTILINE
)
_HEADER_BLOCK = re.compile(
    r"^-{2,}\s*(?:Original Message|Forwarded message)\s*-{2,}\s*$|^_{10,}\s*$", re.MULTILINE | re.IGNORECASE
)


def new_text(text: str) -> str:
    """Give what was newly written in a plain text."""
    ends = [found.start() for found in (_ATTRIBUTION.search(text), _HEADER_BLOCK.search(text)) if found]
    kept = text[: min(ends)] if ends else text
    lines = [line for line in kept.split("\n") if not line.startswith(">")]
    return "\n".join(lines).split("\n-- \n")[0].strip()
