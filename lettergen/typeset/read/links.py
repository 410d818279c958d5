"""Which links a letter may carry."""

from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_LONGEST = 2048


def safe_link(target: str | None) -> str | None:
    """Give a link's target if it may be followed; None otherwise.

    Web addresses, email addresses, telephone numbers and places within the document pass. What could
    open a file or run something (``file:``, ``javascript:``, a bare path) does not.
    """
    if not target or len(target) > _LONGEST:
        return None
    target = target.strip()
    if any(character < " " for character in target):
        return None
    if target.startswith("#"):
        return target if len(target) > 1 else None
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return None
    return target if scheme in _SCHEMES else None
