"""The text of an attached PDF, for finding a letter's reference in it."""

import io
import logging
import time
import zlib

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lettergen.inbox.clean import clean_text

#: Bytes of a PDF, pages and seconds that are given to it, and characters that are kept.
SIZE_LIMIT = 5_000_000
PAGE_LIMIT = 6
SECONDS = 0.6
TEXT_LIMIT = 50_000

# What a damaged or hostile file makes pypdf raise besides its own errors.
_DAMAGE = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    ArithmeticError,
    AssertionError,
    OSError,
    EOFError,
    NotImplementedError,
    zlib.error,
    MemoryError,
)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def pdf_text(data: bytes) -> str:
    """Give the text of a PDF's first pages; empty if it is damaged, encrypted, too large or slow."""
    if len(data) > SIZE_LIMIT or b"%PDF-" not in data[:1024]:
        return ""
    end = time.monotonic() + SECONDS
    texts: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return ""
        for page in reader.pages[:PAGE_LIMIT]:
            if time.monotonic() > end or sum(map(len, texts)) > TEXT_LIMIT:
                break
            if _content_size(page) > SIZE_LIMIT // 10:
                break
            texts.append(page.extract_text())
    except _DAMAGE:
        pass
    return clean_text("\n".join(texts))[:TEXT_LIMIT]


def _content_size(page: object) -> int:
    contents = getattr(page, "get_contents", lambda: None)()
    return len(contents.get_data()) if contents is not None else 0
