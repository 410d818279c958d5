"""Which of a message's parts a person reads as its text."""

import re

from lettergen.inbox.mime import Part
from lettergen.inbox.quotes import QUOTE_BELOW, html_text

_ENCLOSED = frozenset({"message/rfc822", "message/global", "message/news", "multipart/digest"})
# What a program writes into the plain part when only the HTML part counts.
_STUB = re.compile(
    r"\s*(?:.{0,80}(?:html|e-?mail client|mail reader|mime).{0,120}(?:view|support|display|read|"
    r"enable|message|email).{0,160})?\s*",
    re.IGNORECASE | re.DOTALL,
)
_TEXTS_JOINED = 20


def shown_text(root: Part) -> str:
    """Give the message's text as read, quotations included and marked as `quotes` needs them."""
    return "\n\n".join(text for text in _texts(root) if text.strip())


def without_marks(text: str) -> str:
    """Give text without the marks that `quotes.html` leaves for the cutter."""
    return text.replace(QUOTE_BELOW + "\n", "").replace(QUOTE_BELOW, "").strip("\n")


def _texts(root: Part) -> list[str]:
    texts: list[str] = []
    stack = [root]
    while stack and len(texts) < _TEXTS_JOINED:
        part = stack.pop()
        if part.disposition == "attachment" or part.content_type in _ENCLOSED:
            continue
        if part.content_type == "multipart/alternative":
            texts.append(_best_alternative(part))
        elif part.children:
            stack.extend(reversed(part.children))
        elif part.content_type == "text/plain" and not (part.filename and texts):
            texts.append(_markup_or_text(part.text()))
        elif part.content_type == "text/html" and not (part.filename and texts):
            texts += _unless_repeated(html_text(part.text()), texts)
    return texts


def _markup_or_text(text: str) -> str:
    """Read as HTML what is declared plain and is not."""
    return (
        html_text(text) if re.match(r"\s*(?:<!doctype html|<html[\s>])", text[:200], re.IGNORECASE) else text
    )


def _unless_repeated(text: str, texts: list[str]) -> list[str]:
    """Leave out an HTML part that says what the text before it says, for want of multipart/alternative."""
    own = re.sub(r"\W+", "", text)
    before = re.sub(r"\W+", "", "".join(texts))
    return [] if before and (own[:200] in before or before[:200] in own) else [text]


def _best_alternative(part: Part) -> str:
    """Prefer plain text, unless it is empty or only says to look at the HTML part."""
    leaves = [one for one in part.walk() if not one.children and one.disposition != "attachment"]
    plain = next((one.text() for one in leaves if one.content_type == "text/plain"), "")
    if plain.strip() and not _STUB.fullmatch(plain):
        return _markup_or_text(plain)
    markup = next((html_text(one.text()) for one in leaves if one.content_type == "text/html"), "")
    return markup if markup.strip() else plain
